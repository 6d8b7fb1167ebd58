"""What a tag of each format is called for a reader of another file."""

import pytest

from tests.formats.packages import field, run, word_file
from tests.formats.standards import standard
from translator.formats import format_for
from translator.formats.marks import Mark, marks_of

BOLD = Mark("bold", "fmt", frozenset({"bold"}))
NOTE = '<w:r><w:footnoteReference w:id="3"/></w:r>'
SUB = '<w:i/><w:vertAlign w:val="subscript"/>'


def found(name: str, data: bytes) -> list[Mark]:
    document = format_for(name).read(data)
    marks = marks_of(name, document)
    return [mark for unit in document.units for mark in marks.get(unit.id, {}).values()]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (run("plain ") + run("bold", "<w:b/>") + run(" plain"), [BOLD]),
        (run("plain ") + run("not", '<w:b w:val="0"/>') + run(" plain"), [Mark("format", "fmt")]),
        (
            run("T ") + run("m", SUB) + run(" is"),
            [Mark("italic sub", "fmt", frozenset({"italic", "sub"}))],
        ),
        (run("a note") + NOTE + run("here"), [Mark("footnote 3")]),
        (
            run("see ") + f'<w:hyperlink w:anchor="a">{run("there")}</w:hyperlink>' + run(" now"),
            [Mark("link", "link")],
        ),
        (run("a ") + field("PAGE", run("1")) + run(" z"), [Mark("field")]),
    ],
)
def test_the_marks_of_a_word_file_are_looks_links_and_things(body: str, wanted: list[Mark]) -> None:
    assert found("a.docx", word_file(f"<w:p>{body}</w:p>")) == wanted


def test_the_marks_of_an_xml_standard_are_its_elements() -> None:
    body = "<p>A <bold>red</bold> valve, <xref rid='t'>Table 1</xref> <std-ref>ISO 1</std-ref>.</p>"

    assert found("a.xml", standard(body)) == [BOLD, Mark("xref", "link"), Mark("std-ref")]


def test_the_marks_of_a_page_are_its_elements() -> None:
    page = b'<html lang="en"><p>A <b>red</b> <a href="x">valve</a> <img src="y"> opens.</p></html>'

    bold = Mark("b", "fmt", frozenset({"bold"}))
    assert found("a.html", page) == [bold, Mark("a", "link"), Mark("img", "image")]


def test_a_format_that_tells_nothing_has_no_marks() -> None:
    assert marks_of("a.txt", format_for("a.txt").read(b"A valve.")) == {}


@pytest.mark.parametrize(
    ("mark", "subtype"),
    [(BOLD, "xlf:b"), (Mark("sub", "fmt", frozenset({"sub"})), ""), (Mark("picture"), "")],
)
def test_the_sub_type_of_xliff_is_that_of_the_one_look(mark: Mark, subtype: str) -> None:
    assert mark.subtype == subtype
