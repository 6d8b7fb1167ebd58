"""Databases for the store of pairs: SQLite always, PostgreSQL where one is named."""

import pytest
from sqlalchemy import Engine

from corpus.store import Store
from termbase.database import upgrade
from tests.terms.conftest import empty

__all__ = ["empty"]


@pytest.fixture
def store(empty: Engine) -> Store:
    """An empty store, on each kind of database."""
    upgrade(empty)
    return Store(empty)
