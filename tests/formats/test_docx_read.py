"""Word file > units: what is text, what is a tag, and where it stands."""

import pytest

from tests.formats.marked import units
from tests.formats.packages import document, field, package, run, story, word_file
from tests.formats.samples import SAMPLES
from translator.formats.docx import Docx

BOOKMARK = "<w:bookmarkStart w:id='1' w:name='x'/>"


def paragraph(*content: str) -> list[str]:
    """Return the units of a file with one paragraph."""
    return units(word_file(f"<w:p>{''.join(content)}</w:p>"))


def places(data: bytes) -> list[str]:
    return [unit.place for unit in Docx().read(data).units]


def test_runs_that_look_the_same_are_one_text() -> None:
    hint = "<w:rFonts w:hint='eastAsia'/><w:lang w:val='en-US'/>"

    found = paragraph(run("安"), "<w:proofErr w:type='spellStart'/>", run("全", hint), run("阀"))

    assert found == ["安全阀"]


def test_a_paragraph_in_one_look_needs_no_tag() -> None:
    found = paragraph(run("Safety ", "<w:b/>"), run("valve", "<w:b/>"))

    assert found == ["Safety valve"]


def test_what_looks_different_from_most_stretches_is_a_pair() -> None:
    found = paragraph(run("shall be "), run("p", "<w:i/>"), run(" or less"))

    assert found == ["shall be <1>p</1> or less"]


def test_the_plainest_of_two_stretches_needs_no_tag_however_short() -> None:
    found = paragraph(run("Note: "), run("a long text that follows", "<w:b/>"))

    assert found == ["Note: <1>a long text that follows</1>"]


def test_a_blank_takes_the_look_of_the_text_before_it() -> None:
    found = paragraph(run("safety", "<w:b/>"), run(" "), run("valve", "<w:b/>"), run(" x"))

    assert found == ["<1>safety valve</1> x"]


def test_an_underlined_blank_keeps_its_look() -> None:
    found = paragraph(run("Name: "), run("    ", "<w:u w:val='single'/>"), run(" (print)"))

    assert found == ["Name: <1>    </1> (print)"]


def test_a_point_within_a_stretch_does_not_split_it() -> None:
    found = paragraph(run("a "), run("bold ", "<w:b/>"), BOOKMARK, run("text", "<w:b/>"), run("."))

    assert found == ["a <1>bold [2]text</1>."]


def test_neighbouring_points_are_one() -> None:
    reference = "<w:r><w:footnoteReference w:id='2'/></w:r>"

    found = paragraph(run("word"), BOOKMARK, reference, "<w:bookmarkEnd w:id='1'/>", run("."))

    assert found == ["word[1]."]


@pytest.mark.parametrize("name", ["hyperlink", "ins", "moveTo", "smartTag", "bdo", "customXml"])
def test_an_element_around_text_is_one_pair_whatever_its_look(name: str) -> None:
    found = paragraph(run("see "), f"<w:{name}>{run('here', '<w:u/>')}</w:{name}>", run("."))

    assert found == ["see <1>here</1>."]


def test_an_element_without_text_is_a_point() -> None:
    found = paragraph(run("see"), f"<w:hyperlink>{BOOKMARK}</w:hyperlink>", run(" it"))

    assert found == ["see[1] it"]


def test_an_inline_content_control_is_a_pair() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('PN 16')}</w:sdtContent></w:sdt>"

    found = paragraph(run("at "), control)

    assert found == ["at <1>PN 16</1>"]


@pytest.mark.parametrize(
    ("code", "result", "expected"),
    [
        ("PAGE", "12", "x [1] y"),
        ("PAGEREF _Ref1 \\h", "12", "x [1] y"),
        ("SEQ Table \\* ARABIC", "3", "x [1] y"),
        ("DATE \\@ yyyy", "May 2024", "x [1] y"),
        ("= 2+3", "5", "x [1] y"),
        ("REF _Ref1 \\r \\h", "Clause 4", "x [1] y"),
        ("REF _Ref1 \\h", "4.2", "x [1] y"),
        ("REF _Ref1 \\h", "Table 1", "x <1>Table 1</1> y"),
        ('HYPERLINK "https://example.org"', "the site", "x <1>the site</1> y"),
        ("STYLEREF 1", "Scope", "x <1>Scope</1> y"),
    ],
)
def test_the_result_of_a_field_is_text_if_it_is_language(
    code: str, result: str, expected: str
) -> None:
    complex_field = field(code, run(result))
    simple = f"<w:fldSimple w:instr='{code}'>{run(result)}</w:fldSimple>"

    found = [paragraph(run("x "), each, run(" y")) for each in (complex_field, simple)]

    assert found == [[expected], [expected]]


def test_a_field_over_several_paragraphs_is_points() -> None:
    begin, end = field("TOC", "|").split("|")
    entry = f"<w:p>{begin}{run('Scope')}<w:r><w:tab/></w:r>{field('PAGEREF a', run('1'))}</w:p>"

    found = units(word_file(f"{entry}<w:p>{run('Terms')}{end}</w:p>"))

    assert found == ["[1]Scope\t[2]", "Terms[1]"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"

    found = units(word_file(f"<w:p>{begin}{run('one')}</w:p><w:p>{run('two')}</w:p>"))

    assert found == ["[1]one", "two"]


def test_text_within_an_instruction_is_no_language() -> None:
    begin, end = field("IF 1 = 1", "|").split("|")
    condition = begin.replace("</w:instrText></w:r>", f"</w:instrText></w:r>{run('never')}")

    found = paragraph(condition, run("shown"), end)

    assert found == ["<1>shown</1>"]


def test_deleted_and_hidden_text_is_no_language() -> None:
    found = paragraph(
        run("kept"),
        "<w:del w:id='1'><w:r><w:delText>deleted</w:delText></w:r></w:del>",
        f"<w:moveFrom w:id='2'>{run('moved')}</w:moveFrom>",
        run("hidden", "<w:vanish/>"),
        run(" shown", "<w:vanish w:val='0'/>"),
    )

    assert found == ["kept[1]<2> shown</2>"]


def test_special_characters_are_characters() -> None:
    found = units(SAMPLES["special characters"])

    assert found == ["GB/T\u20111.1\tone\ntwo\u00ad\n[1]three"]


def test_white_space_counts_as_xml_says() -> None:
    found = paragraph(
        "<w:r><w:t> one </w:t></w:r>",
        '<w:r><w:t xml:space="preserve"> two\n </w:t></w:r>',
        "<w:r><w:t>three<!-- no --> four</w:t></w:r>",
    )

    assert found == ["one two  three four"]


def test_a_text_box_is_a_unit_of_its_own_and_a_point_in_the_paragraph_around_it() -> None:
    found = units(SAMPLES["text box"])

    assert found == ["before [1] after", "box"]


def test_a_text_box_told_in_two_ways_is_two_units_if_the_ways_differ() -> None:
    found = units(SAMPLES["text box told in two ways"])

    assert found == ["a shape", "a picture"]


def test_a_formula_is_one_point() -> None:
    found = units(SAMPLES["formula"])

    assert found == ["where [1] is pressure"]


def test_a_phonetic_guide_is_a_pair_around_its_base_and_a_unit() -> None:
    found = units(SAMPLES["phonetic guide"])

    assert found == ["the <1>标</1> sign", "biao"]


def test_text_outside_of_runs_is_a_unit_of_its_own() -> None:
    stray = "<mc:Choice><w:t>stray</w:t></mc:Choice><mc:Fallback><w:t>stray</w:t></mc:Fallback>"

    found = paragraph(f"<w:r><mc:AlternateContent>{stray}</mc:AlternateContent></w:r>")

    assert found == ["stray"]


def test_strict_and_transitional_files_have_the_same_units() -> None:
    body = f"<w:p>{run('a ')}{run('b', '<w:b/>')}{field('PAGE', run('1'))}</w:p>"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"

    found = units(package({"document.xml": document(body, strict)}))

    assert found == units(word_file(body))


def test_every_story_is_read_and_each_place_is_told() -> None:
    found = Docx().read(SAMPLES["other parts"]).units

    assert [(unit.place, unit.content.text) for unit in found] == [
        ("body, paragraph 1", "body"),
        ("header1, paragraph 1", "header"),
        ("footnote 1", " note"),
        ("chart1, paragraph 1", "Flow rate\nq"),
    ]


def test_the_place_of_a_cell_counts_tables_rows_and_cells() -> None:
    cell = "<w:tc>{}<w:p>{}</w:p></w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format('', run('inner'))}</w:tr></w:tbl>"
    first = (
        f"<w:tbl><w:tr>{cell.format('', run('one'))}{cell.format(inner, run('two'))}</w:tr></w:tbl>"
    )

    found = places(word_file(f"<w:p>{run('text')}</w:p>{first}"))

    assert found == [
        "body, paragraph 1",
        "table 1, row 1, cell 1",
        "table 1, row 1, cell 2, table 1, row 1, cell 1",
        "table 1, row 1, cell 2",
    ]


def test_comments_are_counted() -> None:
    comment = "<w:comment w:id='{}'><w:p>{}</w:p></w:comment>"
    both = comment.format(0, run("why")) + comment.format(1, run("so"))

    found = places(word_file("", {"comments.xml": story("w:comments", both)}))

    assert found == ["comment 1", "comment 2"]
