"""The tagged sentences are whole, and a tag is judged by the words that it stands at."""

import pytest

from eval.tagged import FILE, Case, parsed, read_cases, shown, tagged, verdicts
from tests.makers import ZH_EN, Scripted


def test_the_set_has_a_way_for_each_tag_of_its_two_hundred_sentences() -> None:
    cases = read_cases(FILE)

    assert len(cases) == 200
    assert {case.direction.source.value for case in cases} == {"zh", "en"}
    for case in cases:
        assert len(case.ways) == len({tag.ref for tag in case.source.tags}), case.source.text
        assert case.reference.strip()
        assert all(way.strip("^[]") for ways in case.ways for way in ways)


def test_tags_are_read_and_shown_as_elements() -> None:
    content = parsed("<b>H<s>2</s>O</b><n/>为水")

    assert content.text == "H2O为水"
    assert shown(content) == "<1>H<2>2</2>O</1><3/>为水"


@pytest.mark.parametrize(
    ("ways", "target", "kept", "right"),
    [
        (("intact",), "The fan is <b>intact</b>.", True, True),
        (("intact",), "The fan is <b>the intact</b>.", True, True),
        (("intact",), "The <b>fan is intact</b>.", True, False),
        (("intact", "whole"), "The fan is <b>whole</b>.", True, True),
        (("intact",), "The fan is <b>good</b>.", True, None),
        (("intact",), "The fan is intact.", False, False),
        (("intact",), "The fan is <b></b>intact.", False, False),
        (("H[2]O",), "It is H<b>2</b>O.", True, True),
        (("H[2]O",), "It is <b>H2O</b>.", True, False),
    ],
)
def test_a_pair_is_right_around_the_words_that_are_accepted(
    ways: tuple[str, ...], target: str, kept: bool, right: bool | None
) -> None:
    case = Case(ZH_EN, parsed("风扇<b>完好</b>。"), "", (ways,))

    [found] = verdicts(case, parsed(target))

    assert (found.kept, found.right) == (kept, right)


@pytest.mark.parametrize(
    ("target", "right"),
    [
        ("The fan<n/> is intact.", True),
        ("The <n/>fan is intact.", False),
        ("The fan is<n/> intact.", False),
        ("The fans<n/> are intact.", None),
    ],
)
def test_a_point_is_right_after_the_words_that_are_accepted(
    target: str, right: bool | None
) -> None:
    case = Case(ZH_EN, parsed("风扇<n/>完好。"), "", (("fan^",),))

    [found] = verdicts(case, parsed(target))

    assert found.right == right


def test_a_direction_is_scored_with_its_tags_and_without() -> None:
    case = Case(ZH_EN, parsed("共<b>10 mm</b>。"), "It is 10 mm.", (("10 mm",),))

    found = tagged([case], Scripted({"共\ue000。": "It is \ue000."}))

    assert str(found) == (
        "zh→en, 1 sentences: tags kept 100.0 % of 1; at the right place 100.0 % of 1 "
        "(0 more whose words are not in the answer); chrF with tags 100.0, without 100.0"
    )
