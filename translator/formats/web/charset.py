"""bytes > the text of a page in the encoding that it names, and back to the same bytes."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from translator.errors import BrokenDocument
from translator.formats import encoding as guess
from translator.model import Issue

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4096  # bytes in which a page names its encoding
_NAMED = (
    re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE),
    re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]+)[\"']"),
)
# What pages that say so are really in (WHATWG Encoding, 4.2).
_MEANT = {
    **dict.fromkeys(("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "unicode"), "utf-8"),  # it was ASCII so far
    **dict.fromkeys(("shift_jis", "x-sjis"), "cp932"),
    "euc-kr": "cp949",
}
_DAMAGE = 0.01  # the share of wrong bytes that a page may have
_STRAY = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text, each byte that is in no character as a surrogate."""

    text: str
    encoding: str
    mark: bytes
    notes: tuple[Issue, ...] = ()

    def encode(self, text: str) -> bytes:
        """Return `text` in the encoding of the page; what it lacks becomes a reference."""
        pieces, at = [self.mark], 0
        for stray in _STRAY.finditer(text):
            pieces.append(text[at : stray.start()].encode(self.encoding, "xmlcharrefreplace"))
            pieces.append(bytes([ord(stray.group()) - 0xDC00]))
            at = stray.end()
        pieces.append(text[at:].encode(self.encoding, "xmlcharrefreplace"))
        return b"".join(pieces)


def decode(data: bytes) -> Page:
    """Decode by the byte order mark, by what the page says, or else by what it looks like.

    Raises:
        BrokenDocument: the encoding is unknown, or too many bytes are not in it.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    encoding = encoding or _named(data[:_HEAD])
    body = data[len(mark) :]
    if not encoding:
        return _guessed(data)
    page = Page(body.decode(encoding, "surrogateescape"), encoding, mark)
    strays = list(_STRAY.finditer(page.text))
    if len(strays) > _DAMAGE * len(body) or page.encode(page.text) != data:
        raise BrokenDocument(
            f"the page says that it is in {encoding.upper()}, and is not; save it as UTF-8"
        )
    return Page(page.text, encoding, mark, tuple(_notes(page, strays)))


def _named(head: bytes) -> str:
    found = next((hit for pattern in _NAMED if (hit := pattern.search(head))), None)
    if not found:
        return ""
    name = found[1].decode("ascii", "replace").lower()
    name = _MEANT.get(name, name)
    try:
        codecs.lookup(name)
        "".encode(name)
    except LookupError as error:
        raise BrokenDocument(f"unknown encoding {name}; save the page as UTF-8") from error
    return name


def _guessed(data: bytes) -> Page:
    """The page as its bytes look; in a Western encoding where they look like nothing else."""
    try:
        found = guess.decode(data)
    except BrokenDocument:
        page = Page(data.decode("cp1252", "surrogateescape"), "cp1252", b"")
        if "\0" in page.text:
            raise
        note = Issue("encoding", "the page does not say its encoding: read as Windows-1252")
        return Page(page.text, page.encoding, b"", (note,))
    return Page(found.text, found.encoding, found.mark, tuple(found.notes))


def _notes(page: Page, strays: list[re.Match[str]]) -> Iterator[Issue]:
    if strays:
        line = page.text.count("\n", 0, strays[0].start()) + 1
        detail = f"not {page.encoding.upper()}, kept as they are: {len(strays)} bytes"
        yield Issue("encoding", detail, f"line {line}")
