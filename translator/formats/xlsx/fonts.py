"""Fonts of cells for English: a Chinese font draws Latin letters poorly (18.8.22)."""

from collections.abc import Iterator

from lxml import etree

from termbase.text import Language
from translator.formats.fonts import Fonts, fonts_for
from translator.formats.office.spots import Parts, local
from translator.formats.xlsx.workbook import Workbook
from translator.model import Document

_CHINESE = ("134", "136")  # character sets: simplified and traditional


def set_fonts(parts: Parts, book: Workbook, document: Document) -> None:
    """Take English fonts for Chinese ones, in styles and in rich text, if English is written.

    Of Chinese text, Excel takes another font by itself where the named one has no such characters.
    """
    if document.language is not Language.EN:
        return
    fonts = fonts_for(document.language, document.fonts)
    folder = book.main.rpartition("/")[0]
    for name in (f"{folder}/styles.xml", book.strings):
        root = parts.root(name) if name else None
        changed = [_set(each, fonts) for each in _named(root)] if root is not None else []
        if any(changed):
            parts.touch(name)


def _named(root: etree._Element) -> Iterator[etree._Element]:
    return root.iter("{*}name", "{*}rFont")


def _set(name: etree._Element, fonts: Fonts) -> bool:
    """Map one font; the theme and the character set it came with are those of the old one."""
    found = fonts.find(str(name.get("val", "")))
    if not found:
        return False
    name.set("val", found)
    font = name.getparent()
    for each in list(font) if font is not None else ():
        other = local(each) == "charset" and each.get("val") in _CHINESE
        if font is not None and (other or local(each) == "scheme"):
            font.remove(each)
    return True
