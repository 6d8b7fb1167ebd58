"""Both queues, each on its database, with somebody who owns jobs."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, make_url, text

from serve import schema
from serve.auth.roles import Role
from serve.database import Database, now
from serve.jobs.inprocess import InProcess
from serve.jobs.model import JobQueue
from serve.jobs.runner import Pace
from termbase.database import file_url, open_engine, upgrade

POSTGRES = os.environ.get("BIAOYI_TEST_POSTGRES", "")
PACE = Pace(lease=1.5, again=0.05)
PEOPLE = ("alice", "bob")
NewQueue = Callable[[], JobQueue]


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of each kind with `PEOPLE` in it."""
    with _engine(request.param, tmp_path) as engine:
        upgrade(engine)
        found = Database(engine)
        with found.writing() as connection:
            for name in PEOPLE:
                connection.execute(insert(schema.user).values(**_person(name)))
        yield found


@pytest.fixture
def new_queue(database: Database) -> Iterator[NewQueue]:
    """Makes queues with one worker, which are stopped in the end."""
    made: list[JobQueue] = []

    def new() -> JobQueue:
        if database.engine.dialect.name == "sqlite":
            queue: JobQueue = InProcess(database, 1, PACE, pause=0.05)
        else:
            from serve.jobs.postgres import Procrastinate

            queue = Procrastinate(database, 1, PACE, look=0.2)
        made.append(queue)
        return queue

    yield new
    for queue in made:
        queue.stop()


@contextmanager
def _engine(kind: str, place: Path) -> Iterator[Engine]:
    if kind == "sqlite":
        engine = open_engine(file_url(place / "biaoyi.db"))
        try:
            yield engine
        finally:
            engine.dispose()
        return
    if not POSTGRES:
        pytest.skip("BIAOYI_TEST_POSTGRES names no PostgreSQL server; see .ci/postgres")
    pytest.importorskip("procrastinate")
    server = open_engine(POSTGRES).execution_options(isolation_level="AUTOCOMMIT")
    name = f"test_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = open_engine(make_url(POSTGRES).set(database=name))
    try:
        yield engine
    finally:
        engine.dispose()
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def _person(name: str) -> dict[str, object]:
    words = {"name": name, "display": name, "password": ""}
    return {
        "id": name,
        "role": Role.TRANSLATOR,
        "number": 1,
        "active": True,
        "quota": 0,
        "created": now(),
        **words,
    }
