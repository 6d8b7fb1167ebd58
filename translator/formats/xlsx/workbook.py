"""A workbook > its sheets in the order of the tabs, and the parts that belong to each."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from translator.errors import BrokenDocument
from translator.formats.docx.opc import content_types, main_name, relationships
from translator.formats.docx.package import Package
from translator.formats.office.spots import Parts

_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_OTHERS = {
    "macroEnabled": "holds macros; save it as .xlsx",
    "sheet.binary": "is a binary workbook; save it as .xlsx",
    "wordprocessingml": "is a Word document, not a workbook; rename it to .docx",
    "presentationml": "is a PowerPoint file, not a workbook; rename it to .pptx",
}
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tab: its part, the `sheet` element that names it, and what refers to what below it."""

    part: str
    element: etree._Element
    related: tuple[tuple[str, str], ...]  # kind of the relationship, part

    @property
    def name(self) -> str:
        """Return what the tab says."""
        return str(self.element.get("name", ""))

    @property
    def label(self) -> str:
        """Return what a reader calls it."""
        return f"sheet {self.name}"

    def parts(self, *kinds: str) -> Iterator[str]:
        """Yield the parts of these kinds, in the order they are named."""
        return (part for kind, part in self.related if kind in kinds)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The main part of a package and what it lists."""

    main: str
    root: etree._Element
    sheets: tuple[Sheet, ...]
    strings: str  # the part of the shared strings; "" if there is none


def open_workbook(parts: Parts) -> Workbook:
    """Return the workbook in a package.

    Raises:
        BrokenDocument: there is none, or it is of another kind.
    """
    package = parts.package
    main = main_name(package)
    _refuse_other(content_types(package).get(main.lower(), ""))
    root = parts.root(main)
    if root is None:
        raise BrokenDocument(f"{main} is missing; get the file again")
    targets = {each.id: each.target for each in relationships(package, main)}
    found = (
        (targets.get(str(each.get(_ID) or each.get(_STRICT_ID) or ""), ""), each)
        for each in root.iterfind("{*}sheets/{*}sheet")
    )
    sheets = tuple(
        Sheet(part, element, tuple(_related(package, part)))
        for part, element in found
        if package.find(part) is not None
    )
    strings = (each.target for each in relationships(package, main) if each.kind == "sharedStrings")
    return Workbook(main, root, sheets, next(strings, ""))


def _related(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Yield what a part refers to, and what that refers to in turn: a drawing has charts."""
    waiting, seen = [part], {part}
    while waiting:
        for each in relationships(package, waiting.pop(0)):
            if each.target not in seen and package.find(each.target) is not None:
                seen.add(each.target)
                waiting.append(each.target)
                yield each.kind, each.target


def _refuse_other(sort: str) -> None:
    for mark, reason in _OTHERS.items():
        if mark in sort:
            raise BrokenDocument(f"the file {reason}")
    if sort and not sort.startswith(_MAIN):
        raise BrokenDocument(f"the file is no workbook, but {sort}")
