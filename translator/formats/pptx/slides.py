"""A presentation > its parts with text, in the order they are shown (ECMA-376 Part 1, 13.3)."""

from collections.abc import Iterator

from lxml import etree

from translator.errors import BrokenDocument
from translator.formats.docx.opc import content_types, main_name, relationships
from translator.formats.docx.package import Package
from translator.formats.office.drawings import Drawing, is_placeholder
from translator.formats.office.spots import Parts, local

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
_OTHERS = {
    "macroEnabled": "holds macros; save it as .pptx",
    "wordprocessingml": "is a Word document, not a presentation; rename it to .docx",
    "spreadsheetml": "is an Excel workbook, not a presentation; rename it to .xlsx",
}
# What a slide refers to: kind of the relationship > what the part is called to a reader.
_ATTACHED = {
    "chart": "chart",
    "chartEx": "chart",
    "diagramData": "diagram",
    "diagramDrawing": "diagram",
    "notesSlide": "notes",
    "comments": "comment",
}
_MASTERS = ("slideMaster", "notesMaster", "handoutMaster")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def presentation_name(package: Package) -> str:
    """Return the name of the main part.

    Raises:
        BrokenDocument: the package has none, or is no presentation.
    """
    main = main_name(package)
    sort = content_types(package).get(main.lower(), "")
    for mark, reason in _OTHERS.items():
        if mark in sort:
            raise BrokenDocument(f"the file {reason}")
    if sort and not sort.startswith(_MAIN):
        raise BrokenDocument(f"the file is no presentation, but {sort}")
    return main


def drawings(parts: Parts, main: str) -> Iterator[Drawing]:
    """Yield the slides in the order of the show, each with its notes, then the masters."""
    seen = set[str]()
    for number, slide in enumerate(_slides(parts, main), start=1):
        label = f"slide {number}"
        yield Drawing(slide, label)
        yield from _attached(parts.package, slide, label, seen)
    for master in _masters(parts.package, main):
        yield Drawing(master, _stem(master), lambda paragraph: not is_placeholder(paragraph))


def _slides(parts: Parts, main: str) -> Iterator[str]:
    root = parts.root(main)
    targets = {each.id: each.target for each in relationships(parts.package, main)}
    for slide in root.iterfind("{*}sldIdLst/{*}sldId") if root is not None else ():
        target = targets.get(_identity(slide), "")
        if parts.package.find(target) is not None:
            yield target


def _identity(element: etree._Element) -> str:
    return str(element.get(_ID) or element.get(_STRICT_ID) or "")


def _attached(package: Package, owner: str, label: str, seen: set[str]) -> Iterator[Drawing]:
    counts = dict[str, int]()
    for each in sorted(relationships(package, owner), key=lambda each: _rank(each.kind)):
        what = _ATTACHED.get(each.kind, "")
        if not what or each.target in seen:
            continue
        seen.add(each.target)
        counts[each.kind] = counts.get(each.kind, 0) + 1
        number = f" {counts[each.kind]}" if what in ("chart", "diagram") else ""
        yield Drawing(each.target, f"{label}, {what}{number}")
        for shapes in relationships(package, each.target):
            if shapes.kind == "chartUserShapes":
                yield Drawing(shapes.target, f"{label}, {what}{number}")


def _rank(sort: str) -> int:
    order = list(_ATTACHED)
    return order.index(sort) if sort in order else len(order)


def _masters(package: Package, main: str) -> Iterator[str]:
    for each in relationships(package, main):
        if each.kind in _MASTERS:
            yield each.target
            for layout in relationships(package, each.target):
                if layout.kind == "slideLayout":
                    yield layout.target


def _stem(name: str) -> str:
    """Return "slide layout 3" for ppt/slideLayouts/slideLayout3.xml."""
    stem = name.rpartition("/")[2].removesuffix(".xml")
    digits = stem[len(stem.rstrip("0123456789")) :]
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in stem.removesuffix(digits))
    return f"{words} {digits}".strip()


def section_names(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the sections of the presentation; their names show in the overview."""
    return (each for each in root.iter(etree.Element) if local(each) == "section")
