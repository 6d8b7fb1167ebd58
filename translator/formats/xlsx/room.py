"""What has no room in a workbook: texts that had to be cut, and cells that show less now."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from translator.formats.docx.room import text_width
from translator.formats.office.cells import letters, number, position
from translator.formats.office.spots import Story
from translator.formats.xlsx.contents import Contents
from translator.formats.xlsx.sheets import Cell
from translator.formats.xlsx.workbook import Sheet
from translator.model import Issue

_USUAL = 8.43  # characters in a column, where the sheet does not say (18.3.1.81)
_LAST = 1_000  # columns whose widths are looked at
_LINE = 15.0  # points, as usual in Excel
_TOLERANCE = 1.1
_NAMED = 12  # cells that a report names


@dataclass(frozen=True, slots=True)
class _Grid:
    """What keeps a text from spreading: widths by column, cells with something in them, merges."""

    widths: dict[int, float]
    usual: float
    filled: frozenset[str]
    merged: frozenset[str]

    def cuts(self, cell: Cell, text: str, wraps: frozenset[str]) -> bool:
        """Whether `text` would not be seen as a whole in the place of `cell`."""
        column, row = position(cell.ref)
        if not column or cell.ref in self.merged:
            return False
        width = self.widths.get(column, self.usual) * _TOLERANCE
        lines = [_characters(line) for line in text.split("\n")]
        if str(cell.element.get("s", "0")) in wraps:
            height = _fixed_height(cell.element)
            needed = sum(max(1, math.ceil(line / width)) for line in lines) * _LINE
            return bool(height) and needed > height * _TOLERANCE and needed > _LINE
        return max(lines) > width and f"{letters(column + 1)}{row}" in self.filled


def cut_texts(before: Story, after: Story) -> Iterator[Issue]:
    """Yield the texts that end in an ellipsis because Excel takes no more characters."""
    sources = {spot.id: spot.content.text for spot in before.spots}
    for spot in after.spots:
        text = spot.content.text
        if text.endswith("…") and not sources.get(spot.id, "…").endswith(("…", "...")):
            detail = f"only {len(text)} characters have room; the rest was cut off: {text}"
            yield Issue("room", detail, spot.place)


def crowded(before: Contents, after: Contents) -> Iterator[Issue]:
    """Yield for each sheet the cells whose text had room before, and is cut off now."""
    wraps = _wraps(after)
    for was, now in zip(before.book.sheets, after.book.sheets, strict=False):
        shown = {cell.ref: text for cell, text in _texts(before, was)}
        old, new = _grid(before, was), _grid(after, now)
        cut = [
            cell.ref
            for cell, text in _texts(after, now)
            if new.cuts(cell, text, wraps) and not old.cuts(cell, shown.get(cell.ref, ""), wraps)
        ]
        if cut:
            more = f" and {len(cut) - _NAMED} more" if len(cut) > _NAMED else ""
            cells = ", ".join(cut[:_NAMED])
            detail = f"the text is wider than its cell and is cut off in {cells}{more}"
            yield Issue("room", detail, was.label)


def _texts(contents: Contents, sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    strings = contents.found.strings
    return ((cell, cell.text(strings)) for cell in contents.found.texts.get(sheet.part, ()))


def _characters(text: str) -> float:
    """Return the width of a line in digits, as widths of columns are counted."""
    return text_width(text, 1) / 5


def _fixed_height(cell: etree._Element) -> float:
    """Return the height of the row in points; 0 where it grows."""
    row = cell.getparent()
    fixed = row is not None and row.get("customHeight") in ("1", "true")
    return number(row.get("ht"), 0) if fixed and row is not None else 0.0


def _grid(contents: Contents, sheet: Sheet) -> _Grid:
    root = contents.found.roots[sheet.part]
    widths = dict[int, float]()
    for each in root.iterfind("{*}cols/{*}col"):
        first, last = int(number(each.get("min"), 1)), int(number(each.get("max"), 1))
        columns = range(max(first, 1), min(last, _LAST) + 1)
        widths |= dict.fromkeys(columns, number(each.get("width"), _USUAL))
    form = root.find("{*}sheetFormatPr")
    usual = number(form.get("defaultColWidth"), _USUAL) if form is not None else _USUAL
    filled = (str(each.get("r", "")) for each in root.iter("{*}c") if len(each))
    merged = (str(each.get("ref", "")).partition(":")[0] for each in root.iter("{*}mergeCell"))
    return _Grid(widths, usual, frozenset(filled), frozenset(merged))


def _wraps(contents: Contents) -> frozenset[str]:
    """Return the numbers of the styles whose cells break lines."""
    styles = contents.found.parts.root(f"{contents.book.main.rpartition('/')[0]}/styles.xml")
    forms = styles.iterfind("{*}cellXfs/{*}xf") if styles is not None else ()
    return frozenset(
        str(style)
        for style, form in enumerate(forms)
        for alignment in form.iterfind("{*}alignment")
        if alignment.get("wrapText") in ("1", "true")
    )
