"""Fonts and languages of the parts that a translation touches, and of the themes behind them."""

import re

from lxml import etree

from translator.formats.docx.drawn import set_drawn
from translator.formats.docx.faces import Faces
from translator.formats.fonts import fonts_for
from translator.formats.office.spots import Parts
from translator.model import Document

_BEHIND = re.compile(
    r"/(theme|slideMasters|slideLayouts|notesMasters)/[^/]+\.xml$|presentation\.xml$"
)
_DRAWN = re.compile(r"/(slides|notesSlides|charts|diagrams|drawings)/[^/]+\.xml$")


def dress(parts: Parts, document: Document) -> None:
    """Set fonts and languages for the language of `document`, if it names one and is changed."""
    if document.language is None or not parts.touched:
        return
    faces = Faces(document.language, fonts_for(document.language, document.fonts))
    touched = {name for name in parts.touched if _DRAWN.search(name)}
    for name in parts.package.names():
        root = parts.root(name) if name in touched or _BEHIND.search(name) else None
        if root is None:
            continue
        before = etree.tostring(root)
        set_drawn(root, faces)
        if etree.tostring(root) != before:
            parts.touch(name)
