"""Which parts of a Word package hold text."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from translator.errors import BrokenDocument
from translator.formats.docx.opc import content_types, main_name, relationships
from translator.formats.docx.package import Package
from translator.model import Issue

_OFFICE = "application/vnd.openxmlformats-officedocument."
_WORD = f"{_OFFICE}wordprocessingml."
_DRAWING = f"{_OFFICE}drawingml."
_MICROSOFT = "application/vnd.ms-office."
PROPERTIES = "document properties"
# Content type > what the part is called to a reader; in the order the parts are read.
_STORIES = {
    f"{_WORD}document.main+xml": "body",
    f"{_WORD}template.main+xml": "body",
    f"{_WORD}header+xml": "header",
    f"{_WORD}footer+xml": "footer",
    f"{_WORD}footnotes+xml": "footnote",
    f"{_WORD}endnotes+xml": "endnote",
    f"{_WORD}comments+xml": "comment",
    f"{_WORD}document.glossary+xml": "building block",
    f"{_DRAWING}chart+xml": "chart",
    f"{_DRAWING}chartshapes+xml": "chart",
    f"{_MICROSOFT}chartex+xml": "chart",
    f"{_DRAWING}diagramData+xml": "diagram",
    f"{_MICROSOFT}drawingml.diagramDrawing+xml": "diagram",
    "application/vnd.openxmlformats-package.core-properties+xml": PROPERTIES,
    f"{_OFFICE}extended-properties+xml": PROPERTIES,
    f"{_OFFICE}custom-properties+xml": PROPERTIES,
}
_NUMBERED_BY_FILE = ("header", "footer", "chart", "diagram")
_OTHERS = {
    "macroEnabled": "holds macros; save it as .docx",
    "spreadsheetml": "is an Excel workbook, not a Word document; rename it to .xlsx",
    "presentationml": "is a PowerPoint file, not a Word document; rename it to .pptx",
}
_NOT_READ = {
    "aFChunk": "an embedded document (altChunk) is not translated",
    "package": "an embedded file is not translated",
    "oleObject": "an embedded object is not translated",
}


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part that holds text: its name in the package, and how a reader calls it."""

    name: str
    label: str


def text_parts(package: Package) -> tuple[TextPart, ...]:
    """Return the parts that hold text, the body first.

    Raises:
        BrokenDocument: the package has no body, or is not a Word document.
    """
    types = content_types(package)
    main = main_name(package)
    _refuse_other(types.get(main.lower(), ""))
    labels = {name: _label(name, types.get(name.lower(), "")) for name in package.names()}
    labels[main] = "body"
    order = list(dict.fromkeys(_STORIES.values()))
    found = [TextPart(name, label) for name, label in labels.items() if label]
    return tuple(sorted(found, key=lambda part: _rank(part, order)))


def notes(package: Package) -> tuple[Issue, ...]:
    """Return what is in the file and will not be translated."""
    found = (
        Issue("untranslated part", _NOT_READ[each.kind], each.target)
        for part in text_parts(package)
        if not part.label.startswith("chart")
        for each in relationships(package, part.name)
        if each.kind in _NOT_READ
    )
    return tuple(dict.fromkeys(found))


def styles_name(package: Package) -> str:
    """Return the name of the part that holds the styles of the body; "" if there is none."""
    found = relationships(package, main_name(package))
    return next((each.target for each in found if each.kind == "styles"), "")


def _rank(part: TextPart, order: list[str]) -> tuple[int, int, str]:
    story = part.label.rstrip("0123456789")
    return order.index(story), len(part.name), part.name


def _label(name: str, content_type: str) -> str:
    story = _STORIES.get(content_type, "")
    if story not in _NUMBERED_BY_FILE:
        return story
    stem = PurePosixPath(name).stem
    return story + stem[len(stem.rstrip("0123456789")) :]


def _refuse_other(content_type: str) -> None:
    for mark, reason in _OTHERS.items():
        if mark in content_type:
            raise BrokenDocument(f"the file {reason}")
