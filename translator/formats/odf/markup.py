"""Names of OpenDocument elements with their customary prefixes (ODF 1.3 Part 3, 3)."""

import functools

from lxml import etree

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SHORT = {"drawing": "draw", "datastyle": "number", "xsl-fo-compatible": "fo"}
_OTHERS = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "http://openoffice.org/2009/office": "officeooo",
}


def name_of(element: etree._Element) -> str:
    """Return the name with its prefix, "text:p"; "" for a comment or an instruction."""
    tag: object = element.tag
    return named(tag) if isinstance(tag, str) else ""


@functools.cache
def named(tag: str) -> str:
    """Return a full name, of an element or an attribute, with its customary prefix."""
    space, _, local = tag.rpartition("}")
    space = space.removeprefix("{")
    if space.startswith(_OASIS):
        word = space[len(_OASIS) :].partition(":")[0]
        return f"{_SHORT.get(word, word.removesuffix('-compatible'))}:{local}"
    return f"{_OTHERS[space]}:{local}" if space in _OTHERS else tag


def attribute(element: etree._Element, name: str) -> str:
    """Return the attribute called `name`, with its prefix; "" if absent."""
    return next((str(value) for key, value in element.items() if named(str(key)) == name), "")


def sibling_name(element: etree._Element, local: str) -> str:
    """Return the full name of `local` in the name space of `element`."""
    return f"{{{etree.QName(element).namespace}}}{local}"
