"""Term files as people write them, and what is said about those that are broken."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase import Language
from termbase.concept import Concept, Definition, Designation, Grade, Status
from termbase.exchange import BrokenExchange, Entry, read_concepts, write_concepts
from termbase.exchange.table import BrokenTable, masked, read_table, unmasked


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


def concepts(text: str, folder: Path, name: str = "terms.csv") -> list[Concept | str]:
    path = folder / name
    path.write_bytes(text.encode())
    found = read_concepts(path, Status.APPROVED)
    return [item.concept if isinstance(item, Entry) else str(item) for item in found]


@pytest.mark.parametrize(
    "head",
    [
        "zh,en,zh_admitted,en_deprecated,zh_definition,domain,en_source,status",
        "中文,英文,中文许用术语,英文拒用术语,中文定义,领域,英文来源,状态",
        "Chinese,English,Chinese synonyms,English forbidden,definition (zh),ICS,source_en,Status",
        "zh-CN,en-GB,zh-CN admitted,en-GB deprecated,定义,专业,english source,状态",
    ],
)
def test_a_row_is_a_concept_under_names_in_either_language(head: str, tmp_path: Path) -> None:
    text = f"{head}\n风扇,fan,电扇；风机,blower; wafter,送风的装置。,ICS 23.120,ISO 1,approved\n"

    [concept] = concepts(text, tmp_path)

    assert concept == Concept(
        (
            Designation("风扇", Language.ZH, status=Status.APPROVED),
            Designation("电扇", Language.ZH, Grade.ADMITTED, Status.APPROVED),
            Designation("风机", Language.ZH, Grade.ADMITTED, Status.APPROVED),
            Designation("fan", Language.EN, status=Status.APPROVED, source="ISO 1"),
            Designation("blower", Language.EN, Grade.DEPRECATED, Status.APPROVED, source="ISO 1"),
            Designation("wafter", Language.EN, Grade.DEPRECATED, Status.APPROVED, source="ISO 1"),
        ),
        (Definition("送风的装置。", Language.ZH),),
        "ICS 23.120",
    )


@pytest.mark.parametrize("text", ["zh,en\n风扇,fan\n", "风扇,fan\n", "fan\t风扇\n", "风扇;fan"])
def test_two_columns_are_a_concept_a_row(text: str, tmp_path: Path) -> None:
    [concept] = concepts(text, tmp_path)

    assert isinstance(concept, Concept)
    assert [item.text for item in concept.designations] == ["风扇", "fan"]
    assert {item.status for item in concept.designations} == {Status.APPROVED}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("风扇,", "no English term"),
        (",fan", "no Chinese term"),
        ("风扇,fan,good", "“good” is no status; there are proposed, approved, rejected, withdrawn"),
        ("风扇,fan; blower", "several preferred en terms: fan, blower"),
        ("风扇; 电扇; 扇,fan,approved; proposed", "zh_status has 2 values for 3 terms"),
        ("风扇; 风扇,fan,proposed", "“风扇” is there twice in zh"),
    ],
)
def test_a_row_that_is_no_concept_is_named_with_line_and_reason(
    row: str, reason: str, tmp_path: Path
) -> None:
    text = f"zh,en,zh_status\n叶轮,impeller\n\n{row}\n轴,axis\n"

    first, rejected, last = concepts(text, tmp_path)

    assert isinstance(first, Concept)
    assert isinstance(last, Concept)
    assert isinstance(rejected, str)
    assert rejected.startswith("terms.csv, line 4: ")
    assert reason in rejected


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "＝1", "''-1"])
def test_a_cell_that_a_spreadsheet_takes_for_a_formula_is_masked(cell: str) -> None:
    assert masked(cell) == f"'{cell}"


@given(st.text() | st.text("'=+-@\t\r\n＝x"))
def test_masking_is_undone(cell: str) -> None:
    assert unmasked(masked(cell)) == cell
    assert masked(cell)[:1] not in set("=+-@\t\r\n＝＋－＠")


def test_no_cell_of_an_export_begins_as_a_formula(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x")'
    concept = Concept((Designation(evil, Language.EN), Designation("@扇", Language.ZH)), note="-1")

    write_concepts(tmp_path / "terms.csv", [concept])

    text = (tmp_path / "terms.csv").read_text(encoding="utf-8-sig")
    assert "\n'@扇,\"'=HYPERLINK(" in text
    assert ",'-1," in text


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_bytes("风扇,fan\n".encode("gb18030"))

    with pytest.raises(BrokenExchange, match=r"terms\.csv: not UTF-8; save it as “CSV UTF-8”"):
        list(read_concepts(path))
