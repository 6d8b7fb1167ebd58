"""Percentages that a translator would recognise, and what they rest on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.literals import shape, substituted
from corpus.scores import closeness, score
from corpus.words import code, key, located, tokens, units
from tests.memory.made import sentences


@given(sentences("zh") | sentences("en") | st.text(), sentences("zh") | sentences("en") | st.text())
def test_the_percentage_is_the_same_in_either_order_and_100_for_equal_texts_alone(
    one: str, other: str
) -> None:
    left, right = key(one), key(other)

    assert score(left, right) == score(right, left)
    assert 0 <= score(left, right) <= 100
    assert (score(left, right) == 100) == (left == right)


@given(st.text())
def test_a_key_is_its_own_key_and_its_units_are_where_they_are_said_to_be(text: str) -> None:
    whole = key(text)

    assert len(code(units(whole))) == 2 * len(units(whole))
    assert all(token and " " not in token for token in tokens(whole))
    assert all(0 <= start <= end <= len(text) for start, end, _ in located(text))


@given(sentences("zh") | sentences("en"))
def test_the_units_of_a_text_are_those_of_its_key(text: str) -> None:
    assert tuple(unit for *_, unit in located(text)) == units(key(text))


@pytest.mark.parametrize(
    ("one", "other", "percent"),
    [
        ("螺栓应拧紧。", "螺栓应拧紧", 99),  # punctuation
        ("The Fan", "the fan", 99),  # case
        ("螺栓应拧紧。", "螺栓宜拧紧。", 77),  # one of five characters, and a modal verb
        ("压力不得超过10 MPa。", "压力得超过10 MPa。", 82),  # a negation
        ("压力不得超过10 MPa。", "压力不得超过12 MPa。", 85),  # a number
        ("A fan is a machine", "A pump is a machine", 80),  # one of five words
        ("风机", "螺栓", 0),
        ("……", "——", 0),
    ],
)
def test_percentages_are_those_of_the_page(one: str, other: str, percent: int) -> None:
    assert score(key(one), key(other)) == percent


def test_closeness_counts_units_of_the_longer_text() -> None:
    assert closeness((), ()) == 100
    assert closeness(("a", "b"), ("a", "b", "c", "d")) == 50


def test_a_minus_is_part_of_its_number_in_chinese_too() -> None:
    assert units(key("温度为-5 ℃")) != units(key("温度为5 ℃"))
    assert units("gb/t 1.1-2020")[-2:] == ("1.1", "2020")


def test_texts_with_other_numbers_have_one_shape() -> None:
    assert shape(key("见GB/T 1.1—2020，10MPa")) == shape(key("见ISO 9001:2015，12 MPa"))
    assert shape("表 1") != shape("图 1")


def test_numbers_may_change_places() -> None:
    assert substituted("长6宽7", "长7宽6", "width 6, length 7") == "width 7, length 6"
