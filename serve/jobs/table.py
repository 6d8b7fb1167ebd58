"""The table of jobs: who may take which, for how long, and what becomes of it (◆ database).

Leases are counted by the clock of the database, so that those of the workers may go wrong. Of jobs
with one priority that of the person goes first who has the fewest running, then of the person who
waited longest.
"""

import json
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)

from serve import schema
from serve.auth.tokens import new_id
from serve.jobs.model import Job, JobState, Lost, NewJob

_job = schema.job.c
LEASE = 60.0  # seconds without a sign of life after which another worker may take a job
_COLUMNS = (
    _job.id, _job.kind, _job.payload, _job.owner, _job.document, _job.priority, _job.state,
    _job.cancel, _job.attempts, _job.worker, _job.done, _job.total, _job.error, _job.result,
    _job.created, _job.started, _job.finished,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt; a job that is to be done again waits for `seconds`."""

    state: JobState
    error: str = ""
    detail: str = ""
    seconds: float = 0.0
    counts: bool = True  # whether the attempt is one of those that a job has


def clock(connection: Connection, seconds: float = 0.0) -> ColumnElement[str]:
    """Return the time of the database, or so many seconds later, as the tables have it."""
    if connection.dialect.name == "sqlite":
        return func.strftime("%Y-%m-%dT%H:%M:%f+00:00", "now", f"{seconds:+.3f} seconds")
    now = func.timezone("UTC", func.clock_timestamp()) + text(f"interval '{seconds:.3f} seconds'")
    return func.to_char(now, 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')


def put(connection: Connection, new: NewJob) -> str:
    """Add a job and return its id."""
    identity = new_id()
    empty = {"worker": "", "lease": "", "error": "", "result": "", "started": "", "finished": ""}
    numbers = {"attempts": 0, "done": 0, "total": 0, "cancel": False}
    connection.execute(
        insert(schema.job).values(
            id=identity,
            kind=new.kind,
            payload=new.payload,
            owner=new.owner,
            document=new.document,
            priority=new.priority,
            state=JobState.QUEUED.value,
            created=clock(connection),
            **empty,
            **numbers,
        )
    )
    return identity


def get(connection: Connection, identity: str) -> Job | None:
    """Return a job."""
    row = connection.execute(select(*_COLUMNS).where(_job.id == identity)).one_or_none()
    return None if row is None else _of(row)


def latest(connection: Connection, document: str) -> Job | None:
    """Return the last job of a document."""
    wanted = select(*_COLUMNS).where(_job.document == document)
    row = connection.execute(wanted.order_by(_job.created.desc(), _job.id).limit(1)).one_or_none()
    return None if row is None else _of(row)


def ahead(connection: Connection, job: Job) -> int:
    """Return about how many jobs are waiting that will be taken before `job`, which waits too."""
    first = or_(
        _job.priority > job.priority,
        and_(_job.priority == job.priority, _job.created < job.created),
    )
    waiting = _job.state == JobState.QUEUED.value
    return int(connection.scalar(select(func.count()).where(waiting, first)) or 0)


def may_be_taken(connection: Connection, kinds: list[str]) -> ColumnElement[bool]:
    """Return the condition that a job waits, or that its worker is gone."""
    now = clock(connection)
    queued = and_(_job.state == JobState.QUEUED.value, _job.lease <= now)
    left = and_(_job.state == JobState.RUNNING.value, _job.lease < now)
    return and_(_job.kind.in_(kinds), or_(queued, left))


def first(connection: Connection, kinds: list[str]) -> Job | None:
    """Return the job whose turn it is; on PostgreSQL it is locked, and who is second gets another.

    See the module for the order.
    """
    other = schema.job.alias("other")
    mine = other.c.owner == _job.owner
    alive = (other.c.state == JobState.RUNNING.value) & (other.c.lease >= clock(connection))
    running = select(func.count()).where(mine, alive).scalar_subquery()
    last = select(func.max(other.c.started)).where(mine).scalar_subquery()
    wanted = (
        select(*_COLUMNS)
        .where(may_be_taken(connection, kinds))
        .order_by(_job.priority.desc(), running, func.coalesce(last, ""), _job.created, _job.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=schema.job)
    )
    row = connection.execute(wanted).one_or_none()
    return None if row is None else _of(row)


def take(connection: Connection, job: Job, worker: str, lease: float = LEASE) -> Job:
    """Give `job` to `worker` and return it as it is then."""
    values = {"state": JobState.RUNNING.value, "worker": worker, "attempts": job.attempts + 1}
    empty = {"done": 0, "result": "", "error": "", "finished": ""}
    taken = update(schema.job).where(_job.id == job.id)
    taken = taken.values(
        **values, **empty, lease=clock(connection, lease), started=clock(connection)
    )
    return _of(connection.execute(taken.returning(*_COLUMNS)).one())


def keep(
    connection: Connection, job: Job, progress: tuple[int, int, int | None], lease: float = LEASE
) -> bool:
    """Note how many of how many are done and the seconds left; return whether to stop.

    Raises:
        Lost: the job is another worker's now, or gone.
    """
    done, total, seconds = progress
    told = update(schema.job).where(_is(job)).values(done=done, total=total)
    said = json.dumps({"seconds_left": seconds})
    told = told.values(result=said, lease=clock(connection, lease)).returning(_job.cancel)
    cancel = connection.execute(told).scalar_one_or_none()
    if cancel is None:
        raise Lost
    return bool(cancel)


def renew(connection: Connection, job: Job, lease: float = LEASE) -> bool:
    """Give a sign of life and return whether to stop.

    Raises:
        Lost: see `keep`.
    """
    alive = update(schema.job).where(_is(job)).values(lease=clock(connection, lease))
    cancel = connection.execute(alive.returning(_job.cancel)).scalar_one_or_none()
    if cancel is None:
        raise Lost
    return bool(cancel)


def end(connection: Connection, job: Job, outcome: Outcome) -> Job:
    """Note what became of an attempt at `job`, and return it.

    Raises:
        Lost: see `keep`.
    """
    finished: ColumnElement[str] = clock(connection) if outcome.state.is_final else literal("")
    values = {
        "state": outcome.state.value,
        "error": outcome.error,
        "worker": "",
        "result": json.dumps({"detail": outcome.detail}) if outcome.detail else "",
        "attempts": job.attempts if outcome.counts else job.attempts - 1,
    }
    told = update(schema.job).where(_is(job))
    told = told.values(**values, finished=finished, lease=clock(connection, outcome.seconds))
    row = connection.execute(told.returning(*_COLUMNS)).one_or_none()
    if row is None:
        raise Lost
    return _of(row)


def cancel(connection: Connection, job: Job) -> Job:
    """Let `job` stop: at once if it waits, else as soon as its worker looks."""
    waits = and_(_job.id == job.id, _job.state == JobState.QUEUED.value)
    gone = update(schema.job).where(waits).values(state=JobState.CANCELLED.value, cancel=True)
    row = connection.execute(
        gone.values(finished=clock(connection)).returning(*_COLUMNS)
    ).one_or_none()
    if row is None:
        runs = and_(_job.id == job.id, _job.state == JobState.RUNNING.value)
        asked = update(schema.job).where(runs).values(cancel=True).returning(*_COLUMNS)
        row = connection.execute(asked).one_or_none()
    return job if row is None else _of(row)


def _is(job: Job) -> ColumnElement[bool]:
    """Whether `job` is still in the hands of the worker who took it."""
    held = and_(_job.worker == job.worker, _job.attempts == job.attempts)
    return and_(_job.id == job.id, _job.state == JobState.RUNNING.value, held)


def _of(row: Row[*tuple[object, ...]]) -> Job:
    told = json.loads(row.result) if row.result else {}
    return Job(
        row.id,
        row.kind,
        row.payload,
        row.owner,
        row.document,
        row.priority,
        JobState(row.state),
        row.cancel,
        row.attempts,
        row.worker,
        row.done,
        row.total,
        row.error,
        told.get("detail", ""),
        told.get("seconds_left"),
        row.created,
        row.started,
        row.finished,
    )
