"""Plain text: lines, encodings, line ends."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.errors import BrokenDocument
from translator.formats.txt import Txt
from translator.model import TaggedText

TEXT = "安全阀 一般要求\r\n\r\n第2部分\n"
ENCODED = [
    TEXT.encode(),
    codecs.BOM_UTF8 + TEXT.encode(),
    codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    TEXT.encode("gb18030"),
]


@pytest.mark.parametrize("data", ENCODED)
def test_a_unit_is_a_line_that_is_not_blank(data: bytes) -> None:
    units = Txt().read(data).units

    assert [(u.place, u.content.text) for u in units] == [
        ("line 1", "安全阀 一般要求"),
        ("line 3", "第2部分"),
    ]


@pytest.mark.parametrize("data", ENCODED)
def test_line_ends_and_encoding_are_kept(data: bytes) -> None:
    document = Txt().read(data)

    written = Txt().write(document, {"line 3": TaggedText("Part 2: 阀\U00020000")})

    units = Txt().read(written).units
    assert written[:3] == data[:3]
    assert [u.content.text for u in units] == ["安全阀 一般要求", "Part 2: 阀\U00020000"]
    assert Txt().write(Txt().read(written), {"line 3": TaggedText("第2部分")}) == data


def test_a_line_end_in_a_target_does_not_make_a_line() -> None:
    document = Txt().read(b"one\ntwo\n")

    written = Txt().write(document, {"line 1": TaggedText("a\r\nb\nc")})

    assert written == b"a b c\ntwo\n"


@given(
    st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")), max_size=6)
)
def test_what_is_read_is_written(lines: list[str]) -> None:
    data = "\n".join(lines).encode()
    document = Txt().read(data)

    written = Txt().write(document, {unit.id: unit.content for unit in document.units})

    assert written == data


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("概述\n", "gb18030"),
        ("一般要求\n", "gb18030"),
        ("安全阀 GB/T 12241—2021\r\n", "gb18030"),
        ("符號和縮略語\n", "big5"),
        ("本標準適用於閥門的設計和檢驗。\n", "big5"),
        ("術語和定義\n", "gb18030"),
        ("规范性引用文件\n", "utf-16-le"),
        ("規範性引用文件\n", "utf-16-be"),
        ("Scope\n", "utf-16-le"),
        ("Scope\n", "utf-16-be"),
        ("符合GB/T 1.1—2020的要求，其中“应”表示要求。\n" * 3, "gb18030"),
    ],
)
def test_an_encoding_without_a_mark_is_recognized_by_everyday_characters(
    text: str, encoding: str
) -> None:
    data = text.encode(encoding)
    document = Txt().read(data)

    written = Txt().write(document, {unit.id: unit.content for unit in document.units})

    assert [unit.content.text for unit in document.units] == text.split(
        "\r\n" if "\r" in text else "\n"
    )[:-1]
    assert written == data


def test_a_text_too_short_to_be_sure_is_noted() -> None:
    notes = Txt().read("標準\n".encode("big5")).notes

    assert [note.place for note in notes] == ["line 1"]
    assert notes[0].detail.startswith("read as Big5; so short a text may be in ")
    assert Txt().read("标准\n".encode()).notes == ()


def test_a_character_that_the_encoding_lacks_makes_the_file_utf_8_and_is_reported() -> None:
    data = "符號和縮略語\n本標準適用於閥門\n".encode("big5")
    document = Txt().read(data)

    written = Txt().write(document, {"line 2": TaggedText("Å 阀")})

    assert written.decode("utf-8-sig") == "符號和縮略語\nÅ 阀\n"
    (remark,) = Txt().remarks(document, written)
    assert (remark.detail, remark.place) == ("Big5 lacks Å 阀: written as UTF-8", "line 2")
    plain = Txt().write(document, {"line 1": TaggedText("a"), "line 2": TaggedText("b")})
    assert (plain, Txt().remarks(document, plain)) == (b"a\nb\n", ())


def test_paragraphs_that_were_broken_into_lines_by_hand_are_noted() -> None:
    broken = "This document specifies the general requirements for the safety\n" * 4
    items = "- a long item of a list that goes on to the right margin of the page\n" * 4
    ended = "This document specifies the general requirements for safety valves.\n" * 4

    places = [[note.place for note in Txt().read(t.encode()).notes] for t in (broken, items, ended)]

    assert places == [["line 1"], [], []]


def test_indentation_stays_with_its_line() -> None:
    document = Txt().read("\u3000\u3000本文件规定了要求。\n\t- one\n".encode())

    assert [unit.content.text[:2] for unit in document.units] == ["\u3000\u3000", "\t-"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("25 °C ± 3 µm".encode("cp1252"), "not valid UTF-8 at byte 3"),
        ("“Quoted” text — with dashes".encode("cp1252"), "not valid UTF-8 at byte 0"),
        ("Stra\u00dfe caf\u00e9 cr\u00e8me".encode("latin-1"), "not valid UTF-8 at byte 4"),
        (codecs.BOM_UTF8 + b"\xff", "not valid UTF-8 at byte 3"),
        (b"a\0b", "binary data"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        Txt().read(data)
