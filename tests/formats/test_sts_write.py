"""What a translated XML standard looks like; all that is not translated is as it was."""

from dataclasses import replace

import pytest

from termbase import Language
from tests.formats.standards import (
    PADDY,
    PERMISSIONS,
    SAMPLES,
    entry,
    language_set,
    standard,
    written,
)
from tests.makers import EN_ZH, Scripted, knowledge
from translator.formats.sts import Sts
from translator.model import TaggedText
from translator.pipeline import by_unit, translate
from translator.steps.own_terms import Undecided, own_terms


def swapped(body: str, *lines: str) -> str:
    """Return what becomes of a body when its first units are replaced."""
    found = written(Sts().read(standard(body)), *lines)
    return found.partition("<body>")[2].partition("</body>")[0]


def test_white_space_around_a_translated_line_stays() -> None:
    found = swapped("<p>\n  The\n  valve  \n</p>\n  <p/>", "阀")

    assert found == "<p>\n  阀  \n</p>\n  <p/>"


def test_points_and_pairs_move_with_the_words() -> None:
    found = swapped(
        "<p>See <xref rid='a'>Table 1</xref> for <bold id='b'>valves</bold>.</p>",
        "<2>阀</2>见[1]。",
    )

    assert found == "<p><bold id='b'>阀</bold>见<xref rid='a'>Table 1</xref>。</p>"


def test_a_footnote_moves_with_its_own_translation() -> None:
    found = swapped("<p>The valve<fn><p>Brass.</p></fn> opens.</p>", "[1]阀开启。", "黄铜。")

    assert found == "<p><fn><p>黄铜。</p></fn>阀开启。</p>"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("甲", "<p>甲<break/><num id='n'></num></p>"),
        ("</3>甲<3>[2]", "<p>甲<break/><num id='n'></num></p>"),
        ("<1>甲<3>乙</1>丙</3>[2]", "<p><bold>甲<num id='n'>乙</num></bold>丙<break/></p>"),
        ("[2]甲[2]<3>乙</3>[9]", "<p><break/>甲<num id='n'>乙</num></p>"),
    ],
)
def test_tags_that_were_lost_or_crossed_are_mended(line: str, wanted: str) -> None:
    found = swapped("<p><bold>The</bold><break/> <num id='n'>one</num></p>", line)

    assert found == wanted


def test_what_xml_reserves_is_escaped_and_what_it_cannot_hold_is_left_out() -> None:
    found = swapped("<p>A valve</p>", "a < b & c > d\x01")

    assert found == "<p>a &lt; b &amp; c &gt; d</p>"


def test_comments_instructions_and_cdata_are_kept() -> None:
    document = Sts().read(SAMPLES["comments, instructions and CDATA"])

    found = written(document, "一[1]二[2]三", "六 & ]]> 七")

    assert "<!-- a < b --><p>一<!-- two -->二<?pi x > y?>三</p>" in found
    assert "<p><![CDATA[六 & ]]]]><![CDATA[> 七]]></p>" in found


def test_entities_and_the_document_type_stay_as_they_were() -> None:
    data = (
        b'<?xml version="1.0"?>\r\n<!DOCTYPE standard SYSTEM "sts.dtd" [<!ENTITY sdo "ISO">]>\r\n'
        b"<standard a='&sdo;'><body><p>caf&eacute;</p>\r\n<p>by &sdo;&wombat; alone</p></body>"
        b"</standard>"
    )
    document = Sts().read(data)

    found = Sts().write(document, {document.units[1].id: TaggedText("甲")})

    assert found == data.replace(b"by &sdo;&wombat; alone", "甲&sdo;&wombat;".encode())


@pytest.mark.parametrize(("sample", "encoding"), [("UTF-16", "utf-16"), ("GB 2312", "gb18030")])
def test_the_encoding_is_kept(sample: str, encoding: str) -> None:
    data = SAMPLES[sample]
    document = Sts().read(data)

    found = Sts().write(document, {document.units[0].id: TaggedText("safety valve é")})

    assert found == data.decode(encoding).replace("安全阀", "safety valve é").encode(encoding)


def test_a_character_that_the_encoding_lacks_becomes_a_reference() -> None:
    data = b'<?xml version="1.0" encoding="ISO-8859-1"?><article><p>valve</p></article>'
    document = Sts().read(data)

    found = Sts().write(document, {document.units[0].id: TaggedText("阀")})

    assert found == data.replace(b"valve", b"&#38400;")


def test_the_language_of_the_document_and_of_its_parts_is_that_of_the_target() -> None:
    titles = (
        "<std-meta><title-wrap xml:lang='en-GB'><main>Rice</main></title-wrap>"
        "<title-wrap xml:lang='fr'><main>Riz</main></title-wrap>"
        "<doc-ident><language>en</language></doc-ident><content-language>en</content-language>"
        "<content-language>fr</content-language></std-meta>"
    )
    document = Sts().read(standard("<p>Rice</p>", front=titles))

    found = written(replace(document, language=Language.ZH_HANT), "稻米")

    assert 'xml:lang="zh-Hant">\n<front>' in found
    assert "<title-wrap xml:lang='zh-Hant'><main>稻米</main>" in found
    assert "<title-wrap xml:lang='fr'><main>Riz</main>" in found
    assert "<language>zh-Hant</language>" in found
    assert "<content-language>zh-Hant</content-language><content-language>fr<" in found


def test_a_root_without_a_language_gets_one() -> None:
    document = Sts().read(b"<article dtd-version='1.3'><p>Rice</p></article>")

    found = written(replace(document, language=Language.ZH), "稻米")

    assert found == "<article xml:lang=\"zh\" dtd-version='1.3'><p>稻米</p></article>"


def test_identifiers_of_a_standard_are_not_touched() -> None:
    document = Sts().read(standard("<p>Rice</p>", front=PERMISSIONS))

    found = written(document, "稻米", "版权所有")

    assert "<std-ref>ISO 7301</std-ref>" in found
    assert "<copyright-holder>ISO</copyright-holder>" in found


def test_an_entry_pins_its_equivalent_and_its_language_set_is_translated() -> None:
    body = PADDY + entry("3.2", language_set("en", "", "husk")) + "<p>The paddy is clean.</p>"
    document = Sts().read(standard(body))
    engine = Scripted({"The paddy is clean.": "稻谷应清洁。"})

    translations = translate(document, EN_ZH, knowledge({"paddy": "水田"}), engine)
    found = Sts().write(replace(document, language=Language.ZH), by_unit(translations)).decode()

    used = [outcome for item in translations for outcome in item.outcomes]
    assert {outcome.match.term.target for outcome in used} == {"稻谷"}
    assert {outcome.match.term.origin for outcome in used} == {"this document, 3.1"}
    assert "<tbx:term>稻谷</tbx:term></tbx:tig></tbx:langSet>" in found
    assert found.count('<tbx:langSet xml:lang="zh">') == 3
    assert 'value="deprecatedTerm-admn-sts"' in found


def test_an_entry_without_an_equivalent_leaves_its_term_to_be_decided_by_its_translation() -> None:
    document = Sts().read(standard(entry("3.2", language_set("en", "a seed", "kernel"))))

    own = own_terms(document, EN_ZH)

    unit = next(unit.id for unit in document.units if unit.content.text == "kernel")
    assert own.terms == ()
    assert own.undecided == (Undecided("kernel", unit, "this document, 3.2"),)


def test_a_term_of_an_entry_is_translated_alike_throughout() -> None:
    body = entry("3.2", language_set("en", "", "kernel")) + "<p>The kernel is dry.</p>"
    document = Sts().read(standard(body))
    engine = Scripted({"kernel": "籽粒", "The kernel is dry.": ["谷粒干燥。", "籽粒干燥。"]})

    translations = translate(document, EN_ZH, knowledge(), engine)

    assert [item.target.text for item in translations] == ["籽粒", "籽粒干燥。"]
