"""Text that has no room where it stands: cells, boxes and frames that do not grow with it.

Sizes are estimated by widths of characters, in twentieths of a point; a fault is told only of text
that takes more room than the source did.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from lxml import etree

from translator.formats.docx.cascade import Cascade
from translator.formats.docx.markup import kind
from translator.formats.docx.spaces import Space, space_around

_WIDE = frozenset("WF")
_LINE = 1.2  # height of a line in sizes of its characters
_TOLERANCE = 1.05
_LONG_WORD = re.compile(r"[^\s\u2e80-\uffff/\-]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph in words: where it stands, what stood there, and what will."""

    element: etree._Element
    place: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Crowd:
    """Text without room: where, and what to tell."""

    place: str
    detail: str


def crowds(pieces: Sequence[Piece], cascade: Cascade) -> Iterator[Crowd]:
    """Yield each place of a part in which the targets have no room."""
    spaces = dict[etree._Element, tuple[Space, list[Piece]]]()
    for piece in pieces:
        space = space_around(piece.element)
        if space is not None:
            spaces.setdefault(space.element, (space, []))[1].append(piece)
    for space, inside in spaces.values():
        told = _height_fault(space, inside, cascade) or _width_fault(space, inside, cascade)
        if told:
            place = inside[0].place
            whole = place if kind(space.element) == "w:p" else place.partition(", paragraph")[0]
            yield Crowd(whole, told)


def _height_fault(space: Space, pieces: Sequence[Piece], cascade: Cascade) -> str:
    if not space.height:
        return ""
    before = _height(space, {each.element: each.source for each in pieces}, cascade)
    after = _height(space, {each.element: each.target for each in pieces}, cascade)
    if after <= before or after <= space.height * _TOLERANCE:
        return ""
    return (
        f"the text needs about {_points(after)} of height and {space.name} has "
        f"{_points(space.height)}; shorten it or let {space.name} grow"
    )


def _width_fault(space: Space, pieces: Sequence[Piece], cascade: Cascade) -> str:
    if not space.keeps_width or not space.width:
        return ""
    for piece in pieces:
        size = cascade.size(piece.element)
        words = sorted(_LONG_WORD.findall(piece.target), key=len)
        if not words or piece.target == piece.source:
            continue
        width = text_width(words[-1], size)
        if width > space.width * _TOLERANCE:
            return (
                f"“{words[-1]}” is about {_points(width)} wide and {space.name} is "
                f"{_points(space.width)}; it is broken inside the word"
            )
    return ""


def _height(space: Space, texts: Mapping[etree._Element, str], cascade: Cascade) -> float:
    """Return how high the paragraphs of a space are together, empty ones included."""
    return sum(
        _paragraph_height(each, texts.get(each, ""), space.width, cascade)
        for each in space.paragraphs()
    )


def _paragraph_height(
    paragraph: etree._Element, text: str, width: float, cascade: Cascade
) -> float:
    size = cascade.size(paragraph)
    sides = sum(
        _number(cascade.value(paragraph, "w:ind", side))
        for side in ("left", "start", "right", "end")
    )
    room = max(width - sides, size * 10) if width else math.inf
    lines = sum(max(1, math.ceil(text_width(line, size) / room)) for line in text.split("\n"))
    gaps = sum(_number(cascade.value(paragraph, "w:spacing", name)) for name in ("before", "after"))
    return lines * _line_height(paragraph, size, cascade) + gaps


def _line_height(paragraph: etree._Element, size: int, cascade: Cascade) -> float:
    natural = size * 10 * _LINE
    line = _number(cascade.value(paragraph, "w:spacing", "line"))
    rule = cascade.value(paragraph, "w:spacing", "lineRule")
    if not line:
        return natural
    if rule == "exact":
        return line
    return max(line, natural) if rule == "atLeast" else natural * line / 240


def text_width(text: str, size: int) -> float:
    """Return the width of `text` in characters of `size` half points, in twentieths of a point.

    Chinese characters are as wide as high, Latin letters about half as wide.
    """
    ems = sum(1.0 if east_asian_width(char) in _WIDE else 0.5 for char in text)
    return ems * size * 10


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else 0.0


def _points(length: float) -> str:
    return f"{length / 20:.0f} pt"
