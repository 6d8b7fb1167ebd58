"""What goes out as XLIFF comes back as it was, whatever a translation tool does around it."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from termbase import Language
from tests.bilingual.exchanged import DIGEST, came_back, document, drafted, exported
from tests.formats.marked import marked, unmarked
from tests.makers import tagged_texts
from translator.bilingual.codes import CORE
from translator.bilingual.rows import Row
from translator.errors import BrokenDocument, InputError
from translator.model import Segment, Tag, TaggedText

SENTENCES = "第一句<1>粗体</1>。[2]第二句跨<3>句。第三句</3>完。"
OTHERS = st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip)


def named(name: str) -> str:
    return f"{{{CORE}}}{name}"


def told(found: str, *targets: str | None, language: Language = Language.ZH_HANT) -> str:
    """Return the XLIFF file of one unit with these targets of its segments."""
    unit = document(unmarked(found))
    given = [None if target is None else unmarked(target) for target in targets]
    return exported(unit, drafted(unit, *given), language).decode()


@given(st.lists(tagged_texts(), min_size=1, max_size=3))
def test_what_goes_out_comes_back(texts: list[TaggedText]) -> None:
    found = document(*texts)
    data = exported(found, drafted(found), Language.ZH_HANT)

    merged = came_back(data, found)

    assert [merged.targets.get(unit.id, unit.content) for unit in found.units] == texts
    assert merged.issues == ()
    assert merged.language is None


@given(tagged_texts(), OTHERS)
def test_the_words_of_any_target_come_back_with_the_codes_of_its_source(
    source: TaggedText, words: str
) -> None:
    found = document(TaggedText(f"甲{source.text}", source.tags))
    tags = tuple(Tag(min(tag.at, len(words)), tag.kind, tag.ref) for tag in source.tags)
    whole = TaggedText(words, tags)
    row = Row(Segment("a/b#1", found.units[0].content), whole)
    data = exported(found, [row], Language.ZH_HANT)

    merged = came_back(data, found)

    assert merged.targets["a/b#1"] == whole
    assert merged.issues == ()


def stripped(root: etree._Element) -> None:
    """Take away all that is not of the core, and what the core can do without."""
    for each in list(root.iter(etree.Element)):
        parent = each.getparent()
        if parent is not None and not str(each.tag).startswith(f"{{{CORE}}}"):
            parent.remove(each)
    for each in list(root.iter(named("notes"), named("originalData"), named("skeleton"))):
        etree.strip_elements(root, each.tag, with_tail=False)
    for each in root.iter(etree.Element):
        for name in list(each.attrib):
            if str(name) not in {"id", "startRef", "version", "srcLang", "trgLang", "state"}:
                del each.attrib[name]


def joined(root: etree._Element) -> None:
    """Make one segment of each unit."""
    for unit in root.iter(named("unit")):
        rows = [*unit.iter(named("segment"), named("ignorable"))]
        for row in rows[1:]:
            for side in ("source", "target"):
                one, other = rows[0].find(named(side)), row.find(named(side))
                assert one is not None
                assert other is not None
                append(one, other.text or "")
                for code in list(other):
                    one.append(code)
            unit.remove(row)


def append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def reversed_attributes(root: etree._Element) -> None:
    for each in root.iter(etree.Element):
        held = list(each.attrib.items())
        each.attrib.clear()
        for name, value in reversed(held):
            each.set(name, value)


def annotated(root: etree._Element) -> None:
    """Put an annotation around the words of each target, and one into each source."""
    for target in root.iter(named("target")):
        note = etree.Element(named("mrk"), id="m1", type="comment", value="?")
        note.text, target.text = target.text, None
        target.insert(0, note)


@pytest.mark.parametrize("change", [stripped, joined, reversed_attributes, annotated])
def test_what_a_tool_does_to_the_file_changes_no_translation(
    change: Callable[[etree._Element], None],
) -> None:
    found = document(unmarked(SENTENCES), unmarked("第四句。"))
    root = etree.fromstring(exported(found, drafted(found), Language.ZH_HANT))
    before = came_back(etree.tostring(root), found)

    change(root)
    after = came_back(etree.tostring(root), found)

    assert after.targets == before.targets
    assert {issue.check for issue in after.issues} <= {"original"}


def test_a_tool_may_use_another_prefix() -> None:
    data = told("第一句。", "甲。")

    renamed = re.sub(r"<(/?)(?=[a-zA-Z]+[ >/])(?!\w+:)", r"<\1x:", data)
    renamed = renamed.replace("xmlns=", "xmlns:x=")

    etree.fromstring(renamed.encode())
    merged = came_back(renamed, document(unmarked("第一句。")))
    assert merged.targets["a/b#1"].text == "甲。"


def test_a_tool_may_cut_a_segment_in_a_pair_and_put_the_targets_in_another_order() -> None:
    data = told("第一句<1>粗体</1>。", "甲<1>乙</1>丙。")
    segment = re.search(r"<segment.*</segment>", data, re.DOTALL)
    assert segment
    cut = (
        '<segment id="x1"><source>第一句<sc id="1"/>粗</source>'
        '<target order="2"><ec startRef="1"/>丙。</target></segment>'
        '<segment id="x2"><source>体<ec startRef="1"/>。</source>'
        '<target order="1">甲<sc id="1"/>乙</target></segment>'
    )

    merged = came_back(
        data.replace(segment.group(), cut), document(unmarked("第一句<1>粗体</1>。"))
    )

    assert marked(merged.targets["a/b#1"]) == "甲<1>乙</1>丙。"
    assert merged.issues == ()


@pytest.mark.parametrize(
    ("target", "wanted", "remarks"),
    [
        ("甲乙。", "甲<1>乙</1>。[2]", 3),
        ("甲<1>乙</1>[2]丙[2]。", "甲<1>乙</1>[2]丙。", 1),
        ("甲<1>乙</1>[2][7]。", "甲<1>乙</1>[2]。", 1),
        ("甲</1>乙<1>[2]。", "甲<1></1>乙[2]。", 1),
        ("<1>甲乙。[2]", "<1>甲乙</1>。[2]", 1),
    ],
)
def test_codes_that_were_lost_repeated_or_made_up_are_mended_and_reported(
    target: str, wanted: str, remarks: int
) -> None:
    found = "第<1>一</1>句[2]"

    merged = came_back(told(found, target), document(unmarked(found)))

    assert marked(merged.targets["a/b#1"]) == wanted
    assert [issue.check for issue in merged.issues] == ["codes"] * remarks
    assert {issue.place for issue in merged.issues} == {"paragraph 1"}


def test_pairs_that_were_crossed_are_nested_and_reported() -> None:
    found = "<1>甲<2>乙</2></1>"

    merged = came_back(told(found, "<1>丙<2>丁</1>戊</2>"), document(unmarked(found)))

    assert marked(merged.targets["a/b#1"]) == "<1>丙<2>丁</2>戊</1>"
    assert [issue.detail for issue in merged.issues] == ["crossed codes were nested"]


def test_a_segment_without_a_translation_stays_as_it_is_and_is_named() -> None:
    found = document(unmarked("第一句。第二句。"), unmarked("第三句。"))
    data = exported(found, drafted(found, unmarked("One."), None, None))

    merged = came_back(data, found)

    assert {key: text.text for key, text in merged.targets.items()} == {"a/b#1": "One.第二句。"}
    assert [(issue.check, issue.place) for issue in merged.issues] == [
        ("untranslated", "paragraph 1"),
        ("untranslated", "paragraph 2"),
    ]
    assert (merged.segments, merged.untranslated) == (3, 2)


def test_an_empty_translation_counts_if_it_is_marked_as_one() -> None:
    data = told("第一句。第二句。", "甲乙。", "丙")
    found = document(unmarked("第一句。第二句。"))

    meant = came_back(data.replace("<target>丙</target>", "<target/>"), found)
    forgotten = came_back(
        data.replace("<target>丙</target>", "<target/>").replace('"translated"', '"initial"'), found
    )

    assert meant.targets["a/b#1"].text == "甲乙。"
    assert [issue.detail for issue in meant.issues] == ["an empty translation of: 第二句。"]
    assert forgotten.targets["a/b#1"].text == "甲乙。第二句。"
    assert forgotten.untranslated == 1


def test_sentences_of_words_are_not_run_together() -> None:
    data = told("第一句。第二句。", "One.", "Two.", language=Language.EN)

    merged = came_back(data, document(unmarked("第一句。第二句。")))

    assert merged.targets["a/b#1"].text == "One. Two."


def test_a_unit_that_is_unknown_missing_or_there_twice_is_named() -> None:
    found = document(unmarked("第一句。"), unmarked("第二句。"))
    data = exported(found, drafted(found)).decode()

    strange = came_back(data.replace("a_2F_b_23_2", "a_2F_b_23_3"), found)
    double = came_back(data.replace("a_2F_b_23_2", "a_2F_b_23_1"), found)

    for merged in (strange, double):
        assert [issue.check for issue in merged.issues] == ["unit", "unit"]
        assert set(merged.targets) == {"a/b#1"}


def test_a_source_that_was_edited_is_named() -> None:
    data = told("第一句。", "甲。").replace("<source>第一句。", "<source>第二句。")

    merged = came_back(data, document(unmarked("第一句。")))

    assert [issue.check for issue in merged.issues] == ["source"]


def test_a_document_that_was_changed_since_is_refused() -> None:
    with pytest.raises(InputError, match=r"made from a b.docx \(0123456789ab…\).*ffffffffffff"):
        came_back(told("第一句。", "甲。"), document(unmarked("第一句。")), "f" * 64)


def test_a_file_id_that_was_changed_leaves_the_hash_in_the_metadata() -> None:
    data = told("第一句。", "甲。").replace(f'id="sha256-{DIGEST}"', 'id="f1"')
    found = document(unmarked("第一句。"))

    assert came_back(data, found).issues == ()
    with pytest.raises(InputError, match="made from"):
        came_back(data, found, "f" * 64)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('<xliff version="1.2"><file/></xliff>', "it is XLIFF 1.2"),
        ("<tmx/>", "it is <tmx>"),
        ('<xliff version="2.1" srcLang="zh"><file id="f"/></xliff>', "its language is not named"),
        ('<xliff version="2.1" srcLang="zh" trgLang="fr"><file id="f"/></xliff>', "is fr"),
        ('<xliff version="2.1" srcLang="zh" trgLang="en"/>', "there is no file in it"),
    ],
)
def test_what_cannot_be_merged_is_refused_with_the_reason(data: str, reason: str) -> None:
    with pytest.raises((BrokenDocument, InputError), match=reason):
        came_back(data, document(unmarked("第一句。")))
