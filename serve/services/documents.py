"""Documents: taken in, translated by a job, listed, thrown away (◆ database)."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sqlalchemy import Connection, delete, insert, select

from serve import schema
from serve.auth.actor import Actor
from serve.auth.tokens import new_id
from serve.database import Database, now
from serve.etags import check
from serve.jobs import table
from serve.jobs.model import Job, JobQueue, JobState, NewJob
from serve.paging import Page, Wanted, page_of
from serve.problem import Problem
from serve.services import document_rows, files
from serve.services.document_rows import NOTES, OPTIONS, DocumentRecord, DocumentState
from serve.services.segment_rows import new_records, row_of
from serve.services.translation import Options
from serve.services.usage import Usage
from termbase.text import Language
from translator.errors import InputError
from translator.formats import format_for
from translator.job import refuse_floods, source_language
from translator.language import named
from translator.model import Direction
from translator.model import Document as Parsed
from translator.steps.segment import segment

KIND = "document"  # of the job that translates one
_document = schema.document.c
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 255  # characters of a file name
_WAITING = (DocumentState.QUEUED, DocumentState.TRANSLATING)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be translated; without languages those that it names, or as it looks."""

    name: str
    data: bytes
    source: Language | None = None
    target: Language | None = None
    project: str | None = None
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document is: `done` of `total` segments, and the seconds left by its speed.

    `ahead` is how many jobs are taken before it while it waits.
    """

    state: DocumentState
    done: int
    total: int
    seconds_left: int | None
    ahead: int
    error: str
    detail: str


class Documents:
    """The documents of one database; may be shared between threads."""

    def __init__(self, database: Database, queue: JobQueue, usage: Usage) -> None:
        self._database = database
        self._queue = queue
        self._usage = usage

    def create(self, upload: Upload, actor: Actor) -> DocumentRecord:
        """Take a file in, and let it be translated.

        Raises:
            InputError: it is none that can be. Problem: the quota does not reach, or the project is
            not one to put documents in.
        """
        _check_project(actor, upload.project)
        name = file_name(upload.name)
        parsed = format_for(name).read(upload.data)
        refuse_floods(parsed)
        direction = direction_of(parsed, upload)
        found = segment(parsed)
        characters = sum(len(item.source.text) for item in found)
        identity = new_id()
        with (
            self._usage.charged(actor, "document", len(found), characters),
            self._database.writing() as connection,
        ):
            file = files.put(connection, actor.id, upload.data)
            connection.execute(
                insert(schema.document).values(
                    id=identity,
                    number=1,
                    owner=actor.id,
                    project=upload.project,
                    name=name,
                    suffix=PurePosixPath(name).suffix.lower(),
                    source_language=direction.source.value,
                    target_language=direction.target.value,
                    source=file,
                    options=OPTIONS.dump_json(upload.options).decode(),
                    notes=NOTES.dump_json(parsed.notes).decode(),
                    state=DocumentState.QUEUED.value,
                    segments=len(found),
                    characters=characters,
                    created=now(),
                    changed=now(),
                    **_EMPTY,
                )
            )
            if found:
                rows = [row_of(each) for each in new_records(identity, found)]
                connection.execute(insert(schema.segment), rows)
            self._put(connection, identity, actor)
            made = document_rows.seen(connection, identity, actor)
        self._queue.wake()
        return made

    def get(self, identity: str, actor: Actor) -> DocumentRecord:
        """Return a document.

        Raises:
            Problem: see `document_rows.seen`.
        """
        with self._database.reading() as connection:
            return document_rows.seen(connection, identity, actor)

    def page(self, actor: Actor, wanted: Wanted, project: str = "") -> Page[DocumentRecord]:
        """Return the documents that `actor` sees, the newest first; of one project."""
        rows = select(*document_rows.COLUMNS).where(document_rows.seen_by(actor))
        rows = rows.where(_document.project == project) if project else rows
        by = [_document.created, _document.id]
        with self._database.reading() as connection:
            return page_of(connection, rows, by, wanted, document_rows.record_of, falling=True)

    def progress(self, identity: str, actor: Actor) -> Progress:
        """Return how far a document is.

        Raises:
            Problem: see `get`.
        """
        with self._database.reading() as connection:
            found = document_rows.seen(connection, identity, actor)
            job = table.latest(connection, identity)
            waits = job is not None and job.state is JobState.QUEUED
            ahead = table.ahead(connection, job) if job and waits else 0
        return _progress(found, job, ahead)

    def cancel(self, identity: str, actor: Actor) -> DocumentRecord:
        """Let a document not be translated any further; one that is done stays done.

        Raises:
            Problem: see `document_rows.editable`.
        """
        with self._database.writing() as connection:
            document_rows.editable(connection, identity, actor)
            job = table.latest(connection, identity)
            if job and table.cancel(connection, job).state is JobState.CANCELLED:
                values = {"state": DocumentState.CANCELLED.value}
                if not job.state.is_final:
                    document_rows.change(connection, identity, values)
            return document_rows.seen(connection, identity, actor)

    def again(self, identity: str, actor: Actor) -> DocumentRecord:
        """Let a document be translated that failed or was cancelled; it goes on where it was.

        Raises:
            Problem: see `document_rows.editable`; or it waits, or is done.
        """
        with self._database.writing() as connection:
            found = document_rows.editable(connection, identity, actor)
            if found.state is DocumentState.DONE or found.state in _WAITING:
                raise Problem("conflict")
            values = {"state": DocumentState.QUEUED.value, "error": "", "detail": ""}
            document_rows.change(connection, identity, values)
            self._put(connection, identity, actor)
            again = document_rows.seen(connection, identity, actor)
        self._queue.wake()
        return again

    def rename(self, identity: str, seen: int, name: str, actor: Actor) -> DocumentRecord:
        """Give a document another name, of the same format.

        Raises:
            Problem: see `document_rows.editable`; or it was changed meanwhile.
            InputError: the name is that of another format.
        """
        with self._database.writing() as connection:
            found = document_rows.editable(connection, identity, actor)
            check(seen, found.number)
            new = file_name(name)
            if PurePosixPath(new).suffix.lower() != PurePosixPath(found.name).suffix.lower():
                raise InputError(f"{new}: the name of this document ends as {found.name} does")
            document_rows.change(connection, identity, {"name": new})
            return document_rows.seen(connection, identity, actor)

    def delete(self, identity: str, seen: int, actor: Actor) -> None:
        """Throw a document away with all that belongs to it; a job of it stops.

        Raises:
            Problem: see `rename`.
        """
        with self._database.writing() as connection:
            found = document_rows.editable(connection, identity, actor)
            check(seen, found.number)
            more = document_rows.details(connection, identity)
            connection.execute(delete(schema.document).where(_document.id == identity))
            files.remove(connection, more.source)

    def _put(self, connection: Connection, identity: str, actor: Actor) -> None:
        self._queue.put(connection, NewJob(KIND, actor.id, identity))


_EMPTY = {"target": None, "finished": 0, "error": "", "detail": ""}


def file_name(given: str) -> str:
    """Return the name of a file without the directories and the marks that nobody sees."""
    last = re.split(r"[/\\]", given)[-1]
    shown = _UNSHOWN.sub("", last).strip()
    suffix = PurePosixPath(shown).suffix
    stem = shown.removesuffix(suffix)[: _LONGEST - len(suffix)]
    return stem + suffix if len(suffix) < _LONGEST else shown[:_LONGEST]


def direction_of(parsed: Parsed, upload: Upload) -> Direction:
    """Return from which language into which a document goes: as asked, as it says, as it looks.

    Raises:
        InputError: it says otherwise than was asked, or there is nothing to change.
    """
    ours, theirs = (_known(tag) for tag in (parsed.stated.source, parsed.stated.target))
    source = upload.source or ours or source_language(parsed)
    target = upload.target or theirs or (Language.EN if source.is_chinese else Language.ZH)
    for said, chosen in ((ours, source), (theirs, target)):
        if said and said is not chosen:
            raise InputError(f"the file says {said.value}, and {chosen.value} is asked for")
    if source is target:
        raise InputError(f"the document is in {source.value} already")
    return Direction(source, target)


def _known(tag: str) -> Language | None:
    found = named(tag) if tag else None
    if tag and found is None:
        raise InputError(f"the file says {tag}; Chinese (zh) and English (en) are translated")
    return found


def _check_project(actor: Actor, project: str | None) -> None:
    if project and not actor.sees(project):
        raise Problem("not_found", what="project")
    if not document_rows.may_edit(actor, project):
        raise Problem("forbidden", permission="documents")


def _progress(found: DocumentRecord, job: Job | None, ahead: int) -> Progress:
    done = job.done if job else 0
    is_done = found.state is DocumentState.DONE
    runs = job is not None and job.state is JobState.RUNNING
    return Progress(
        found.state,
        found.segments if is_done else min(done, found.segments),
        found.segments,
        job.seconds_left if job and runs else None,
        ahead,
        found.error,
        found.detail,
    )
