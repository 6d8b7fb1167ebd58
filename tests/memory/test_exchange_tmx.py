"""TMX of other tools: what is read of a unit, and what is said of one that is broken."""

import re
from pathlib import Path

import pytest

from corpus.exchange import BrokenExchange, Refused, read_pairs
from corpus.exchange.tmx_units import units
from corpus.model import Given, InlineTag, Neighbours, Origin, Status
from termbase.model import Scope
from tests.memory.test_tmx import tmx, unit

GOOD = unit("范围", "Scope")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "m.tmx"


def read(file: Path, text: str) -> list[Given]:
    """The pairs of a file in which nothing is broken."""
    file.write_text(text, encoding="utf-8")
    found = [item for item in read_pairs(file) if isinstance(item, Given)]
    assert len(found) == len(list(read_pairs(file)))
    return found


def told(file: Path, text: str | bytes) -> list[str]:
    """What is said of the units of a file, "" of those that are pairs."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [str(item) if isinstance(item, Refused) else "" for item in read_pairs(file)]


def test_a_unit_that_says_nothing_is_placed_by_file_and_number(file: Path) -> None:
    first, second = read(file, tmx(GOOD + GOOD.replace("<tu>", '<tu tuid="p7">')))

    assert (first.entry.zh, first.entry.en) == ("范围", "Scope")
    assert (first.entry.status, first.entry.scope) == (Status.CONFIRMED, Scope.SHARED)
    assert (first.provenance.document, first.provenance.position) == ("m.tmx", "unit 1")
    assert second.provenance.position == "p7"
    assert first.provenance.neighbours == Neighbours()


def test_attributes_and_properties_are_read_as_tools_write_them(file: Path) -> None:
    said = (
        '<tu creationid="old" creationdate="20190101T000000Z" changeid="bob" '
        'changedate="20200203T040506Z" usagecount="7"><note>x</note>'
        '<prop type="x-Licence">CC0</prop><prop type="x-Domain:SinglePicklist">ICS 23</prop>'
        '<prop type="file">a.docx</prop><prop type="id">k4</prop>'
        '<prop type="x-ConfirmationLevel">ApprovedTranslation</prop>'
        '<prop type="x-origin">human</prop><prop type="x-scope">team</prop>'
        '<prop type="prev">前</prop><prop type="next"></prop>'
    )

    [pair] = read(file, tmx(GOOD.replace("<tu>", said)))

    found = pair.provenance
    assert (found.who, found.at, pair.entry.used) == ("bob", "2020-02-03T04:05:06+00:00", 7)
    assert (found.licence, found.domain) == ("CC0", "ICS 23")
    assert (found.document, found.position) == ("a.docx", "k4")
    assert pair.entry.status is Status.REVIEWED
    assert found.neighbours == Neighbours("前", "")
    assert (found.origin, pair.entry.scope) == (Origin.IMPORTED, Scope.SHARED)


def test_the_context_of_a_variant_is_that_of_its_language(file: Path) -> None:
    near = '<prop type="x-context-pre">&lt;seg&gt;One&lt;ph/&gt;.&lt;/seg&gt;</prop><seg>Scope'

    [pair] = read(file, tmx(GOOD.replace("<seg>Scope", near)))

    assert pair.provenance.neighbours == Neighbours(en_before="One.")


def test_inline_codes_become_tags_with_their_code(file: Path) -> None:
    zh = (
        '<bpt i="1" x="5">&lt;b&gt;</bpt>甲<ept i="1">&lt;/b&gt;</ept>乙<ph x="2">{1}</ph>'
        '<hi type="term">丙</hi><it pos="begin" x="9">[</it><ut>{</ut>'
    )
    en = '<ph>&lt;fn <sub>see</sub>&gt;</ph> a<it pos="end">]</it>'

    [pair] = read(file, tmx(unit(zh, en)))

    assert pair.entry.zh == "甲乙丙"
    assert pair.entry.zh_tags == (
        InlineTag(0, "open", 5, "<b>"),
        InlineTag(1, "close", 5, "</b>"),
        InlineTag(2, "point", 2, "{1}"),
        InlineTag(2, "open", 1, '<hi type="term">'),
        InlineTag(3, "close", 1, "</hi>"),
        InlineTag(3, "open", 9, "["),
        InlineTag(3, "point", 2, "{"),
    )
    assert pair.entry.en == "see a"
    assert [(tag.at, tag.kind, tag.code) for tag in pair.entry.en_tags] == [
        (0, "point", "<fn "),
        (3, "point", ">"),
        (5, "close", "]"),
    ]


def test_line_ends_that_lay_out_the_xml_are_spaces(file: Path) -> None:
    [pair] = read(file, tmx(unit("范围", "the\n      first <ph/>\n  line\r\n  end")))

    assert pair.entry.en == "the first  line end"


def test_each_variant_of_a_language_makes_a_pair(file: Path) -> None:
    more = (
        '<tuv xml:lang="zh-Hant"><seg>範圍</seg></tuv><tuv xml:lang="en-GB"><seg>Ambit</seg></tuv>'
    )

    found = read(file, tmx(GOOD.replace("</tu>", f"{more}</tu>")))

    texts = [(pair.entry.zh, pair.entry.en) for pair in found]
    assert texts == [("范围", "Scope"), ("範圍", "Scope"), ("范围", "Ambit")]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("<tu><tuv xml:lang='zh'><seg>甲</tuv></tu>", "not well-formed at line 3: .*mismatch"),
        ("<tu><tuv xml:lang='zh'><seg>甲 & 乙</seg></tuv></tu>", "not well-formed at line 3"),
        ("<tu>\n<tuv xml:lang='zh'><seg>\x01</seg></tuv></tu>", "not well-formed at line 4"),
        ("<tu><tuv xml:lang='zh'><seg>a&nbsp;b</seg></tuv></tu>", "holds the entity &nbsp;"),
        ("<tu><tuv xml:lang='zh'><seg>甲</seg></tuv>", "not well-formed"),
        ("</tu>", "not well-formed"),
        ("<tu/>", "no Chinese text; its languages: none"),
        (unit("甲", "x", en="fr"), "no English text; its languages: zh-CN, fr"),
        (unit(" ", "x"), "no Chinese text; its languages: zh-CN, en-US"),
        (unit("甲", "x").encode().replace("甲".encode(), b"\xff\xfe"), "not well-formed at line 3"),
    ],
)
def test_a_broken_unit_is_named_with_its_line_and_costs_no_other(
    file: Path, broken: str | bytes, said: str
) -> None:
    before, after = tmx(f"\n{GOOD}\nHERE\n<!-- <tu> -->{GOOD}").encode().split(b"HERE")
    middle = broken if isinstance(broken, bytes) else broken.encode()

    first, named, last = told(file, before + middle + after)

    assert (first, last) == ("", "")
    assert named.startswith("m.tmx, unit 2 (line 3): ")
    assert re.search(said, named)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (tmx(GOOD)[:-8], r"m\.tmx: not readable as TMX"),
        (tmx(GOOD + GOOD)[:-30], r"m\.tmx: not complete: it ends inside unit 2 \(line 1\)"),
        (tmx(GOOD) + tmx(GOOD), r"m\.tmx: not readable as TMX: .*"),
        (tmx(GOOD).replace('"1.0"', '"1.0" encoding="x-none"'), "unknown encoding, x-none"),
        (tmx(GOOD).replace('"1.0"', '"1.0" encoding="utf-16"'), "m.tmx: not"),
        (tmx(GOOD).replace('"1.0"', '"1.0" encoding="big5"'), "not in big5, as it says"),
        ("<x>" + GOOD + "</x>", r"m\.tmx: not a TMX file"),
        ("<x/>", r"m\.tmx: not a TMX file"),
    ],
)
def test_a_file_that_cannot_be_read_to_its_end_is_named(file: Path, text: str, said: str) -> None:
    with pytest.raises(BrokenExchange, match=said):
        told(file, text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030"])
def test_the_encodings_of_other_tools_are_read(file: Path, encoding: str) -> None:
    name = "gb2312" if encoding == "gb18030" else encoding.removesuffix("-sig")
    text = tmx(unit("范围𠀀", "Scope")).replace('"1.0"', f'"1.0" encoding="{name}"')
    file.write_bytes(text.encode(encoding))

    [pair] = read_pairs(file)

    assert isinstance(pair, Given)
    assert pair.entry.zh == "范围𠀀"


def test_a_prefix_of_names_changes_nothing(file: Path) -> None:
    text = tmx(GOOD).replace("<tmx ", '<tmx xmlns:t="http://www.lisa.org/tmx14" ')
    for name in ("tmx", "header", "body", "tuv", "tu", "seg"):
        text = text.replace(f"<{name} ", f"<t:{name} ").replace(f"<{name}>", f"<t:{name}>")
        text = text.replace(f"</{name}>", f"</t:{name}>")

    [pair] = read(file, text)

    assert (pair.entry.zh, pair.entry.en) == ("范围", "Scope")


def test_marks_of_units_in_comments_and_sections_are_no_units(file: Path) -> None:
    odd = "<!-- </tu> <tu> --><seg><![CDATA[</tu><tu>]]>"

    [pair] = read(file, tmx("<!-- <tu> -->" + GOOD.replace("<seg>", odd, 1)))

    assert pair.entry.zh == "</tu><tu>范围"


def test_units_are_read_across_the_borders_of_what_is_read_at_once(file: Path) -> None:
    text = tmx("".join(unit(f"第{n}条{'长' * 999}", f"Clause {n}") + "\n" for n in range(2_000)))

    found = read(file, text)

    assert [pair.entry.en for pair in found] == [f"Clause {n}" for n in range(2_000)]
    with file.open("rb") as opened:
        lines = [item.line for item in units(opened, "m") if not isinstance(item, Refused)]
    assert lines == list(range(1, 2_001))
