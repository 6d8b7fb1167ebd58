"""One file in, one file out, and a report: where the pipeline meets the disk (◆)."""

import contextlib
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from termbase.text import Language
from translator.engines.base import Engine
from translator.errors import BrokenDocument, InputError
from translator.formats import format_for
from translator.formats.base import Remarking
from translator.language import detect
from translator.model import Direction, Document, State, Translation
from translator.pipeline import Knowledge, by_unit, translate
from translator.report import (
    Report,
    count_words,
    issue_rows,
    outcome_rows,
    own_term_rows,
    revision_rows,
    segment_rows,
    term_rows,
)
from translator.steps.terms import judged

MAX_UNITS = 200_000
MAX_LENGTH = 100_000  # characters in one unit


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with one file."""

    source: Path
    target: Path
    direction: Direction
    overwrite: bool = False
    strict: bool = False  # whether what lacks a term needs a review
    fonts: tuple[tuple[str, str], ...] = ()  # see `Document.fonts`


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job."""

    report: Report
    translations: tuple[Translation, ...]


def read_document(path: Path) -> Document:
    """Return the document in `path`.

    Raises:
        InputError: it is missing, unreadable, of an unknown format, or broken.
    """
    if path.is_dir():
        raise InputError(f"{path}: is a directory; name the files in it, e.g. {path / '*.docx'}")
    form = format_for(path.name)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        document = form.read(data)
        refuse_floods(document)
    except InputError as error:
        raise type(error)(f"{path}: {error}") from error
    return document


def refuse_floods(document: Document) -> None:
    """Refuse a document that nobody wrote to be read.

    Raises:
        BrokenDocument: it has too many units, or too long a one.
    """
    if len(document.units) > MAX_UNITS:
        raise BrokenDocument(f"more than {MAX_UNITS} paragraphs; split the document")
    long = next((unit for unit in document.units if len(unit.content.text) > MAX_LENGTH), None)
    if long is not None:
        raise BrokenDocument(
            f"{long.place}: more than {MAX_LENGTH} characters; break it into paragraphs"
        )


def source_language(document: Document) -> Language:
    """Return the language most of `document` is written in."""
    return detect("\n".join(unit.content.text for unit in document.units))


def translate_file(
    job: Job,
    document: Document,
    knowledge: Knowledge,
    engine: Engine,
    progress: Callable[[int], None] | None = None,
) -> Done:
    """Translate `document`, which was read from `job.source`, into `job.target`.

    Raises:
        InputError: the target exists and may not be overwritten, or cannot be written.
        EngineError: the engine failed; the target is then left as it was.
    """
    began = time.monotonic()
    if job.target.exists() and not job.overwrite:
        raise InputError(f"{job.target}: exists already; --force overwrites it")
    translations = translate(document, job.direction, knowledge, engine, progress)
    translations = judged(translations) if job.strict else translations
    language = job.direction.target if engine.translates else None
    written = replace(document, language=language, fonts=job.fonts, doubtful=doubtful(translations))
    form = format_for(job.source.name)
    data = form.write(written, by_unit(translations))
    remarks = form.remarks(written, data) if isinstance(form, Remarking) else ()
    write_beside(job.target, data)
    report = Report(
        input=str(job.source),
        output=str(job.target),
        source_language=job.direction.source.value,
        target_language=job.direction.target.value,
        engine=engine.name,
        segments=len(translations),
        words=sum(count_words(item.segment.source.text) for item in translations),
        origins=dict(Counter(item.origin.value for item in translations)),
        translations=segment_rows(translations),
        terms=term_rows(translations),
        issues=issue_rows(translations, (*document.notes, *remarks)),
        notes=(),
        seconds=round(time.monotonic() - began, 3),
        own_terms=own_term_rows(translations),
        revisions=revision_rows(translations),
        mode="strict" if job.strict else "soft",
        outcomes=outcome_rows(translations),
    )
    return Done(report, translations)


def doubtful(translations: Sequence[Translation]) -> frozenset[str]:
    """Return the units that a person shall look at."""
    return frozenset(
        item.segment.unit
        for item in translations
        if item.issues or item.state is State.NEEDS_REVIEW
    )


def write_beside(target: Path, data: bytes) -> None:
    """Write beside, then rename: nobody ever sees half a file.

    Raises:
        InputError: the place cannot be written to.
    """
    beside = target.with_name(f".biaoyi-{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror}") from error
    finally:
        with contextlib.suppress(OSError):  # it was renamed, or never made
            beside.unlink()
