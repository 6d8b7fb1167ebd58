"""The tables are made, brought up to date and taken back, with a copy before."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

import corpus.schema  # noqa: F401 - its tables are in METADATA, too
import serve.schema_clients  # noqa: F401 - and so are these
from termbase.database import (
    HEAD,
    Unavailable,
    Upgrade,
    downgrade,
    file_url,
    open_engine,
    schema_of,
    upgrade,
)
from termbase.history import Change
from termbase.schema import METADATA
from termbase.store import Store
from tests.terms.made import concept

ROOT = Path(__file__).parents[2]


def test_the_newest_migration_is_the_one_that_the_program_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def _is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Full-text indexes are made in the language of each database, not declared."""
    return not (kind == "table" and str(name).startswith(("memory_zh", "memory_en")))


def test_the_migrations_make_the_tables_that_the_program_uses(empty: Engine) -> None:
    assert upgrade(empty) == Upgrade("", HEAD)

    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_declared})
        found = compare_metadata(context, METADATA)
    assert found == []


def test_terms_stay_when_the_memory_comes_and_goes(empty: Engine) -> None:
    upgrade(empty)
    kept = Store(empty).save(concept(), 0, Change("alice", "add"))

    downgrade(empty, "0001")
    assert [name for name in inspect(empty).get_table_names() if "memory" in name] == []
    upgrade(empty)

    assert list(Store(empty).present()) == [kept]


def test_they_are_taken_back_and_made_again(empty: Engine) -> None:
    upgrade(empty)

    downgrade(empty, "base")

    assert set(inspect(empty).get_table_names()) <= {"alembic_version"}
    assert schema_of(empty) == ""
    upgrade(empty)
    Store(empty).save(concept(), 0, Change("alice", "add"))


def test_an_upgrade_of_what_is_up_to_date_does_nothing(empty: Engine, tmp_path: Path) -> None:
    upgrade(empty)
    before = sorted(tmp_path.iterdir())

    assert upgrade(empty) == Upgrade(HEAD, HEAD)
    assert sorted(tmp_path.iterdir()) == before


def test_tables_that_are_newer_than_the_program_are_refused_by_name(empty: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Unavailable, match=r"\(9999\) are newer than this program"):
        upgrade(empty)
    with pytest.raises(Unavailable, match="are at 9999"):
        Store(empty)


def test_a_file_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    place = tmp_path / "terms.db"
    engine = open_engine(file_url(place))
    upgrade(engine)
    Store(engine).save(concept(), 0, Change("alice", "add"))
    with engine.begin() as connection:  # as if it had been made before the newest migration
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    with pytest.raises(Unavailable):
        upgrade(engine)

    [copy] = tmp_path.glob("terms.db.0000.*")
    kept = sqlite3.connect(copy)
    assert kept.execute("SELECT count(*) FROM term_revision").fetchone() == (1,)
    kept.close()
    engine.dispose()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    place = tmp_path / "terms.db"
    place.write_bytes(b"no database at all, but long enough to be read as one" * 40)

    with pytest.raises(Unavailable, match=r"terms\.db: the database cannot be used: file is not"):
        upgrade(open_engine(file_url(place)))
