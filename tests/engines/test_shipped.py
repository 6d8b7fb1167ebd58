"""The command line with a model: as it is shipped, but tiny."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import biaoyi_alone
from tests.cli.test_start import HEAVY, loaded
from tests.engines.tiny import Tiny
from tests.makers import ZH_EN
from translator.engines.base import Request
from translator.engines.ct2 import load_ct2

pytestmark = pytest.mark.slow


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text("散热风扇应完好在工作时。\n叶轮不应变形在试验后。\n", encoding="utf-8")
    return file


def answers(tiny: Tiny, *texts: str) -> list[str]:
    """What the engine itself says."""
    found = load_ct2(tiny.model).translate([Request(text, ZH_EN) for text in texts])
    texts_of = (hypotheses[0].text for hypotheses in found)
    return [text[:1].upper() + text[1:] for text in texts_of]  # a sentence begins so


def test_a_text_is_translated_and_neither_torch_nor_transformers_is_loaded(
    tiny: Tiny, text: Path
) -> None:
    found = loaded("translate", text, "--model", tiny.model)

    assert "ctranslate2" in found
    assert not found & {*HEAVY}
    wanted = answers(tiny, "散热风扇应完好在工作时。", "叶轮不应变形在试验后。")
    assert text.with_name("draft.en.txt").read_text(encoding="utf-8").splitlines() == wanted


def test_a_traditional_text_is_folded_before_the_model(tiny: Tiny) -> None:
    ran = biaoyi_alone(
        *("translate", "-", "--from", "zh-Hant", "--to", "en", "--model", tiny.model),
        given="散熱風扇應完好在工作時。\n".encode(),
    )

    [wanted] = answers(tiny, "散热风扇应完好在工作时。")
    assert (ran.code, ran.out) == (0, f"{wanted}\n")


def test_terms_and_checks_are_told_of_what_the_model_wrote(tiny: Tiny) -> None:
    terms = [{"source": "叶轮", "target": "impeller"}, {"source": "变形", "target": "deform"}]
    line = json.dumps({"id": 1, "text": "叶轮不应变形在试验后。", "terms": terms})

    ran = biaoyi_alone(
        *("translate", "-", "--json", "--from", "zh", "--to", "en", "--model", tiny.model),
        given=line.encode(),
    )

    answer = json.loads(ran.out)
    assert [term["source"] for term in answer["terms"]] == ["叶轮", "变形"]
    used = {"exact", "inflected"}
    assert {term["outcome"] for term in answer["terms"]} <= used | {"missing", "refused"}
    missing = [term for term in answer["terms"] if term["outcome"] not in used]
    assert len([issue for issue in answer["issues"] if issue["check"] == "terms"]) == len(missing)


def test_the_doctor_finds_nothing_wrong_and_shows_the_card(tiny: Tiny, tmp_path: Path) -> None:
    ran = biaoyi_alone("doctor", BIAOYI_MODEL=str(tiny.model), BIAOYI_DATA=str(tmp_path))

    assert ran.code == 0
    assert "  name: tiny" in ran.out
    assert "  made: 2025-01-01" in ran.out
    assert ran.out.endswith("all well\n")
    assert ran.err == ""


def test_the_doctor_finds_a_damaged_model(tiny: Tiny, tmp_path: Path) -> None:
    model = Path(shutil.copytree(tiny.model, tmp_path / "model"))
    (model / "model.bin").write_bytes(b"x")

    ran = biaoyi_alone("doctor", BIAOYI_MODEL=str(model))

    assert ran.code == 1
    assert "model.bin: missing or damaged" in ran.out


def test_the_hf_engine_translates_a_file_and_says_nothing_of_its_own(
    tiny: Tiny, text: Path
) -> None:
    ran = biaoyi_alone("translate", text, "--engine", "hf", "--model", tiny.checkpoint)

    assert (ran.code, ran.err) == (0, "")
    assert "engine hf" in ran.out
    assert "Cooling fan" in text.with_name("draft.en.txt").read_text(encoding="utf-8")
