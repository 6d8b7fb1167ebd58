"""A document to a translation tool and back: where XLIFF meets the disk (◆)."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from termbase.text import Language
from translator.bilingual.export import Exported, Original, xliff
from translator.bilingual.merge import Merged, merge
from translator.bilingual.returned import returned_files
from translator.bilingual.rows import Row
from translator.bilingual.table import Heading, table
from translator.errors import InputError
from translator.formats import format_for
from translator.formats.base import Remarking
from translator.formats.marks import marks_of
from translator.job import Job, read_document, write_beside
from translator.model import Document, Issue

Fonts = Callable[[Language], tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Back:
    """What came of a merge; `remarks` are what the format says of the document it wrote."""

    merged: Merged
    remarks: tuple[Issue, ...]


def export_file(job: Job, document: Document, rows: Sequence[Row], engine: str) -> None:
    """Write `document`, which was read from `job.source`, as XLIFF into `job.target`.

    Raises:
        InputError: there is no text in it, or the place cannot be written to.
    """
    name = job.source.name
    if not rows:
        raise InputError(f"{job.source}: there is no text to translate in it")
    original = Original(name, digest(job.source), document, marks_of(name, document))
    direction = job.direction
    data = xliff(Exported(original, direction.source, direction.target, engine, rows))
    write_beside(job.target, data)


def table_file(job: Job, document: Document, rows: Sequence[Row], engine: str) -> Path:
    """Write `document` and its translation side by side, as a Word file; return where it is.

    Raises:
        InputError: the place cannot be written to.
    """
    direction, name = job.direction, job.source.name
    heading = Heading(name, direction.source, direction.target, engine)
    place = table_place(job.target)
    write_beside(place, table(heading, rows, marks_of(name, document)))
    return place


def table_place(target: Path) -> Path:
    """Return where the table goes that belongs to the translation `target`."""
    return target.with_name(f"{target.stem}.bilingual.docx")


def merge_file(source: Path, original: Path, target: Path, fonts: Fonts) -> Back:
    """Write the translations in the XLIFF file `source` into a copy of `original`, `target`.

    Raises:
        InputError: a file cannot be read or written, or `source` was not made from `original`.
    """
    document = read_document(original)
    try:
        files = returned_files(_bytes(source))
        merged = merge(files, document, digest(original))
    except InputError as error:
        raise type(error)(f"{source}: {error}") from error
    language = merged.language
    written = replace(document, language=language, fonts=fonts(language) if language else ())
    form = format_for(original.name)
    data = form.write(written, merged.targets)
    remarks = form.remarks(written, data) if isinstance(form, Remarking) else ()
    write_beside(target, data)
    return Back(merged, (*document.notes, *remarks))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits.

    Raises:
        InputError: it cannot be read.
    """
    return hashlib.sha256(_bytes(path)).hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
