"""One file in, one file out, and a report: where the pipeline meets the disk (◆)."""

import contextlib
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from termbase.text import Language
from translator.engines.base import Engine
from translator.errors import InputError
from translator.formats import format_for
from translator.language import detect
from translator.model import Direction, Document, Translation
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


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with one file."""

    source: Path
    target: Path
    direction: Direction
    overwrite: bool = False
    strict: bool = False  # whether what lacks a term needs a review


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
        return form.read(data)
    except InputError as error:
        raise type(error)(f"{path}: {error}") from error


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
    written = replace(document, language=job.direction.target if engine.translates else None)
    data = format_for(job.source.name).write(written, by_unit(translations))
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
        issues=issue_rows(translations, document.notes),
        notes=(),
        seconds=round(time.monotonic() - began, 3),
        own_terms=own_term_rows(translations),
        revisions=revision_rows(translations),
        mode="strict" if job.strict else "soft",
        outcomes=outcome_rows(translations),
    )
    return Done(report, translations)


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
