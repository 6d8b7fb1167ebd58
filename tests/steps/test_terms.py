"""What became of each term: used at its place, or not used for a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Memory, Pair
from termbase import Language, Term, Termbase, TermMatch
from tests.makers import EN_ZH, ZH_EN, Scripted, document, knowledge, walk
from translator.model import Direction, Outcome, State, TermOutcome, Translation
from translator.pipeline import Knowledge, translate
from translator.steps.terms import find_target, found_targets, judged


def matches(*terms: Term) -> tuple[TermMatch, ...]:
    """The terms, as if they stood one after another."""
    return tuple(TermMatch(n, n + 1, term) for n, term in enumerate(terms))


def places(text: str, *targets: str) -> list[str | None]:
    """The words of an English text by which these targets are used."""
    terms = matches(*(Term(f"词{n}", target) for n, target in enumerate(targets)))
    found = found_targets(terms, text, Language.EN)
    return [text[item.start : item.end] if item else None for item in found]


def outcome_of(source: str, answer: str, term: Term, direction: Direction = ZH_EN) -> TermOutcome:
    """What becomes of the only term of a segment when an engine gives `answer`."""
    known = Knowledge(Termbase([term]), Memory().recall)
    [item] = walk(source, Scripted({source: answer}), known, direction)
    [outcome] = item.outcomes
    return outcome


def test_an_outcome_has_its_place_in_the_source_and_in_the_target() -> None:
    [item] = walk(
        "检查接地线和风扇。",
        Scripted({"检查接地线和风扇。": "Check the fans and the earth wire."}),
        knowledge({"接地线": "earth wire", "风扇": "fan"}),
    )

    source, target = item.segment.source.text, item.target.text
    assert [source[o.match.start : o.match.end] for o in item.outcomes] == ["接地线", "风扇"]
    assert [target[o.start : o.end] for o in item.outcomes] == ["earth wire", "fans"]
    assert [o.outcome for o in item.outcomes] == [Outcome.EXACT, Outcome.INFLECTED]


def test_a_term_is_not_used_where_only_a_longer_one_stands() -> None:
    assert places("The cooling fan is intact.", "fan", "cooling fan") == [None, "cooling fan"]
    assert places("A cooling fan and fans.", "fan", "cooling fan") == ["fans", "cooling fan"]


def test_a_term_said_twice_has_two_places_or_shares_one() -> None:
    [twice, once] = (
        found_targets(matches(Term("扇", "fan"), Term("扇", "fan")), text, Language.EN)
        for text in ("A fan beside a fan.", "A fan.")
    )

    assert [item.start for item in twice if item] == [2, 15]
    assert [item.start for item in once if item] == [2, 2]


def test_the_target_itself_goes_before_what_is_admitted() -> None:
    term = Term("接地线", "earthing conductor", admitted=("earth wire",))
    text = "The earth wire is an earthing conductor."

    first, second = found_targets(matches(term, term), text, Language.EN)

    assert first
    assert second
    assert [first.outcome, second.outcome] == [Outcome.EXACT, Outcome.ADMITTED]


def test_a_target_of_nothing_is_nowhere() -> None:
    assert find_target(Term("风扇", " "), "The fan.", Language.EN) is None


def test_what_is_not_to_be_translated_is_kept_with_its_capitals() -> None:
    kept = Term("iPhone", "iPhone")

    assert find_target(kept, "检查iPhone。", Language.ZH)
    assert find_target(kept, "检查iphone。", Language.ZH) is None
    assert find_target(kept, "检查iPhoneX。", Language.ZH) is None
    assert find_target(Term("电话", "iPhone"), "检查iphone。", Language.ZH)


@pytest.mark.parametrize(
    ("source", "answer", "kept", "direction"),
    [
        ("检查eBus总线。", "Check the eBus.", "eBus", ZH_EN),
        ("由标准联通检查。", "Checked by 标准联通.", "标准联通", ZH_EN),
        ("The eBus is checked.", "检查eBus。", "eBus", EN_ZH),
        ("The eBus is checked.", "检查eBus。", "eBus", Direction(Language.EN, Language.ZH_HANT)),
        ("The Ebus-19 is checked.", "检查Ebus-19。", "ebus-19", EN_ZH),
    ],
)
def test_what_is_not_to_be_translated_is_exact_in_both_directions(
    source: str, answer: str, kept: str, direction: Direction
) -> None:
    assert outcome_of(source, answer, Term(kept, kept), direction).outcome is Outcome.EXACT


def test_other_capitals_than_those_to_be_kept_are_reported() -> None:
    done = outcome_of("The eBus is checked.", "检查EBUS。", Term("eBus", "eBus"), EN_ZH)

    assert done.outcome in {Outcome.MISSING, Outcome.REFUSED}


def test_a_reason_names_what_overrode_a_term_or_why_it_was_refused() -> None:
    text = "接地良好。"
    pair = Memory([Pair(text, "Grounding is good.")])
    base = Termbase([Term("接地", "earthing"), Term("范围", "extent")])
    bad = "Earthing good is."
    items = [
        *walk(text, Scripted({}), Knowledge(base, pair.recall)),
        *walk("范围", Scripted({}), Knowledge(Termbase([Term("范", "model")]), Memory().recall)),
        *walk(
            text,
            Scripted({text: "Grounding is good."}, [bad], {bad: -9.0}),
            Knowledge(base, Memory().recall),
        ),
    ]

    told = [(o.outcome, o.reason) for item in items for o in item.outcomes]
    assert told == [
        (Outcome.OVERRIDDEN, "the memory says otherwise"),
        (Outcome.OVERRIDDEN, "the convention says otherwise"),
        (Outcome.REFUSED, "with it the sentence would not hold together"),
    ]
    assert all(o.reason in item.issues[-1].detail for item in items for o in item.outcomes)


def test_strictly_a_translation_without_a_term_or_with_a_forbidden_one_needs_review() -> None:
    term = Term("接地", "earthing", forbidden=("grounding",))
    known = Knowledge(Termbase([term]), Memory().recall)
    answers = {
        "接地良好。": "Earthing is good.",
        "接地可靠。": "It is reliable.",
        "接地牢固。": "Earthing (grounding) is firm.",
        "风扇良好。": "Good good good good good good good good good good.",
    }
    done: list[Translation] = []
    for text, answer in answers.items():
        done += walk(text, Scripted({text: answer}), known)

    states = [item.state for item in judged(done)]

    review, fine = State.NEEDS_REVIEW, State.TRANSLATED
    assert states == [fine, review, review, fine]
    assert {item.state for item in done} == {fine}


def test_what_is_admitted_and_used_throughout_is_told_as_admitted() -> None:
    term = Term("风扇", "fan", admitted=("blower", "ventilator"))
    answers = {"风扇完好。": "The blower is intact.", "检查风扇。": "Check the ventilator."}
    known = Knowledge(Termbase([term]), Memory().recall)

    done = translate(document(*answers), ZH_EN, known, Scripted(answers))

    assert [(o.outcome, o.match.term) for item in done for o in item.outcomes] == [
        (Outcome.ADMITTED, term),
        (Outcome.ADMITTED, term),
    ]
    assert [issue.check for item in done for issue in item.issues] == ["consistency"]


@given(
    st.lists(st.sampled_from(["fan", "cooling fan", "fan blade", "LED", "The", "leds", "fans"])),
    st.lists(st.sampled_from(["fan", "cooling fan", "fan blade", "LED", "blade"]), max_size=5),
)
def test_no_two_targets_share_a_place(words: list[str], targets: list[str]) -> None:
    text = " ".join(words)
    terms = matches(*(Term(f"词{target}", target) for target in targets))

    found = found_targets(terms, text, Language.EN)

    taken: dict[int, str] = {}
    for match, item in zip(terms, found, strict=True):
        for at in range(item.start, item.end) if item else ():
            assert taken.setdefault(at, match.term.target) == match.term.target
        if item:
            said = text[item.start : item.end]
            assert said.lower().removesuffix("s") == match.term.target.lower()
