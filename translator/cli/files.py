"""Jobs > files, with a progress bar, a table and a report."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from translator.bilingual.rows import rows_of
from translator.cli.options import Options
from translator.cli.show import show
from translator.database import KnownTerms, StoredMemory
from translator.exchange import table_file
from translator.formats.fonts import open_fonts
from translator.job import Job, translate_file, write_beside
from translator.model import Direction, Document
from translator.report import Report
from translator.report_file import report_bytes
from translator.settings import Settings, read_settings
from translator.steps.segment import segment
from translator.tools import Engines, Opened, open_knowledge, with_memory


def translate_files(
    jobs: Sequence[tuple[Job, Document]], options: Options, report: Path | None
) -> None:
    """Translate every job, show what was done, and write the report that was asked for."""
    settings = read_settings()
    opened = opened_for([job for job, _ in jobs], options, settings)
    table = open_fonts(options.fonts or settings.fonts)
    engines = Engines(options.engine.value, settings, options.model)
    loaded = [engines.engine(job.direction) for job, _ in jobs]
    reports: list[Report] = []
    memory = StoredMemory(settings, use=options.stored_memory)
    for (job, document), known, engine in zip(jobs, opened, loaded, strict=True):
        with bar(job.source.name, len(segment(document))) as advance:
            set_in = replace(job, fonts=table.get(job.direction.target, ()))
            done = translate_file(set_in, document, known.knowledge, engine, advance)
        memory.count(done.translations)
        notes = known.notes
        if options.bilingual:
            beside = table_file(job, document, rows_of(done.translations), engine.name)
            notes = (*notes, f"source and target side by side: {beside}")
        reports.append(done.report.with_notes(notes))
    if report:  # before anything is shown: a reader of the output may go away
        write_beside(report, report_bytes(reports, report.suffix.lower()))
    for item in reports:
        show(item)
    if report:
        sys.stderr.write(f"report: {report}\n")


def opened_for(jobs: Sequence[Job], options: Options, settings: Settings) -> list[Opened]:
    """The knowledge for each job; what is the same for several is opened once."""
    stored = KnownTerms(settings) if options.termbase else None
    memory = StoredMemory(settings, use=options.stored_memory)
    opened: dict[tuple[Direction, str], Opened] = {}
    found: list[Opened] = []
    for job in jobs:
        document = stored.of(job.source.name) if stored else ""
        key = job.direction, document
        if key not in opened:
            others = stored.terms(*key) if stored else ()
            opened[key] = open_knowledge(options.terms, options.memories, job.direction, others)
        found.append(with_memory(opened[key], memory.recall(job.direction, job.source.name)))
    return found


class bar:  # noqa: N801 - used as a verb: with bar(…) as advance
    """A progress bar in segments on standard error, with the time left."""

    def __init__(self, name: str, total: int) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("segments"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task(name, total=total)

    def __enter__(self) -> Callable[[int], None]:
        self._progress.start()
        return lambda done: self._progress.advance(self._task, done)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
