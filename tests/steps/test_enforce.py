"""Approved terms are used, or it is said that they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.recall import Memory
from termbase.match import Termbase
from termbase.model import Term
from termbase.text import Language
from tests.makers import EN_ZH, ZH_EN, Scripted, knowledge, segment_of, walk
from translator.model import Draft, Link, Origin, Outcome, Prepared
from translator.pipeline import Knowledge
from translator.steps.enforce import enforce
from translator.steps.mask import mask
from translator.steps.splice import splices
from translator.steps.substitute import substituted
from translator.symbols import ALL_PLACEHOLDERS


def draft_of(source: str, texts: tuple[str, ...], *terms: Term) -> Draft:
    """What an engine answered."""
    masked = mask(segment_of(source), ZH_EN)
    return Draft(Prepared(masked, None, Termbase(terms).find(source)), texts, Origin.ENGINE)


def test_of_the_hypotheses_the_first_with_all_terms_is_taken() -> None:
    done = draft_of("接地电阻", ("Earth resistor", "Earthing resistance"), Term("接地", "earthing"))

    assert enforce(done).texts == ("Earthing resistance",)


def test_a_term_is_put_where_the_engine_finds_it_likeliest() -> None:
    engine = Scripted(
        {"检查接地线。": "Check the ground wire."},
        others=["Check the earthing conductor."],
    )

    [item] = walk("检查接地线。", engine, knowledge({"接地线": "earthing conductor"}))

    assert item.target.text == "Check the earthing conductor."
    assert [o.outcome for o in item.outcomes] == [Outcome.EXACT]
    assert "Check the earthing conductor" in [request.begins for request in engine.asked]


def test_a_term_takes_the_place_of_the_words_that_it_has_become() -> None:
    engine = Scripted(
        {"检查接地线和风扇。": "Check ground wires and fans."},
        others=["Check earthing conductors and fans."],
        links={"Check ground wires and fans.": ((6, 12, 2, 4), (13, 18, 4, 5), (23, 27, 6, 8))},
    )

    [item] = walk("检查接地线和风扇。", engine, knowledge({"接地线": "earthing conductor"}))

    assert item.target.text == "Check earthing conductors and fans."
    assert not [request for request in engine.asked if request.begins]


def test_words_that_come_from_elsewhere_as_well_keep_their_place() -> None:
    links = (Link(0, 5, 0, 2, 1.0), Link(6, 9, 2, 4, 0.2), Link(6, 9, 0, 2, 0.8))

    done = substituted("Check all.", [((2, 4), "fan")], links, Language.EN)

    assert done == "Check all."


def test_into_chinese_a_term_takes_the_place_of_characters() -> None:
    links = (Link(0, 2, 0, 5, 1.0), Link(2, 3, 6, 9, 1.0), Link(3, 4, 6, 9, 1.0))

    done = substituted("检查扇子。", [((6, 9), "风扇")], links, Language.ZH)

    assert done == "检查风扇。"


@given(
    st.lists(st.tuples(*[st.integers(0, 12)] * 4, st.floats(0, 1)), max_size=8),
    st.lists(st.tuples(st.tuples(st.integers(0, 12), st.integers(0, 12)), st.just("x y"))),
    st.sampled_from([Language.EN, Language.ZH]),
)
def test_slots_and_what_no_term_has_become_are_left_alone(
    links: list[tuple[int, int, int, int, float]],
    places: list[tuple[tuple[int, int], str]],
    language: Language,
) -> None:
    text = "ab \ue000，cd \ue060e."

    done = substituted(text, places, [Link(*link) for link in links], language)

    assert [c for c in done if c in ALL_PLACEHOLDERS] == ["\ue000", "\ue060"]
    assert done.replace("x y", "").replace("X y", "") == text or "x y" in done.lower()


def test_the_engine_may_choose_the_plural_of_a_term() -> None:
    engine = Scripted({"检查接地线。": "Check wires."}, others=["Check earthing conductors now."])

    [item] = walk("检查接地线。", engine, knowledge({"接地线": "earthing conductor"}))

    assert item.target.text == "Check earthing conductors now."
    assert [o.outcome for o in item.outcomes] == [Outcome.INFLECTED]


def test_a_slot_that_was_lost_is_spliced_in_as_a_term_is() -> None:
    engine = Scripted(
        {"电压为\ue000。": "The voltage is."}, others=["The voltage is \ue000 at most."]
    )

    [item] = walk("电压为10 V。", engine)

    assert item.target.text == "The voltage is 10 V at most."
    assert not [issue for issue in item.issues if issue.check == "slots"]


def test_where_a_slot_comes_again_the_engine_goes_on_without_it() -> None:
    engine = Scripted(
        {"长\ue000，宽\ue001。": "It is \ue000 long and \ue000 wide."},
        others=["It is \ue000 long and \ue000.", "It is \ue000 long and \ue001 wide."],
    )

    [item] = walk("长10 mm，宽5 mm。", engine)

    assert item.target.text == "It is 10 mm long and 5 mm wide."
    assert not [issue for issue in item.issues if issue.check == "slots"]


def test_a_slot_that_comes_again_where_nothing_else_is_likely_is_taken_out_and_reported() -> None:
    engine = Scripted({"长\ue000。": "\ue000 long, \ue000."}, chances={"\ue000 long,": -9.0})

    [item] = walk("长10 mm。", engine)

    assert item.target.text == "10 mm long, ."
    assert [issue.detail for issue in item.issues if issue.check == "slots"] == [
        "taken out, too many: “10 mm”"
    ]


def test_a_repair_that_makes_no_sentence_is_refused_and_flagged() -> None:
    bad = "Check the earthing conductor wire."
    engine = Scripted({"检查接地线。": "Check the ground wire."}, [bad], {bad: -5.0})

    [item] = walk("检查接地线。", engine, knowledge({"接地线": "earthing conductor"}))

    assert item.target.text == "Check the ground wire."
    assert [o.outcome for o in item.outcomes] == [Outcome.REFUSED]
    assert "“接地线” is not translated as “earthing conductor”" in item.issues[-1].detail


def test_a_deprecated_rendering_is_suppressed() -> None:
    term = Term(
        "接地线", "earthing conductor", admitted=("earth wire",), forbidden=("ground wire",)
    )
    engine = Scripted({"检查接地线。": "Check the ground wire."}, others=["Check the earth wire."])

    [item] = walk("检查接地线。", engine, Knowledge(Termbase([term]), Memory().recall))

    assert item.target.text == "Check the earth wire."
    assert [o.outcome for o in item.outcomes] == [Outcome.ADMITTED]


def test_a_deprecated_rendering_that_stays_is_an_issue() -> None:
    term = Term("接地", "earthing", forbidden=("grounding",))
    engine = Scripted({"接地良好。": "Earthing (grounding) is good."})

    [item] = walk("接地良好。", engine, Knowledge(Termbase([term]), Memory().recall))

    assert [issue.detail for issue in item.issues] == [
        "“grounding” stands there, which is deprecated"
    ]


def test_what_the_memory_says_overrides_a_term_and_is_flagged() -> None:
    known = knowledge({"接地": "earthing"}, {"接地良好。": "Grounding is good."})

    [item] = walk("接地良好。", Scripted({}), known)

    assert item.target.text == "Grounding is good."
    assert [o.outcome for o in item.outcomes] == [Outcome.OVERRIDDEN]
    assert item.issues


@pytest.mark.parametrize(
    ("source", "target", "given", "wanted"),
    [
        ("一带一路", "the Belt and Road", "On the the Belt and Road.", "On the Belt and Road."),
        ("一带一路", "the Belt and Road", "On a the Belt and Road.", "On the Belt and Road."),
        ("一带一路", "the Belt and Road", "On the “the Belt and Road”.", "On “the Belt and Road”."),
        ("绝缘体", "insulator", "It is a insulator.", "It is an insulator."),
        ("绝缘体", "insulator", "It is the an insulator.", "It is the insulator."),
        ("风扇", "fan", "It is an fan.", "It is a fan."),
        ("单元", "unit", "It is a unit.", "It is a unit."),
    ],
)
def test_a_term_has_one_article_and_the_right_one(
    source: str, target: str, given: str, wanted: str
) -> None:
    assert enforce(draft_of(source, (given,), Term(source, target))).texts == (wanted,)


@given(
    st.lists(st.sampled_from(["earthing", "a", "an", "the", "wire", "接地", "\ue000", "."])),
    st.sampled_from(["earthing", "the earthing", "earth wire"]),
)
def test_enforcing_twice_is_enforcing_once(words: list[str], target: str) -> None:
    draft = draft_of("接地电压为10 V。", (" ".join(words),), Term("接地", target))

    once = enforce(draft)

    assert enforce(once) == once


def test_a_name_that_is_kept_keeps_its_small_letter_where_a_sentence_begins() -> None:
    done = enforce(draft_of("eBus应可用。", ("eBus shall work.",), Term("eBus", "eBus")))

    assert done.texts == ("eBus shall work.",)


def test_a_term_inside_another_one_is_not_used() -> None:
    terms = (Term("散热风扇", "cooling fan"), Term("风扇", "fan"))
    texts = ("The cooling fan has one.", "The cooling fan has a fan.")

    assert enforce(draft_of("散热风扇有风扇。", texts, *terms)).texts == texts[1:]


def test_something_may_be_put_before_each_word_and_after_the_last() -> None:
    offered = splices("Check (the) wire.", "fan", Language.EN, 0)

    assert [splice.text for splice in offered] == [
        "Fan",
        "Check (fan",
        "Check (the) fan",
        "Check (the) wire fan",
    ]


def test_in_chinese_something_may_be_put_anywhere_but_inside_a_word() -> None:
    offered = splices("用USB线。", "风扇", Language.ZH, 0)

    assert [splice.text for splice in offered] == ["风扇", "用风扇", "用USB风扇", "用USB线风扇"]


def test_into_chinese_a_term_is_spliced_without_spaces() -> None:
    engine = Scripted({"Check the wire.": "检查电线。"}, others=["检查接地线。"])

    [item] = walk("Check the wire.", engine, knowledge({"wire": "接地线"}), EN_ZH)

    assert item.target.text == "检查接地线。"
