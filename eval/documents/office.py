"""Workbooks, slides and Open Documents > the texts in them that are language.

Cells are read by openpyxl, the rest by a plain pass over the parts; see `word`.
"""

import io
import re
import warnings
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import openpyxl

from eval.documents.parts import parts_of
from eval.documents.word import local, part_texts, properties

_DRAWN = re.compile(r"(xl|ppt)/(drawings|charts|diagrams|slides|notesSlides)/[^/]+\.xml$")
_BEHIND = re.compile(r"ppt/(slideLayouts|slideMasters|notesMasters|handoutMasters)/[^/]+\.xml$")
_CODE = re.compile(r"&([A-Z]|\"[^\"]*\")")  # the number of the page, a font
_BANNERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
# Of Open Documents: what a program fills in, and what is no longer in the text.
_FILLED = {
    *("tracked-changes", "creator", "date", "time", "page-number", "page-count", "sequence"),
    *("note-citation", "bookmark-ref", "reference-ref", "sequence-ref", "note-ref", "chapter"),
    *("author-name", "author-initials", "creation-date", "modification-date", "print-date"),
    *("file-name", "editing-duration", "word-count", "character-count", "script", "math"),
    *("hidden-text", "hidden-paragraph", "sheet-name", "event-listeners", "creator-initials"),
}
_LINES = {"p", "h"}
_NAMED = {"title", "desc"}  # of a drawing
_SAID = {"title", "subject", "description", "keyword"}  # of a document


def xlsx(data: bytes) -> Iterator[str]:
    """Yield the texts of a workbook: cells, comments, headers and footers, drawings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what it would not write back
        book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for cell in (each for row in sheet.iter_rows() for each in row):
            if isinstance(cell.value, str) and cell.data_type != "f":
                yield cell.value
            if cell.comment:
                yield cell.comment.text
        for place in (getattr(sheet, name) for name in _BANNERS):
            told = (each.text for each in (place.left, place.center, place.right))
            yield from (_CODE.sub("", text) for text in told if text)
    yield from _drawn(data)


def pptx(data: bytes) -> Iterator[str]:
    """Yield the texts of slides, their notes, and what layouts show beside placeholders."""
    yield from _drawn(data)
    for name, part in parts_of(data).items():
        if _BEHIND.match(name):
            yield from part_texts(_without_placeholders(part))


def odf(data: bytes) -> Iterator[str]:
    """Yield the texts of an Open Document: text, table or slides."""
    for name, part in parts_of(data).items():
        base = name.rpartition("/")[2]
        if base in ("content.xml", "styles.xml") and part:
            yield from _lines(ET.fromstring(part))  # noqa: S314 - no external entities in expat
        elif name == "meta.xml":
            root = ET.fromstring(part)  # noqa: S314 - see above
            yield from (each.text or "" for each in root.iter() if local(each) in _SAID)


def _drawn(data: bytes) -> Iterator[str]:
    for name, part in parts_of(data).items():
        if _DRAWN.match(name):
            yield from part_texts(part)
        elif name == "docProps/core.xml":
            yield from properties(part)


def _without_placeholders(part: bytes) -> bytes:
    root = ET.fromstring(part)  # noqa: S314 - see above
    for parent in list(root.iter()):
        for each in list(parent):
            if local(each) == "sp" and any(local(inner) == "ph" for inner in each.iter()):
                parent.remove(each)
    return ET.tostring(root)


def _lines(element: ET.Element) -> Iterator[str]:
    name = local(element)
    if name in _FILLED:
        return
    if name in _LINES or name in _NAMED:
        yield from _inside(element)
        return
    for each in element:
        yield from _lines(each)


def _inside(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        if local(each) not in _FILLED:
            yield from _inside(each)
        yield each.tail or ""
