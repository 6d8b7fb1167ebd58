"""The properties of a document: title, subject and the like (ECMA-376 Part 2, 8.3.4)."""

from collections.abc import Iterator

from translator.formats.docx.opc import relationships
from translator.formats.office.spots import Parts, Spot, local, text_spot

_READ = ("title", "subject", "description", "keywords", "category")


def read_properties(parts: Parts) -> Iterator[Spot]:
    """Yield the properties that are language; names of people and dates are none."""
    for each in relationships(parts.package, ""):
        root = parts.root(each.target) if each.kind == "core-properties" else None
        for element in root if root is not None else ():
            name = local(element)
            if name in _READ:
                place = f"document properties, {name}"
                yield from text_spot(element, f"{each.target}#{name}", place)
