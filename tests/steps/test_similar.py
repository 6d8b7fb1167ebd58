"""The translation of a similar text is shown to the engine, and does not answer by itself."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.model import Kind, MemoryMatch, Pair
from termbase.match import Termbase
from termbase.text import Language
from tests.engines.scripted import Characters, ScriptedDecoder
from tests.makers import EN_ZH, ZH_EN, Scripted, walk
from translator.engines.base import Request
from translator.engines.neural import Decoding, Neural
from translator.model import Direction, Origin
from translator.pipeline import Knowledge
from translator.report import segment_rows
from translator.symbols import FUZZY

LIKE = Pair("风扇应在20 min内停止。", "The fan shall stop within 20 min.")


def known(pair: Pair, score: int) -> Knowledge:
    def recall(texts: Sequence[str]) -> list[MemoryMatch | None]:
        return [MemoryMatch(pair, score, Kind.FUZZY) for _ in texts]

    return Knowledge(Termbase(()), recall)


def test_a_similar_text_is_shown_with_the_slots_of_this_one() -> None:
    engine = Scripted({"水泵应在\ue000内停止。": "The pump shall stop within \ue000."})

    [item] = walk("水泵应在5 min内停止。", engine, known(LIKE, 85))

    assert [request.similar for request in engine.asked] == ["The fan shall stop within \ue000."]
    assert item.target.text == "The pump shall stop within 5 min."
    assert item.origin is Origin.ENGINE


def test_an_equal_text_answers_and_no_engine_is_asked() -> None:
    engine = Scripted({})

    [item] = walk("风扇应在20 min内停止。", engine, known(LIKE, 100))

    assert (item.target.text, item.origin) == (LIKE.target, Origin.MEMORY)
    assert not engine.asked


@pytest.mark.parametrize(
    ("direction", "pair", "text", "shown"),
    [
        (EN_ZH, Pair("It is 3 mm thick.", "厚度為3 mm。"), "It is 4 mm thick.", "厚度为\ue000。"),
        (
            Direction(Language.EN, Language.ZH_HANT),
            Pair("It is 3 mm thick.", "厚度為3 mm。"),
            "It is 4 mm thick.",
            "厚度为\ue000。",
        ),
    ],
)
def test_chinese_is_shown_in_simplified_characters(
    direction: Direction, pair: Pair, text: str, shown: str
) -> None:
    engine = Scripted({})

    walk(text, engine, known(pair, 80), direction)

    assert engine.asked[0].similar == shown


@pytest.mark.parametrize(("room", "shown"), [(40, True), (12, False)])
def test_what_does_not_fit_the_model_is_not_shown(room: int, shown: bool) -> None:
    decoder = ScriptedDecoder()
    engine = Neural("made", Characters(), decoder, Decoding(max_source_tokens=room))

    engine.translate([Request("风扇停止。", ZH_EN, similar="The pump stops.")])

    assert [FUZZY in text for text in decoder.asked[0]] == [shown]


def test_a_report_says_which_similar_pair_was_shown() -> None:
    engine = Scripted({"水泵应在\ue000内停止。": "The pump shall stop within \ue000."})
    pair = replace(LIKE, origin="fans.tmx")

    done = walk("水泵应在5 min内停止。", engine, known(pair, 85))

    assert [row.memory for row in segment_rows(done)] == ["85 % fuzzy: fans.tmx"]
