"""Where a paragraph stands, in words: "table 1, row 2, cell 3", "slide 4, notes"."""

from dataclasses import dataclass, field

from lxml import etree

from translator.formats.odf.markup import attribute, name_of
from translator.formats.office.cells import letters

_REGIONS = {
    "text:note": "note",
    "office:annotation": "comment",
    "presentation:notes": "notes",
    "style:header": "header",
    "style:header-left": "header of left pages",
    "style:header-first": "header of the first page",
    "style:footer": "footer",
    "style:footer-left": "footer of left pages",
    "style:footer-first": "footer of the first page",
    "style:master-page": "master page",
    "text:table-of-content": "table of contents",
    "table:shapes": "drawing",
    "chart:chart": "chart",
}
_NUMBERED = {"draw:page": "slide", "text:note": "note", "office:annotation": "comment"}


@dataclass(slots=True)
class Places:
    """Counts the paragraphs of each region; `label` is that of the part."""

    label: str
    counts: dict[str, int] = field(default_factory=dict)
    numbers: dict[etree._Element, int] = field(default_factory=dict)
    cells: dict[etree._Element, str] = field(default_factory=dict)

    def prepare(self, root: etree._Element) -> None:
        """Number the tables, their cells, the slides and the notes under `root`."""
        totals = dict[str, int]()
        for each in root.iter(etree.Element):
            name = name_of(each)
            if name in _NUMBERED:
                totals[name] = totals.get(name, 0) + 1
                self.numbers[each] = totals[name]
            elif name == "table:table":
                totals[name] = totals.get(name, 0) + 1
                sheet = attribute(each, "table:name") if _is_sheet(each) else ""
                self._table(each, f"sheet {sheet}" if sheet else f"table {totals[name]}", sheet)

    def of(self, paragraph: etree._Element) -> str:
        """Return the place of a paragraph; each is asked for once, in order."""
        words = [word for each in paragraph.iterancestors() if (word := self._word(each))]
        region = ", ".join(reversed(words)) or self.label
        self.counts[region] = self.counts.get(region, 0) + 1
        number = self.counts[region]
        alone = number == 1 and region != "body"
        return region if alone else f"{region}, paragraph {number}"

    def _word(self, element: etree._Element) -> str:
        if element in self.cells:
            return self.cells[element]
        name = name_of(element)
        word = _NUMBERED.get(name) or _REGIONS.get(name, "")
        return f"{word} {self.numbers[element]}" if element in self.numbers else word

    def _table(self, table: etree._Element, label: str, sheet: str) -> None:
        row = 0
        for each in table.iter(etree.Element):
            if name_of(each) == "table:table-row" and _owner(each) is table:
                row += 1
                self._row(each, label, row, sheet)
                row += _repeated(each, "table:number-rows-repeated") - 1

    def _row(self, row: etree._Element, label: str, number: int, sheet: str) -> None:
        column = 0
        for cell in row:
            if name_of(cell) in ("table:table-cell", "table:covered-table-cell"):
                column += 1
                where = (
                    f"cell {letters(column)}{number}" if sheet else f"row {number}, cell {column}"
                )
                self.cells[cell] = f"{label}, {where}"
                column += _repeated(cell, "table:number-columns-repeated") - 1


def _is_sheet(table: etree._Element) -> bool:
    parent = table.getparent()
    return parent is not None and name_of(parent) == "office:spreadsheet"


def _owner(row: etree._Element) -> etree._Element | None:
    return next((each for each in row.iterancestors() if name_of(each) == "table:table"), None)


def _repeated(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.isdecimal() else 1
