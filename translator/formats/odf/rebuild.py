"""A tree > the content of a paragraph: its elements again, and new spans for its text."""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from translator.formats.docx.inline import Atom, Enclosure, Flat, Point, Span, Text
from translator.formats.docx.markup import legal
from translator.formats.docx.weave import weave
from translator.formats.odf.markup import attribute, name_of, sibling_name
from translator.model import TaggedText

_PIECE = re.compile(r"( +|\t|\n)")
_RANGES = {
    "text:bookmark-start": ("text:bookmark-end", "text:name"),
    "text:reference-mark-start": ("text:reference-mark-end", "text:name"),
    "text:change-start": ("text:change-end", "text:change-id"),
    "text:toc-mark-start": ("text:toc-mark-end", "text:id"),
    "text:user-index-mark-start": ("text:user-index-mark-end", "text:id"),
    "text:alphabetical-index-mark-start": ("text:alphabetical-index-mark-end", "text:id"),
    "office:annotation": ("office:annotation-end", "office:name"),
}


def write_paragraph(paragraph: etree._Element, flat: Flat, target: TaggedText) -> None:
    """Replace the content of the paragraph that `flat` was read from."""
    woven = weave(flat, target, _ranges(flat))
    _empty(paragraph)
    _Writer(sibling_name(paragraph, "")).span(paragraph, woven)


def _ranges(flat: Flat) -> Iterator[tuple[int, int]]:
    """Yield the refs of points of which the first has to stay before the second."""
    open_ones = dict[tuple[str, str], int]()
    points = ((ref, mark) for ref, mark in flat.marks.items() if isinstance(mark, Point))
    for ref, element in ((ref, atom.element) for ref, mark in points for atom in mark.atoms):
        name = name_of(element)
        if name in _RANGES:
            end, key = _RANGES[name]
            open_ones[end, attribute(element, key)] = ref
        for end, key in _RANGES.values():
            start = open_ones.get((name, attribute(element, key))) if name == end else None
            if start is not None and start != ref:
                yield start, ref


def _empty(element: etree._Element) -> None:
    element.text = None
    for each in list(element):
        element.remove(each)


@dataclass(slots=True)
class _Writer:
    """Writes on; `space` is the name space of new elements, `blank` as in reading."""

    space: str
    blank: bool = True

    def span(self, parent: etree._Element, span: Span) -> None:
        for item in span.items:
            if isinstance(item, Text):
                self._text(_inner(parent, item.look.properties), item.text)
            elif isinstance(item, Point):
                for atom in item.atoms:
                    self._atom(parent, atom)
            elif isinstance(item.shell, Enclosure):
                _empty(item.shell.slot)
                self._atom(parent, item.shell.atom)
                self.span(item.shell.slot, item)
            else:
                self.span(parent, item)

    def _atom(self, parent: etree._Element, atom: Atom) -> None:
        atom.element.tail = None
        _inner(parent, atom.run).append(atom.element)

    def _text(self, parent: etree._Element, text: str) -> None:
        for piece in _PIECE.split(legal(text)):
            if piece == "\t":
                etree.SubElement(parent, f"{self.space}tab")
            elif piece == "\n":
                etree.SubElement(parent, f"{self.space}line-break")
            elif piece.startswith(" ") and (self.blank or len(piece) > 1):
                spaces = etree.SubElement(parent, f"{self.space}s")
                if len(piece) > 1:
                    spaces.set(f"{self.space}c", str(len(piece)))
            else:
                _append(parent, piece)
            if piece:
                self.blank = piece == " " and not self.blank


def _inner(parent: etree._Element, spans: etree._Element | None) -> etree._Element:
    """Append copies of `spans` and return the innermost; without any, return the parent."""
    if spans is None:
        return parent
    inner = copy.deepcopy(spans)
    parent.append(inner)
    while len(inner):
        inner = inner[0]
    return inner


def _append(parent: etree._Element, text: str) -> None:
    """Add text after all that is in an element."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
