"""Signs of one language written as those of the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import EN_ZH, ZH_EN, ZH_ZH, Scripted, walk
from translator.standards.punctuation import to_chinese, to_corners, to_english


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("A、B；C", "A, B; C"),
        ("see （a）。", "see (a)."),
        ("Quality《A》", "Quality “A”"),
        ("the 「A」 and 『B』", "the “A” and ‘B’"),
        ("and so on……", "and so on…"),
        ("Part 1——General", "Part 1 — General"),
        ("ＧＢ１", "GB1"),
        ("“A”，‘B’", "“A”, ‘B’"),
    ],
)
def test_chinese_signs_have_their_english_counterparts(chinese: str, english: str) -> None:
    assert to_english(chinese) == english


@pytest.mark.parametrize(
    ("written", "chinese"),
    [
        ("阀门, 泵", "阀门，泵"),
        ("见质量(见3).", "见质量（见3）。"),
        ("阀门(PN 16).", "阀门（PN 16）。"),
        ('标为"合格" 的产品', "标为“合格”的产品"),
        ("等...", "等……"),
        ("温度: 10", "温度：10"),
        ("(a) 中", "(a) 中"),
        ("压力 1,5", "压力 1,5"),
        ('长 5" 和 6" 的', '长 5" 和 6" 的'),
        ("Look, a valve.", "Look, a valve."),
    ],
)
def test_english_signs_beside_chinese_become_chinese(written: str, chinese: str) -> None:
    assert to_chinese(written) == chinese


@given(st.text('阀泵a1,.;:()"“”… '))
def test_signs_are_right_once_and_for_all(text: str) -> None:
    once = to_english(text)

    assert to_english(once) == once


def test_quotation_marks_are_corners_in_traditional_chinese() -> None:
    assert to_corners("“甲‘乙’”和 it’s") == "「甲『乙』」和 it’s"


def test_what_an_engine_writes_gets_the_signs_of_its_language() -> None:
    [item] = walk("valve", Scripted({"valve": "阀门, 泵."}), direction=EN_ZH)

    assert item.target.text == "阀门，泵。"


def test_the_indent_that_chinese_is_typed_with_goes_in_english() -> None:
    engine = Scripted({"阀": "valve"})

    typed = [walk("　　阀", engine, direction=d)[0].target.text for d in (ZH_EN, ZH_ZH)]

    assert typed == ["valve", "　　valve"]
    assert walk("　", engine)[0].target.text == "　"
