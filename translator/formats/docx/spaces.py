"""The room around a paragraph that does not grow: a cell, a text box, a frame.

ECMA-376 Part 1, 17.4.80 (row height), 17.4.52 (layout), 17.3.1.11 (frames), 20.4.2.22 (boxes).
All lengths are in twentieths of a point.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from translator.formats.docx.markup import attribute, child, kind

_CELL_MARGINS = 216  # left and right, where a table says nothing (17.4.42)
_EMU = 635  # English metric units in a twentieth of a point
_INSETS = {"lIns": 91440, "rIns": 91440, "tIns": 45720, "bIns": 45720}  # 21.1.2.1.1
_VML_INSETS = 288, 144  # the same of a VML box: left and right, top and bottom
_UNITS = {"pt": 20.0, "in": 1440.0, "mm": 56.69, "cm": 566.9, "px": 15.0}
_LENGTH = re.compile(r"(?:^|;)\s*(width|height):\s*([\d.]+)(pt|in|mm|cm|px)")
_UPRIGHT = ("", "horz")


@dataclass(frozen=True, slots=True)
class Space:
    """An element with text in it, and its size; 0 where it grows or nothing says how large."""

    element: etree._Element
    name: str
    width: float
    height: float = 0.0
    keeps_width: bool = False

    def paragraphs(self) -> Iterator[etree._Element]:
        """Yield the paragraphs that share this space."""
        if kind(self.element) == "w:p":
            yield self.element
            return
        for each in self.element.iter():
            if kind(each) == "w:p" and _holder(each) is self.element:
                yield each


def space_around(paragraph: etree._Element) -> Space | None:
    """Return the space in which a paragraph stands; None if it has all that it needs."""
    framed = _frame(paragraph)
    if framed is not None:
        return framed
    holder = _holder(paragraph)
    if holder is None:
        return None
    return _cell(holder) if kind(holder) == "w:tc" else _box(holder)


def _holder(paragraph: etree._Element) -> etree._Element | None:
    holders = ("w:tc", "w:txbxContent")
    return next((each for each in paragraph.iterancestors() if kind(each) in holders), None)


def _frame(paragraph: etree._Element) -> Space | None:
    properties = child(paragraph, "w:pPr")
    frame = None if properties is None else child(properties, "w:framePr")
    if frame is None or attribute(frame, "hRule") != "exact":
        return None
    width, height = _number(attribute(frame, "w")), _number(attribute(frame, "h"))
    return Space(paragraph, "the frame", width, height)


def _cell(cell: etree._Element) -> Space | None:
    row = next((each for each in cell.iterancestors() if kind(each) == "w:tr"), None)
    table = next((each for each in cell.iterancestors() if kind(each) == "w:tbl"), None)
    if row is None or table is None:
        return None
    width = max(0.0, _cell_width(cell, row, table) - _CELL_MARGINS)
    rule = _property(row, "w:trPr", "w:trHeight")
    height = 0.0
    if rule is not None and attribute(rule, "hRule") == "exact":
        height = _number(attribute(rule, "val"))
    layout = _property(table, "w:tblPr", "w:tblLayout")
    fixed = layout is not None and attribute(layout, "type") == "fixed"
    turned = _property(cell, "w:tcPr", "w:textDirection")
    if turned is not None and attribute(turned, "val") not in ("lrTb", "lrTbV", "tb"):
        return Space(cell, "the cell", height, width) if height else None
    return Space(cell, "the row" if height else "the column", width, height, fixed)


def _cell_width(cell: etree._Element, row: etree._Element, table: etree._Element) -> float:
    """Return the width that the cell states, or else that of the columns it spans."""
    stated = _property(cell, "w:tcPr", "w:tcW")
    if stated is not None and attribute(stated, "type") in ("", "dxa"):
        width = _number(attribute(stated, "w"))
        if width:
            return width
    grid = child(table, "w:tblGrid")
    columns = [] if grid is None else [_number(attribute(each, "w")) for each in grid]
    start = 0
    for each in (each for each in row.iter() if kind(each) == "w:tc"):
        span = _property(each, "w:tcPr", "w:gridSpan")
        end = start + int(_number("" if span is None else attribute(span, "val")) or 1)
        if each is cell:
            return sum(columns[start:end])
        start = end
    return 0.0


def _box(content: etree._Element) -> Space | None:
    """Return the space of a text box, unless it grows; of one told in two ways the first counts."""
    for each in content.iterancestors():
        if kind(each) == "mc:Fallback":
            return None
    for each in content.iterancestors():
        if _local(each) == "wsp":
            return _drawn_box(content, each)
        if _local(each) == "textbox":
            return _vml_box(content, each)
    return None


def _drawn_box(content: etree._Element, shape: etree._Element) -> Space | None:
    body = next((each for each in shape if _local(each) == "bodyPr"), None)
    extent = next((each for each in shape.iter() if kind(each) == "a:ext" and each.get("cx")), None)
    if body is None or extent is None or child(body, "a:spAutoFit") is not None:
        return None
    insets = {name: _number(str(body.get(name, usual))) for name, usual in _INSETS.items()}
    width = (_number(str(extent.get("cx"))) - insets["lIns"] - insets["rIns"]) / _EMU
    height = (_number(str(extent.get("cy"))) - insets["tIns"] - insets["bIns"]) / _EMU
    if str(body.get("vert", "")) not in _UPRIGHT:
        width, height = height, width
    return Space(content, "the text box", max(width, 1.0), max(height, 1.0))


def _vml_box(content: etree._Element, box: etree._Element) -> Space | None:
    style = str(box.get("style", ""))
    shape = box.getparent()
    if shape is None or "mso-fit-shape-to-text:t" in style or "layout-flow:vertical" in style:
        return None
    found = _LENGTH.findall(str(shape.get("style", "")))
    sizes = {name: float(number) * _UNITS[unit] for name, number, unit in found}
    if len(sizes) != 2:  # noqa: PLR2004 - width and height
        return None
    width, height = sizes["width"] - _VML_INSETS[0], sizes["height"] - _VML_INSETS[1]
    return Space(content, "the text box", max(width, 1.0), max(height, 1.0))


def _property(owner: etree._Element, sort: str, name: str) -> etree._Element | None:
    properties = child(owner, sort)
    return None if properties is None else child(properties, name)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if kind(element) else ""


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else 0.0
