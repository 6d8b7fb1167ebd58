"""Each layer of enforcement is counted for what it gains and for what it costs."""

from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from eval.__main__ import tell_enforcement
from eval.counting import Counting, Spent
from eval.enforcement import Enforcement, Layer, enforcement, enforcements, layers
from eval.record import Count
from eval.sets import DevSet, Given
from eval.terms_page import main, table, written
from termbase import Term
from tests.makers import ZH_EN, Scripted
from translator.engines.base import Continuation, Request
from translator.settings import read_settings
from translator.tools import open_engine

SHARED = Path(__file__).parents[3] / "shared" / "eval"
FAN = Term("风扇", "fan")
BLOWER = Term("风扇", "blower")


def _set(*sources: str) -> DevSet:
    return DevSet("made", ZH_EN, sources, ("The fan is intact.",) * len(sources))


def _used(found: tuple[Layer, ...]) -> dict[str, int]:
    return {layer.name: layer.used.part for layer in found}


def test_a_term_of_the_second_answer_is_gained_by_the_n_best() -> None:
    engine = Scripted({"风扇完好。": ["It is intact.", "The fan is intact."]})

    found = layers(_set("风扇完好。"), Given("made", ((FAN,),)), engine)

    assert _used(found) == {
        "none": 0,
        "annotated": 0,
        "n-best": 1,
        "substituted": 1,
        "hidden": 1,
        "without forbidden": 1,
        "spliced": 1,
        "the walk": 1,
    }
    assert found[-1].flagged == Count(0, 1)
    assert found[-1].spent.requests == 1


def test_a_repair_is_charged_with_what_it_asks_and_weighs() -> None:
    engine = Scripted({"风扇完好。": "It is intact."}, others=["It is fan."])

    found = {
        item.name: item for item in layers(_set("风扇完好。"), Given("made", ((FAN,),)), engine)
    }

    assert found["n-best"].used == Count(0, 1)
    assert found["n-best"].spent.weighed == 0
    assert found["spliced"].used == found["the walk"].used == Count(1, 1)
    assert found["spliced"].spent.weighed > 0
    assert found["spliced"].spent.requests > found["n-best"].spent.requests
    assert found["spliced"].spent.tokens == found["the walk"].spent.tokens


def test_what_no_layer_brings_is_flagged() -> None:
    engine = Scripted({"风扇完好。": "It is intact."}, chances={"It is intact.": 0.0})

    last = layers(_set("风扇完好。"), Given("made", ((FAN,),)), engine)[-1]

    assert last.used == Count(0, 1)
    assert last.flagged == Count(1, 1)


def test_terms_hold_in_their_own_lines_only() -> None:
    engine = Scripted({"风扇好。": "The fan.", "风扇坏。": "The fan."})
    given = Given("made", ((FAN,), (BLOWER,)))

    found = layers(_set("风扇好。", "风扇坏。"), given, engine)

    assert found[0].used == Count(1, 2)


def test_a_term_with_one_of_its_targets_settled_on_is_still_counted() -> None:
    answers = {"风扇好。": "The blower.", "风扇坏。": "The blower.", "旧风扇。": "The ventilator."}
    many = Term("风扇", "fan", admitted=("blower", "ventilator"))
    given = Given("made", ((many,),) * 3)

    walk = layers(_set(*answers), given, Scripted(answers))[-1]

    assert walk.flagged
    assert walk.used.part + walk.flagged.part == walk.used.whole == 3


def test_equal_lines_keep_each_its_own_terms() -> None:
    engine = Scripted({"风扇完好。": "The fan is intact."})
    given = Given("made", ((FAN,), (BLOWER,)))

    found = layers(_set("风扇完好。", "风扇完好。"), given, engine)

    assert found[-1].used == Count(1, 2)
    assert found[-1].flagged == Count(1, 2)


def test_more_lines_than_a_round_has_are_counted_all() -> None:
    sources = [f"风扇{'好' * count}。" for count in range(1, 151)]
    engine = Scripted(dict.fromkeys(sources, "The fan is intact."))

    found = enforcement(_set(*sources), Given("made", ((FAN,),) * 150), engine)

    assert found.sentences == 150
    assert all(layer.used == Count(150, 150) for layer in found.layers)
    assert {layer.spent.requests for layer in found.layers} == {150}
    assert round(found.layers[-1].scores[0].value) == 100


def test_given_terms_are_counted_as_found_where_each_line_has_its_own() -> None:
    engine = Scripted({})
    dev_set = _set("风扇好。", "闸门好。")

    own = enforcement(dev_set, Given("made", ((FAN,), (FAN,) * 2 + (Term("门", "door"),))), engine)
    shared = enforcement(dev_set, Given("made", ((FAN,), (FAN,))), engine)

    assert own.found == Count(1, 3)
    assert shared.found is None


def test_the_cost_is_that_of_the_walk_against_the_walk_without_terms() -> None:
    bare = Layer("none", Count(0, 4), (), Spent(tokens=200, seconds=2.0))
    full = Layer("the walk", Count(3, 4), (), Spent(7, 8, 250, 3.0), Count(1, 4))

    found = Enforcement("made", "zh→en", "glossary", 9, (bare, full))

    assert "used 75.0 % of 4, flagged 25.0 % of 4" in str(found)
    assert "× 1.25 in tokens, × 1.50 in seconds" in str(found)
    assert table(found)[-1] == "| the walk | 3 of 4 (0.750) | 1 | 7 | 8 | 250 | 3.0 |"


def test_the_tables_of_a_page_are_written_anew_and_the_rest_stays() -> None:
    layer = Layer("none", Count(0, 4), (), Spent())
    found = Enforcement("made", "zh→en", "glossary", 9, (layer, layer))
    page = (
        "A\n<!-- layers: written by python -m eval.terms_page -->\nold\n<!-- end of layers -->\nB"
    )

    text = written(page, [found])

    assert text.startswith("A\n<!-- layers")
    assert text.endswith("<!-- end of layers -->\nB")
    assert "| none | 0 of 4 (0.000) | – | 0 | 0 | 0 | 0.0 |" in text
    assert "old" not in text
    assert written(text, [found]) == text
    with pytest.raises(ValueError, match="there are 0"):
        written("A", [found])


def test_a_page_or_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    app = Typer()
    app.command()(main)
    page = tmp_path / "TERMS.md"

    no_page = CliRunner().invoke(app, ["--page", str(page)])
    page.write_text("", encoding="utf-8")
    no_set = CliRunner().invoke(app, ["--page", str(page), "--folder", str(tmp_path)])

    assert (no_page.exit_code, no_set.exit_code) == (2, 2)
    assert "TERMS.md" in no_page.stderr
    assert "wmt23-terminology-zhen" in no_set.stderr


_PLACES = {
    "wmt23-terminology-zhen": {
        "zhen.zh": "风扇完好。\n好。",
        "zhen.en": "The fan is intact.\nFine.",
        "zhen.term.proper": '[{"zh": "风扇", "en": "fan"}]\n[]',
        "zhen.term.random": '[{"zh": "完好", "en": "intact"}]\n[]',
    },
    "tico19": {
        "src.zh": "风扇完好。\n好。",
        "src.en": "The fan is intact.\nFine.",
        "f_en-zh_CN.csv": "sourceLang,targetLang,sourceString,targetString\nen,zh,fan,风扇",
        "g_en_zh-CN.csv": "sourceLang,targetLang,sourceString,targetString",
        "g_zh-CN_en.csv": "sourceLang,targetLang,sourceString,targetString",
    },
}


def test_the_layers_of_each_set_and_list_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, files in _PLACES.items():
        (tmp_path / name).mkdir()
        for file, text in files.items():
            (tmp_path / name / file).write_text(text + "\n", encoding="utf-8")
    engine = Scripted(
        {"风扇完好。": "The fan is intact.", "The fan is intact.": "完好。", "Fine.": "好。"}
    )

    tell_enforcement(tmp_path, engine, 0)

    told = capsys.readouterr().out
    assert "zh→en, terms given: proper, 2 lines, 100.0 % of 1 given ones found: used 100" in told
    assert "en→zh, terms given: glossary, 2 lines: used 0.0 % of 1, flagged 100.0 % of 1" in told
    assert told.count("| the walk | 1 of 1 (1.000) | 0 |") == 3


def test_sets_with_terms_that_are_not_there_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tico19").mkdir()

    tell_enforcement(tmp_path, Scripted({}), 0)

    told = capsys.readouterr().out
    assert "wmt23-terminology-zhen not there" in told
    assert "tico19" not in told.replace(str(tmp_path), "")


def test_an_engine_is_charged_for_what_it_reads_and_writes_and_once_for_a_repeat() -> None:
    engine = Counting(Scripted({"好": ["It is", "Fine"]}, others=["It is 10"]))
    request = Request("好", ZH_EN)

    engine.translate([request, request])
    once = engine.taken()
    engine.translate([Request("好", ZH_EN, begins="It is")])
    begun = engine.taken()
    engine.weigh([Continuation(request, "", "It is 10")])

    assert once == Spent(requests=1, tokens=2 + 2 + 1)
    assert begun == Spent(requests=1, tokens=2 + 2 + 1)
    assert engine.taken() == Spent(weighed=1, tokens=2 + 3)
    assert engine.taken() == Spent()


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/eval is not there")
def test_every_term_of_the_public_sets_is_used_or_flagged() -> None:
    engine = open_engine("ct2", read_settings({}))

    found = list(enforcements(SHARED, engine, 12))

    assert [(item.name, item.direction, item.given) for item in found] == [
        ("wmt23-terminology-zhen", "zh→en", "proper"),
        ("wmt23-terminology-zhen", "zh→en", "random"),
        ("tico19", "zh→en", "glossary"),
        ("tico19", "en→zh", "glossary"),
    ]
    for item in found:
        walk = item.layers[-1]
        assert walk.flagged
        assert walk.used.part + walk.flagged.part == walk.used.whole > 0
        assert walk.used.part == item.layers[-2].used.part > item.layers[0].used.part
