"""Term files as people write them, and what is said about those that are broken."""

import pytest

from termbase import Language
from termbase.exchange.table import BrokenTable, read_table


def pairs(text: str, name: str = "terms.csv", source: Language = Language.ZH) -> dict[str, str]:
    return {term.source: term.target for term in read_table(text, name, source).terms}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("terms.csv", "zh,en\n风扇,fan\n叶轮,impeller\n"),
        ("terms.csv", "\ufeffen,zh\r\nfan,风扇\r\nimpeller,叶轮\r\n"),
        ("terms.csv", "风扇,fan\n\nimpeller,叶轮\n"),
        ("terms.csv", '"zh";"en"\n"风扇";"fan"\n"叶轮";"impeller"'),
        ("terms.csv", "风扇;fan\n叶轮;impeller"),
        ("terms.csv", "note,zh_CN,en-US,by\nx,风扇,fan,me\ny,叶轮,impeller\n"),
        ("terms.csv", "中文,English\n 风扇 , fan \n叶轮,impeller"),
        ("terms.tsv", "zh\ten\n风扇\tfan\n叶轮\timpeller\n"),
        ("TERMS.TSV", "风扇\tfan\n叶轮\timpeller\n"),
        ("terms.txt", "风扇\tfan\n叶轮\timpeller\n"),
        ("terms.csv", "zh\ten\n风扇\tfan\n叶轮\timpeller\n"),
    ],
)
def test_a_table_is_read_as_it_was_written(name: str, text: str) -> None:
    assert pairs(text, name) == {"风扇": "fan", "叶轮": "impeller"}


def test_into_chinese_the_columns_change_sides() -> None:
    assert pairs("zh,en\n风扇,fan\n", source=Language.EN) == {"fan": "风扇"}


def test_quotation_marks_keep_separators_marks_and_lines() -> None:
    text = 'zh,en\n"风扇,散热","fan, ""cooling"""\n"叶\n轮",impeller\n"螺栓",bolt\u2028x\n'

    assert pairs(text) == {
        "风扇,散热": 'fan, "cooling"',
        "叶\n轮": "impeller",
        "螺栓": "bolt\u2028x",
    }


@pytest.mark.parametrize("text", ["", "\n\n", "zh,en\n", "\ufeff"])
def test_a_table_without_terms_has_none(text: str) -> None:
    assert pairs(text) == {}


def test_a_term_says_where_it_is_defined() -> None:
    [term] = read_table("zh,en\n\n风扇,fan\n", "terms.csv", Language.ZH).terms

    assert term.origin == "terms.csv, line 3"


def test_the_first_of_two_targets_is_used_and_the_other_noted() -> None:
    table = read_table("zh,en\n风扇,fan\n风扇,blower\n风扇,fan\n", "terms.csv", Language.ZH)

    assert [term.target for term in table.terms] == ["fan"]
    [note] = table.notes
    assert note == "terms.csv, line 3: “风扇” is also “blower”; “fan” is used"


def test_every_broken_row_is_named() -> None:
    with pytest.raises(BrokenTable) as error:
        read_table("zh,en\n风扇,\n叶轮,impeller\n,bolt\n轴\n", "terms.csv", Language.ZH)

    assert str(error.value) == (
        "terms.csv: line 2: no English term; line 4: no Chinese term; line 5: no English term"
    )


@pytest.mark.parametrize("row", ["风扇,散热风扇", "fan,blower", "风扇", "风扇,"])
def test_without_a_first_row_one_column_must_be_chinese_and_one_english(row: str) -> None:
    with pytest.raises(BrokenTable, match=r"terms\.csv: line 2: "):
        read_table(f"叶轮,impeller\n{row}\n", "terms.csv", Language.ZH)


@pytest.mark.parametrize("row", ['"风扇,fan', '"风扇"x,fan'])
def test_a_quotation_mark_that_is_not_closed_is_named_by_its_line(row: str) -> None:
    text = f"zh,en\n叶轮,impeller\n{row}\n轴,axis\n"

    with pytest.raises(BrokenTable, match=r"terms\.csv: line 3: quotation marks"):
        read_table(text, "terms.csv", Language.ZH)
