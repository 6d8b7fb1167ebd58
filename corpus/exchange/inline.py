"""The content of a segment in XML <> text and tags, as far as TMX and XLIFF agree."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from corpus.exchange.unit import Tagged
from corpus.model import InlineTag

_DIGITS = 9


@dataclass(slots=True)
class Refs:
    """Numbers for what a unit calls its tags; both languages of the unit share them."""

    known: dict[str, int] = field(default_factory=dict)

    def of(self, label: str) -> int:
        """Return the number of `label`."""
        return self.known.setdefault(label, len(self.known) + 1)

    def next(self) -> int:
        """Return a number for what has no label: the same one in both languages, if in order."""
        return self.of(f" {len(self.known)}")


@dataclass(slots=True)
class Gathered:
    """Text and tags as they are met."""

    pieces: list[str] = field(default_factory=list)
    tags: list[InlineTag] = field(default_factory=list)
    length: int = 0

    def say(self, text: str | None) -> None:
        """Add text."""
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def mark(self, kind: str, ref: int, code: str = "") -> None:
        """Add a tag here."""
        self.tags.append(InlineTag(self.length, kind, ref, code))

    def done(self) -> Tagged:
        """Return all of it."""
        return "".join(self.pieces), tuple(self.tags)


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def opening(element: etree._Element, *, empty: bool = False) -> str:
    """Return the tag by which an element begins, without its namespace."""
    said = "".join(f' {etree.QName(k).localname}="{v!s}"' for k, v in element.items())
    return f"<{local(element)}{said}{'/' if empty else ''}>"


def number(said: str | None) -> int | None:
    """Return the number that an attribute says, if it is one."""
    if said and said.isascii() and said.isdecimal() and len(said) <= _DIGITS:
        return int(said)
    return None


def paired(tags: Sequence[InlineTag]) -> frozenset[int]:
    """Return the refs that one opening and, after it, one closing tag have."""
    opened = Counter(tag.ref for tag in tags if tag.kind == "open")
    closed = Counter(tag.ref for tag in tags if tag.kind == "close")
    places: dict[int, list[str]] = {}
    for tag in tags:
        places.setdefault(tag.ref, []).append(tag.kind)
    return frozenset(
        ref
        for ref in opened.keys() & closed.keys()
        if opened[ref] == closed[ref] == 1
        and places[ref].index("open") < places[ref].index("close")
    )


def pieces(text: str, tags: Sequence[InlineTag]) -> Iterator[str | InlineTag]:
    """Yield text and tags as they follow one another."""
    done = 0
    for tag in tags:
        if tag.at > done:
            yield text[done : tag.at]
            done = tag.at
        yield tag
    if done < len(text):
        yield text[done:]


def append(element: etree._Element, text: str) -> None:
    """Add text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
