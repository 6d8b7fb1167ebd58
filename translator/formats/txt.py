"""Plain text: a unit is a line; the encoding, the byte order mark and the line ends are kept."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from translator.errors import BrokenDocument
from translator.model import Document, TaggedText, TextUnit

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END = re.compile(r"(\r\n|\n|\r)")
_COMMON_LEADS = (range(0xA1, 0xA4), range(0xB0, 0xD8))  # GB 2312: punctuation, level 1 hanzi


class Txt:
    """Plain text files in UTF-8, in UTF-16 with a byte order mark, or in GB 18030."""

    suffix = ".txt"

    def read(self, data: bytes) -> Document:
        """See `Format.read`."""
        units = [
            TextUnit(f"line {number}", TaggedText(line), f"line {number}")
            for number, line in _lines(_decode(data).text)
        ]
        return Document(tuple(units), data)

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`. A line end in a target becomes a space: a line stays a line."""
        decoded = _decode(document.skeleton)
        pieces = _LINE_END.split(decoded.text)
        for number, _ in _lines(decoded.text):
            target = targets.get(f"line {number}")
            if target is not None:
                pieces[2 * number - 2] = _LINE_END.sub(" ", target.text)
        return decoded.mark + "".join(pieces).encode(decoded.encoding, errors="replace")


@dataclass(frozen=True, slots=True)
class _Decoded:
    text: str
    encoding: str
    mark: bytes = b""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers from 1."""
    for number, line in enumerate(_LINE_END.split(text)[::2], start=1):
        if line.strip():
            yield number, line


def _decode(data: bytes) -> _Decoded:
    """Decode by the byte order mark, or else as UTF-8, or else as GB 18030.

    Raises:
        BrokenDocument: the bytes are none of these.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        if mark or not _looks_chinese(body):
            raise BrokenDocument(
                f"the text is not valid {encoding.upper()} at byte {len(mark) + error.start}; "
                "save it as UTF-8"
            ) from error
        text, encoding = body.decode("gb18030"), "gb18030"
    if "\0" in text:
        raise BrokenDocument("the file holds binary data, not text; save it as UTF-8 text")
    return _Decoded(text, encoding, mark)


def _looks_chinese(data: bytes) -> bool:
    """Whether `data` is GB 18030 without loss and most of it is everyday Chinese.

    The second half keeps out Western one-byte encodings, nearly all of which decode by accident:
    their accented small letters fall on the rare characters of GB 2312 level 2.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    if text.encode("gb18030") != data:
        return False
    leads = [character.encode("gb18030")[0] for character in text if not character.isascii()]
    common = sum(any(lead in leads_of for leads_of in _COMMON_LEADS) for lead in leads)
    return 2 * common > len(leads)
