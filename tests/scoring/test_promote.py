"""A model that is worse is refused, and told on what; a better one is used from then on."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from eval.promote import Comparison, Trial, compare
from eval.sets import DevSet
from tests.cli.command import biaoyi
from tests.makers import EN_ZH, ZH_EN, Scripted
from translator.errors import InputError
from translator.models import Models
from translator.settings import SHIPPED_MODEL, read_settings
from translator.symbols import INTO

SOURCES = ("风扇应完好。", "外壳应牢固地固定在柜体上。", "电缆应保持干燥。")
REFERENCES = (
    "The fan shall be intact and clean.",
    "The casing shall be firmly fixed to the cabinet.",
    "The cable shall be kept dry at all times.",
)
RIGHT = dict(zip(SOURCES, REFERENCES, strict=True))
HALF = RIGHT | {SOURCES[0]: "The thing is a fan."}


def trial(name: str, fall: float) -> Trial:
    return Trial(DevSet(name, ZH_EN, SOURCES, REFERENCES), fall)


def comparison(old: float, new: float, fall: float) -> Comparison:
    return Comparison("general", "zh→en", old, new, fall, "tok:13a")


@pytest.mark.parametrize(
    ("old", "new", "fall", "worse"),
    [
        (20.0, 19.0, 1.0, False),
        (20.0, 18.99, 1.0, True),
        (20.0, 30.0, 1.0, False),
        (20.0, 20.0, 0.0, False),
        (20.0, 19.99, 0.0, True),
    ],
)
def test_general_text_may_lose_one_point_and_the_own_none(
    old: float, new: float, fall: float, worse: bool
) -> None:
    assert comparison(old, new, fall).is_worse is worse


def test_a_comparison_says_set_direction_metric_scores_bound_and_signature() -> None:
    assert str(comparison(20.0, 18.5, 1.0)) == (
        "general zh→en: BLEU 20.00 → 18.50 (may fall by 1; tok:13a)"
    )


def test_both_engines_are_asked_the_same() -> None:
    told: list[Comparison] = []

    found = compare([trial("own", 0.0)], Scripted(RIGHT), Scripted(HALF), told.append)

    assert found == told
    assert [round(found[0].old), found[0].is_worse] == [100, True]
    assert found[0].new < 90
    assert "tok:13a" in found[0].signature
    [turned] = compare([trial("own", 0.0)], Scripted(HALF), Scripted(RIGHT), told.append)
    assert not turned.is_worse


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the shipped model."""
    return Path(shutil.copytree(SHIPPED_MODEL, tmp_path / "run" / "model")).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A public set of three sentences."""
    place = tmp_path / "public" / "flores200-dev"
    place.mkdir(parents=True)
    (place / "zho_Hans.txt").write_text("\n".join(SOURCES) + "\n", encoding="utf-8")
    (place / "eng.txt").write_text("\n".join(REFERENCES) + "\n", encoding="utf-8")
    return place.parent


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BIAOYI_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BIAOYI_MODEL", raising=False)
    return tmp_path / "data"


@pytest.mark.slow
def test_a_model_as_good_is_used_until_it_is_taken_back(
    model: Path, folder: Path, data: Path
) -> None:
    for _ in range(2):
        ran = biaoyi("model", "promote", model, "--folder", folder, "--name", "mine")
        assert ran.code == 0, ran.err
        assert "flores200-dev zh→en: BLEU" in ran.out

    assert read_settings().model == data / "models" / "mine-2"
    assert "* mine-2 " in biaoyi("model", "list").out
    assert '"sha256"' in biaoyi("model", "show").out
    assert "mine\n" in biaoyi("model", "rollback").out
    assert str(SHIPPED_MODEL) in biaoyi("model", "rollback").out
    assert read_settings().model == SHIPPED_MODEL
    assert biaoyi("model", "rollback").code == 2


@pytest.mark.slow
def test_a_worse_model_is_refused_by_set_direction_and_scores(
    model: Path, folder: Path, data: Path
) -> None:
    own = model / "sets" / "own"
    own.mkdir(parents=True)
    (own / "src.zh").write_text("\n".join(SOURCES) + "\n", encoding="utf-8")
    (own / "src.en").write_text("\n".join(REFERENCES) + "\n", encoding="utf-8")
    _swap_vocabulary(model / "model")

    ran = biaoyi("model", "promote", model, "--folder", folder)

    assert ran.code == 1
    assert "not promoted: own zh→en: BLEU " in ran.err
    assert "not promoted: flores200-dev zh→en: BLEU " in ran.err
    assert "may fall by 1" in ran.err
    assert not data.exists()


def _swap_vocabulary(model: Path) -> None:
    """Turn the words of a model round: sound files, senseless answers."""
    file = model / "shared_vocabulary.json"
    words = json.loads(file.read_text(encoding="utf-8"))
    _replace(file, json.dumps([*words[:2], *reversed(words[2:])]).encode())


def _replace(file: Path, data: bytes) -> None:
    """Give a file of a model, and its checksum in the card, other bytes."""
    file.write_bytes(data)
    card = file.with_name("card.json")
    values = json.loads(card.read_text(encoding="utf-8"))
    values["sha256"][file.name] = sha256(data).hexdigest()
    card.write_text(json.dumps(values), encoding="utf-8")


def test_a_damaged_model_is_refused_by_its_file(model: Path, folder: Path, data: Path) -> None:
    (model / "model" / "source.spm").write_bytes(b"x")

    ran = biaoyi("model", "promote", model, "--folder", folder)

    assert ran.code == 1
    assert "source.spm: missing or damaged" in ran.err
    assert not data.exists()


def test_a_model_without_a_card_is_refused(model: Path, folder: Path, data: Path) -> None:
    (model / "model" / "card.json").unlink()

    ran = biaoyi("model", "promote", model, "--folder", folder)

    assert ran.code == 1
    assert "no card.json in it" in ran.err
    assert not data.exists()


def test_without_general_text_nothing_is_promoted(model: Path, tmp_path: Path, data: Path) -> None:
    ran = biaoyi("model", "promote", model, "--folder", tmp_path / "nowhere")

    assert ran.code == 2
    assert "no general text to compare on" in ran.err
    assert not data.exists()


def test_a_model_named_by_the_environment_wins_over_the_promoted_one(
    model: Path, data: Path
) -> None:
    promoted = Models(data).install(model / "model", "../my model")

    assert promoted == data / "models" / "my-model"
    assert read_settings({"BIAOYI_DATA": str(data)}).model == promoted
    named = {"BIAOYI_DATA": str(data), "BIAOYI_MODEL": "other"}
    assert read_settings(named).model == Path("other")


def test_what_cannot_be_written_is_told(model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(InputError, match="cannot be written"):
        Models(tmp_path / "file").install(model / "model", "mine")


def test_a_direction_that_the_model_in_use_has_may_not_be_lost(
    model: Path, folder: Path, data: Path
) -> None:
    file = model / "model" / "source.spm"
    mark, other = INTO[EN_ZH.target].encode(), "\uf8f0".encode()
    _replace(file, file.read_bytes().replace(mark, other))

    ran = biaoyi("model", "promote", model, "--folder", folder)

    assert ran.code == 1
    assert "not promoted: en→zh: it does not translate so" in ran.err
    assert not data.exists()
