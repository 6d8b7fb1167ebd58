"""A document goes on where it was when its worker is killed, and nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from serve import schema
from serve.auth.sign_in import by_id
from serve.database import Database
from serve.jobs import table
from serve.jobs.choice import queue_for
from serve.jobs.model import JobState
from serve.services.documents import Documents, Upload
from serve.services.segment_table import read
from serve.services.usage import Usage

ROOT = Path(__file__).parents[3]
_SENTENCES = 160
_BATCH = 32  # questions whose answers are kept together
_FIRST = 0x4E00  # a Chinese character, and so are those after it
_LONG = 60.0  # seconds after which nothing will come of it


def _worker(database: Database, log: Path) -> subprocess.Popen[str]:
    url = database.engine.url.render_as_string(hide_password=False)
    started = subprocess.Popen(  # noqa: S603 - a module of ours
        [sys.executable, "-m", "tests.serve.jobs.slow_worker", url, str(log)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout
    assert started.stdout.readline().strip() == str(started.pid)
    return started


def _kill(worker: subprocess.Popen[str]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    if worker.stdout:
        worker.stdout.close()


def _answers(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(schema.answer)) or 0)


@pytest.mark.slow
def test_a_killed_worker_loses_no_finished_segment_and_none_is_done_twice(
    database: Database, tmp_path: Path
) -> None:
    log = tmp_path / "asked.txt"
    actor = by_id(database, "alice")
    assert actor
    documents = Documents(database, queue_for(database), Usage(database, 0))
    text = "\n\n".join(f"{chr(_FIRST + number)}应符合要求。" for number in range(_SENTENCES))
    document = documents.create(Upload("a.txt", text.encode()), actor).id

    killed = [_killed_after(database, log, batches) for batches in (1, 2)]
    last = _worker(database, log)
    _wait(lambda: documents.progress(document, actor).state == "done")
    _kill(last)

    asked = _lines(log)
    with database.reading() as connection:
        job = table.latest(connection, document)
        found = read(connection, document)
    assert [item.target.text[:4] for item in found] == ["SAID"] * _SENTENCES
    assert job
    assert (job.state, job.attempts) == (JobState.DONE, 3)
    for start, kept, until in killed:
        assert set(asked[start : start + kept]).isdisjoint(asked[until:])
    assert len(asked) - len(set(asked)) <= 2 * _BATCH  # what was on its way at each kill
    assert _answers(database) == 0


def _killed_after(database: Database, log: Path, batches: int) -> tuple[int, int, int]:
    """Let a worker keep so many batches, and kill it.

    Return how much was asked before, how much of what it asked is kept, and asked in the end.
    """
    start, before = len(_lines(log)), _answers(database)
    worker = _worker(database, log)
    _wait(lambda: _answers(database) >= before + batches * _BATCH)
    _kill(worker)
    return start, _answers(database) - before, len(_lines(log))


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + _LONG
    while not until():
        assert time.monotonic() < end
        time.sleep(0.005)


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
