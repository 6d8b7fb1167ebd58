"""Copies of cell texts that Excel keeps elsewhere: they say what the cell says.

Results of formulas, the caches of charts and of pivot tables, and the values that a filter shows
are no units: where one equals the text of a cell, it becomes the translation of that cell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from translator.formats.office.spots import Parts, Spot, Story, local
from translator.formats.xlsx.formulas import comes_from_a_cell
from translator.formats.xlsx.sheets import cells, set_text
from translator.formats.xlsx.tables import Table, totals
from translator.formats.xlsx.workbook import Workbook
from translator.model import TaggedText

# What Excel keeps of cells, by element and attribute (18.10, 18.3.2.6).
_ATTRIBUTES = {"s": "v", "cacheField": "name", "filter": "val"}
_AFTER_CALC = ("oleSize", "customWorkbookViews", "pivotCaches", "extLst", "fileRecoveryPr")


def chart_copies(story: Story, charts: set[str], owners: set[str]) -> dict[str, str]:
    """Return which names in the `charts` (parts) are those of a cell (`owners`), by their ids."""
    leaders = dict[str, str]()
    for spot in story.spots:
        if spot.id in owners:
            leaders.setdefault(spot.content.text, spot.id)
    return {
        spot.id: leaders[spot.content.text]
        for spot in story.spots
        if spot.id.partition("#")[0] in charts and "#v" in spot.id and spot.content.text in leaders
    }


def put_copies(
    parts: Parts, book: Workbook, tables: Sequence[Table], new: Mapping[str, str]
) -> None:
    """Put the `new` texts of cells, by the old ones, wherever Excel keeps a copy."""
    for sheet in book.sheets:
        root = parts.root(sheet.part)
        if root is not None and (_results(root, new) | _attributes(root, new)):
            parts.touch(sheet.part)
        for part in sheet.parts("pivotCacheDefinition", "pivotCacheRecords"):
            _put_pivot(parts, part, new)
    for table in tables:
        changed = [_set(column, "totalsRowLabel", new) for column in totals(table)]
        if any(changed) | _attributes(table.root, new):
            parts.touch(table.part)


def recalculate(parts: Parts, book: Workbook) -> None:
    """Have all formulas computed anew when the file is opened."""
    calc = book.root.find("{*}calcPr")
    if calc is None:
        calc = book.root.makeelement(f"{{{etree.QName(book.root).namespace}}}calcPr")
        later = (n for n, each in enumerate(book.root) if local(each) in _AFTER_CALC)
        book.root.insert(next(later, len(book.root)), calc)
    calc.set("fullCalcOnLoad", "1")
    parts.touch(book.main)


def has_formulas(parts: Parts, book: Workbook) -> bool:
    """Whether a cell of the workbook computes anything."""
    roots = (parts.root(sheet.part) for sheet in book.sheets)
    return any(root is not None and next(root.iter("{*}f"), None) is not None for root in roots)


def texts(
    spots: Iterable[Spot], owners: set[str], targets: Mapping[str, TaggedText]
) -> dict[str, str]:
    """Return the new text of each cell by its old one; of several, that of the first cell."""
    new = dict[str, str]()
    for spot in spots:
        target = targets.get(spot.id) if spot.id in owners else None
        if target is not None and target.text != spot.content.text:
            new.setdefault(spot.content.text, target.text)
    return new


def _results(sheet: etree._Element, new: Mapping[str, str]) -> bool:
    changed = False
    for cell in cells(sheet):
        shown = cell.text([]) if cell.kind == "str" and cell.formula else ""
        text = new.get(shown)
        if text is not None and comes_from_a_cell(shown, cell.formula):
            set_text(cell, text)
            changed = True
    return changed


def _put_pivot(parts: Parts, part: str, new: Mapping[str, str]) -> None:
    root = parts.root(part)
    if root is not None and _attributes(root, new):
        if local(root) == "pivotCacheDefinition":
            root.set("refreshOnLoad", "1")
        parts.touch(part)


def _attributes(root: etree._Element, new: Mapping[str, str]) -> bool:
    changed = [_set(each, _ATTRIBUTES[local(each)], new) for each in _kept(root)]
    return any(changed)


def _kept(root: etree._Element) -> Iterator[etree._Element]:
    return root.iter(*(f"{{*}}{name}" for name in _ATTRIBUTES))


def _set(element: etree._Element, name: str, new: Mapping[str, str]) -> bool:
    text = new.get(str(element.get(name, "")))
    if text is not None:
        element.set(name, text)
    return text is not None
