"""The database is copied and brought back from the command line."""

from pathlib import Path

import pytest

from tests.cli.command import biaoyi, refused


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIAOYI_DATA", str(tmp_path / "data"))


def test_a_copy_brings_back_the_terms_that_were_there(tmp_path: Path) -> None:
    biaoyi("terms", "add", "--zh", "风扇", "--en", "fan")
    copy = tmp_path / "copy"
    assert biaoyi("db", "backup", copy).code == 0
    biaoyi("terms", "add", "--zh", "水泵", "--en", "pump")

    refused(biaoyi("db", "restore", copy), "--force replaces them")
    ran = biaoyi("db", "restore", copy, "--force")

    assert ran.code == 0, ran
    assert "copied before: " in ran.out
    found = biaoyi("terms", "export", tmp_path / "terms.csv")
    assert found.code == 0, found
    kept = (tmp_path / "terms.csv").read_text(encoding="utf-8")
    assert "风扇" in kept
    assert "水泵" not in kept


def test_a_copy_does_not_overwrite_unasked_and_needs_a_database(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    refused(biaoyi("db", "backup", copy), "no database yet")
    biaoyi("terms", "add", "--zh", "风扇", "--en", "fan")
    copy.write_text("mine")

    refused(biaoyi("db", "backup", copy), "exists already; --force overwrites it")

    assert copy.read_text() == "mine"
