"""Units > Word file: what is kept, and what becomes of tags that come back in disorder."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.formats.marked import translated, units
from tests.formats.packages import SHARED, body_of, field, parts, run, word_file
from tests.formats.samples import SAMPLES
from translator.formats.docx import Docx
from translator.model import Tag, TaggedText

MIXED = word_file(
    "<w:p><w:pPr><w:jc w:val='both'/></w:pPr>"
    "<w:bookmarkStart w:id='7' w:name='b'/>"
    f"{run('See ')}<w:hyperlink w:anchor='x'>{run('clause 4', '<w:u/>')}</w:hyperlink>"
    "<w:bookmarkEnd w:id='7'/>"
    f"{run(' for ')}{run('safety', '<w:b/>')}{run(' valves')}"
    "<w:r><w:footnoteReference w:id='2'/></w:r>"
    f"{run(' and ')}{field('HYPERLINK y', run('more', '<w:i/>'))}{run('.')}</w:p>"
)
SOURCE = "[1]See <2>clause 4</2>[3] for <4>safety</4> valves[5] and <6>more</6>."
KEPT = ["bookmarkStart", "bookmarkEnd", "hyperlink", "footnoteReference", "instrText"]


def count(data: bytes, name: str) -> int:
    root = etree.fromstring(parts(data)["word/document.xml"])
    return sum(1 for _ in root.iter(f"{{*}}{name}"))


def tags_in(text: str) -> st.SearchStrategy[tuple[Tag, ...]]:
    """Tags in any number, order and place."""
    tag = st.builds(
        Tag,
        st.integers(-1, len(text) + 1),
        st.sampled_from(["open", "close", "point"]),
        st.integers(0, 8),
    )
    return st.lists(tag, max_size=24).map(tuple)


def test_the_source_reads_as_the_tests_below_suppose() -> None:
    assert units(MIXED) == [SOURCE]


def test_properties_of_the_paragraph_stay_and_text_takes_the_common_look() -> None:
    written = translated(
        word_file(f"<w:p><w:pPr><w:keepNext/></w:pPr>{run('阀', '<w:i/>')}</w:p>"), "The valve"
    )

    assert body_of(written) == (
        "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:rPr><w:i/></w:rPr>"
        "<w:t>The valve</w:t></w:r></w:p>"
    )


def test_outer_blanks_are_preserved() -> None:
    written = translated(word_file(f"<w:p>{run('阀')}</w:p>"), "the ")

    assert '<w:t xml:space="preserve">the </w:t>' in body_of(written)


def test_characters_that_word_writes_as_elements_become_elements() -> None:
    written = translated(word_file(f"<w:p>{run('x')}</w:p>"), "a\tb\nc\u2011d\u00ade")

    assert body_of(written) == (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>"
        "<w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r></w:p>"
    )


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    written = translated(word_file(f"<w:p>{run('x')}</w:p>"), "a\0b\ud800c\x1f")

    assert units(written) == ["abc"]


def test_tags_may_move_and_take_their_elements_along() -> None:
    target = "[1]<6>Mehr</6> und<4>Sicher</4>[5] siehe <2>Abschnitt 4</2>[3]"

    written = translated(MIXED, target)

    assert units(written) == ["[1]<2>Mehr</2> und<3>Sicher</3>[4] siehe <5>Abschnitt 4</5>[6]"]
    assert [count(written, name) for name in KEPT] == [1] * len(KEPT)


@pytest.mark.parametrize(
    ("target", "result"),
    [
        ("no tag", "no tag[1]"),
        ("[1]a <2>b[3] c[5] d <6>e</6>", "[1]a <2>b[3] c[4] d <5>e</5></2>"),
        ("[1]a b</2>[3] c[5] <6>d</6>", "<1>[2]a b</1>[3] c[4] <5>d</5>"),
        ("[1]a </2>b<2> c[3][5]<6>d</6>", "[1]a <2>b</2> c[3]<4>d</4>"),
        ("[1]a <2>b <6>c</2> d</6>[3][5]", "[1]a <2>b <3>c d</3></2>[4]"),
        ("[1]a <4>b <2>c</4> d</2>[3]<6>e</6>[5]", "[1]a <2>b </2><3>c d</3>[4]<5>e</5>[6]"),
        ("[3]a b[1]<2>c</2><6>d</6>[5]", "[1]a b[2]<3>c</3><4>d</4>[5]"),
        ("[1][1]a<2>b</2><2>c</2>[3]<6>d</6>[5][5][9]", "[1]a<2>b</2>c[3]<4>d</4>[5]"),
    ],
    ids=[
        "all lost",
        "close lost",
        "open lost",
        "close before open",
        "crossing pairs",
        "look crossing a hyperlink",
        "end of bookmark before its start",
        "doubled and unknown tags",
    ],
)
def test_tags_in_disorder_lose_nothing(target: str, result: str) -> None:
    written = translated(MIXED, target)

    assert [count(written, name) for name in KEPT] == [1] * len(KEPT)
    assert body_of(written).index("bookmarkStart") < body_of(written).index("bookmarkEnd")
    assert units(written) == [result]


def test_a_space_that_is_all_of_a_link_is_read_again() -> None:
    document = Docx().read(MIXED)
    link = (Tag(7, "open", 2), Tag(8, "close", 2))

    written = Docx().write(document, {document.units[0].id: TaggedText("See the valve", link)})

    assert units(written) == ["See the<1> </1>valve[2]"]


@given(tags_in("See the valve"))
def test_any_tags_give_a_sound_file_with_the_text_and_all_elements(tags: tuple[Tag, ...]) -> None:
    document = Docx().read(MIXED)

    written = Docx().write(document, {document.units[0].id: TaggedText("See the valve", tags)})

    (again,) = Docx().read(written).units
    assert again.content.text == "See the valve"
    assert [count(written, name) for name in (*KEPT, "fldChar")] == [1] * len(KEPT) + [3]
    body = body_of(written)
    marks = ['"begin"', "instrText>", '"separate"', '"end"', "</w:p>"]
    assert sorted(marks, key=body.index) == marks


def test_hundreds_of_pairs_opened_at_once_are_no_trouble() -> None:
    looks = "".join(run(str(n), f"<w:sz w:val='{n}'/>") for n in range(600))
    document = Docx().read(word_file(f"<w:p>{looks}</w:p>"))
    (unit,) = document.units
    opens = tuple(Tag(0, "open", tag.ref) for tag in unit.content.tags if tag.kind == "open")
    closes = tuple(Tag(4, "close", tag.ref) for tag in opens)

    written = Docx().write(document, {unit.id: TaggedText("text", opens + closes)})

    assert units(written)[0].count("text") == 1


def test_a_link_in_a_phonetic_guide_ends_the_guide() -> None:
    source = word_file(
        f"<w:p><w:hyperlink>{run('a')}</w:hyperlink><w:r><w:ruby><w:rt>{run('r')}</w:rt>"
        f"<w:rubyBase>{run('b')}</w:rubyBase></w:ruby></w:r></w:p>"
    )

    written = translated(source, "<2>x<1>y</1>z</2>")

    assert units(written) == ["<1>x</1><2>y</2>z", "r"]


def test_both_ways_of_a_text_box_get_the_same_translation() -> None:
    written = translated(SAMPLES["text box"], "vor [1] nach", "Feld")

    assert body_of(written).count(">Feld<") == 2
    assert units(written) == ["vor [1] nach", "Feld"]


def test_deleted_text_stays_deleted_and_formulae_stay_as_they_are() -> None:
    revised = translated(SAMPLES["revisions"], "Bleibt <1>neu</1>[2]")
    formula = translated(SAMPLES["formula"], "wo [1] Druck ist")

    assert "<w:delText>old</w:delText>" in body_of(revised)
    assert "<m:oMath><m:r><m:t>p</m:t></m:r></m:oMath>" in body_of(formula)


def test_order_dates_and_packing_of_the_parts_are_kept() -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as file:
        for number, (name, data) in enumerate(reversed(parts(MIXED).items())):
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 2 * number))
            info.compress_type = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[number % 2]
            file.writestr(info, data)

    written = translated(source.getvalue(), "no tag")

    with zipfile.ZipFile(source) as before, zipfile.ZipFile(io.BytesIO(written)) as after:
        for old, new in zip(before.infolist(), after.infolist(), strict=True):
            assert (old.filename, old.date_time) == (new.filename, new.date_time)
            assert old.compress_type == new.compress_type


def test_a_rewritten_part_keeps_its_declaration() -> None:
    declaration = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"

    written = translated(word_file(f"<w:p>{run('阀')}</w:p>"), "valve")

    assert parts(written)["word/document.xml"].startswith(declaration)


def test_word_files_made_elsewhere_open_in_another_reader() -> None:
    docx = pytest.importorskip("docx")
    for path in sorted((SHARED / "docx").glob("openchain*zh-Hans*.docx")):
        document = Docx().read(path.read_bytes())
        targets = {unit.id: TaggedText("甲", unit.content.tags[:0]) for unit in document.units}

        written = Docx().write(document, targets)

        texts = {each.text for each in docx.Document(io.BytesIO(written)).paragraphs}
        assert "甲" in texts
