"""Text of a Word file that is no paragraph: attributes, charts, diagrams, properties."""

import pytest

from termbase.text import Language
from tests.formats.marked import translated, units
from tests.formats.packages import field, parts, run, word_file, zipped
from tests.formats.stories import (
    DIAGRAM,
    FORM,
    PICTURE,
    SHAPES,
    STORIES,
    TIPS,
    chart,
    custom,
    with_properties,
    workbook,
)
from translator.formats.docx import Docx
from translator.model import Document, TaggedText


def place_and_text(data: bytes) -> list[tuple[str, str]]:
    return [(unit.place, unit.content.text) for unit in Docx().read(data).units]


def body(data: bytes) -> str:
    return parts(data)["word/document.xml"].decode()


def test_the_descriptions_of_a_picture_are_units_and_its_name_is_none() -> None:
    assert place_and_text(PICTURE) == [
        ("body, paragraph 1, alternative text", "Safety valve"),
        ("body, paragraph 1, title of a picture", "Valve"),
        ("body, paragraph 1, tip of a link", "Open it"),
    ]


def test_a_description_given_twice_is_translated_once_and_written_twice() -> None:
    written = body(translated(PICTURE, "安全阀", "阀"))

    assert written.count('descr="安全阀"') == 2
    assert 'title="阀"' in written
    assert 'name="Picture 1"' in written


@pytest.mark.parametrize("text", ["C:\\a\\b", "image1.PNG", "https://x.org/a", "12 × 3"])
def test_a_description_that_is_no_language_is_left_alone(text: str) -> None:
    picture = f"<w:drawing><wp:docPr id='1' name='n' descr='{text}'/></w:drawing>"

    assert units(word_file(f"<w:p><w:r>{picture}</w:r></w:p>")) == []


@pytest.mark.parametrize("data", [PICTURE, FORM], ids=["picture", "form"])
def test_strict_and_transitional_files_have_the_same_labels(data: bytes) -> None:
    old, new = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
    spaces = {
        f"{old}/wordprocessingml/2006/main": f"{new}/wordprocessingml/main",
        f"{old}/drawingml/2006/main": f"{new}/drawingml/main",
        f"{old}/drawingml/2006/wordprocessingDrawing": f"{new}/drawingml/wordprocessingDrawing",
        f"{old}/drawingml/2006/picture": f"{new}/drawingml/picture",
    }
    xml = body(data)
    for transitional, strict in spaces.items():
        xml = xml.replace(transitional, strict)

    strict_file = zipped({**parts(data), "word/document.xml": xml.encode()})

    assert place_and_text(strict_file) == place_and_text(data)


def test_both_ways_of_a_shape_get_the_same_description() -> None:
    written = body(translated(SHAPES, "密封件", "草案"))

    assert units(SHAPES) == ["A seal", "DRAFT"]
    assert 'descr="密封件"' in written
    assert 'alt="密封件"' in written
    assert 'string="草案"' in written


def test_what_a_form_and_a_table_say_of_themselves_is_translated() -> None:
    assert units(FORM) == [
        "Sizes",
        "All sizes",
        "DN",
        "<1>Filled in</1>",
        "Help",
        "Fill in",
        "<1>May</1>",
        "Must",
    ]


def test_names_and_values_in_a_form_stay() -> None:
    texts = units(FORM)

    written = body(translated(FORM, *(f"{text} 甲" for text in texts)))

    assert '<w:statusText w:type="autoText" w:val="Name"/>' in written
    assert '<w:listItem w:displayText="Must 甲" w:value="M"/>' in written
    assert '<w:default w:val="Fill in 甲"/>' in written


def test_what_word_has_no_room_for_is_cut_and_reported() -> None:
    document = Docx().read(FORM)
    written = Docx().write(document, {document.units[4].id: TaggedText("甲" * 256)})

    issues = Docx().remarks(in_english(document), written)

    assert f'w:val="{"甲" * 254}…"' in body(written)
    assert [(issue.check, issue.place) for issue in issues] == [
        ("room", "body, paragraph 1, help text")
    ]


def in_english(document: Document) -> Document:
    return Document(document.units, document.skeleton, language=Language.EN)


def test_the_tip_of_a_link_is_all_that_changes_in_the_code_of_a_field() -> None:
    written = body(translated(TIPS, "<1>A</1><2>B</2>", "去那里", '去"这里"'))

    assert units(TIPS) == ["<1>Link</1><2>L</2>", "Go there", "Go on"]
    assert 'w:tooltip="去那里"' in written
    assert 'HYPERLINK "http://x" \\o "去”这里”" \\t "_blank"' in written


def test_the_words_of_a_chart_are_translated_once_and_its_numbers_are_not() -> None:
    data = chart(None)

    written = parts(translated(data, "流量", "钢", "损失"))["word/chart1.xml"].decode()

    assert place_and_text(data) == [
        ("chart1, series", "Flow"),
        ("chart1, category", "Steel"),
        ("chart1, series", "Loss"),
    ]
    assert [written.count(word) for word in ("流量", "钢", "损失", "2024", "4.3")] == [
        1,
        2,
        1,
        2,
        2,
    ]


def test_the_workbook_behind_a_chart_says_what_the_chart_says() -> None:
    written = translated(chart(workbook()), "流量", "钢")

    book = parts(parts(written)["word/embeddings/book.xlsx"])
    texts = "".join(part.decode() for part in book.values())
    assert (texts.count("流量"), texts.count(">钢<"), texts.count("Flow")) == (3, 1, 0)
    assert 'name="流量"' in texts
    assert ">Other<" in texts


@pytest.mark.parametrize(
    ("book", "reason"),
    [
        (workbook("SUM(Table1[Flow])"), "formulae"),
        (b"no zip", "no zip package"),
        (zipped({"xl/sharedStrings.xml": b"<sst>"}), "not well-formed"),
    ],
    ids=["formulae", "no workbook", "broken"],
)
def test_a_workbook_that_cannot_follow_its_chart_is_kept_and_reported(
    book: bytes, reason: str
) -> None:
    data = chart(book)

    written = translated(data, "流量")

    (issue,) = Docx().read(data).notes
    assert (issue.check, issue.place) == ("untranslated part", "word/embeddings/book.xlsx")
    assert reason in issue.detail
    assert parts(written)["word/embeddings/book.xlsx"] == book


def test_a_diagram_is_drawn_with_the_words_of_its_data() -> None:
    written = parts(translated(DIAGRAM, "试验"))

    assert units(DIAGRAM) == ["Test"]
    assert ">试验<" in written["word/diagrams/data1.xml"].decode()
    assert ">试验<" in written["word/diagrams/drawing1.xml"].decode()


def test_of_the_properties_those_are_translated_that_a_reader_sees() -> None:
    data = with_properties(
        word_file(f"<w:p>{field('DOCPROPERTY Kind', run('Draft'))}</w:p>"),
        "<dc:title>Valves</dc:title><dc:creator>A. Smith</dc:creator>",
        custom("Kind", "Draft") + custom("Path", "a b"),
    )

    written = parts(translated(data, "阀", "草案"))

    assert place_and_text(data) == [
        ("document properties, title", "Valves"),
        ("document properties, property", "Draft"),
    ]
    assert ">草案<" in written["docProps/custom.xml"].decode()
    assert ">草案<" in written["word/document.xml"].decode()
    assert ">a b<" in written["docProps/custom.xml"].decode()


def test_the_properties_name_the_language_that_the_file_is_written_in() -> None:
    document = Docx().read(STORIES["properties"])

    written = Docx().write(in_english(document), {})

    assert "<dc:language>en</dc:language>" in parts(written)["docProps/core.xml"].decode()
