"""`biaoyi doctor`: what is there, and what is wrong."""

from pathlib import Path

import pytest

from tests.cli.command import biaoyi, biaoyi_alone


def test_versions_the_model_and_the_place_of_the_data_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIAOYI_MODEL", str(tmp_path / "model"))
    monkeypatch.setenv("BIAOYI_DATA", str(tmp_path / "data"))

    ran = biaoyi("doctor")

    for name in ("biaoyi", "Python", "ctranslate2", "lxml", "sentencepiece", "torch"):
        assert any(line.startswith(f"{name} ") for line in ran.out.splitlines())
    assert str(tmp_path / "model") in ran.out
    assert str(tmp_path / "data") in ran.out


def test_a_missing_model_is_wrong(tmp_path: Path) -> None:
    ran = biaoyi_alone("doctor", BIAOYI_MODEL=str(tmp_path / "nowhere"))

    assert ran.code == 1
    assert "wrong " in ran.out
    assert "there is no such directory" in ran.out
    assert "all well" not in ran.out


@pytest.mark.parametrize("card", ["[]", "no json", '{"name": "x", "sha256": {"model.bin": "0"}}'])
def test_a_card_that_does_not_fit_is_wrong(tmp_path: Path, card: str) -> None:
    (tmp_path / "card.json").write_text(card)
    (tmp_path / "model.bin").write_bytes(b"x")

    ran = biaoyi_alone("doctor", BIAOYI_MODEL=str(tmp_path))

    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "wrong " in ran.out


def test_data_that_cannot_be_a_directory_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("x")

    ran = biaoyi_alone("doctor", BIAOYI_DATA=str(file))

    assert ran.code == 1
    assert f"{file}: is no directory" in ran.out


def test_a_score_of_the_card_is_told_in_a_line(tmp_path: Path) -> None:
    metric = '{"name": "BLEU", "value": 28.05, "signature": "tok:13a"}'
    record = f'{{"name": "asvs", "direction": "zh→en", "scores": [{metric}, 3]}}'
    (tmp_path / "card.json").write_text(
        f'{{"scores": [{record}, "an older line"]}}', encoding="utf-8"
    )

    ran = biaoyi_alone("doctor", BIAOYI_MODEL=str(tmp_path))

    assert "  asvs zh→en: BLEU 28.1, 3\n" in ran.out
    assert "  an older line\n" in ran.out
