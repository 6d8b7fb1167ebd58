"""What every queue of jobs promises."""

import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from serve.database import Database
from serve.jobs import table
from serve.jobs.model import Job, JobQueue, JobState, Lost, NewJob, Task
from serve.jobs.runner import Held, Runner
from tests.serve.jobs.conftest import PACE, NewQueue
from translator.errors import EngineError, InputError

_LONG = 20.0  # seconds after which nothing will come of it


class Work:
    """Does what it is told with each job, and remembers which ones it had."""

    def __init__(self, database: Database, act: Callable[[Task], None] | None = None) -> None:
        self._database = database
        self._act = act
        self.begun: list[str] = []
        self.ends: list[tuple[str, JobState]] = []
        self.busy = threading.Event()

    def run(self, task: Task) -> None:
        """See `Handler.run`."""
        self.begun.append(task.job.payload)
        self.busy.set()
        if self._act:
            self._act(task)
        with self._database.writing() as connection:
            task.finish(connection)

    def ended(self, connection: Connection, job: Job) -> None:
        """See `Handler.ended`."""
        assert connection.in_transaction()
        self.ends.append((job.payload, job.state))


def _put(queue: JobQueue, database: Database, payload: str = "", **more: object) -> str:
    given = {"kind": "work", "owner": "alice", "payload": payload, **more}
    with database.writing() as connection:
        identity = queue.put(connection, NewJob(**given))  # type: ignore[arg-type]
    queue.wake()
    return identity


def _job(database: Database, identity: str) -> Job:
    with database.reading() as connection:
        job = table.get(connection, identity)
    assert job is not None
    return job


def _awaited(database: Database, identity: str, state: JobState) -> Job:
    end = time.monotonic() + _LONG
    while (job := _job(database, identity)).state is not state:
        assert time.monotonic() < end, f"the job is {job.state}, not {state}"
        time.sleep(0.02)
    return job


def _cancel(database: Database, identity: str) -> Job:
    with database.writing() as connection:
        job = table.get(connection, identity)
        assert job is not None
        return table.cancel(connection, job)


def _until_told(task: Task) -> None:
    """Work on and on, until the worker says to stop."""
    while True:
        task.check()
        time.sleep(0.02)


def test_a_job_is_done_once_and_says_so(database: Database, new_queue: NewQueue) -> None:
    work, queue = Work(database), new_queue()

    queue.start({"work": work})
    identity = _put(queue, database, "a")

    job = _awaited(database, identity, JobState.DONE)
    assert (work.begun, job.attempts, job.error) == (["a"], 1, "")
    assert job.created <= job.started <= job.finished


def test_a_job_of_a_transaction_that_failed_is_not_there(
    database: Database, new_queue: NewQueue
) -> None:
    work, queue = Work(database), new_queue()
    queue.start({"work": work})

    with database.writing() as connection:
        queue.put(connection, NewJob("work", "alice", payload="never"))
        connection.rollback()
    after = _put(queue, database, "after")

    _awaited(database, after, JobState.DONE)
    assert work.begun == ["after"]


def test_what_is_more_urgent_goes_first(database: Database, new_queue: NewQueue) -> None:
    work, queue = Work(database), new_queue()
    last = _put(queue, database, "later")
    _put(queue, database, "soon", priority=5)

    queue.start({"work": work})

    _awaited(database, last, JobState.DONE)
    assert work.begun == ["soon", "later"]


def test_nobody_waits_for_all_jobs_of_another(database: Database, new_queue: NewQueue) -> None:
    work, queue = Work(database), new_queue()
    for number in range(3):
        last = _put(queue, database, f"alice {number}")
    _put(queue, database, "bob", owner="bob")

    queue.start({"work": work})

    _awaited(database, last, JobState.DONE)
    assert work.begun == ["alice 0", "bob", "alice 1", "alice 2"]


def test_what_cannot_be_done_fails_at_once_with_its_reason(
    database: Database, new_queue: NewQueue
) -> None:
    def refuse(_task: Task) -> None:
        raise InputError("page 3 is missing")

    work, queue = Work(database, refuse), new_queue()
    queue.start({"work": work})

    job = _awaited(database, _put(queue, database, "a"), JobState.FAILED)

    assert (job.attempts, job.error, job.detail) == (1, "invalid_input", "page 3 is missing")
    assert work.ends == [("a", JobState.FAILED)]


def test_what_fails_by_accident_is_tried_three_times(
    database: Database, new_queue: NewQueue
) -> None:
    def fail(_task: Task) -> None:
        raise EngineError("out of memory")

    work, queue = Work(database, fail), new_queue()
    queue.start({"work": work})

    job = _awaited(database, _put(queue, database, "a"), JobState.FAILED)

    assert (job.attempts, job.error) == (3, "engine_failed")
    assert [state for _, state in work.ends] == [JobState.QUEUED, JobState.QUEUED, JobState.FAILED]


def test_a_mistake_of_ours_ends_the_job_and_not_the_worker(
    database: Database, new_queue: NewQueue
) -> None:
    def break_first(task: Task) -> None:
        if task.job.payload == "a":
            raise ZeroDivisionError

    queue = new_queue()
    queue.start({"work": Work(database, break_first)})
    broken = _put(queue, database, "a")

    assert _awaited(database, broken, JobState.FAILED).error == "internal"
    _awaited(database, _put(queue, database, "b"), JobState.DONE)


def test_a_waiting_job_that_is_cancelled_is_never_begun(
    database: Database, new_queue: NewQueue
) -> None:
    work, queue = Work(database), new_queue()
    gone, stays = _put(queue, database, "gone"), _put(queue, database, "stays")

    assert _cancel(database, gone).state is JobState.CANCELLED
    queue.start({"work": work})

    _awaited(database, stays, JobState.DONE)
    assert work.begun == ["stays"]


def test_a_running_job_stops_when_it_is_cancelled(database: Database, new_queue: NewQueue) -> None:
    work, queue = Work(database, _until_told), new_queue()
    queue.start({"work": work})
    identity = _put(queue, database, "a")
    work.busy.wait(_LONG)

    assert _cancel(database, identity).state is JobState.RUNNING

    _awaited(database, identity, JobState.CANCELLED)
    assert work.ends == [("a", JobState.CANCELLED)]


def test_a_worker_that_leaves_hands_its_job_back(database: Database, new_queue: NewQueue) -> None:
    work, queue = Work(database, _until_told), new_queue()
    queue.start({"work": work})
    identity = _put(queue, database, "a")
    work.busy.wait(_LONG)

    queue.stop()

    handed = _job(database, identity)
    assert (handed.state, handed.attempts) == (JobState.QUEUED, 0)
    other = new_queue()
    other.start({"work": Work(database)})
    assert _awaited(database, identity, JobState.DONE).attempts == 1


def test_a_slow_job_is_not_taken_from_a_worker_that_lives(
    database: Database, new_queue: NewQueue
) -> None:
    def dawdle(_task: Task) -> None:
        time.sleep(2 * PACE.lease)

    work = Work(database, dawdle)
    for _ in range(2):
        queue = new_queue()
        queue.start({"work": work})

    job = _awaited(database, _put(queue, database, "a"), JobState.DONE)

    assert (work.begun, job.attempts) == (["a"], 1)


def test_the_job_of_a_lost_worker_is_taken_up_and_what_the_lost_one_does_then_is_void(
    database: Database, new_queue: NewQueue
) -> None:
    queue, work = new_queue(), Work(database)
    identity = _put(queue, database, "a")
    lost = Held(_taken(database, lease=-1.0), threading.Event())

    queue.start({"work": work})

    _awaited(database, identity, JobState.DONE)
    assert work.begun == ["a"]
    with pytest.raises(Lost), database.writing() as connection:
        lost.keep(connection, 1, 2)
    with pytest.raises(Lost), database.writing() as connection:
        lost.finish(connection)


def test_a_job_that_kills_its_workers_fails_and_the_next_one_is_done(
    database: Database, new_queue: NewQueue
) -> None:
    queue, work = new_queue(), Work(database)
    poison = _put(queue, database, "poison")
    for _ in range(3):
        _taken(database, lease=-1.0)
    good = _put(queue, database, "good")

    queue.start({"work": work})

    assert _awaited(database, poison, JobState.FAILED).error == "worker_lost"
    _awaited(database, good, JobState.DONE)
    assert work.begun == ["good"]
    assert work.ends == [("poison", JobState.FAILED)]


def test_progress_is_told_with_the_time_that_is_left(
    database: Database, new_queue: NewQueue
) -> None:
    def half(task: Task) -> None:
        for done in (10, 20):
            with database.writing() as connection:
                task.keep(connection, done, 40)
            time.sleep(0.6)
        _until_told(task)

    queue = new_queue()
    queue.start({"work": Work(database, half)})
    identity = _put(queue, database)
    end = time.monotonic() + _LONG

    while (job := _job(database, identity)).seconds_left is None and time.monotonic() < end:
        time.sleep(0.02)

    assert (job.done, job.total) == (20, 40)
    assert job.seconds_left is not None
    assert job.seconds_left >= 1  # 20 more, at 10 in 0.6 s


def test_two_workers_never_have_one_job(database: Database, new_queue: NewQueue) -> None:
    work = Work(database)
    for _ in range(3):
        queue = new_queue()
        queue.start({"work": work})

    last = [_put(queue, database, str(number)) for number in range(12)]

    for identity in last:
        _awaited(database, identity, JobState.DONE)
    assert sorted(work.begun, key=int) == [str(number) for number in range(12)]


def test_a_runner_leaves_jobs_of_other_kinds_alone(database: Database, new_queue: NewQueue) -> None:
    identity = _put(new_queue(), database)

    assert not Runner(database, {"other": Work(database)}, PACE).run_one()
    assert _job(database, identity).state is JobState.QUEUED


def _taken(database: Database, lease: float) -> Job:
    """The job whose turn it is, taken by a worker whose lease ends in so many seconds."""
    with database.writing() as connection:
        job = table.first(connection, ["work"])
        assert job is not None
        return table.take(connection, job, "elsewhere", lease)
