"""Paragraph > its outline level: its own (17.3.1.20), its style's, or one its style builds on."""

from collections.abc import Mapping

from lxml import etree

from translator.formats.docx.markup import attribute, child, kind, parse
from translator.formats.docx.package import Package
from translator.formats.docx.parts import styles_name

_DEEPEST = 9  # 17.3.1.20: the value 9 is body text


def style_levels(package: Package) -> dict[str, int]:
    """Return the outline level of each paragraph style that has one, from 1, by its id.

    Raises:
        BrokenDocument: the style part is not well-formed.
    """
    styles = _styles(package)
    return {style: found for style in styles if (found := _inherited(style, styles))}


def style_names(package: Package) -> dict[str, str]:
    """Return the name of each style in lower case, by its id.

    Raises:
        BrokenDocument: the style part is not well-formed.
    """
    return {style: _value(each, "w:name").lower() for style, each in _styles(package).items()}


def level_of(paragraph: etree._Element, styles: Mapping[str, int]) -> int:
    """Return the outline level of a paragraph, from 1; 0 for what is no heading."""
    own = _own(paragraph)
    if own is not None:
        return own
    return styles.get(_value(child(paragraph, "w:pPr"), "w:pStyle"), 0)


def _styles(package: Package) -> dict[str, etree._Element]:
    name = styles_name(package)
    entry = package.find(name) if name else None
    if entry is None:
        return {}
    return {
        attribute(each, "styleId"): each
        for each in parse(name, entry.data)
        if kind(each) == "w:style"
    }


def _inherited(style: str, styles: Mapping[str, etree._Element]) -> int:
    seen = set[str]()
    while style in styles and style not in seen:
        seen.add(style)
        own = _own(styles[style])
        if own is not None:
            return own
        style = _value(styles[style], "w:basedOn")
    return 0


def _own(element: etree._Element) -> int | None:
    """The level that the `w:pPr` of an element states; None if it states none."""
    value = _value(child(element, "w:pPr"), "w:outlineLvl")
    if not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < _DEEPEST else 0


def _value(parent: etree._Element | None, name: str) -> str:
    found = None if parent is None else child(parent, name)
    return "" if found is None else attribute(found, "val")
