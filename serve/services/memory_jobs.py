"""Imports and exports of memories as other clients ask for them (◆ database).

An import waits for its file; an export is written when it is fetched.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select, update

from corpus.exchange.admission import Said
from corpus.model import MemoryProblem, Status
from corpus.store import Store
from serve.auth.actor import Actor
from serve.auth.tokens import new_id
from serve.database import Database, now
from serve.problem import Problem
from serve.schema_clients import memory_job as _jobs
from serve.services.glossaries import plain
from serve.services.memories import Memories
from serve.services.pair_files import Arrived, take, written
from serve.services.tickets import Tickets
from termbase.concept import TermError
from translator.errors import TranslatorError

LASTS = timedelta(hours=1)  # that an upload is waited for, and a download can be fetched
_UPLOAD, _DOWNLOAD = "memory_upload", "memory_download"
_job = _jobs.c


@dataclass(frozen=True, slots=True)
class MemoryJob:
    """See `schema_clients.memory_job`."""

    id: str
    owner: str
    operation: str
    memory: str
    name: str
    file_name: str
    media: str
    size: int
    state: str
    detail: str
    skipped: int
    created: str
    changed: str


class MemoryJobs:
    """The imports and exports of one database; may be shared between threads."""

    def __init__(self, database: Database, store: Store) -> None:
        self._database = database
        self._store = store
        self._memories = Memories(database)
        self._tickets = Tickets(database)

    def expect(self, actor: Actor, job: MemoryJob) -> tuple[MemoryJob, str]:
        """Wait for a file: return the import and the secret that its file comes with."""
        made = self._kept(actor, replace(job, operation="import", state="awaiting_input"))
        return made, self._tickets.give(actor.id, _UPLOAD, made.id, LASTS)

    def get(self, actor: Actor, identity: str) -> MemoryJob:
        """Return a job of somebody's.

        Raises:
            Problem: they have none of that id.
        """
        found = self._read(identity)
        if found is None or found.owner != actor.id:
            raise Problem("not_found", what="job")
        return found

    def waiting(self, secret: str) -> MemoryJob:
        """Return the import whose file comes with `secret`.

        Raises:
            Problem: the secret opens nothing.
        """
        opened = self._tickets.opens(secret, _UPLOAD)
        found = self._read(opened[1]) if opened else None
        if found is None:
            raise Problem("not_found", what="upload")
        return found

    def upload(self, job: MemoryJob, actor: Actor, data: bytes) -> None:
        """Import the file of `job`; a file that comes again changes nothing."""
        if not self._began(job):
            return
        try:
            made = self._memories.make(actor, job.name or job.file_name)
            said = Said((made.scope, made.owner), Status.CONFIRMED)
            name = Path(job.file_name).with_suffix(".tmx").name
            done = take(self._store, Arrived(name, data), said, actor, job.file_name)
        except (TranslatorError, MemoryProblem, TermError) as error:
            self._ended(job, "failed", detail=str(error))
            return
        self._ended(job, "completed", memory=made.id, skipped=done.refused_count)

    def export(self, actor: Actor, identity: str) -> MemoryJob:
        """Return an export of a memory, which can be fetched at once.

        Raises:
            Problem: they see no such memory.
        """
        found = self._memories.get(actor, identity)
        job = MemoryJob(
            "", "", "export", found.id, found.name, "", "", 0, "completed", "", 0, "", ""
        )
        return self._kept(actor, job)

    def ticket(self, job: MemoryJob) -> str:
        """Return a secret by which the file of an export is fetched."""
        return self._tickets.give(job.owner, _DOWNLOAD, job.id, LASTS)

    def opened(self, secret: str) -> MemoryJob:
        """Return the export that `secret` opens.

        Raises:
            Problem: it opens none.
        """
        opened = self._tickets.opens(secret, _DOWNLOAD)
        found = self._read(opened[1]) if opened else None
        if found is None:
            raise Problem("not_found", what="download")
        return found

    def fetched(self, job: MemoryJob, actor: Actor) -> Iterator[bytes]:
        """Return the file of an export in its pieces.

        Raises:
            Problem: its memory is gone.
        """
        found = self._memories.get(actor, job.memory)
        self._ended(job, "downloaded", memory=job.memory)
        return written("tmx", self._memories.pairs(found))

    def _kept(self, actor: Actor, job: MemoryJob) -> MemoryJob:
        made = replace(job, id=new_id(), owner=actor.id, created=now(), changed=now())
        row = {column.name: getattr(made, column.name) for column in _job}
        with self._database.writing() as connection:
            connection.execute(insert(_jobs).values(row))
        return made

    def _read(self, identity: str) -> MemoryJob | None:
        wanted = select(_jobs).where(_job.id == plain(identity))
        with self._database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else MemoryJob(**row._mapping)

    def _began(self, job: MemoryJob) -> bool:
        """Whether the file is the first that came for `job`."""
        mine = (_job.id == job.id) & (_job.state == "awaiting_input")
        began = update(_jobs).where(mine).values(state="processing", changed=now())
        with self._database.writing() as connection:
            return connection.execute(began).rowcount == 1

    def _ended(
        self, job: MemoryJob, state: str, *, detail: str = "", memory: str = "", skipped: int = 0
    ) -> None:
        told = {"state": state, "detail": detail, "memory": memory, "skipped": skipped}
        ended = update(_jobs).where(_job.id == job.id).values(**told, changed=now())
        with self._database.writing() as connection:
            connection.execute(ended)
