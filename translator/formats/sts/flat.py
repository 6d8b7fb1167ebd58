"""The items of a line > its text and tags; white space becomes one space, as readers see it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from translator.formats.sts import names
from translator.formats.sts.languages import is_foreign
from translator.formats.sts.markup import Element, Piece
from translator.model import Tag, TaggedText

BLANKS = " \t\r\n"  # XML 1.0, 2.3; other spaces mean something
_GAP = re.compile(f"[{BLANKS}]+")
SIGNS = names.SIGNS | names.FLOATING | names.CITATIONS

Item = Element | Piece


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands in a line as one sign, from start to end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Start tags from `start` to `inner`, and their end tags from `close` to `end`."""

    start: int
    inner: int
    close: int
    end: int
    is_look: bool


@dataclass(slots=True)
class Flat:
    """The text and the tags of a line; it grows while it is built."""

    language: str
    text: str = ""
    tags: list[Tag] = field(default_factory=list)
    marks: dict[int, Sign | Pair] = field(default_factory=dict)
    after_blank: bool = True

    @property
    def content(self) -> TaggedText:
        """The line without white space at its end."""
        text = self.text.rstrip(BLANKS)
        tags = (Tag(min(tag.at, len(text)), tag.kind, tag.ref) for tag in self.tags)
        return TaggedText(text, tuple(tags))

    def add(self, items: Iterable[Item]) -> None:
        """Append the items."""
        for each in items:
            if isinstance(each, Piece) and each.text is not None:
                self._add_text(each.text)
            elif isinstance(each, Element) and has_text(each, self.language):
                inmost = _inmost(each, self.language)
                chain = _chain(each, inmost)
                is_look = all(link.name in names.LOOKS and not link.value("id") for link in chain)
                ref = self._mark(Pair(each.start, inmost.inner, inmost.close, each.end, is_look))
                self._tag("open", ref)
                self.add(inmost.children)
                self._tag("close", ref)
            else:
                self._tag("point", self._mark(Sign(each.start, each.end)))
                self.after_blank = False

    def _add_text(self, text: str) -> None:
        line = _GAP.sub(" ", text)
        self.text += line[1:] if line[:1] == " " and self.after_blank else line
        self.after_blank = self.text.endswith(" ") if line else self.after_blank

    def _mark(self, mark: Sign | Pair) -> int:
        ref = len(self.marks) + 1
        self.marks[ref] = mark
        return ref

    def _tag(self, kind: Literal["open", "close", "point"], ref: int) -> None:
        self.tags.append(Tag(len(self.text), kind, ref))


def trimmed(run: Sequence[Item], language: str) -> Sequence[Item]:
    """Return the items of a run from the first to the last that has text."""
    inked = [number for number, each in enumerate(run) if has_text(each, language)]
    return run[inked[0] : inked[-1] + 1] if inked else ()


def has_text(item: Item, language: str) -> bool:
    """Return whether there is anything to read in `item` as part of its line."""
    if isinstance(item, Piece):
        return bool((item.text or "").strip(BLANKS))
    if item.name in SIGNS or is_foreign(item, language):
        return False
    return any(has_text(each, language) for each in item.children)


def floating(run: Iterable[Item]) -> Iterator[Element]:
    """Yield the elements in a run whose text is read on its own; that of a citation is a name."""
    for each in run:
        if isinstance(each, Element):
            if each.name in names.FLOATING and each.value("ref-type") != "bibr":
                yield each
            elif each.name not in SIGNS:
                yield from floating(each.children)


def _inmost(element: Element, language: str) -> Element:
    """Return the element itself, or the one that is all it holds: they are one pair."""
    inner = [each for each in element.children if not _is_blank(each)]
    if len(inner) == 1 and isinstance(inner[0], Element) and has_text(inner[0], language):
        return _inmost(inner[0], language)
    return element


def _chain(outer: Element, inmost: Element) -> list[Element]:
    return [each for each in outer.walk() if each.start <= inmost.start and each.end >= inmost.end]


def _is_blank(item: Item) -> bool:
    return isinstance(item, Piece) and item.text is not None and not item.text.strip(BLANKS)
