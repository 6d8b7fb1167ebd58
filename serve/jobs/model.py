"""The nouns of work that outlives a request, and what a queue of it promises."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

ATTEMPTS = 3  # after so many that ended by accident, a job has failed


class JobState(enum.StrEnum):
    """How far a job is; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing will come of it any more."""
        return self in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be put into a queue; a higher priority is taken first."""

    kind: str
    owner: str
    document: str | None = None
    payload: str = ""
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it is; `error` is the code of a problem and `detail` its sentence.

    `done` of `total` is its progress, `seconds_left` an estimate from the speed of this attempt.
    """

    id: str
    kind: str
    payload: str
    owner: str
    document: str | None
    priority: int
    state: JobState
    cancel: bool
    attempts: int
    worker: str
    done: int
    total: int
    error: str
    detail: str
    seconds_left: int | None
    created: str
    started: str
    finished: str


class Stopped(Exception):
    """The work on a job shall stop now; nobody's fault."""


class Cancelled(Stopped):
    """Somebody wants the job no more."""


class Leaving(Stopped):
    """This worker is shutting down; another goes on."""


class Lost(Stopped):
    """Another worker has taken the job: what this one did since does not count."""


class Task(Protocol):
    """A job in the hands of a worker."""

    @property
    def job(self) -> Job:
        """The job as it was taken."""
        ...

    def check(self) -> None:
        """Go on.

        Raises:
            Stopped: do not.
        """
        ...

    def keep(self, connection: Connection, done: int, total: int) -> None:
        """Note the progress in the transaction that keeps what was done.

        Raises:
            Lost: the job is another worker's now; the transaction goes with it.
        """
        ...

    def finish(self, connection: Connection) -> Job:
        """End the job well, in the transaction that keeps what it made.

        Raises:
            Lost: see `keep`.
        """
        ...


class Handler(Protocol):
    """What is done with jobs of one kind."""

    def run(self, task: Task) -> None:
        """Do the job, and finish the task.

        Raises:
            Stopped: see `Task`. Any other exception ends the attempt; one that is the owner's own
            fault ends the job.
        """
        ...

    def ended(self, connection: Connection, job: Job) -> None:
        """Note in the transaction that ends it that `job` failed, was cancelled or waits again."""
        ...


class JobQueue(Protocol):
    """Jobs that are put here are done, by this process or by another one."""

    def put(self, connection: Connection, job: NewJob) -> str:
        """Put a job into the queue as part of a transaction, and return its id."""
        ...

    def wake(self) -> None:
        """Look for jobs at once: a transaction that put one is committed."""
        ...

    def start(self, handlers: Mapping[str, Handler]) -> None:
        """Begin to do jobs in this process, in the background."""
        ...

    def stop(self) -> None:
        """Take no more jobs; those that are running are handed back."""
        ...
