"""What of an XML standard is a unit, what a tag, and what is left alone."""

import pytest

from tests.formats.standards import (
    PADDY,
    PERMISSIONS,
    SAMPLES,
    entry,
    language_set,
    standard,
    units,
)
from translator.formats.sts import Sts
from translator.model import DefinedTerm


def test_white_space_is_what_a_reader_sees_of_it() -> None:
    found = units(SAMPLES["white space"])

    assert found == ["The quick <1>fox </1>jumps"]


def test_references_formulae_and_standards_are_points() -> None:
    found = units(SAMPLES["marks"])

    assert found == ["See [1] and [2] at <3>p</3><4>max</4>, [5], [6].", "Table 1"]


def test_a_block_inside_a_paragraph_ends_the_unit() -> None:
    found = units(SAMPLES["a list inside a paragraph"])

    assert found == ["Before", "a)", "inside", "after"]


@pytest.mark.parametrize(
    ("sample", "lines"),
    [
        (
            "a footnote inside a sentence",
            ["The valve[1] opens.", "A <1>safety</1> valve."],
        ),
        ("a footnote inside a pair", ["The <1>safety valve[2]</1> opens.", "Of brass."]),
    ],
)
def test_a_footnote_is_a_point_and_a_unit_of_its_own(sample: str, lines: list[str]) -> None:
    assert units(SAMPLES[sample]) == lines


def test_elements_around_the_same_text_are_one_pair() -> None:
    data = standard("<p>A <bold><italic>safety</italic></bold> valve.</p>")

    assert units(data) == ["A <1>safety</1> valve."]


def test_an_unknown_element_is_inline_among_words_and_a_block_elsewhere() -> None:
    data = standard("<p>A <blink>valve</blink> opens.</p><p><blink>Safety</blink></p>")

    assert units(data) == ["A <1>valve</1> opens.", "Safety"]


def test_character_references_are_read_and_unknown_entities_are_points() -> None:
    data = (
        b'<!DOCTYPE standard SYSTEM "sts.dtd" [<!ENTITY sdo "ISO">]><standard><body>'
        b"<p>caf&eacute; &#x2014; &mdash; &sdo; and &wombat; too</p></body></standard>"
    )

    assert units(data) == ["café — — [1] and [2] too"]


def test_of_the_metadata_only_what_is_for_readers_is_read() -> None:
    data = standard("<p>Rice</p>", front=PERMISSIONS)

    assert units(data) == ["Rice", "All rights reserved", "Rice"]


def test_cited_authorities_keep_their_names_and_their_titles_are_translated() -> None:
    data = standard(
        "<ref-list><ref><std><std-ref>ISO 712</std-ref>, <title>Cereals</title></std></ref>"
        "<ref><mixed-citation>Smith J. Rice. 2010.</mixed-citation></ref></ref-list>"
        "<p>Rice grows (<xref ref-type='bibr' rid='b'>Smith, 2010</xref>).</p>"
    )

    found = units(data)
    notes = [(note.check, note.detail) for note in Sts().read(data).notes]

    assert found == ["Cereals", "Rice grows ([1])."]
    assert notes == [("untranslated part", "citations stay as they are: 1")]


def test_a_part_in_a_third_language_is_kept_and_reported() -> None:
    document = Sts().read(SAMPLES["words in another language"])

    assert units(SAMPLES["words in another language"]) == ["Rice ([1]) grows."]
    assert [(note.detail, note.place) for note in document.notes] == [
        ("parts in la stay as they are: 1", "italic, line 4"),
        ("parts in fr stay as they are: 1", "p, line 4"),
    ]


def test_words_in_a_declared_entity_are_kept_and_reported() -> None:
    data = b'<!DOCTYPE article [<!ENTITY n "42"><!ENTITY sdo "ISO">]><article><p>&n;</p></article>'

    notes = Sts().read(data).notes

    assert [note.detail for note in notes] == ["the entity sdo stays as it is"]


@pytest.mark.parametrize(
    ("attributes", "front", "body", "lines"),
    [
        ('xml:lang="zh-CN"', "", "<p xml:lang='en'>valve</p><p>安全阀</p>", ["安全阀"]),
        (
            "",
            "<std-meta><content-language>en</content-language></std-meta>",
            "<p xml:lang='zh'>阀</p><p>valve</p>",
            ["valve"],
        ),
        (
            "",
            "",
            "<p xml:lang='en'>a valve</p><p>安全阀应完好并易于操作。</p>",
            ["安全阀应完好并易于操作。"],
        ),
    ],
)
def test_the_language_is_that_of_the_root_or_of_the_metadata_or_of_the_text(
    attributes: str, front: str, body: str, lines: list[str]
) -> None:
    assert units(standard(body, attributes, front)) == lines


def test_titles_have_the_level_of_their_section() -> None:
    data = standard(
        "<sec><title>Terms</title><sec><title>General</title><p>Text</p></sec></sec>"
        "<table-wrap><caption><title>Sizes</title></caption></table-wrap>"
    )

    levels = [(unit.content.text, unit.level) for unit in Sts().read(data).units]

    assert levels == [("Terms", 1), ("General", 2), ("Text", 0), ("Sizes", 0)]


def test_a_place_names_the_clause_the_element_and_the_line() -> None:
    data = standard("<sec><label>4.2</label>\n<p>Text</p></sec>")

    assert Sts().read(data).units[0].place == "4.2, p, line 5"


def test_entries_give_terms_with_their_equivalents_the_preferred_first() -> None:
    terms = Sts().read(standard(PADDY)).terms

    assert [(term.text, term.targets, term.forbidden) for term in terms] == [
        ("paddy", ("稻谷", "谷子"), ("粗稻",)),
        ("rough rice", ("稻谷", "谷子"), ("粗稻",)),
    ]
    assert {term.place for term in terms} == {"3.1"}


def test_a_term_without_an_equivalent_is_given_with_its_unit() -> None:
    document = Sts().read(standard(entry("3.2", language_set("en", "a seed", "kernel"))))

    unit = next(unit for unit in document.units if unit.content.text == "kernel")
    assert document.terms == (DefinedTerm("kernel", unit.id, "3.2"),)
