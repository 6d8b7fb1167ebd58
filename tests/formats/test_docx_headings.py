"""The level of a heading in a Word file."""

import io

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from translator.formats.docx import Docx
from translator.model import TextUnit


def with_level(paragraph: Paragraph, value: int) -> None:
    """Give a paragraph an outline level of its own, from 0 as Word counts; 9 is body text."""
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), str(value))
    paragraph._p.get_or_add_pPr().append(level)


def units(document: "docx.document.Document") -> list[TextUnit]:
    """The paragraphs of a document made here; its properties tell what made it."""
    out = io.BytesIO()
    document.save(out)
    found = Docx().read(out.getvalue()).units
    return [unit for unit in found if not unit.place.startswith("document properties")]


def test_a_heading_has_the_level_of_its_style_and_other_text_has_none() -> None:
    made = docx.Document()
    made.add_heading("术语和定义", 1)
    made.add_heading("一般术语", 2)
    made.add_paragraph("下列术语和定义适用于本文件。")

    assert [unit.level for unit in units(made)] == [1, 2, 0]


def test_a_style_has_the_level_of_the_one_it_builds_on() -> None:
    made = docx.Document()
    style = made.styles.add_style("章标题", 1)
    style.base_style = made.styles["Heading 3"]
    made.add_paragraph("技术要求", style)

    assert [unit.level for unit in units(made)] == [3]


def test_a_level_of_the_paragraph_itself_goes_before_that_of_its_style() -> None:
    made = docx.Document()
    with_level(made.add_heading("A", 2), 4)
    with_level(made.add_heading("B", 2), 9)

    assert [unit.level for unit in units(made)] == [5, 0]


def test_styles_that_build_on_each_other_in_a_circle_have_no_level() -> None:
    made = docx.Document()
    first, second = (made.styles.add_style(name, 1) for name in ("甲", "乙"))
    first.base_style, second.base_style = second, first
    made.add_paragraph("圆", first)

    assert [unit.level for unit in units(made)] == [0]
