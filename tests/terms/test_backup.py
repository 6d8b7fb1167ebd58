"""Copies of the database are whole, and bring all of it back."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine

from termbase.backup import back_up, restore
from termbase.concept import TermError
from termbase.database import file_url, open_engine, upgrade
from termbase.history import Change
from termbase.store import Store
from tests.terms.made import concept


def _named(store: Store) -> list[str]:
    return [revision.concept.designations[0].text for revision in store.present()]


def test_what_was_there_at_the_copy_is_there_again(
    store: Store, empty: Engine, tmp_path: Path
) -> None:
    store.save(concept(), 0, Change("alice", "add"))
    before = _named(store)
    back_up(empty, tmp_path / "copy")
    store.save(concept("later", "后来"), 0, Change("alice", "add"))

    restore(empty, tmp_path / "copy", replace=True)

    assert _named(Store(empty)) == before
    assert not list(tmp_path.glob(".*.part"))


def test_a_copy_goes_into_an_empty_database_and_not_unasked_over_another(
    store: Store, empty: Engine, tmp_path: Path
) -> None:
    store.save(concept(), 0, Change("alice", "add"))
    back_up(empty, tmp_path / "copy")

    with pytest.raises(TermError, match="--force replaces"):
        restore(empty, tmp_path / "copy", replace=False)

    if empty.dialect.name == "sqlite":
        other = open_engine(file_url(tmp_path / "other.db"))
        assert restore(other, tmp_path / "copy", replace=False) is None
        assert _named(Store(other)) == _named(store)
        other.dispose()


def test_what_is_replaced_in_a_file_is_copied_before(tmp_path: Path) -> None:
    engine = open_engine(file_url(tmp_path / "terms.db"))
    upgrade(engine)
    back_up(engine, tmp_path / "copy")
    Store(engine).save(concept(), 0, Change("alice", "add"))

    kept = restore(engine, tmp_path / "copy", replace=True)

    assert kept is not None
    rows = sqlite3.connect(kept)
    assert rows.execute("SELECT count(*) FROM term_revision").fetchone() == (1,)
    rows.close()
    assert _named(Store(engine)) == []
    engine.dispose()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"PGDMP", "is no copy of an SQLite database"), (None, "there is no such file")],
)
def test_what_is_no_copy_is_refused(tmp_path: Path, content: bytes | None, said: str) -> None:
    engine = open_engine(file_url(tmp_path / "terms.db"))
    if content is not None:
        (tmp_path / "copy").write_bytes(content)

    with pytest.raises(TermError, match=said):
        restore(engine, tmp_path / "copy", replace=True)
    engine.dispose()


def test_a_copy_of_newer_tables_is_refused(tmp_path: Path) -> None:
    engine = open_engine(file_url(tmp_path / "terms.db"))
    upgrade(engine)
    copy = tmp_path / "copy"
    back_up(engine, copy)
    changed = sqlite3.connect(copy)
    changed.execute("UPDATE alembic_version SET version_num = '9999'")
    changed.commit()
    changed.close()

    with pytest.raises(TermError, match="newer than this program"):
        restore(engine, copy, replace=True)
    engine.dispose()
