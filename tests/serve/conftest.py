"""Applications to ask, on each kind of database; the engine gives texts back as they are."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from serve.app import create_app
from serve.settings import read_serve_settings
from termbase.database import upgrade
from tests.serve.world import PEOPLE, World
from tests.terms.conftest import empty  # noqa: F401 - a fixture

Opener = Callable[..., World]


@pytest.fixture
def opened(empty: Engine) -> Iterator[Opener]:  # noqa: F811
    """Opens an application on the database with settings of one's own, and closes it."""
    upgrade(empty)
    with ExitStack() as stack:

        def open_world(people: bool = True, **settings: object) -> World:
            given = {"engine": "echo", "requests_a_minute": 0, "failures_a_minute": 1000}
            url = empty.url.render_as_string(hide_password=False)
            told = read_serve_settings(os.environ, **{"database": url, **given, **settings})
            client = stack.enter_context(TestClient(create_app(told), client=("10.0.0.1", 1)))
            made = World(client, client.app.state.service)  # type: ignore[attr-defined]
            for name, role in PEOPLE.items() if people else ():
                made.person(name, role)
            return made

        yield open_world


@pytest.fixture
def world(opened: Opener) -> World:
    """An application with people."""
    return opened()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One application for the tests of a module, on SQLite, for what no database decides."""
    data = str(tmp_path_factory.mktemp("service"))
    environment = {**os.environ, "BIAOYI_DATA": data}
    settings = read_serve_settings(
        environment, engine="echo", requests_a_minute=0, failures_a_minute=100_000
    )
    with TestClient(create_app(settings), client=("10.0.0.1", 1)) as client:
        made = World(client, client.app.state.service)  # type: ignore[attr-defined]
        for name, role in PEOPLE.items():
            made.person(name, role)
        yield made
