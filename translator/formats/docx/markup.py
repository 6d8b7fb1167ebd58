"""XML of an untrusted package: parsed with nothing fetched or expanded, named without prefixes."""

import functools
import io
import re

from lxml import etree

from translator.errors import BrokenDocument

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Each name space in its transitional and in its strict form (ECMA-376 Part 1 and Part 4).
_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "cx",
    "urn:schemas-microsoft-com:vml": "v",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes": "vt",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": "vt",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties": "ep",
}
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PROLOG = re.compile(r"\ufeff?(?:\s+|<\?.*?\?>|<!--.*?-->)*<!DOCTYPE", re.DOTALL)
_PROLOG_LENGTH = 65_536  # bytes searched for a document type declaration


def parse(name: str, data: bytes) -> etree._Element:
    """Return the root element of the part `name`.

    Raises:
        BrokenDocument: it is not well formed, too deeply nested, or declares a document type.
    """
    refuse_doctype(name, data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenDocument(
            f"{name} is not well-formed XML ({_first_line(error)}); open the file and save it again"
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(name)
    return root


def refuse_doctype(name: str, data: bytes) -> None:
    """Refuse a document type declaration, which OPC forbids (ECMA-376 Part 2, 8.3.2 M1.17).

    Raises:
        BrokenDocument: `data` has one.
    """
    head = data[:_PROLOG_LENGTH]
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if utf16 else "utf-8", errors="replace")
    if "<!DOCTYPE" in text and _PROLOG.match(text):
        raise _doctype(name)


def serialize(root: etree._Element) -> bytes:
    """Return the part as bytes, with the XML declaration and encoding it came with."""
    tree = root.getroottree()
    encoding = tree.docinfo.encoding or "UTF-8"
    standalone = tree.docinfo.standalone is not False
    out = io.BytesIO()
    tree.write(out, xml_declaration=True, encoding=encoding, standalone=standalone)
    return out.getvalue()


def kind(element: etree._Element) -> str:
    """Return the name with the customary prefix, "w:p"; "" for a comment or an instruction."""
    tag: object = element.tag  # of a comment it is a function
    return _kind(tag) if isinstance(tag, str) else ""


def spellings(*kinds: str) -> tuple[str, ...]:
    """Return the full names of `kinds` in each of their name spaces, for lxml's filters."""
    return tuple(
        f"{{{space}}}{name}"
        for prefix, _, name in (each.partition(":") for each in kinds)
        for space, usual in _SPACES.items()
        if usual == prefix
    )


def attribute(element: etree._Element, name: str) -> str:
    """Return the attribute `name` in the name space of the element or in none; "" if absent."""
    space = etree.QName(element).namespace
    return str(element.get(f"{{{space}}}{name}") or element.get(name) or "")


def child(element: etree._Element, wanted: str) -> etree._Element | None:
    """Return the first child of that kind."""
    return next((each for each in element if kind(each) == wanted), None)


def text_of(element: etree._Element) -> str:
    """Return the character data of an element, passing over comments inside it."""
    if not len(element):
        return element.text or ""
    return (element.text or "") + "".join(each.tail or "" for each in element)


def legal(text: str) -> str:
    """Return `text` without what XML 1.0 cannot hold (2.2, Char) or would not give back (2.11)."""
    return _ILLEGAL.sub("", text)


@functools.cache
def _kind(tag: str) -> str:
    name = etree.QName(tag)
    prefix = _SPACES.get(name.namespace or "")
    return f"{prefix}:{name.localname}" if prefix else tag


def _doctype(name: str) -> BrokenDocument:
    return BrokenDocument(
        f"{name} declares a document type (DOCTYPE), which is not allowed in Office files; "
        "open the file and save it again"
    )


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
