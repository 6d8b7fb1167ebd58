"""The default engine on a tiny model, and what it refuses to load."""

import shutil
from pathlib import Path

import pytest

from tests.engines.tiny import Tiny, sentences
from tests.makers import ZH_EN
from translator.engines.base import Request
from translator.engines.ct2 import load_ct2
from translator.engines.neural import Decoding
from translator.errors import NoModel

pytestmark = pytest.mark.slow

REQUESTS = [Request(chinese, ZH_EN) for chinese, _ in sentences()]


@pytest.fixture
def model(tiny: Tiny, tmp_path: Path) -> Path:
    """A copy of the model, to be damaged."""
    return Path(shutil.copytree(tiny.model, tmp_path / "model"))


def test_it_translates_what_the_model_knows(tiny: Tiny) -> None:
    found = load_ct2(tiny.model).translate(REQUESTS)

    right = [item[0].text == english for item, (_, english) in zip(found, sentences(), strict=True)]
    assert sum(right) > 0.8 * len(right)


def test_it_gives_as_many_hypotheses_as_its_beam_scored_and_sorted(tiny: Tiny) -> None:
    found = load_ct2(tiny.model, decoding=Decoding(beam=3)).translate(REQUESTS[:5])

    for hypotheses in found:
        scores = [item.score for item in hypotheses]
        assert len(hypotheses) == 3
        assert scores == sorted(scores, reverse=True)
        assert scores[0] <= 0


def test_an_answer_does_not_depend_on_what_else_is_asked(tiny: Tiny) -> None:
    engine = load_ct2(tiny.model)

    together = engine.translate([*REQUESTS[:9], REQUESTS[0]])

    alone = [engine.translate([request])[0] for request in REQUESTS[:9]]
    assert [item[0].text for item in together] == [item[0].text for item in [*alone, alone[0]]]


def test_it_says_nothing_of_its_own(tiny: Tiny, capfd: pytest.CaptureFixture[str]) -> None:
    load_ct2(tiny.model, decoding=Decoding(beam=1)).translate(REQUESTS[:1])

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["model.bin", "source.spm", "shared_vocabulary.json"])
def test_a_damaged_file_is_refused_by_its_checksum(model: Path, name: str) -> None:
    data = bytearray((model / name).read_bytes())
    data[len(data) // 2] ^= 1
    (model / name).write_bytes(data)

    with pytest.raises(NoModel, match=rf"{name}: missing or damaged"):
        load_ct2(model)


def test_a_file_that_the_card_names_and_is_not_there_is_missed(model: Path) -> None:
    (model / "config.json").unlink()

    with pytest.raises(NoModel, match=r"config\.json: missing or damaged"):
        load_ct2(model)


@pytest.mark.parametrize("name", ["model.bin", "source.spm"])
def test_a_damaged_file_is_refused_without_a_card_too(model: Path, name: str) -> None:
    (model / "card.json").unlink()
    (model / name).write_bytes((model / name).read_bytes()[:1000])

    with pytest.raises(NoModel, match="model"):
        load_ct2(model)


@pytest.mark.parametrize("name", ["model.bin", "source.spm"])
def test_a_directory_without_one_of_its_files_is_refused(model: Path, name: str) -> None:
    (model / "card.json").unlink()
    (model / name).unlink()

    with pytest.raises(NoModel, match=f"no {name} in it"):
        load_ct2(model)


def test_a_directory_that_does_not_exist_is_said_not_to(tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="there is no such directory"):
        load_ct2(tmp_path / "nowhere")


@pytest.mark.parametrize("card", ["no json", "[]", '{"sha256": 3}', '{"sha256": ["a"]}'])
def test_a_card_that_is_none_is_refused(model: Path, card: str) -> None:
    (model / "card.json").write_text(card)

    with pytest.raises(NoModel, match="not a model card"):
        load_ct2(model)
