"""The open packaging conventions: content types and relationships (ECMA-376 Part 2, 9.1, 9.3)."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from translator.errors import BrokenDocument
from translator.formats.docx.markup import kind, parse
from translator.formats.docx.package import Package

_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A part that another one refers to; `target` is its name, `kind` the end of its type."""

    id: str
    kind: str
    target: str


def content_types(package: Package) -> dict[str, str]:
    """Return the content type of each part that has one of its own, by its name in lower case.

    Raises:
        BrokenDocument: the package does not say.
    """
    entry = package.find(_TYPES)
    if entry is None:
        raise BrokenDocument(f"{_TYPES} is missing: the file is not an Office document")
    return {
        str(each.get("PartName", "")).lstrip("/").lower(): str(each.get("ContentType", ""))
        for each in parse(_TYPES, entry.data)
        if _local(each) == "Override"
    }


def main_name(package: Package) -> str:
    """Follow the officeDocument relationship of the package: no name is fixed.

    Raises:
        BrokenDocument: it leads nowhere.
    """
    targets = [each.target for each in relationships(package, "") if each.kind == "officeDocument"]
    entry = package.find(targets[0]) if targets else None
    if entry is None:
        raise BrokenDocument(
            "the main document part is missing: the file is not an Office document, or is "
            "damaged; open it in the program that made it and save it again"
        )
    return entry.info.filename


def relationships(package: Package, source: str) -> Iterator[Relationship]:
    """Yield the relationships of the part `source` that stay within the package."""
    folder, name = posixpath.split(source)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    entry = package.find(rels)
    if entry is None:
        return
    for each in parse(rels, entry.data):
        if _local(each) == "Relationship" and each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, str(each.get("Target", ""))))
            sort = str(each.get("Type", "")).rpartition("/")[2]
            yield Relationship(str(each.get("Id", "")), sort, target.lstrip("/"))


def _local(element: etree._Element) -> str:
    return kind(element).rpartition("}")[2]
