"""`biaoyi xliff`: a document to a translation tool, and its edited translation back."""

import enum
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.asked import (
    FontTable,
    Force,
    FromLanguage,
    IntoLanguage,
    MemoryFiles,
    ModelName,
    NoMemoryStore,
    NoTermbase,
    TermFiles,
)
from translator.cli.options import EngineName, From, Mode, Options
from translator.errors import InputError

if TYPE_CHECKING:
    from translator.bilingual.rows import Row
    from translator.job import Job
    from translator.model import Document, Issue

app = typer.Typer(
    name="xliff",
    help="Exchange translations with translation tools as XLIFF 2.1.",
    no_args_is_help=True,
)
_SHOWN = 12


class Draft(enum.StrEnum):
    """Engines, and none."""

    CT2 = "ct2"
    HF = "hf"
    ECHO = "echo"
    NONE = "none"


@app.command("export")
def export(  # noqa: PLR0913, PLR0917 - one parameter an option
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="The file to translate.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="XLIFF file; by default DOCUMENT.xlf.")
    ] = None,
    source: FromLanguage = From.AUTO,
    target: IntoLanguage = None,
    terms: TermFiles = None,
    memory: MemoryFiles = None,
    engine: Annotated[
        Draft, typer.Option("--engine", help="Engine; none leaves the targets out.")
    ] = Draft.CT2,
    model: ModelName = None,
    no_termbase: NoTermbase = False,
    no_memory_store: NoMemoryStore = False,
    mode: Annotated[
        Mode, typer.Option("--mode", help="strict: what lacks a term needs a review.")
    ] = Mode.SOFT,
    force: Force = False,
) -> None:
    """Write a document and its translation as XLIFF 2.1."""
    from translator.cli.direction import direction_for
    from translator.job import Job, read_document

    place = output or document.with_name(f"{document.name}.xlf")
    check_output(place, ".xlf", force=force)
    if document.suffix.lower() in {".xlf", ".xliff"}:
        raise InputError(f"{document}: is XLIFF; translate it in place with: biaoyi translate")
    read = read_document(document)
    asked = EngineName.ECHO if engine is Draft.NONE else EngineName(engine.value)
    files = tuple(terms or ()), tuple(memory or ())
    options = Options(
        source,
        target,
        *files,
        asked,
        model,
        termbase=not no_termbase,
        mode=mode,
        memory_store=not no_memory_store,
    )
    job = Job(document, place, direction_for(str(document), read, options), force)
    _write(job, read, options, engine)


def _write(job: "Job", document: "Document", options: Options, engine: Draft) -> None:
    from translator.exchange import export_file

    rows = _rows(job, document, options, engine)
    export_file(job, document, rows, engine.value)
    doubtful = sum(row.is_doubtful for row in rows)
    sys.stdout.write(f"{job.target}: {len(rows)} segments, {doubtful} to be looked at\n")
    _show(document.notes)


def _rows(job: "Job", document: "Document", options: Options, engine: Draft) -> Sequence["Row"]:
    from translator.bilingual.rows import Row, rows_of
    from translator.cli.files import bar, opened_for
    from translator.pipeline import translate
    from translator.settings import read_settings
    from translator.steps.segment import segment
    from translator.steps.terms import judged
    from translator.tools import Engines

    segments = segment(document)
    if engine is Draft.NONE:
        return tuple(Row(each) for each in segments)
    settings = read_settings()
    (known,) = opened_for([job], options, settings)
    opened = Engines(options.engine.value, settings, options.model).engine(job.direction)
    with bar(job.source.name, len(segments)) as advance:
        done = translate(document, job.direction, known.knowledge, opened, advance)
    for note in known.notes:
        sys.stdout.write(f"note: {note}\n")
    judgement = judged(done) if options.mode is Mode.STRICT else done
    return rows_of(judgement, is_draft=not opened.translates)


@app.command("merge")
def merge(
    xliff: Annotated[Path, typer.Argument(metavar="XLIFF", help="What came back.")],
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="What was exported.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="By default DOCUMENT, with “.merged” in its name."),
    ] = None,
    fonts: FontTable = None,
    force: Force = False,
) -> None:
    """Write the translations of an XLIFF file into the document that it was made from."""
    from translator.exchange import merge_file
    from translator.formats.fonts import open_fonts
    from translator.settings import read_settings

    place = output or document.with_name(f"{document.stem}.merged{document.suffix}")
    check_output(place, document.suffix, force=force)
    if place.resolve() == document.resolve():
        raise InputError(f"{place}: is the input; give another output")
    table = open_fonts(fonts or read_settings().fonts)
    back = merge_file(xliff, document, place, lambda language: table.get(language, ()))
    done = back.merged
    translated = done.segments - done.untranslated
    sys.stdout.write(f"{place}: {translated} of {done.segments} segments translated\n")
    _show((*done.issues, *back.remarks))


def check_output(place: Path, suffix: str, *, force: bool) -> None:
    """Refuse a place that cannot be written to.

    Raises:
        InputError: it exists, its directory does not, or it has not the suffix.
    """
    if place.suffix.lower() != suffix.lower():
        raise InputError(f"{place}: the output must be a {suffix} file")
    if not place.parent.is_dir():
        raise InputError(f"{place}: there is no directory {place.parent}; make it first")
    if place.exists() and not force:
        raise InputError(f"{place}: exists already; --force overwrites it")


def _show(issues: Sequence["Issue"]) -> None:
    """Say how many issues there are by their rules, and name the first of them."""
    if not issues:
        return
    counts = Counter(issue.check for issue in issues).most_common()
    told = ", ".join(f"{count} {name}" for name, count in counts)
    sys.stdout.write(f"issues: {len(issues)}: {told}\n")
    for issue in issues[:_SHOWN]:
        place = f"{issue.place}: " if issue.place else ""
        sys.stdout.write(f"  {place}{issue.detail}\n")
    if len(issues) > _SHOWN:
        sys.stdout.write(f"  … and {len(issues) - _SHOWN} more\n")
