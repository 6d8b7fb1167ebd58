"""Tags of a Word document > what they stand for."""

from collections.abc import Mapping

from lxml import etree

from translator.formats.docx.contents import open_contents
from translator.formats.docx.inline import Atom, Bracket, Enclosure, Point, Span
from translator.formats.docx.markup import attribute, kind
from translator.formats.docx.package import open_package
from translator.formats.marks import Mark
from translator.model import Document

_HIDDEN = "hidden text"
_OFF = frozenset({"0", "false", "off", "none"})
_LOOKS = {
    "w:b": "bold",
    "w:i": "italic",
    "w:u": "underline",
    "w:strike": "strike",
    "w:dstrike": "strike",
}
_VERTICAL = {"subscript": "sub", "superscript": "sup"}
_POINTS = {
    "w:footnoteReference": "footnote",
    "w:endnoteReference": "endnote",
    "w:footnoteRef": "note number",
    "w:endnoteRef": "note number",
    "w:commentReference": "comment",
    "w:annotationRef": "comment number",
    "w:drawing": "picture",
    "w:pict": "picture",
    "w:object": "object",
    "mc:AlternateContent": "picture",
    "m:oMath": "formula",
    "m:oMathPara": "formula",
    "w:sym": "symbol",
    "w:br": "break",
    "w:bookmarkStart": "bookmark",
    "w:bookmarkEnd": "bookmark",
    "w:commentRangeStart": "comment",
    "w:commentRangeEnd": "comment",
    "w:del": "deleted",
    "w:fldChar": "field",
    "w:fldSimple": "field",
    "w:instrText": "field",
    "w:hyperlink": "link",
    "w:ptab": "tab",
    "w:tab": "tab",
    "w:t": _HIDDEN,
}
_SHELLS = {
    "w:hyperlink": ("link", "link"),
    "w:ins": ("inserted", "other"),
    "w:moveTo": ("moved", "other"),
    "w:sdt": ("control", "other"),
    "w:ruby": ("ruby", "other"),
    "w:fldSimple": ("field", "other"),
}


def marks(document: Document) -> dict[str, Mapping[int, Mark]]:
    """Return what the tags of each unit stand for."""
    contents = open_contents(open_package(document.skeleton))
    return {
        each.id: {ref: _mark(mark) for ref, mark in each.flat.marks.items()}
        for each in contents.units()
    }


def _mark(mark: Point | Span) -> Mark:
    if isinstance(mark, Point):
        labels = dict.fromkeys(_point(atom) for atom in mark.atoms)
        if "field" in labels:
            labels.pop(_HIDDEN, None)  # it is the result
        return Mark(" ".join(labels), "image" if "picture" in labels else "other")
    if isinstance(mark.shell, Enclosure):
        return Mark(*_SHELLS.get(kind(mark.shell.atom.element), ("part", "other")))
    if isinstance(mark.shell, Bracket):
        return Mark("field")
    looks = _looks(mark.look.properties)
    return Mark(" ".join(sorted(looks)) or "format", "fmt", looks)


def _point(atom: Atom) -> str:
    name = kind(atom.element)
    number = attribute(atom.element, "id") if name.endswith("noteReference") else ""
    return f"{_POINTS.get(name, name.rpartition(':')[2])} {number}".strip()


def _looks(properties: etree._Element | None) -> frozenset[str]:
    looks = set[str]()
    for each in properties if properties is not None else ():
        name, value = kind(each), attribute(each, "val")
        if name in _LOOKS and value not in _OFF:
            looks.add(_LOOKS[name])
        elif name == "w:vertAlign" and value in _VERTICAL:
            looks.add(_VERTICAL[value])
    return frozenset(looks)
