"""The XLIFF file that goes out keeps the rules of XLIFF 2.1, and says what we know."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from lxml import etree

from termbase import Language
from tests.bilingual.exchanged import DIGEST, document, drafted, exported
from tests.formats.marked import unmarked
from tests.makers import ZH_EN, Scripted, knowledge, tagged_texts
from translator.bilingual.codes import CORE
from translator.bilingual.export import METADATA, Exported, Original, xliff
from translator.bilingual.rows import Row, rows_of
from translator.formats.marks import Mark
from translator.model import Document, Issue, TaggedText
from translator.pipeline import translate
from translator.steps.segment import segment

MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
INLINE = {"pc", "sc", "ec", "ph"}
SHOWN = {"canCopy", "canDelete", "dataRef", "disp", "equiv"}
ATTRIBUTES = {
    "xliff": {"version", "srcLang", "trgLang"},
    "file": {"id", "original", "space"},
    "unit": {"id", "name"},
    "segment": {"id", "state", "subState"},
    "note": {"id", "appliesTo", "category", "priority"},
    "ph": SHOWN | {"id", "type", "subType"},
    "sc": SHOWN | {"id", "type", "subType", "isolated"},
    "ec": SHOWN | {"id", "startRef", "isolated"},
    "pc": {"canCopy", "canDelete", "id", "type", "subType"}
    | {f"{name}{end}" for name in ("dataRef", "disp", "equiv") for end in ("Start", "End")},
    "cp": {"hex"},
}
VALUES = {
    "id": r"[\w.:-]+",
    "type": "fmt|ui|quote|link|image|other",
    "subType": r"[^\s:]+:[^\s:]+",
    "state": "initial|translated|reviewed|final",
    "hex": "([0-9A-F]{2})+",
    "appliesTo": "source|target",
}
IN_A_UNIT = ("matches", "glossary", "notes", "originalData", "segment", "ignorable")


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def names(found: Document, *targets: TaggedText | None) -> etree._Element:
    return etree.fromstring(exported(found, drafted(found, *targets)))


def within(element: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    return (each for each in element.iter(etree.Element) if local(each) in wanted)


def broken(root: etree._Element) -> list[str]:
    """Return the rules of XLIFF 2.1 that a file breaks (4.2 and 4.3)."""
    faults = [*attributes(root)]
    for unit in within(root, "unit"):
        order = [IN_A_UNIT.index(local(each)) for each in unit]
        if [min(n, 4) for n in order] != sorted(min(n, 4) for n in order) or max(order) < 4:
            faults.append("order of the elements of a unit")
        data = [each.get("id") for each in within(unit, "data")]
        if len(set(data)) != len(data):
            faults.append("id of data")
        for name in ("source", "target"):
            faults += side(unit, name, data)
        sources = [str(each.get("id")) for each in codes(unit, "source")]
        targets = [str(each.get("id")) for each in codes(unit, "target")]
        if set(targets) - set(sources):
            faults.append("a code of a target that its source has not")
    return faults


def attributes(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{{{CORE}}}*"):
        known = ATTRIBUTES.get(local(element), set[str]())
        for key, value in element.items():
            name = etree.QName(key).localname
            if local(element) in ATTRIBUTES and name not in known:
                yield f"{name} of {local(element)}"
            if name in VALUES and not re.fullmatch(VALUES[name], str(value)):
                yield f"{name}={value!r}"


def codes(unit: etree._Element, side: str) -> list[etree._Element]:
    rows = within(unit, "segment", "ignorable")
    return [
        code
        for row in rows
        for each in row
        if local(each) == side
        for code in within(each, *INLINE)
        if code.get("id")
    ]


def side(unit: etree._Element, name: str, data: list[str | None]) -> Iterator[str]:
    rows = [*within(unit, "segment", "ignorable")]
    sides = [each for row in rows for each in row if local(each) == name]
    ids = [row.get("id") for row in rows] if name == "source" else []
    ids += [each.get("id") for each in codes(unit, name)]
    told = [each for each in ids if each is not None]
    if len(set(told)) != len(told):
        yield f"id in the {name}s of a unit"
    started = {each.get("id") for part in sides for each in within(part, "sc")}
    for part in sides:
        for code in within(part, *INLINE):
            held = [code.get(key) for key in ("dataRef", "dataRefStart", "dataRefEnd")]
            if not {key for key in held if key} <= set(data):
                yield "dataRef"
            if local(code) == "ec":
                isolated = code.get("isolated") == "yes"
                if isolated == bool(code.get("startRef")) or isolated != bool(code.get("id")):
                    yield "an ec has a startRef, or is isolated and has an id"
                if not isolated and code.get("startRef") not in started:
                    yield "startRef"


@given(tagged_texts())
def test_what_goes_out_keeps_the_rules(text: TaggedText) -> None:
    root = names(document(text, TaggedText("甲。乙。")))

    assert broken(root) == []
    assert root.get("version") == "2.1"


def test_the_rules_find_what_breaks_them() -> None:
    root = names(document(unmarked("一<1>二</1>[2]。")))

    for code in within(root, "ph"):
        code.set("id", "1")
        code.set("dataRef", "d9")

    assert set(broken(root)) == {
        "id in the sources of a unit",
        "id in the targets of a unit",
        "dataRef",
    }


def test_a_character_that_xml_cannot_hold_is_an_element_of_its_own() -> None:
    data = exported(document(TaggedText("a\x01b")), drafted(document(TaggedText("a\x01b"))))

    assert b'<source>a<cp hex="0001"/>b</source>' in data


def test_a_pair_within_a_segment_is_one_element_and_one_across_two_is_two() -> None:
    root = names(document(unmarked("一<1>二</1>。三<2>四。五</2>六。")))

    assert [local(code) for code in within(root, *INLINE)] == ["pc", "pc", "sc", "sc", "ec", "ec"]


def test_a_code_shows_what_it_stands_for() -> None:
    found = document(unmarked("一<1>二</1>[2]。"))
    marks = {"a/b#1": {1: Mark("bold", "fmt", frozenset({"bold"})), 2: Mark("footnote 3")}}

    data = xliff(
        Exported(
            Original("a.docx", DIGEST, found, marks), Language.ZH, Language.EN, "x", drafted(found)
        )
    )

    pair, point = [*within(etree.fromstring(data), *INLINE)][:2]
    assert (pair.get("type"), pair.get("subType"), pair.get("canDelete")) == ("fmt", "xlf:b", "yes")
    assert (pair.get("dispStart"), pair.get("dispEnd")) == ("<bold>", "</bold>")
    assert (point.get("disp"), point.get("canDelete"), point.get("canCopy")) == (
        "[footnote 3]",
        "no",
        "no",
    )
    shown = [each.text for each in within(etree.fromstring(data), "data")]
    assert shown == ["<bold>", "</bold>", "[footnote 3]"]


def test_a_file_names_its_original_and_its_hash() -> None:
    root = names(document(unmarked("一。")))

    (file,) = within(root, "file")
    (skeleton,) = within(root, "skeleton")
    told = {each.get("type"): each.text for each in root.iter(f"{{{METADATA}}}meta")}
    assert file.get("id") == f"sha256-{DIGEST}"
    assert file.get("original") == "a b.docx"
    assert skeleton.get("href") == "a%20b.docx"
    assert told == {"sha256": DIGEST, "engine": "test"}


def test_a_segment_tells_its_state_origin_terms_and_issues() -> None:
    found = document(unmarked("长度为10 mm。散热风扇完好。"))
    known = knowledge({"散热风扇": "cooling fan"}, {"长度为10 mm。": "The length is 10 mm."})
    engine = Scripted({"散热风扇完好。": "The fan is good. 7"})
    rows = rows_of(translate(found, ZH_EN, known, engine))

    root = etree.fromstring(exported(found, rows))

    states = [(each.get("state"), each.get("subState")) for each in within(root, "segment")]
    assert states == [("translated", None), ("translated", "biaoyi:needs-review")]
    matches = [*root.iter(f"{{{MATCHES}}}match")]
    assert [(m.get("ref"), m.get("type"), m.get("similarity")) for m in matches] == [
        ("#s1", "tm", "100.0"),
        ("#s2", "mt", None),
    ]
    entry = next(root.iter(f"{{{GLOSSARY}}}glossEntry"))
    assert [each.text for each in entry] == ["散热风扇", "cooling fan"]
    notes = [(n.get("category"), n.get("appliesTo"), n.text) for n in within(root, "note")]
    assert notes[0] == ("place", "source", "paragraph 1")
    assert ("s2", "target", "numbers: added 7") in notes


def test_a_draft_without_an_engine_has_no_targets_and_one_of_echo_is_no_translation() -> None:
    found = document(unmarked("一。二。"))
    blank = etree.fromstring(exported(found, [Row(each) for each in segment(found)]))
    echoed = etree.fromstring(
        exported(found, [Row(each, each.source, is_draft=True) for each in segment(found)])
    )

    assert not [*within(blank, "target")]
    for root in (blank, echoed):
        assert [each.get("state") for each in within(root, "segment")] == ["initial", "initial"]


def test_what_the_format_has_to_say_is_a_note_of_the_file() -> None:
    found = Document((), b"", (Issue("untranslated part", "3 charts", "word/charts"),))

    root = names(found)

    assert [(n.get("category"), n.text) for n in within(root, "note")] == [
        ("word/charts", "untranslated part: 3 charts")
    ]


@pytest.mark.parametrize("name", ["a/b#1", "标准 1", "a_2F_b", "表.1-2"])
def test_the_id_of_a_unit_is_a_name_that_xml_allows(name: str) -> None:
    from translator.bilingual.export import unit_name

    assert etree.fromstring(f'<a id="{unit_name(name)}"/>').get("id", "").replace("_", "").isascii()
    assert len({unit_name(each) for each in (name, name + "_", name + "#")}) == 3
