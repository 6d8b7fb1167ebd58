"""A paragraph: `text:p` or `text:h` > tree > tagged text (ODF 1.3 Part 3, 6).

White space is what the standard makes of it: any of it in a row is one space, none begins a
paragraph, and `text:s` says what is more (6.1.2).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from translator.errors import BrokenDocument
from translator.formats.docx.inline import (
    PLAIN,
    Atom,
    Enclosure,
    Flat,
    Item,
    Look,
    Point,
    Text,
    flatten,
    has_text,
    level,
)
from translator.formats.odf.markup import attribute, name_of
from translator.formats.odf.styles import Styles

MAX_DEPTH = 60  # elements within elements
_MOST_SPACES = 1_000  # that one text:s is taken to stand for
_BLANKS = re.compile(r"[ \t\r\n]+")
_NOISE = frozenset({"", "text:soft-page-break"})
_ENCLOSURES = frozenset(
    {"text:a", "text:meta", "text:meta-field", "text:placeholder", "text:text-input"}
)


@dataclass(slots=True)
class _Reader:
    """Reads on; `blank` tells whether white space would go on what is white space already."""

    styles: Styles
    blank: bool = True
    spans: list[etree._Element] = field(default_factory=list)

    def items(self, parent: etree._Element, depth: int = 0) -> Iterator[Item]:
        if depth > MAX_DEPTH:
            raise BrokenDocument(f"a paragraph nests more than {MAX_DEPTH} levels deep")
        yield from self._text(parent.text)
        for each in parent:
            yield from self._element(each, depth)
            yield from self._text(each.tail)

    def _element(self, element: etree._Element, depth: int) -> Iterator[Item]:
        name = name_of(element)
        if name in _NOISE:
            return
        if name == "text:span" and attribute(element, "text:style-name") not in self.styles.hidden:
            self.spans.append(element)
            yield from self.items(element, depth + 1)
            self.spans.pop()
        elif (characters := _characters(element, name)) is not None:
            self.blank = False
            yield Text(characters, self._look())
        else:
            yield self._other(element, name, depth)

    def _other(self, element: etree._Element, name: str, depth: int) -> Item:
        atom = Atom(element, self._look().properties)
        slot = element if name in _ENCLOSURES else _base(element, name)
        spans, self.spans = self.spans, []
        items = [] if slot is None else list(self.items(slot, depth + 1))
        self.spans = spans
        if slot is None or not has_text(items):
            return Point((atom,))
        return level(items, Enclosure(atom, slot))

    def _text(self, text: str | None) -> Iterator[Item]:
        line = _BLANKS.sub(" ", text or "")
        line = line.removeprefix(" ") if self.blank else line
        if line:
            self.blank = line.endswith(" ")
            yield Text(line, self._look())

    def _look(self) -> Look:
        seen = [
            span
            for span in self.spans
            if attribute(span, "text:style-name") not in self.styles.silent | {""}
        ]
        if not seen:
            return PLAIN
        return Look(frozenset(tuple(sorted(each.items())) for each in seen), _nested(seen))


def read_paragraph(paragraph: etree._Element, styles: Styles) -> Flat:
    """Return the text of a paragraph and its tags.

    Raises:
        BrokenDocument: it is nested too deeply.
    """
    return flatten(level(list(_Reader(styles).items(paragraph))))


def _nested(spans: list[etree._Element]) -> etree._Element:
    """Return the spans, one in the other, without what is in them."""
    outer = inner = _shell(spans[0])
    for span in spans[1:]:
        shell = _shell(span)
        inner.append(shell)
        inner = shell
    return outer


def _shell(span: etree._Element) -> etree._Element:
    shell = span.makeelement(span.tag)
    for key, value in span.items():
        shell.set(key, value)
    return shell


def _characters(element: etree._Element, name: str) -> str | None:
    """Return what an element without text of its own stands for; None if it is no text."""
    if name == "text:s":
        count = attribute(element, "text:c") or "1"
        return " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
    return {"text:tab": "\t", "text:line-break": "\n"}.get(name)


def _base(element: etree._Element, name: str) -> etree._Element | None:
    """Return the text that a phonetic guide stands over; the guide is a unit of its own."""
    if name != "text:ruby":
        return None
    return next((each for each in element if name_of(each) == "text:ruby-base"), None)
