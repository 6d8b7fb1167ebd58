"""Shapes that do not grow with their text: told of where a translation has no room.

ECMA-376 Part 1, 21.1.2.1.1 (margins), 21.1.2.1.2 to 21.1.2.1.4 (autofit). Sizes are estimated.
"""

import math
from collections.abc import Iterator

from lxml import etree

from translator.formats.docx.markup import text_of
from translator.formats.docx.room import text_width
from translator.formats.office.cells import number
from translator.formats.office.spots import Parts, local
from translator.formats.pptx.slides import drawings
from translator.model import Issue

_EMU = 635  # English metric units in a twentieth of a point
_INSETS = {"lIns": 91440, "rIns": 91440, "tIns": 45720, "bIns": 45720}
_USUAL = 1800  # hundredths of a point, where no run says its size
_LINE = 1.2  # height of a line in sizes of its characters
_TOLERANCE = 1.05


def crowded(before: Parts, after: Parts, main: str) -> Iterator[Issue]:
    """Yield each shape in which the text had room before and has none after."""
    for drawing in drawings(after, main):
        old, new = before.root(drawing.name), after.root(drawing.name)
        if old is None or new is None:
            continue
        pairs = zip(old.iter("{*}sp"), new.iter("{*}sp"), strict=False)
        for was, now in pairs:
            height = _height(now)
            needed = _needed(now) if height else 0.0
            if needed > height * _TOLERANCE and needed > _needed(was):
                name = now.find("{*}nvSpPr/{*}cNvPr")
                label = "a shape" if name is None else str(name.get("name"))
                yield Issue(
                    "room",
                    f"the text needs about {needed / 20:.0f} pt of height and the shape has "
                    f"{height / 20:.0f} pt; shorten it or let the shape grow",
                    f"{drawing.label}, {label}",
                )


def _body(shape: etree._Element) -> etree._Element | None:
    """Return the properties of the text of a shape that neither grows nor shrinks its text."""
    body = shape.find("{*}txBody/{*}bodyPr")
    if body is None or any(local(each) in ("normAutofit", "spAutoFit") for each in body):
        return None
    return None if body.get("vert", "horz") != "horz" or body.get("wrap") == "none" else body


def _height(shape: etree._Element) -> float:
    """Return the room for text in twentieths of a point; 0 where it grows or is not told."""
    return _inner(shape, "cy", ("tIns", "bIns"))


def _inner(shape: etree._Element, side: str, insets: tuple[str, str]) -> float:
    body, extent = _body(shape), shape.find("{*}spPr/{*}xfrm/{*}ext")
    if body is None or extent is None:
        return 0.0
    margins = sum(number(body.get(name), _INSETS[name]) for name in insets)
    return max(0.0, (number(extent.get(side), 0) - margins) / _EMU)


def _needed(shape: etree._Element) -> float:
    width = _inner(shape, "cx", ("lIns", "rIns"))
    return sum(_paragraph(each, width) for each in shape.iterfind("{*}txBody/{*}p"))


def _paragraph(paragraph: etree._Element, width: float) -> float:
    """Return how high a paragraph is in lines of `width`."""
    sizes = [number(each.get("sz"), 0) for each in paragraph.iter("{*}rPr")]
    size = int(max([*sizes, 0]) or _USUAL) // 50  # half points
    text = "".join(
        "\n" if local(each) == "br" else text_of(each) for each in paragraph.iter("{*}t", "{*}br")
    )
    room = max(width, size * 10)
    lines = sum(max(1, math.ceil(text_width(line, size) / room)) for line in text.split("\n"))
    return lines * size * 10 * _LINE
