"""Which text of a workbook, of slides or of an OpenDocument file is language: said from scratch.

Names of sheets are left out. Of a workbook it is what cells show that do not compute it, as another
library reads it, and what the other parts say.
"""

import io
import re
import warnings
from collections.abc import Iterator

from lxml import etree
from openpyxl import load_workbook

from tests.formats.language import local
from tests.formats.packages import parts

_CODES = re.compile(r'&&|&"[^"]*"|&K[0-9A-F]{6}|&[0-9]+|&[A-Z]')
_PROPERTIES = {"title", "subject", "description", "keywords", "category", "keyword"}
_NUMBERS = re.compile("[0-9]")  # of headings and pages, in a table of contents
_COMPUTED = {"float", "percentage", "currency", "date", "time", "boolean"}
_WITHOUT_TEXT = {"creator", "creator-initials", "date", "note-citation", "tracked-changes"} | {
    "page-number",
    "page-count",
    "database-display",
}


def language(data: bytes) -> Iterator[str]:
    """Yield each text in the package that is language, what is said twice included."""
    files = parts(data)
    if "mimetype" in files:
        yield from _opendocument(files)
        return
    if "xl/workbook.xml" in files:
        yield from _cells(data)
    for name, part in files.items():
        if name.endswith(".xml") and "theme" not in name:
            root = etree.fromstring(part)
            yield from _drawn(root, re.search("Master|Layout", name) is not None)
            yield from _said_by_the_way(name, root)


def _cells(data: bytes) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of what that library does not know
        book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s":
                    yield str(cell.value)
                if cell.comment is not None:
                    yield cell.comment.text


def _drawn(root: etree._Element, is_master: bool) -> Iterator[str]:
    for text in root.iter("{*}t"):
        above = list(text.iterancestors())
        if "drawingml" not in str(text.tag) or any(local(each) == "fld" for each in above):
            continue
        shape = next((each for each in above if local(each) == "sp"), None)
        if is_master and shape is not None and next(shape.iter("{*}ph"), None) is not None:
            continue
        yield text.text or ""
    for name in root.iter("{*}v"):
        if any(local(each) == "strCache" for each in name.iterancestors()):
            yield name.text or ""


def _said_by_the_way(name: str, root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        if local(element) == "cNvPr":
            told = (str(element.get(key, "")) for key in ("descr", "title"))
            yield from (text for text in told if not text.endswith((".gif", ".png", ".jpg")))
        elif local(element) in ("oddHeader", "oddFooter", "evenHeader", "evenFooter"):
            yield _CODES.sub("", element.text or "")
        elif (local(element) == "text" and "presentationml" in str(element.tag)) or (
            name == "docProps/core.xml" and local(element) in _PROPERTIES
        ):
            yield element.text or ""


def _opendocument(files: dict[str, bytes]) -> Iterator[str]:
    for name in ("content.xml", "styles.xml"):
        if name in files:
            root = etree.fromstring(files[name])
            for body in (*root.iter("{*}body"), *root.iter("{*}master-styles")):
                yield from _characters(body, _hidden(root))
    if "meta.xml" in files:
        root = etree.fromstring(files["meta.xml"])
        yield from (each.text or "" for each in root.iter("{*}*") if local(each) in _PROPERTIES)


def _hidden(root: etree._Element) -> set[str]:
    return {
        str(style.xpath("string(@*[local-name()='name'])"))
        for style in root.iter("{*}style")
        if style.xpath("*[@*[local-name()='display']='none']")
    }


def _characters(element: etree._Element, hidden: set[str]) -> Iterator[str]:
    if local(element) == "index-body":
        yield _NUMBERS.sub("", str(element.xpath("string()")))
    elif not _is_exempt(element, hidden):
        yield element.text or ""
        for each in element:
            yield from _characters(each, hidden)
            yield each.tail or ""


def _is_exempt(element: etree._Element, hidden: set[str]) -> bool:
    def said(name: str) -> str:
        return str(element.xpath(f"string(@*[local-name()='{name}'])"))

    return (
        local(element) in _WITHOUT_TEXT
        or said("value-type") in _COMPUTED
        or said("formula") != ""
        or said("placeholder") == "true"
        or said("style-name") in hidden
    )
