"""Databases for the term store: SQLite always, PostgreSQL where one is named."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from termbase.database import file_url, open_engine, upgrade
from termbase.store import Store

POSTGRES = os.environ.get("BIAOYI_TEST_POSTGRES", "")


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without tables, of each kind."""
    if request.param == "sqlite":
        engine = open_engine(file_url(tmp_path / "terms.db"))
        yield engine
        engine.dispose()
        return
    if not POSTGRES:
        pytest.skip("BIAOYI_TEST_POSTGRES names no PostgreSQL server; see .ci/postgres")
    server = open_engine(POSTGRES).execution_options(isolation_level="AUTOCOMMIT")
    name = f"test_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = open_engine(make_url(POSTGRES).set(database=name))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
    server.dispose()


@pytest.fixture
def store(empty: Engine) -> Store:
    """An empty store, on each kind of database."""
    upgrade(empty)
    return Store(empty)
