"""Which terms are found in a text, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase import Term, Termbase

CHINESE = {"螺栓": "bolt", "六角螺栓": "hexagon bolt", "A类螺栓": "class A bolt"}
ENGLISH = {
    "fan": "风扇",
    "test method": "试验方法",
    "battery": "电池",
    "axis": "轴",
    "EMC": "电磁兼容",
    "cooling fan": "散热风扇",
}


def found(terms: dict[str, str], text: str) -> list[str]:
    base = Termbase(Term(source, target) for source, target in terms.items())
    return [text[match.start : match.end] for match in base.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("检查六角螺栓和螺栓。", ["六角螺栓", "螺栓"]),
        ("Ａ类螺栓", ["Ａ类螺栓"]),
        ("\U00020000螺栓", ["螺栓"]),
        ("螺", []),
        ("", []),
    ],
)
def test_the_longest_chinese_match_wins_in_any_width(text: str, expected: list[str]) -> None:
    assert found(CHINESE, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cooling fan and the fan.", ["cooling fan", "fan"]),
        ("FANS, Fan's and fans’ blades", ["FANS", "Fan's", "fans’"]),
        ("fanatic, infant, fan2, 2fan", []),
        (
            "Test methods; test-method; test\u2011method",
            ["Test methods", "test-method", "test‑method"],
        ),
        ("batteries on both axes", ["batteries", "axes"]),
        ("EMC, ＥＭＣ and EMCs; emc", ["EMC", "ＥＭＣ", "EMCs"]),
        ("风扇fan运行", ["fan"]),
        ("ｆａｎ", ["ｆａｎ"]),
    ],
)
def test_a_latin_term_is_found_as_whole_words_in_its_forms(text: str, expected: list[str]) -> None:
    assert found(ENGLISH, text) == expected


def test_of_two_terms_with_one_source_the_first_given_wins() -> None:
    base = Termbase([Term("Fan", "风扇"), Term("fan", "扇子"), Term("", "无")])

    assert [match.term.target for match in base.find("A fan.")] == ["风扇"]
    assert len(base) == 1


def test_a_term_of_the_list_wins_over_a_form_of_another() -> None:
    base = Termbase([Term("axis", "轴"), Term("axes", "斧")])

    assert [match.term.target for match in base.find("axis, axes")] == ["轴", "斧"]


def test_no_terms_find_nothing() -> None:
    assert Termbase([]).find("风扇") == ()


TEXTS = st.text(st.sampled_from("甲乙aAb1 -é\U00020000Ａ"), max_size=30)


@given(st.lists(TEXTS, max_size=8), TEXTS)
def test_matches_stand_in_order_without_overlaps_inside_the_text(
    sources: list[str], text: str
) -> None:
    matches = Termbase(Term(source, "x") for source in sources).find(text)

    reached = 0
    for match in matches:
        assert reached <= match.start < match.end <= len(text)
        reached = match.end
