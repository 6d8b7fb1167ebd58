"""The job that translates a document; it may be stopped anywhere, and goes on where it was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from serve import schema
from serve.auth.actor import Actor
from serve.auth.sign_in import by_id
from serve.database import Database
from serve.jobs.model import Job, JobState, Lost, Task
from serve.problem import Problem
from serve.services import checkpoints, document_rows, files, segment_table
from serve.services.batching import Batched
from serve.services.checkpoints import Notebook, Remembering
from serve.services.document_rows import OPTIONS, DocumentRecord, DocumentState, may_edit
from serve.services.engines import EngineHost
from serve.services.segment_rows import translated
from serve.services.translation import Options, TranslationService
from translator.errors import EngineError
from translator.formats import format_for
from translator.model import Document as Parsed
from translator.model import Translation
from translator.pipeline import translate
from translator.steps.terms import judged

_STATES = {
    JobState.FAILED: DocumentState.FAILED,
    JobState.CANCELLED: DocumentState.CANCELLED,
    JobState.QUEUED: DocumentState.QUEUED,
}


@dataclass(frozen=True, slots=True)
class _Work:
    """A document with all that its translation needs."""

    record: DocumentRecord
    parsed: Parsed
    options: Options
    actor: Actor


class DocumentJob:
    """See `Handler`."""

    def __init__(
        self, database: Database, translation: TranslationService, engines: EngineHost
    ) -> None:
        self._database = database
        self._translation = translation
        self._engines = engines

    def run(self, task: Task) -> None:
        """Translate the document; see `Handler.run`."""
        work = self._work(task)
        direction = work.record.direction
        known = self._translation.knowledge(direction, work.actor, work.options)
        steps = _Steps(task, work.record.segments)
        model = f"{self._engines.name} {self._engines.model}"
        notebook = Notebook(self._database, work.record.id, model, steps.keep)
        engine = self._engines.engine(direction)
        behind = engine.behind(work.record.id) if isinstance(engine, Batched) else engine
        remembering = Remembering(behind, notebook, task.check)
        done = translate(work.parsed, direction, known, remembering, steps.advance)
        done = judged(done) if work.options.strict else done
        task.check()
        with self._database.writing() as connection:
            self._publish(connection, work.record, done)
            task.finish(connection)
        self._translation.count(done)

    def ended(self, connection: Connection, job: Job) -> None:
        """See `Handler.ended`."""
        if job.document and job.state in _STATES:
            told = {"state": _STATES[job.state].value}
            if job.state is JobState.FAILED:
                told |= {"error": job.error, "detail": job.detail}
            document_rows.change(connection, job.document, told)

    def _work(self, task: Task) -> _Work:
        """What is to be done, and whether its owner still may have it done.

        Raises:
            Problem: they may not. Lost: the document is gone.
        """
        actor = by_id(self._database, task.job.owner)
        if task.job.document is None:
            raise Lost
        identity = task.job.document
        document = schema.document.c
        with self._database.writing() as connection:
            row = connection.execute(
                select(*document_rows.COLUMNS).where(document.id == identity)
            ).one_or_none()
            if row is None:
                raise Lost
            record = document_rows.record_of(*row)
            if actor is None or not may_edit(actor, record.project):
                raise Problem("forbidden", permission="documents")
            actor = document_rows.within(connection, actor, record.project)
            more = document_rows.details(connection, identity)
            data = files.read(connection, more.source)
            told = {"state": DocumentState.TRANSLATING.value}
            document_rows.change(connection, identity, told)
        options = OPTIONS.validate_json(more.options)
        options = replace(options, document=options.document or identity)
        return _Work(record, format_for(record.name).read(data), options, actor)

    def _publish(
        self, connection: Connection, record: DocumentRecord, done: Sequence[Translation]
    ) -> None:
        """Keep the translations, all at once; the answers that led to them are needed no more."""
        before = segment_table.read(connection, record.id)
        if len(before) != len(done):
            raise EngineError(f"{len(before)} segments, {len(done)} translations")
        pairs = zip(before, done, strict=True)
        segment_table.save(connection, [translated(*pair) for pair in pairs])
        checkpoints.forget(connection, record.id)
        told = {"state": DocumentState.DONE.value, "finished": len(done)}
        document_rows.change(connection, record.id, told)


class _Steps:
    """Counts the segments that are drafted, and keeps the count with the answers."""

    def __init__(self, task: Task, total: int) -> None:
        self._task = task
        self._total = total
        self._done = 0

    def advance(self, count: int) -> None:
        self._done = min(self._done + count, self._total)

    def keep(self, connection: Connection) -> None:
        self._task.keep(connection, self._done, self._total)
