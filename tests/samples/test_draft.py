"""The sample standard: the same bytes every time, and every ingredient of a real draft in it."""

import csv
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from samples.blocks import Mark, Span, read_blocks, spans
from samples.make_draft import DRAFT_FILE, draft
from samples.outline import headings, labels, pages
from samples.runs import NAMESPACES

SAMPLES = DRAFT_FILE.parent

INGREDIENTS = {
    "a footnote reference": "//w:footnoteReference",
    "a comment reference": "//w:commentReference",
    "a formula in a line of its own number": "//w:p[contains(., '（1）')]//m:oMath",
    "cells joined across": "//w:tc/w:tcPr/w:gridSpan",
    "cells joined down": "//w:tc/w:tcPr/w:vMerge[@w:val='restart']",
    "a header row": "//w:tr/w:trPr/w:tblHeader",
    "a picture": "//w:drawing//pic:pic",
    "a text box": "//mc:Choice//wps:txbx//w:p",
    "the same text box for old readers": "//mc:Fallback//v:textbox//w:p",
    "a link to the web": "//w:hyperlink[@r:id]",
    "a cross-reference": "//w:instrText[contains(., 'REF _Ref_')]",
    "a caption number": "//w:instrText[contains(., 'SEQ 表')]",
    "italic": "//w:r/w:rPr/w:i",
    "bold": "//w:r/w:rPr/w:b",
    "subscript": "//w:r/w:rPr/w:vertAlign[@w:val='subscript']",
    "superscript": "//w:r/w:rPr/w:vertAlign[@w:val='superscript']",
    "headings of three levels": "//w:pStyle[@w:val='Heading3']",
    "a list in a list": "//w:numPr[w:ilvl/@w:val='1'][w:numId/@w:val>9]",
    "front pages with Roman numbers": "//w:sectPr/w:pgNumType[@w:fmt='upperRoman']",
}

SEGMENTATION_TRAPS = (
    "0.5 mm",
    "1 500 V",
    "GB/T 2423.1—2008",
    "ISO/IEC 17025:2017",
    "－10 ℃～55 ℃",
    "不大于5 %",
    "2025年3月1日",
    "“旋转方向”",
    "……",
    "（包括安装尺寸、接线图和安全警示）",
    "https://www.example.org/cooling-fans",
    "注1：",
    "示例：",
    "式中：",
)


@pytest.fixture(scope="module")
def parts() -> dict[str, etree._Element]:
    with zipfile.ZipFile(DRAFT_FILE) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(archive.read(name)) for name in names}


@pytest.fixture(scope="module")
def text(parts: dict[str, etree._Element]) -> str:
    paragraphs = elements(parts["word/document.xml"], "//w:p")
    return "\n".join("".join(strings(each, ".//w:t/text()")) for each in paragraphs)


def elements(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path, namespaces=NAMESPACES)
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, etree._Element)]


def strings(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=NAMESPACES)
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, str)]


def test_the_script_makes_the_file_byte_for_byte() -> None:
    made = draft()

    assert made == DRAFT_FILE.read_bytes()
    assert made == draft()


def test_nothing_in_the_file_is_compressed_or_dated_today() -> None:
    entries = zipfile.ZipFile(io.BytesIO(draft())).infolist()

    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("ingredient", INGREDIENTS)
def test_the_draft_holds_every_ingredient(
    parts: dict[str, etree._Element], ingredient: str
) -> None:
    assert elements(parts["word/document.xml"], INGREDIENTS[ingredient])


@pytest.mark.parametrize("trap", SEGMENTATION_TRAPS)
def test_the_draft_holds_every_segmentation_trap(text: str, trap: str) -> None:
    assert trap in text


def test_the_draft_uses_every_verbal_form_of_gb_t_1_1(text: str) -> None:
    for form in ("应", "不应", "宜", "不宜", "可", "不必", "能", "不能"):
        assert form in text


def test_python_docx_opens_it() -> None:
    document = docx.Document(str(DRAFT_FILE))

    assert len(document.tables) == 5
    assert len(document.sections) == 3
    assert document.core_properties.title == "工业控制柜用散热风扇　技术要求和试验方法"


def test_there_are_two_footnotes_and_headers_and_footers_of_odd_and_even_pages(
    parts: dict[str, etree._Element],
) -> None:
    notes = elements(parts["word/footnotes.xml"], "//w:footnote[not(@w:type)]")
    headers = [str(parts[f"word/header{at}.xml"].xpath("string()")) for at in (1, 2)]
    fields = [str(parts[f"word/footer{at}.xml"].xpath("string()")) for at in (1, 2)]

    assert len(notes) == 2
    assert headers == ["GB/T XXXXX—XXXX"] * 2
    assert all("PAGE" in shown for shown in fields)


def test_entries_of_the_contents_are_the_headings_and_lead_to_them(
    parts: dict[str, etree._Element],
) -> None:
    body = parts["word/document.xml"]
    links = elements(body, "//w:hyperlink[@w:anchor]")
    shown = ["".join(strings(link, ".//w:t/text()")) for link in links]
    marks = set(strings(body, "//w:bookmarkStart/@w:name"))
    page_of = pages()

    wanted = [heading for heading in headings(read_blocks()) if heading.level <= 1]

    assert shown == [heading.line + page_of[heading.line] for heading in wanted]
    assert set(strings(body, "//w:hyperlink/@w:anchor")) <= marks
    assert elements(body, "//w:instrText[contains(., ' TOC ')]")


def test_every_cross_reference_has_its_bookmark(parts: dict[str, etree._Element]) -> None:
    body = parts["word/document.xml"]
    marks = strings(body, "//w:bookmarkStart/@w:name")
    wanted = re.findall(r"REF (_\w+)", " ".join(strings(body, "//w:instrText/text()")))

    assert set(wanted) <= set(marks)
    assert len(marks) == len(set(marks))


def test_clause_headings_number_themselves(parts: dict[str, etree._Element]) -> None:
    shown = strings(parts["word/numbering.xml"], "//w:lvlText/@w:val")

    assert shown[:3] == ["%1　", "%1.%2　", "%1.%2.%3　"]


def test_the_draft_has_the_parts_a_standard_must_have(text: str) -> None:
    lines = [re.sub(r"\s", "", line) for line in text.splitlines()]

    for wanted in ("前言", "引言", "范围", "规范性引用文件", "术语和定义", "参考文献"):
        assert wanted in lines
    assert "附录A（资料性）散热风扇的典型规格和选用" in lines


def test_every_clause_named_in_the_text_is_there(text: str) -> None:
    numbers = {heading.number for heading in headings(read_blocks())}
    named = re.findall(r"(?:按|进行|合)(\d\.\d(?:\.\d)?)(?=试验|进行|规定|的规定)", text)

    in_table = re.findall(r"^\d\.\d(?:\.\d)?$", text, re.MULTILINE)

    assert named
    assert len(in_table) == 20
    assert {*named, *in_table} <= numbers


def test_every_term_and_every_remembered_sentence_occurs_in_the_draft(text: str) -> None:
    terms = _rows("terms.csv", ",")
    memory = _rows("memory.tsv", "\t")

    assert len(terms) >= 40
    assert len(memory) >= 8
    assert all(row["zh"] in text and row["en"] for row in (*terms, *memory))


def test_markup_is_cut_into_looks_and_marks() -> None:
    pieces = spans("见[[ref:rig]]，*R*_{1}为**不应**")

    assert pieces == (
        Span("见"),
        Mark("ref", "rig"),
        Span("，"),
        Span("R", "italic"),
        Span("1", "subscript"),
        Span("为"),
        Span("不应", "bold"),
    )


def test_tables_and_figures_are_counted_anew_in_an_annex() -> None:
    assert labels(read_blocks()) == {
        "limits": "表1",
        "voltages": "表2",
        "rig": "图1",
        "items": "表3",
        "sizes": "表A.1",
    }


def _rows(name: str, delimiter: str) -> list[dict[str, str]]:
    with Path(SAMPLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))
