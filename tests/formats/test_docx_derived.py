"""Text of a Word file that repeats other text of it, before translation and after."""

import re

import pytest

from tests.formats.marked import translated, units
from tests.formats.packages import document, field, package, parts, run, story, word_file
from tests.formats.stories import (
    BOUND,
    bookmark,
    control,
    entry,
    heading,
    with_data,
    with_properties,
)
from translator.formats.docx import Docx
from translator.model import TaggedText

TAB = "<w:r><w:tab/></w:r>"
ITEM = "<q:root xmlns:q='urn:q'><q:title>{}</q:title></q:root>"


def lines(data: bytes, name: str = "word/document.xml") -> list[str]:
    """Return the text of each paragraph of a part, a tab as a vertical bar."""
    xml = parts(data)[name].decode().replace("<w:tab/>", "<w:t>|</w:t>")
    return [
        "".join(re.findall(r"<w:t[^>/]*>([^<]*)", paragraph)) for paragraph in xml.split("</w:p>")
    ][:-1]


def test_an_entry_of_contents_is_no_unit_and_says_what_its_heading_says() -> None:
    data = word_file(entry("_Toc1", run("1"), TAB, run("Scope")) + heading("_Toc1", "Scope"))

    written = translated(data, "[1]范围[2]")

    assert units(data) == ["[1]Scope[2]"]
    assert lines(written) == ["1|范围|3", "范围"]


@pytest.mark.parametrize(
    ("shown", "result"),
    [
        (run("4.1 Scope"), "4.1 Field|3"),
        (run("4.1　Sc") + run("ope"), "4.1 Field|3"),
        (run("SCOPE"), "Field|3"),
        (f"{run('Sco')}{run('pe', '<w:i/>')}", "Field|3"),
    ],
    ids=["number in the same text", "over two runs", "other case", "two looks"],
)
def test_an_entry_is_known_by_its_words(shown: str, result: str) -> None:
    data = word_file(entry("_Toc1", shown) + heading("_Toc1", "Scope"))

    written = translated(data, "[1]Field[2]")

    assert units(data) == ["[1]Scope[2]"]
    assert lines(written) == [result, "Field"]


def test_words_before_the_heading_in_an_entry_are_translated() -> None:
    data = word_file(entry("_Toc1", run("附录A（规范性）")) + heading("_Toc1", "（规范性）"))

    written = translated(data, "<1>Annex A[2]\t[3]</1>", "[1](normative)[2]")

    assert units(data) == ["<1>附录A[2]\t[3]</1>", "[1]（规范性）[2]"]
    assert lines(written) == ["Annex A (normative)|3", "(normative)"]


def test_an_entry_that_does_not_say_what_its_heading_says_is_translated_by_itself() -> None:
    data = word_file(entry("_Toc1", run("Fields")) + heading("_Toc1", "Scope"))

    assert [text.partition("\t")[0] for text in units(data)] == ["<1>Fields", "[1]Scope[2]"]


def test_an_entry_repeats_the_paragraph_where_the_bookmark_is_around_part_of_it() -> None:
    title = f"<w:p>{bookmark('_Toc1', run('G1: '))}{run('Know')}</w:p>"
    data = word_file(entry("_Toc1", run("G1: Know")) + title)

    written = translated(data, "[1]目标1：[2]了解")

    assert lines(written) == ["目标1：了解|3", "目标1：了解"]


CAPTION = f"<w:p>{bookmark('_Ref1', run('表') + field('SEQ x', run('1')))}{run(' 尺寸')}</w:p>"


def test_a_reference_in_a_sentence_is_text_and_then_says_what_it_refers_to() -> None:
    data = word_file(CAPTION + f"<w:p>{run('见')}{field('REF _Ref1', run('表1'))}。</w:p>")

    written = translated(data, "[1]Table [2] Sizes", "see <1>the table</1>")

    assert units(data) == ["[1]表[2] 尺寸", "见<1>表1</1>"]
    assert lines(written) == ["Table 1 Sizes", "see Table 1"]


def test_a_reference_keeps_its_blanks_and_its_look() -> None:
    simple = f"<w:fldSimple w:instr='REF _Ref1'>{run('表1', '<w:b/>')}</w:fldSimple>"
    data = word_file(f"{CAPTION}<w:p>{run('见')}{simple}{run('。')}</w:p>")

    written = translated(data, "[1]Table [2] Sizes", "see<1> it </1>.")

    assert lines(written)[1] == "see Table 1 ."
    assert "<w:b/>" in parts(written)["word/document.xml"].decode()


def test_a_reference_that_is_out_of_date_is_text() -> None:
    data = word_file(f"{CAPTION}<w:p>{run('见')}{field('REF _Ref1', run('表2'))}</w:p>")

    written = translated(data, "[1]Table [2] Sizes", "see <1>Table 2</1>")

    assert lines(written)[1] == "see Table 2"


def test_a_bookmark_around_its_own_reference_is_no_trouble() -> None:
    data = word_file(f"<w:p>{bookmark('_Ref1', field('REF _Ref1', run('表1')))}</w:p>")

    assert lines(translated(data, "[1]<2>Table 1</2>[3]")) == ["Table 1"]


def test_a_running_title_says_what_the_paragraph_in_its_style_says() -> None:
    style = "<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>"
    header = f"<w:p>{field('STYLEREF &quot;heading1&quot;', run('Scope'))}</w:p>"
    data = package(
        {
            "document.xml": document(f"<w:p>{run('Scope')}</w:p><w:p>{style}{run('Scope')}</w:p>"),
            "header1.xml": story("w:hdr", header),
        }
    )

    written = translated(data, "Field", "范围")

    assert units(data) == ["Scope", "Scope"]
    assert lines(written, "word/header1.xml") == ["范围"]


def test_a_title_in_a_header_says_what_the_properties_say() -> None:
    data = with_properties(
        word_file(f"<w:p>{field('TITLE', run('Valves'))}</w:p>"), "<dc:title>Valves</dc:title>"
    )

    written = translated(data, "阀")

    assert units(data) == ["Valves"]
    assert lines(written) == ["阀"]


def test_a_bound_control_its_data_and_other_controls_say_the_same() -> None:
    data = with_data(
        word_file(control("Valve", BOUND) + control("Valve", BOUND)), ITEM.format("Valve")
    )

    written = translated(data, "<1>阀</1>")

    assert units(data) == ["<1>Valve</1>"]
    assert lines(written) == ["阀", "阀"]
    assert "<q:title>阀</q:title>" in parts(written)["customXml/item1.xml"].decode()


def test_a_control_bound_to_the_title_takes_the_title_along() -> None:
    spaces = "xmlns:c='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
    spaces += "xmlns:d='http://purl.org/dc/elements/1.1/'"
    store = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
    binding = (
        f'w:prefixMappings="{spaces}" w:xpath="/c:coreProperties[1]/d:title[1]"'
        f' w:storeItemID="{store}"'
    )
    data = with_properties(word_file(control("Valve", binding)), "<dc:title>Valve</dc:title>")

    written = translated(data, "<1>阀</1>")

    assert units(data) == ["<1>Valve</1>"]
    assert "<dc:title>阀</dc:title>" in parts(written)["docProps/core.xml"].decode()


def test_a_control_that_does_not_show_its_data_is_reported() -> None:
    data = with_data(word_file(control("Valve", BOUND)), ITEM.format("Pump"))

    (issue,) = Docx().read(data).notes

    assert (issue.check, issue.place) == ("bound text", "word/document.xml")
    assert "“Valve”" in issue.detail
    assert "“Pump”" in issue.detail


@pytest.mark.parametrize(
    "kind",
    [
        "<w:date/>",
        "<w:showingPlcHdr/>",
        "<w:dropDownList><w:listItem w:displayText='x' w:value='Valve'/></w:dropDownList>",
    ],
)
def test_data_that_are_not_what_is_shown_stay(kind: str) -> None:
    data = with_data(word_file(control("Valve", BOUND, kind)), ITEM.format("Valve"))
    (unit,) = [u for u in Docx().read(data).units if u.content.text == "Valve"]

    written = Docx().write(Docx().read(data), {unit.id: TaggedText("阀", unit.content.tags[:0])})

    assert "<q:title>Valve</q:title>" in parts(written)["customXml/item1.xml"].decode()


@pytest.mark.parametrize("path", ["//q:title", "/q:root/*", "/q:root[1]/q:title[9]", "/root/title"])
def test_a_path_that_leads_to_no_datum_is_no_trouble(path: str) -> None:
    binding = BOUND.replace("/q:root[1]/q:title[1]", path)
    data = with_data(word_file(control("Valve", binding)), ITEM.format("Valve"))

    written = translated(data, "<1>阀</1>")

    assert lines(written) == ["阀"]
    assert "<q:title>Valve</q:title>" in parts(written)["customXml/item1.xml"].decode()
