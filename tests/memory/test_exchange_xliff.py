"""XLIFF of translation tools: which segments are pairs, how far they are, what is beside them."""

from pathlib import Path

import pytest

from corpus.exchange import BrokenExchange, Refused, read_pairs, write_pairs
from corpus.model import Entry, Given, InlineTag, Neighbours, Provenance, Status
from translator.bilingual.returned import returned_files

CORE = "urn:oasis:names:tc:xliff:document:2.0"
SPACE = "urn:oasis:names:tc:xliff:document:1.2"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "m.xlf"


def one(*units: str, source: str = "en-US", target: str = "zh-CN") -> str:
    """A file of version 1.2 in English and Chinese."""
    languages = f'source-language="{source}" target-language="{target}"'
    begun = f'<xliff version="1.2" xmlns="{SPACE}"><file original="a.html" {languages}><body>'
    return f"{begun}{''.join(units)}</body></file></xliff>"


def two(*units: str) -> str:
    """A file of version 2.1 in Chinese and English."""
    begun = f'<xliff version="2.1" xmlns="{CORE}" srcLang="zh" trgLang="en"><file id="f">'
    return f"{begun}{''.join(units)}</file></xliff>"


def segment(source: str, target: str, state: str = "") -> str:
    said = f' state="{state}"' if state else ""
    return f"<segment{said}><source>{source}</source><target>{target}</target></segment>"


def read(file: Path, text: str) -> list[Given | str]:
    file.write_text(text, encoding="utf-8")
    return [str(item) if isinstance(item, Refused) else item for item in read_pairs(file)]


def pairs(file: Path, text: str) -> list[Given]:
    found = read(file, text)
    assert not [item for item in found if isinstance(item, str)]
    return [item for item in found if isinstance(item, Given)]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("", Status.CONFIRMED),
        ("translated", Status.CONFIRMED),
        ("needs-review-translation", Status.DRAFT),
        ("signed-off", Status.REVIEWED),
        ("final", Status.REVIEWED),
    ],
)
def test_the_state_of_a_target_says_how_far_the_pair_is(
    file: Path, state: str, status: Status
) -> None:
    said = f' state="{state}"' if state else ""
    unit = f'<trans-unit id="7"><source>Scope</source><target{said}>范围</target></trans-unit>'

    [pair] = pairs(file, one(unit))

    assert (pair.entry.zh, pair.entry.en, pair.entry.status) == ("范围", "Scope", status)
    assert (pair.provenance.document, pair.provenance.position) == ("a.html", "7")


def test_what_is_approved_is_reviewed(file: Path) -> None:
    unit = '<trans-unit id="7" approved="yes"><source>a</source><target>甲</target></trans-unit>'

    [pair] = pairs(file, one(unit))

    assert pair.entry.status is Status.REVIEWED


def test_what_is_not_translated_is_named_and_what_is_empty_is_not(file: Path) -> None:
    units = (
        '<trans-unit id="1"><source>Scope</source></trans-unit>',
        '<trans-unit id="2"><source>OK</source><target state="new">OK</target></trans-unit>',
        '<trans-unit id="3"><source> </source><target/></trans-unit>',
        '<trans-unit id="4"><source/><target>甲</target></trans-unit>',
    )

    assert read(file, one(*units)) == [
        "m.xlf, unit 1: not translated",
        "m.xlf, unit 2: not translated",
        "m.xlf, unit 4: no text to translate, but a translation",
    ]


def test_segments_of_a_unit_are_pairs_by_themselves(file: Path) -> None:
    sides = [
        "".join(f'<mrk mtype="seg" mid="{n}">{text}</mrk> ' for n, text in enumerate(texts))
        for texts in (("One.", "Two."), ("一。", "二。"))
    ]
    unit = (
        f'<trans-unit id="7"><source>One. Two.</source><seg-source>{sides[0]}</seg-source>'
        f"<target>{sides[1]}</target></trans-unit>"
    )

    first, second = pairs(file, one(unit))

    assert (first.entry.en, second.entry.zh) == ("One.", "二。")
    assert second.provenance.position == "7, segment 2"
    assert second.provenance.neighbours == Neighbours("一。", "", "One.", "")


def test_neighbours_are_those_of_the_file_and_a_gap_is_not_known(file: Path) -> None:
    units = [f'<unit id="u{n}">{segment(f"第{n}", f"No. {n}")}</unit>' for n in range(3)]
    units[1] = '<unit id="u1"><segment><source>第1</source></segment></unit>'

    first, gap, last = read(file, two(*units))

    assert isinstance(first, Given)
    assert isinstance(last, Given)
    assert gap == "m.xlf, unit u1: not translated"
    assert first.provenance.neighbours == Neighbours("", "第1", "", None)
    assert last.provenance.neighbours == Neighbours("第1", "", None, "")


def test_codes_of_version_2_become_tags_with_what_they_stand_for(file: Path) -> None:
    data = '<originalData><data id="d1">&lt;b&gt;</data><data id="d2">&lt;/b&gt;</data>'
    unit = (
        f'<unit id="u">{data}<data id="d3">\\<cp hex="0001"/>x</data></originalData>'
        + segment(
            '<pc id="1" dataRefStart="d1" dataRefEnd="d2">甲</pc>乙<ph id="x" dataRef="d3"/>',
            '<sc id="1" dataRef="d1"/>a<mrk id="m">b</mrk><ec startRef="1"/><cp hex="0007"/>',
        )
        + "</unit>"
    )

    [pair] = pairs(file, two(unit))

    assert pair.entry.zh == "甲乙"
    assert pair.entry.zh_tags == (
        InlineTag(0, "open", 1, "<b>"),
        InlineTag(1, "close", 1, "</b>"),
        InlineTag(2, "point", 2, "\\\x01x"),
    )
    assert pair.entry.en == "ab\x07"
    assert pair.entry.en_tags == (
        InlineTag(0, "open", 1, "<b>"),
        InlineTag(2, "close", 1, '<ec startRef="1"/>'),
    )


def test_codes_of_version_1_become_tags(file: Path) -> None:
    unit = (
        '<trans-unit id="7"><source><g id="1" ctype="bold">a</g> <x id="2"/>'
        '<ph id="3">{0}</ph></source><target><bpt id="1">&lt;b&gt;</bpt>甲<ept id="1">&lt;/b&gt;'
        '</ept><it id="4" pos="open">[</it></target></trans-unit>'
    )

    [pair] = pairs(file, one(unit))

    assert pair.entry.en_tags == (
        InlineTag(0, "open", 1, '<g id="1" ctype="bold">'),
        InlineTag(1, "close", 1, "</g>"),
        InlineTag(2, "point", 2, '<x id="2"/>'),
        InlineTag(2, "point", 3, "{0}"),
    )
    assert pair.entry.zh_tags == (
        InlineTag(0, "open", 1, "<b>"),
        InlineTag(1, "close", 1, "</b>"),
        InlineTag(1, "open", 4, "["),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not readable as XLIFF"),
        (one()[:-9], "not readable as XLIFF"),
        ("<tmx version='1.4'/>", "not an XLIFF file of version 1 or 2"),
        (one(target="fr"), "line 1: from “en-US” into “fr”; pairs are of Chinese and English"),
        (one(source="zh-TW"), "line 1: from “zh-TW” into “zh-CN”"),
        (two(f'<unit id="u">{segment("&x;", "a")}</unit>'), "not readable as XLIFF"),
    ],
)
def test_a_file_that_gives_no_pairs_is_named(file: Path, text: str, said: str) -> None:
    with pytest.raises(BrokenExchange, match=f"^m.xlf.*{said}"):
        read(file, text)


def test_a_character_that_is_none_costs_its_segment_alone(file: Path) -> None:
    units = [f'<unit id="u{n}">{segment(text, "a")}</unit>' for n, text in enumerate("甲乙")]

    bad = two(*units).replace("甲", '甲<cp hex="zz"/>')

    named, pair = read(file, bad)
    assert named == "m.xlf, unit u0: <cp hex=“zz”/> is no character"
    assert isinstance(pair, Given)


def test_an_export_is_a_file_for_each_run_of_a_document(file: Path) -> None:
    tags = (InlineTag(0, "open", 3, "<b>"), InlineTag(1, "close", 3, "</b>"))
    given = [
        Given(Entry("甲", "a", status=Status.REVIEWED, zh_tags=tags), Provenance("a.docx", "1")),
        Given(Entry("乙", "b", status=Status.DRAFT), Provenance("a.docx", "2")),
        Given(Entry("丙", "c"), Provenance("b.docx", "1")),
    ]

    assert list(write_pairs(file, given)) == given

    first, second = returned_files(file.read_bytes())
    assert (first.original, second.original) == ("a.docx", "b.docx")
    assert [unit.name for unit in first.units] == ["1", "2"]
    [[reviewed], [draft]] = [unit.pieces for unit in first.units]
    assert (reviewed.state, draft.state, second.units[0].pieces[0].state) == (
        "reviewed",
        "initial",
        "translated",
    )
    assert [(tag.at, tag.kind) for tag in reviewed.source.tags] == [(0, "open"), (1, "close")]
