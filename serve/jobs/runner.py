"""One worker: takes jobs, gives signs of life while they run, and notes how they end.

Whatever stops it in the midst, another takes the job up when the lease has passed.
"""

import os
import socket
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection, select

from serve import schema
from serve.auth.tokens import new_id
from serve.database import Database
from serve.errors import problem_of
from serve.jobs import table
from serve.jobs.model import ATTEMPTS, Cancelled, Handler, Job, JobState, Leaving, Lost, Stopped
from serve.jobs.table import LEASE, Outcome
from serve.problem import Problem
from termbase.database import Unavailable

_SIGNS = 3  # of life in a lease
_SERVER_ERROR = 500
_STOPS = {  # one that is lost is another's to end
    Cancelled: Outcome(JobState.CANCELLED),
    Leaving: Outcome(JobState.QUEUED, counts=False),
}


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a lease is, and how long a job waits after each attempt that failed, in seconds."""

    lease: float = LEASE
    again: float = 5.0


class Held:
    """A job in the hands of this worker; see `Task`."""

    def __init__(self, job: Job, leaving: threading.Event, lease: float = LEASE) -> None:
        self.job = job
        self.lost = threading.Event()
        self.cancelled = threading.Event()
        self._leaving = leaving
        self._lease = lease
        self._first: tuple[float, int] | None = None

    def check(self) -> None:
        """See `Task.check`."""
        if self.lost.is_set():
            raise Lost
        if self.cancelled.is_set():
            raise Cancelled
        if self._leaving.is_set():
            raise Leaving

    def keep(self, connection: Connection, done: int, total: int) -> None:
        """See `Task.keep`."""
        progress = done, total, self._left(done, total)
        if table.keep(connection, self.job, progress, self._lease):
            self.cancelled.set()

    def finish(self, connection: Connection) -> Job:
        """See `Task.finish`."""
        return table.end(connection, self.job, Outcome(JobState.DONE))

    def _left(self, done: int, total: int) -> int | None:
        """Seconds, by the speed since the first report, which may be of what was done before."""
        now = time.monotonic()
        if self._first is None:
            self._first = now, done
            return None
        since, before = self._first
        if done <= before:
            return None
        return round((total - done) * (now - since) / (done - before))


class Runner:
    """Does jobs one after another; several threads may share one."""

    def __init__(
        self, database: Database, handlers: Mapping[str, Handler], pace: Pace | None = None
    ) -> None:
        self._database = database
        self._handlers = handlers
        self._pace = pace or Pace()
        self._name = f"{socket.gethostname()}:{os.getpid()}:{new_id()[:8]}"
        self._held: dict[str, Held] = {}
        self._leaving = threading.Event()
        self._signs: threading.Thread | None = None
        self._lock = threading.Lock()
        self._log = structlog.get_logger("serve")

    def run_one(self) -> bool:
        """Do the job whose turn it is; return whether there was one.

        Raises:
            Unavailable: the database failed before one was taken.
        """
        held = self._take()
        if held is None:
            return False
        self._log.info("job", id=held.job.id, kind=held.job.kind, attempt=held.job.attempts)
        try:
            outcome = self._worked(held)
        finally:
            with self._lock:
                self._held.pop(held.job.id, None)
        if outcome:
            self._end(held.job, outcome)
        return True

    def leave(self) -> None:
        """Take no more; those that run are handed back as soon as their handlers look."""
        self._leaving.set()

    def is_waited_for(self) -> bool:
        """Whether a job may be taken."""
        with self._database.reading() as connection:
            return self._waits(connection)

    def _waits(self, connection: Connection) -> bool:
        where = table.may_be_taken(connection, list(self._handlers))
        return connection.scalar(select(schema.job.c.id).where(where).limit(1)) is not None

    def _take(self) -> Held | None:
        if self._leaving.is_set() or not self.is_waited_for():
            return None
        with self._database.writing() as connection:
            while job := table.first(connection, list(self._handlers)):
                if job.cancel:
                    self._drop(connection, job, Outcome(JobState.CANCELLED))
                elif job.attempts >= ATTEMPTS:
                    told = f"its worker was lost {ATTEMPTS} times"
                    self._drop(connection, job, Outcome(JobState.FAILED, "worker_lost", told))
                else:
                    taken = table.take(connection, job, self._name, self._pace.lease)
                    return self._hold(taken)
        return None

    def _drop(self, connection: Connection, job: Job, outcome: Outcome) -> None:
        """End a job that nobody will take again."""
        taken = table.take(connection, job, self._name)
        ended = table.end(connection, taken, outcome)
        self._handlers[job.kind].ended(connection, ended)

    def _hold(self, job: Job) -> Held:
        held = Held(job, self._leaving, self._pace.lease)
        with self._lock:
            self._held[job.id] = held
            if self._signs is None or not self._signs.is_alive():
                self._signs = threading.Thread(target=self._live, name="jobs", daemon=True)
                self._signs.start()
        return held

    def _worked(self, held: Held) -> Outcome | None:
        """What came of an attempt; None where it does not count."""
        job = held.job
        with ThreadPoolExecutor(1, "job") as pool:
            error = pool.submit(self._handlers[job.kind].run, held).exception()
        if isinstance(error, Stopped):
            return _STOPS.get(type(error))
        return self._failed(job, error) if error else None

    def _failed(self, job: Job, error: BaseException) -> Outcome:
        """What the owner is told; what may be better another time is tried again."""
        problem = problem_of(error) if isinstance(error, Exception) else Problem("internal")
        told = Outcome(JobState.FAILED, problem.kind.code, problem.detail("en"))
        if problem.kind.status < _SERVER_ERROR:
            return told
        self._log.warning("job failed", id=job.id, attempt=job.attempts, exc_info=error)
        if job.attempts >= ATTEMPTS:
            return told
        return Outcome(JobState.QUEUED, told.error, told.detail, self._pace.again)

    def _end(self, job: Job, outcome: Outcome) -> None:
        try:
            with self._database.writing() as connection:
                ended = table.end(connection, job, outcome)
                self._handlers[job.kind].ended(connection, ended)
        except Lost:
            self._log.info("job lost", id=job.id)
        except (Unavailable, Problem) as error:  # it is taken up again when its lease has passed
            self._log.warning("job not ended", id=job.id, why=str(error))

    def _live(self) -> None:
        """Give signs of life as long as there are jobs."""
        while True:
            time.sleep(self._pace.lease / _SIGNS)
            with self._lock:
                held = list(self._held.values())
                if not held:
                    self._signs = None
                    return
            for each in held:
                self._sign(each)

    def _sign(self, held: Held) -> None:
        try:
            with self._database.writing() as connection:
                if table.renew(connection, held.job, self._pace.lease):
                    held.cancelled.set()
        except Lost:
            held.lost.set()
        except (Unavailable, Problem) as error:  # the next one may come through
            self._log.warning("no sign of life", id=held.job.id, why=str(error))
