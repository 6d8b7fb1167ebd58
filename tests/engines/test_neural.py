"""What every neural engine promises, whatever the model: shown on one whose answers are known."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.scripted import Characters, ScriptedDecoder
from tests.makers import ZH_EN
from translator.engines.base import Annotation, Continuation, Request
from translator.engines.health import is_degenerate
from translator.engines.neural import Decoding, Neural
from translator.errors import EngineError
from translator.symbols import END, INTO, MEANS, TERM, VOCABULARY_SYMBOLS

TO_EN = INTO[ZH_EN.target]
TEXTS = st.lists(st.text(st.sampled_from("甲乙丙丁。，"), min_size=1, max_size=40), max_size=12)


def request(text: str, *notes: Annotation) -> Request:
    return Request(text, ZH_EN, notes)


def test_a_request_gets_its_hypotheses_with_their_scores_the_best_first() -> None:
    decoder = ScriptedDecoder({f"{TO_EN}风扇": ["fan", "blower"]})

    [found] = Neural("scripted", Characters(), decoder).translate([request("风扇")])

    assert [(item.text, item.score) for item in found] == [("fan", 0.0), ("blower", -1.0)]


@settings(max_examples=50)
@given(TEXTS, st.integers(5, 100))
def test_answers_come_in_the_order_of_the_requests_and_repeats_are_asked_for_once(
    texts: list[str], bound: int
) -> None:
    decoder = ScriptedDecoder({f"{TO_EN}{text}": [text[::-1]] for text in texts})
    engine = Neural("scripted", Characters(), decoder, Decoding(batch_tokens=bound))

    found = engine.translate([request(text) for text in texts])

    assert [item[0].text for item in found] == [text[::-1] for text in texts]
    asked = [text for batch in decoder.asked for text in batch]
    assert len(asked) == len(set(texts))


@settings(max_examples=50)
@given(TEXTS, st.integers(5, 100))
def test_no_batch_of_several_is_longer_than_its_bound(texts: list[str], bound: int) -> None:
    decoder = ScriptedDecoder()

    Neural("scripted", Characters(), decoder, Decoding(batch_tokens=bound)).translate(
        [request(text) for text in texts]
    )

    for batch in decoder.asked:
        assert len(batch) == 1 or len(batch) * max(len(text) + 1 for text in batch) <= bound


@settings(max_examples=50)
@given(st.text(st.sampled_from("甲乙丙丁戊。，；a b"), min_size=1, max_size=200))
def test_a_long_text_reaches_the_model_whole_in_pieces_that_fit(text: str) -> None:
    decoder = ScriptedDecoder()
    engine = Neural("scripted", Characters(), decoder, Decoding(max_source_tokens=20))

    engine.translate([request(text)])

    asked = [piece for batch in decoder.asked for piece in batch]
    assert all(len(piece) < 20 for piece in asked)
    said = "".join(asked).replace(TO_EN, "").replace(" ", "")
    assert sorted(said) == sorted(text.replace(" ", ""))


def test_the_parts_of_a_long_text_are_joined_in_order_by_spaces_in_english() -> None:
    decoder = ScriptedDecoder({f"{TO_EN}甲甲甲甲。": ["A."], f"{TO_EN}乙乙乙乙。": ["B."]})
    engine = Neural("scripted", Characters(), decoder, Decoding(max_source_tokens=8))

    [found] = engine.translate([request("甲甲甲甲。乙乙乙乙。")])

    assert found[0].text == "A. B."


def test_an_annotated_term_is_counted_in_the_length_and_never_cut() -> None:
    decoder = ScriptedDecoder()
    engine = Neural("scripted", Characters(), decoder, Decoding(max_source_tokens=24))
    note = Annotation(9, 13, "hexagon bolt")

    engine.translate([request("应按规定的方法检查六角螺栓的表面质量和尺寸", note)])

    asked = [piece for batch in decoder.asked for piece in batch]
    assert f"{TERM}六角螺栓{MEANS} hexagon bolt{END}" in "".join(asked)
    assert all(len(piece) < 24 for piece in asked)


LOOP = "the fan the fan the fan the fan the fan"


@pytest.mark.parametrize("bad", [LOOP, "", "so " + "many words " * 20])
def test_an_answer_that_can_be_no_translation_is_sought_again(bad: str) -> None:
    source = f"{TO_EN}散热风扇应完好"
    decoder = ScriptedDecoder({source: [bad]}, careful={source: ["The fan shall be intact."]})

    [found] = Neural("scripted", Characters(), decoder).translate([request("散热风扇应完好")])

    assert found[0].text == "The fan shall be intact."
    assert len(decoder.asked) == 2


def test_an_answer_that_stays_bad_is_given_as_it_is_and_the_others_are_not_asked_again() -> None:
    decoder = ScriptedDecoder(
        {f"{TO_EN}风扇": [LOOP], f"{TO_EN}叶轮": ["impeller"]}, careful={f"{TO_EN}风扇": [LOOP]}
    )

    found = Neural("scripted", Characters(), decoder).translate([request("风扇"), request("叶轮")])

    assert [item[0].text for item in found] == [LOOP, "impeller"]
    assert decoder.asked[1:] == [[f"{TO_EN}风扇"]]


@pytest.mark.parametrize(
    ("source", "target", "bad"),
    [
        ("散热风扇应完好。", "The cooling fan shall be intact.", False),
        ("很好", "very very very good", False),
        ("无", "The the the the fan", True),
        ("滴滴滴滴", "drip drip drip drip", False),
        ("长度为\ue000，宽度为\ue001。", "It is \ue000 long and \ue001 wide.", False),
        ("散热风扇应完好，叶轮不应变形。", "Fan.", True),
        ("散热风扇应完好。", " ", True),
    ],
)
def test_a_degenerate_answer_is_told_from_a_sound_one(source: str, target: str, bad: bool) -> None:
    assert is_degenerate(request(source), target) is bad


def test_a_model_that_gives_no_hypothesis_is_an_error_of_the_engine() -> None:
    decoder = ScriptedDecoder({f"{TO_EN}风扇": []})

    with pytest.raises(EngineError, match="风扇"):
        Neural("scripted", Characters(), decoder).translate([request("风扇")])


@settings(max_examples=50)
@given(TEXTS)
def test_progress_adds_up_to_the_number_of_requests(texts: list[str]) -> None:
    told: list[int] = []
    engine = Neural("scripted", Characters(), ScriptedDecoder(), Decoding(max_source_tokens=9))

    engine.translate([request(text) for text in texts], told.append)

    assert sum(told) == len(texts)
    assert all(step >= 0 for step in told)


def test_a_model_without_our_symbols_reads_literals_as_text_and_they_are_found_again() -> None:
    decoder = ScriptedDecoder({"长度为10 mm，见Table 1。": ["The length is 10 mm, see Table 1."]})
    foreign = Characters([])
    asked = Request(
        "长度\ue060为\ue000，见\ue030。",
        ZH_EN,
        literals=(("\ue000", "10 mm"), ("\ue030", "Table 1"), ("\ue060", "")),
    )

    [found] = Neural("scripted", foreign, decoder).translate([asked])

    assert found[0].text == "The length is \ue000, see \ue030."


def test_a_literal_is_not_found_inside_another_number_or_word() -> None:
    decoder = ScriptedDecoder({"取12个10 mm和2。": ["Take 12 of 10 mm and 2."]})
    asked = Request(
        "取\ue000个\ue001和\ue002。",
        ZH_EN,
        literals=(("\ue000", "12"), ("\ue001", "10 mm"), ("\ue002", "2")),
    )

    [found] = Neural("scripted", Characters([]), decoder).translate([asked])

    assert found[0].text == "Take \ue000 of \ue001 and \ue002."


def test_each_symbol_of_ours_is_one_character_and_they_differ() -> None:
    assert all(len(symbol) == 1 for symbol in VOCABULARY_SYMBOLS)
    assert len(set(VOCABULARY_SYMBOLS)) == len(VOCABULARY_SYMBOLS)


def test_a_text_that_is_too_long_for_the_model_is_impossible_and_the_others_are_weighed() -> None:
    engine = Neural("scripted", Characters(), ScriptedDecoder())
    short, long = request("风扇"), request("扇" * 600)

    found = engine.weigh([Continuation(long, "", "fan"), Continuation(short, "", "fan")])

    assert found == [-math.inf, 0.0]


def test_an_answer_that_goes_on_from_a_beginning_is_sought_for_the_whole_text() -> None:
    decoder = ScriptedDecoder()
    long = "扇扇扇。" * 40

    Neural("scripted", Characters(), decoder).translate([replace(request(long), begins="fan")])

    assert decoder.asked == [[TO_EN + long]]
