"""TMX > its units, each parsed by itself: a broken one costs no other, and memory stays flat.

What stands around the units is parsed as a document of its own, so that a file that is no TMX, or
is cut off, is told. Nothing outside the file is read, and no entity is expanded.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import IO

from lxml import etree

from corpus.exchange.unit import BrokenExchange, Refused

_CHUNK = 1 << 20
_LONGEST = 1 << 26  # bytes of a unit, and of what stands before the first
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]+)[\"']")
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}  # what such files hold in fact
_MARKS = (
    rb"<(?:(?P<begin>%(prefix)stu(?=[\s/>]))|(?P<end>/%(prefix)stu\s*>)|(?P<body>/%(prefix)sbody\s*>)"
    rb"|!--.*?-->|!\[CDATA\[.*?\]\]>)"
)
_ROOT = re.compile(rb"<(?:([\w.-]+):)?tmx[\s>]")
_ENTITY = re.compile(r"Entity '([^']*)' not defined")
_AT = re.compile(r", line \d+, column \d+.*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Unit:
    """A <tu>, and where it stands: "memory.tmx, unit 7"; `header` is that of its file."""

    element: etree._Element
    place: str
    number: int
    line: int
    header: dict[str, str]

    def is_from(self, tool: str) -> bool:
        """Whether the file was written by `tool`."""
        return self.header.get("creationtool") == tool


@dataclass(slots=True)
class _Reading:
    """Where we are in a file."""

    name: str
    line: int = 1
    number: int = 0

    @property
    def place(self) -> str:
        return f"{self.name}, unit {self.number} (line {self.line})"


def units(file: IO[bytes], name: str) -> Iterator[Unit | Refused]:
    """Yield the units of a TMX file that is called `name`, and those that are not well-formed.

    Raises:
        BrokenExchange: it is no TMX, or is cut off, or not in the encoding that it says.
    """
    chunks = _utf8(file, name)
    first = next(chunks, b"")
    found = _ROOT.search(first)
    prefix = found[1] + b":" if found and found[1] else b""
    outside = _Outside(name)
    at = _Reading(name)
    for inside, text in _cut(_blocks(chain((first,), chunks), prefix, name), prefix):
        if inside is None:
            outside.feed(text)
        elif not inside:
            raise BrokenExchange(
                f"{name}: not complete: it ends inside unit {at.number + 1} (line {at.line})"
            )
        else:
            at.number += 1
            yield _parsed(text, at, outside)
        at.line += text.count(b"\n")
    outside.close()


def _parsed(text: bytes, at: _Reading, outside: "_Outside") -> Unit | Refused:
    try:
        element = outside.unit(text)
    except etree.XMLSyntaxError as error:
        message = str(error.msg)
        entity = _ENTITY.search(message)
        if entity:
            return Refused(at.place, f"holds the entity &{entity[1]};; write its text instead")
        line = at.line + (error.lineno or 1) - 1
        return Refused(at.place, f"not well-formed at line {line}: {_AT.sub('', message)}")
    return Unit(element, f"{at.name}, unit {at.number}", at.number, at.line, outside.header)


class _Outside:
    """What stands around the units: the root, the header and their ends."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parser = etree.XMLPullParser(
            ("start",), encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
        )
        self._units = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        self._wrap: tuple[bytes, bytes] = b"", b""
        self._seen = False
        self.header: dict[str, str] = {}

    def feed(self, text: bytes) -> None:
        """Take a piece; the first one ends where the first unit begins."""
        if not text.strip() and self._seen:
            return
        try:
            self._parser.feed(text)
        except etree.XMLSyntaxError as error:
            raise self._unreadable(error) from error
        self._look()

    def _look(self) -> None:
        for _, element in self._parser.read_events():
            if isinstance(element, etree._Element):
                self._see(element)

    def _see(self, element: etree._Element) -> None:
        name = etree.QName(element).localname
        if not self._seen:
            self._seen = True
            if name != "tmx":
                raise BrokenExchange(f"{self._name}: not a TMX file")
            names = {key: value for key, value in element.nsmap.items() if key}
            if names:
                said = "".join(f' xmlns:{key}="{value}"' for key, value in names.items())
                self._wrap = f"<x{said}>".encode(), b"</x>"
        if name == "header":
            self.header = {str(key): str(value) for key, value in element.attrib.items()}

    def unit(self, text: bytes) -> etree._Element:
        """Return a unit, parsed with the names of the root."""
        before, after = self._wrap
        element = etree.fromstring(before + text + after, self._units)
        return element[0] if before else element

    def close(self) -> None:
        """Take the end of the file."""
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            raise self._unreadable(error) from error
        self._look()

    def _unreadable(self, error: etree.XMLSyntaxError) -> BrokenExchange:
        return BrokenExchange(f"{self._name}: not readable as TMX: {_AT.sub('', str(error.msg))}")


def _cut(blocks: Iterator[bytes], prefix: bytes) -> Iterator[tuple[bool | None, bytes]]:
    """Yield what is outside units (None), whole units (True) and one that never ends (False).

    A unit that is not closed ends where the next one or the body's end begins.
    """
    mark = re.compile(_MARKS % {b"prefix": re.escape(prefix)}, re.DOTALL)
    for block in blocks:
        done, begin = 0, -1
        for found in mark.finditer(block):
            kind = found.lastgroup
            if not kind or (kind == "body" and begin < 0):
                continue
            if begin >= 0 or kind == "end":
                start = begin if begin >= 0 else found.start()
                yield None, block[done:start]
                done = found.end() if kind == "end" else found.start()
                yield True, block[start:done]
            begin = found.start() if kind == "begin" else -1
        if begin < 0:
            yield None, block[done:]
        else:
            yield None, block[done:begin]
            yield False, block[begin:]


def _blocks(chunks: Iterator[bytes], prefix: bytes, name: str) -> Iterator[bytes]:
    """Yield pieces of the file that end where a unit does; the last one where the file does."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        end = _last_end(rest, b"</" + prefix + b"tu")
        if end:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > _LONGEST:
            raise BrokenExchange(f"{name}: no unit ends in {_LONGEST >> 20} MB of it")
    yield rest


def _last_end(text: bytes, begun: bytes) -> int:
    """Return where the last unit ends that is surely over, or 0."""
    last = max(text.rfind(begun + char) for char in (b">", b" ", b"\n", b"\r", b"\t"))
    end = text.find(b">", last) + 1 if last >= 0 else 0
    for opened, closed in ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>")):
        if text.rfind(opened, 0, end) > text.rfind(closed, 0, end):
            return 0  # it stands in a comment; more is needed
    return end


def _utf8(file: IO[bytes], name: str) -> Iterator[bytes]:
    """Yield the file in UTF-8, without a byte order mark."""
    first = file.read(_CHUNK)
    encoding, mark = _encoding(first)
    rest = iter(partial(file.read, _CHUNK), b"")
    if encoding == "utf-8":
        yield first[mark:]
        yield from rest
        return
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        for chunk in chain((first,), rest):
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()
    except LookupError as error:
        raise BrokenExchange(f"{name}: in an unknown encoding, {encoding}") from error
    except UnicodeError as error:
        raise BrokenExchange(f"{name}: not in {encoding}, as it says: {error}") from error


def _encoding(start: bytes) -> tuple[str, int]:
    """Return the encoding of a file that begins so, and the length of its byte order mark."""
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding, len(mark)
    for begun, encoding in _UNMARKED:
        if start.startswith(begun):
            return encoding, 0
    found = _DECLARED.match(start)
    said = found[1].decode().lower() if found else "utf-8"
    said = {"utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8"}.get(said, said)
    return _WIDER.get(said, said), 0
