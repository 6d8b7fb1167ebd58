"""Which sentences a memory knows again."""

import pytest

from corpus import Memory, Pair


@pytest.mark.parametrize(
    ("known", "asked", "hit"),
    [
        ("应符合GB/T 1.1的规定。", "应符合ＧＢ／Ｔ　1.1的规定。", True),
        ("a  b", " a b\t", True),
        ("长10 mm。", "长12 mm。", False),
        ("The Fan", "the fan", False),
        ("外观完好。", "外观完好", False),
    ],
)
def test_width_and_spaces_do_not_make_two_sentences_all_else_does(
    known: str, asked: str, hit: bool
) -> None:
    [found] = Memory([Pair(known, "x")]).recall([asked])

    assert (found is not None) is hit


def test_the_newest_of_equal_sources_wins_and_answers_keep_their_order() -> None:
    memory = Memory([Pair("甲", "A"), Pair("乙", "B"), Pair("甲", "a")])

    found = memory.recall(["乙", "丙", "甲"])

    assert [match.pair.target if match else None for match in found] == ["B", None, "a"]
    assert len(memory) == 2
