"""Names of sheets: translated where every formula that uses one can be mended."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from translator.formats.docx.markup import legal
from translator.formats.office.spots import Parts, Spot, cut, local
from translator.formats.xlsx.formulas import INDIRECT, Renamed, mended, quoted
from translator.formats.xlsx.workbook import Workbook
from translator.model import Issue, TaggedText

MAX_NAME = 31  # characters
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\t]")
_RESERVED = "history"
_FORMULAS = frozenset(
    {"f", "definedName", "formula", "formula1", "formula2", "oldFormula", "calculatedColumnFormula"}
) | {"totalsRowFormula"}
_FORMULA_ATTRIBUTES = ("textlink", "fmlaLink", "fmlaRange", "fmlaTxbx")
_UNREAD = ("sharedstrings", "styles", "/theme/", "comments", "/media/", "docprops/")


def name_spots(book: Workbook) -> Iterator[Spot]:
    """Yield the names of the sheets."""
    for number, sheet in enumerate(book.sheets, start=1):
        identity = f"{book.main}#sheet{sheet.element.get('sheetId', number)}"
        place = f"sheet {number}, name"
        yield Spot(identity, place, TaggedText(sheet.name), _putter(book, sheet.element))


def obstacles(parts: Parts, book: Workbook) -> Iterator[Issue]:
    """Yield why the names of the sheets had better stay, at most one reason."""
    for name in _formula_parts(parts):
        root = parts.root(name)
        for element in root.iter(etree.Element) if root is not None else ():
            if local(element) in _FORMULAS and INDIRECT.search(element.text or ""):
                names = ", ".join(sheet.name for sheet in book.sheets)
                why = "a formula builds a reference from text (INDIRECT)"
                yield Issue("untranslated part", f"names of sheets stay, as {why}: {names}", name)
                return


def mend(parts: Parts, book: Workbook, renamed: Renamed) -> None:
    """Write new names wherever a formula, a link or a list refers to the old ones."""
    for name in (book.main, *_formula_parts(parts)):
        root = parts.root(name)
        elements = root.iter(etree.Element) if root is not None else ()
        changed = [_mend(each, renamed) for each in elements]
        if any(changed):
            parts.touch(name)
    _mend_titles(parts, renamed)


def _mend(element: etree._Element, renamed: Renamed) -> bool:
    """Mend one element; return whether it changed."""
    changed = False
    if local(element) in _FORMULAS and element.text:
        new = mended(element.text, renamed)
        changed = new != element.text
        element.text = new
    for name in _FORMULA_ATTRIBUTES:
        changed |= _set(element, name, mended(str(element.get(name, "")), renamed))
    if local(element) == "hyperlink":
        changed |= _set(element, "location", _location(str(element.get("location", "")), renamed))
    if local(element) == "worksheetSource":
        sheet = str(element.get("sheet", ""))
        changed |= _set(element, "sheet", renamed.sheets.get(sheet.lower(), sheet))
    return changed


def _set(element: etree._Element, name: str, value: str) -> bool:
    if element.get(name) is None or element.get(name) == value:
        return False
    element.set(name, value)
    return True


def _location(link: str, renamed: Renamed) -> str:
    """Return the target of a link with new names; names that need quotes often have none."""
    sheet, mark, cell = link.rpartition("!")
    plain = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    new = renamed.sheets.get(plain.lower())
    return f"{quoted(new)}{mark}{cell}" if mark and new is not None else link


def _mend_titles(parts: Parts, renamed: Renamed) -> None:
    """Rename the sheets in the list that the application keeps of them (docProps/app.xml)."""
    root = parts.root("docProps/app.xml")
    for element in root.iterfind("{*}TitlesOfParts//{*}lpstr") if root is not None else ():
        text = element.text or ""
        new = renamed.sheets.get(text.lower()) or mended(text, renamed)
        if new != text:
            element.text = new
            parts.touch("docProps/app.xml")


def _putter(book: Workbook, element: etree._Element) -> Callable[[TaggedText], None]:
    def put(target: TaggedText) -> None:
        others = {s.name.lower() for s in book.sheets if s.element is not element}
        element.set("name", _valid(target.text, others) or str(element.get("name")))

    return put


def _valid(name: str, others: set[str]) -> str:
    """Return the nearest name that Excel accepts: short, without signs of formulas, its own."""
    clean = " ".join(_FORBIDDEN.sub(" ", legal(name)).split()).strip("'")
    short = cut(clean, MAX_NAME)
    if short.lower() == _RESERVED:
        short = f"{short} 1"
    numbered = (f"{short[: MAX_NAME - 4]} {number}" for number in range(2, len(others) + 3))
    return next((each for each in (short, *numbered) if each.lower() not in others), short)


def _formula_parts(parts: Parts) -> Iterator[str]:
    for name in parts.package.names():
        low = name.lower()
        if low.endswith(".xml") and "[" not in low and not any(each in low for each in _UNREAD):
            yield name
