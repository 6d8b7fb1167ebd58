"""Which parts of a package hold text (ECMA-376 Part 2, 9.1 content types, 9.3 relationships)."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from translator.errors import BrokenDocument
from translator.formats.docx.markup import kind, parse
from translator.formats.docx.package import Package
from translator.model import Issue

_TYPES = "[Content_Types].xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DRAWING = "application/vnd.openxmlformats-officedocument.drawingml."
_MICROSOFT = "application/vnd.ms-office."
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
    types = _content_types(package)
    main = _main_name(package)
    _refuse_other(types.get(main.lower(), ""))
    labels = {name: _label(name, types.get(name.lower(), "")) for name in package.names()}
    labels[main] = "body"
    order = list(dict.fromkeys(_STORIES.values()))
    found = [TextPart(name, label) for name, label in labels.items() if label]
    return tuple(sorted(found, key=lambda part: _rank(part, order)))


def notes(package: Package) -> tuple[Issue, ...]:
    """Return what is in the file and will not be translated."""
    main = _main_name(package)
    found = (
        Issue("untranslated part", _NOT_READ[kind], target.lstrip("/"))
        for kind, target in _relationships(package, main)
        if kind in _NOT_READ
    )
    return tuple(found)


def styles_name(package: Package) -> str:
    """Return the name of the part that holds the styles of the body; "" if there is none."""
    targets = dict(_relationships(package, _main_name(package)))
    return targets.get("styles", "")


def _rank(part: TextPart, order: list[str]) -> tuple[int, int, str]:
    story = part.label.rstrip("0123456789")
    return order.index(story), len(part.name), part.name


def _label(name: str, content_type: str) -> str:
    story = _STORIES.get(content_type, "")
    if story not in _NUMBERED_BY_FILE:
        return story
    stem = PurePosixPath(name).stem
    return story + stem[len(stem.rstrip("0123456789")) :]


def _content_types(package: Package) -> dict[str, str]:
    """Return the content type of each part that has one of its own, by its name in lower case."""
    entry = package.find(_TYPES)
    if entry is None:
        raise BrokenDocument(f"{_TYPES} is missing: the file is not a Word document")
    return {
        str(each.get("PartName", "")).lstrip("/").lower(): str(each.get("ContentType", ""))
        for each in parse(_TYPES, entry.data)
        if _local(each) == "Override"
    }


def _main_name(package: Package) -> str:
    """Follow the officeDocument relationship of the package: no name is fixed."""
    targets = [target for kind, target in _relationships(package, "") if kind == "officeDocument"]
    entry = package.find(targets[0]) if targets else None
    if entry is None:
        raise BrokenDocument(
            "the main document part is missing: the file is not a Word document, or is damaged; "
            "open it in Word and save it again"
        )
    return entry.info.filename


def _relationships(package: Package, source: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the target within the package of each relationship of `source`."""
    folder, name = posixpath.split(source)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    entry = package.find(rels)
    if entry is None:
        return
    for each in parse(rels, entry.data):
        if _local(each) == "Relationship" and each.get("TargetMode") != "External":
            target = posixpath.join("/", folder, str(each.get("Target", "")))
            yield str(each.get("Type", "")).rpartition("/")[2], posixpath.normpath(target)


def _refuse_other(content_type: str) -> None:
    for mark, reason in _OTHERS.items():
        if mark in content_type:
            raise BrokenDocument(f"the file {reason}")


def _local(element: etree._Element) -> str:
    return kind(element).rpartition("}")[2]
