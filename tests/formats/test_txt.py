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
    ("data", "reason"),
    [
        ("Stra\u00dfe caf\u00e9 cr\u00e8me".encode("latin-1"), "not valid UTF-8 at byte 4"),
        (codecs.BOM_UTF8 + b"\xff", "not valid UTF-8 at byte 3"),
        (b"a\0b", "binary data"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        Txt().read(data)
