"""`biaoyi translate`: files, or standard input line by line."""

import glob
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
    from translator.job import Job
    from translator.model import Document


def translate(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files (Word, Excel, PowerPoint, OpenDocument, HTML, Markdown, XML, XLIFF, text) "
            "or patterns; - reads lines.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Target file; for several inputs a directory."),
    ] = None,
    source: FromLanguage = From.AUTO,
    target: IntoLanguage = None,
    terms: TermFiles = None,
    memory: MemoryFiles = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a report, .json or .html.")
    ] = None,
    engine: Annotated[
        EngineName,
        typer.Option("--engine", help="Engine; echo changes nothing, pseudo every letter."),
    ] = EngineName.CT2,
    model: ModelName = None,
    no_termbase: NoTermbase = False,
    no_memory_store: NoMemoryStore = False,
    mode: Annotated[
        Mode,
        typer.Option(
            "--mode",
            help="strict: what lacks a term, or has a forbidden one, “needs review”; "
            "soft: it is reported.",
        ),
    ] = Mode.SOFT,
    fonts: FontTable = None,
    bilingual: Annotated[
        bool,
        typer.Option("--bilingual", help="Also write source and target side by side, .docx."),
    ] = False,
    force: Force = False,
    json_lines: Annotated[
        bool, typer.Option("--json", help="With -: a JSON object a line, in and out.")
    ] = False,
) -> None:
    """Translate documents, and say what was done."""
    files = tuple(terms or ()), tuple(memory or ())
    options = Options(
        source,
        target,
        *files,
        engine,
        model,
        termbase=not no_termbase,
        mode=mode,
        fonts=fonts,
        bilingual=bilingual,
        memory_store=not no_memory_store,
    )
    if inputs == ["-"]:
        from translator.cli.lines import translate_lines

        translate_lines(options, as_json=json_lines)
        return
    if json_lines or "-" in inputs:
        raise InputError("--json goes with - (standard input) alone, and - stands alone")
    _check_report(report, force=force)
    jobs = _jobs(_expand(inputs), options, output, force=force)
    from translator.cli.files import translate_files

    translate_files(jobs, options, report)


def _expand(inputs: Sequence[str]) -> list[Path]:
    """Patterns that the shell has left alone become the files they fit."""
    found: list[Path] = []
    for name in inputs:
        if Path(name).exists() or not glob.has_magic(name):
            found.append(Path(name))
            continue
        hits = (Path(hit) for hit in glob.glob(name, recursive=True))  # noqa: PTH207
        fits = sorted(hit for hit in hits if hit.is_file())
        if not fits:
            raise InputError(f"{name}: no file fits this pattern")
        found += fits
    return list(dict.fromkeys(found))


def _check_report(report: Path | None, *, force: bool) -> None:
    if report is None:
        return
    if report.suffix.lower() not in {".json", ".html"}:
        raise InputError(f"{report}: reports are written as .json or .html")
    if not report.parent.is_dir():
        raise InputError(f"{report}: there is no directory {report.parent}; make it first")
    if report.exists() and not force:
        raise InputError(f"{report}: exists already; --force overwrites it")


def _jobs(
    paths: Sequence[Path], options: Options, output: Path | None, *, force: bool
) -> list[tuple["Job", "Document"]]:
    """A job for each file.

    All are read before the first is translated, so that one broken file leaves nothing half done.
    """
    from translator.cli.direction import direction_for
    from translator.exchange import table_place
    from translator.job import Job, read_document

    jobs: list[tuple[Job, Document]] = []
    for path in paths:
        document = read_document(path)
        direction = direction_for(str(path), document, options)
        place = target_path(path, direction.target.value, output, several=len(paths) > 1)
        beside = [table_place(place)] if options.bilingual else []
        for each in (place, *beside):
            if each.exists() and not force:
                raise InputError(f"{each}: exists already; --force overwrites it")
        if place.resolve() == path.resolve():
            raise InputError(f"{place}: is the input; give another output")
        jobs.append(
            (Job(path, place, direction, force, strict=options.mode is Mode.STRICT), document)
        )
    targets = [job.target for job, _ in jobs]
    for place in targets:
        if targets.count(place) > 1:
            raise InputError(f"{place}: two inputs would be written there")
    return jobs


def target_path(source: Path, language: str, output: Path | None, *, several: bool) -> Path:
    """Return where the translation of `source` goes: `draft.en.docx` beside it, or `output`.

    Raises:
        InputError: the directory does not exist, or several inputs have one file as output.
    """
    name = f"{source.stem}.{language}{source.suffix}"
    if output is None:
        return source.with_name(name)
    if output.is_dir():
        return output / name
    if several:
        raise InputError(f"{output}: several inputs need a directory that exists as their output")
    missing = output.parent if output.suffix else output
    if not missing.is_dir():
        raise InputError(f"{output}: there is no directory {missing}; make it first")
    if output.suffix.lower() != source.suffix.lower():
        raise InputError(f"{output}: the output must be a {source.suffix} file, as the input is")
    return output
