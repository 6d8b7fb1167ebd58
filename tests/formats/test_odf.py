"""What is read of OpenDocument files, and what is written with it."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from termbase.text import Language
from tests.formats.marked import unmarked
from tests.formats.office_samples import SHEETS, SHOW, STYLES, TEXT
from tests.formats.packages import parts
from tests.formats.trial import translated_by, units_of
from tests.formats.workbooks import opendocument
from translator.formats import format_for
from translator.formats.docx.markup import legal
from translator.formats.odf import Odf
from translator.model import TaggedText

FORM = Odf()
units, translated = partial(units_of, FORM), partial(translated_by, FORM)
PLAIN = opendocument("<text:p>x</text:p>")


def body(data: bytes) -> str:
    """Return the XML inside the body of a text, without declarations of name spaces."""
    root = etree.fromstring(parts(data)["content.xml"])
    etree.cleanup_namespaces(root)
    text = etree.tostring(next(root.iter("{*}text")), encoding="unicode")
    return text.partition(">")[2].rpartition("<")[0]


def test_a_text_is_read_in_order_with_places() -> None:
    assert units(TEXT) == {
        "body, paragraph 1": "Safety valves",
        "body, paragraph 2": (
            "The <1>set</1> pressure  is\tset.\nIt[2] holds.[3] Marked[4] words,[5] page [6]"
        ),
        "note 1": "A note.",
        "comment 1": "Check",
        "body, paragraph 3": "In a <1>list</1>",
        "table 1, row 1, cell 1": "Rated value",
        "body, paragraph 5": "In a box",
        "body, title of a picture": "A picture",
        "body, alternative text": "Of a valve",
        "body, paragraph 6": "<1>base</1>",
        "body, phonetic guide": "over",
        "master page, header": "Draft",
        "document properties, title": "Valves",
    }


def test_deleted_hidden_and_computed_text_is_never_sent() -> None:
    sent = " ".join(units(TEXT).values())

    assert not any(word in sent for word in ("Deleted", "hidden", "10,5", "Li"))


def test_an_entry_of_a_table_of_contents_says_what_its_heading_says() -> None:
    written = translated(TEXT, {"Safety valves": "安全阀"})

    assert "1 安全阀<text:tab" in body(written)
    assert "Safety valves" not in body(written)


def test_spaces_tabs_and_line_breaks_are_written_as_elements() -> None:
    data = opendocument("<text:p>x</text:p>")

    written = body(translated(data, {"x": " a  b\tc\nd "}))

    assert written == (
        '<text:p><text:s/>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d </text:p>'
    )
    assert units(translated(data, {"x": " a  b\tc\nd "})) == {"body, paragraph 1": " a  b\tc\nd "}


def test_white_space_of_the_file_is_one_space_and_begins_no_paragraph() -> None:
    data = opendocument("<text:p>\n  one\n  two <text:span> three</text:span></text:p>")

    assert units(data) == {"body, paragraph 1": "one two three"}


def test_the_style_of_a_span_stays_on_the_words() -> None:
    data = opendocument(
        "<text:p>The <text:span text:style-name='T1'>set</text:span> value</text:p>",
        automatic=STYLES,
    )

    written = body(translated(data, {"The <1>set</1> value": "<1>整定</1>值"}))

    assert written == '<text:p><text:span text:style-name="T1">整定</text:span>值</text:p>'


def test_a_link_keeps_its_address_and_a_note_its_place() -> None:
    link = "<text:a xlink:href='http://x'>here<text:note><text:note-body/></text:note></text:a>"
    data = opendocument(f"<text:p>See {link}.</text:p>")

    written = body(translated(data, {"See <1>here[2]</1>.": "见<1>此处[2]</1>。"}))

    assert 'xlink:href="http://x">此处<text:note>' in written


def test_the_end_of_a_bookmark_never_comes_before_its_start() -> None:
    data = opendocument(
        "<text:p><text:bookmark-start text:name='b'/>one<text:bookmark-end text:name='b'/> two"
        "</text:p>"
    )

    written = body(translated(data, {"[1]one[2] two": "二[2]一[1]"}))

    assert written.index("bookmark-start") < written.index("bookmark-end")


def test_styles_and_properties_say_the_language_of_the_target() -> None:
    chinese = parts(translated(TEXT, {"Draft": "草案"}, Language.ZH_HANT))
    english = parts(translated(TEXT, {"Draft": "Draught"}, Language.EN))

    assert b'style:language-asian="zh" style:country-asian="TW"' in chinese["styles.xml"]
    assert b"zh-TW" in chinese["meta.xml"]
    assert b'fo:language="en" fo:country="US"' in english["content.xml"]
    assert b'fo:language="zxx"' in english["styles.xml"]


def test_cells_that_compute_are_kept_and_words_in_formulas_reported() -> None:
    document = Odf(".ods").read(SHEETS)

    assert {unit.place: unit.content.text for unit in document.units} == {
        "sheet Data, cell A1": "Valve"
    }
    assert [note.place for note in document.notes] == ["sheets", "formulas"]


def test_slides_have_notes_and_empty_placeholders_have_no_text() -> None:
    assert units_of(Odf(".odp"), SHOW) == {"slide 1": "Valves", "slide 1, notes": "Slowly"}


def test_a_hidden_section_is_not_sent() -> None:
    data = opendocument(
        "<text:section text:display='none'><text:p>a</text:p></text:section><text:p>b</text:p>"
    )

    assert list(units(data).values()) == ["b"]


def test_numbering_with_words_is_reported() -> None:
    styles = (
        "<text:list-style style:name='L'><text:list-level-style-number text:level='1' "
        "style:num-prefix='第' style:num-suffix='章'/></text:list-style>"
    )

    notes = FORM.read(opendocument("<text:p>a</text:p>", automatic=styles)).notes

    assert [note.detail for note in notes] == [
        "the numbering keeps its “第”",
        "the numbering keeps its “章”",
    ]


@pytest.mark.parametrize("name", ["a.odt", "a.ott", "a.ods", "a.ots", "a.odp", "a.otp"])
def test_each_kind_of_file_has_its_format(name: str) -> None:
    assert isinstance(format_for(name), Odf)


@given(st.text(min_size=1).filter(lambda text: legal(text).strip()))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    document = FORM.read(PLAIN)
    wanted = TaggedText(legal(text))

    again = FORM.read(FORM.write(document, {document.units[0].id: wanted}))

    assert [unit.content for unit in again.units] == [wanted]


@given(st.text(" \t\nab", min_size=1), st.text(" ab", min_size=1), st.text(" ab", min_size=1))
def test_white_space_survives_beside_spans(before: str, inside: str, after: str) -> None:
    data = opendocument(
        "<text:p>x<text:span text:style-name='T1'>y</text:span>z</text:p>", automatic=STYLES
    )
    document = FORM.read(data)
    wanted = unmarked(f"{before}<1>{inside}</1>{after}")

    again = FORM.read(FORM.write(document, {document.units[0].id: wanted}))

    shown = [unit.content.text for unit in again.units]
    assert shown == ([wanted.text] if wanted.text.strip() else [])
