"""The items of a line > its text and tags; white space becomes one space, as readers see it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from translator.formats.tree.element import Element, Piece
from translator.formats.tree.grammar import Grammar
from translator.model import Tag, TaggedText

BLANKS = " \t\r\n\f"  # XML 1.0, 2.3, and HTML; other spaces mean something
_GAP = re.compile(f"[{BLANKS}]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]"
# A line may end between any two of them: its end is no space (CSS Text 3, 4.1.3).
_BETWEEN = re.compile(f"(?<={_WIDE})[{BLANKS}]*\n[{BLANKS}]*(?={_WIDE})")

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
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class Flat:
    """The text and the tags of a line; it grows while it is built."""

    grammar: Grammar
    text: str = ""
    tags: list[Tag] = field(default_factory=list)
    marks: dict[int, Sign | Pair] = field(default_factory=dict)
    breaks: list[Sign] = field(default_factory=list)
    after_blank: bool = True

    @property
    def content(self) -> TaggedText:
        """The line without white space at its end."""
        signs = (tag.at for tag in self.tags if tag.kind == "point")
        text = self.text[: max(len(self.text.rstrip(" ")), *signs, 0)]
        tags = (Tag(min(tag.at, len(text)), tag.kind, tag.ref) for tag in self.tags)
        return TaggedText(text, tuple(tags))

    def add(self, items: Iterable[Item]) -> None:
        """Append the items."""
        for each in items:
            if isinstance(each, Piece) and each.text is not None:
                self._add_text(each.text)
            elif isinstance(each, Element) and has_text(each, self.grammar):
                self._add_pair(each)
            elif isinstance(each, Element) and each.name in self.grammar.breaks:
                self._add_break(each)
            else:
                self._tag("point", self._mark(Sign(each.start, each.end)))
                self.after_blank = False

    def _add_text(self, text: str) -> None:
        line = _GAP.sub(" ", _BETWEEN.sub("", text))
        self.text += line[1:] if line[:1] == " " and self.after_blank else line
        self.after_blank = self.text.endswith((" ", "\n")) if self.text else self.after_blank

    def _add_pair(self, element: Element) -> None:
        inmost = _inmost(element, self.grammar)
        chain = _chain(element, inmost)
        is_look = all(each.name in self.grammar.looks and not each.value("id") for each in chain)
        names = tuple(each.name for each in chain)
        inner, tail = self._without_tail(inmost)
        close = tail[0].start if tail else inmost.close
        pair = Pair(element.start, inmost.inner, close, element.end, is_look, names)
        ref = self._mark(pair)
        self._tag("open", ref)
        self.add(inner)
        self._tag("close", ref)

    def _without_tail(self, element: Element) -> tuple[Sequence[Item], Sequence[Item]]:
        """The items of an element, and those that belong to its end."""
        items, number = element.children, len(element.children)
        while number and _is_tail(items[number - 1], self.grammar):
            number -= 1
        tail = items[number:]
        is_tail = any(isinstance(each, Element) for each in tail)
        return (items[:number], tail) if is_tail else (items, ())

    def _add_break(self, element: Element) -> None:
        line = self.content
        self.text, self.tags = line.text + "\n", list(line.tags)
        self.breaks.append(Sign(element.start, element.end))
        self.after_blank = True

    def _mark(self, mark: Sign | Pair) -> int:
        ref = len(self.marks) + 1
        self.marks[ref] = mark
        return ref

    def _tag(self, kind: Literal["open", "close", "point"], ref: int) -> None:
        self.tags.append(Tag(len(self.text), kind, ref))


def trimmed(run: Sequence[Item], grammar: Grammar) -> Sequence[Item]:
    """Return the items of a run from the first to the last that has text."""
    inked = [number for number, each in enumerate(run) if has_text(each, grammar)]
    return run[inked[0] : inked[-1] + 1] if inked else ()


def has_text(item: Item, grammar: Grammar) -> bool:
    """Return whether there is anything to read in `item` as part of its line."""
    if isinstance(item, Piece):
        return bool((item.text or "").strip(BLANKS))
    if grammar.is_sign(item) or grammar.is_foreign(item):
        return False
    return any(has_text(each, grammar) for each in item.children)


def floating(run: Iterable[Item], grammar: Grammar) -> Iterator[Element]:
    """Yield the elements in a run whose text is read on its own; that of a citation is a name."""
    for each in run:
        if isinstance(each, Element):
            if grammar.floats(each):
                yield each
            elif not grammar.is_sign(each):
                yield from floating(each.children, grammar)


def _inmost(element: Element, grammar: Grammar) -> Element:
    """Return the element itself, or the one that is all it holds: they are one pair."""
    inner = [each for each in element.children if not _is_blank(each)]
    if len(inner) == 1 and isinstance(inner[0], Element) and has_text(inner[0], grammar):
        return _inmost(inner[0], grammar)
    return element


def _chain(outer: Element, inmost: Element) -> list[Element]:
    return [each for each in outer.walk() if each.start <= inmost.start and each.end >= inmost.end]


def _is_tail(item: Item, grammar: Grammar) -> bool:
    return _is_blank(item) or (isinstance(item, Element) and item.name in grammar.tails)


def _is_blank(item: Item) -> bool:
    return isinstance(item, Piece) and item.text is not None and not item.text.strip(BLANKS)
