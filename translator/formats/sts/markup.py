"""bytes > the text of an XML file and its elements by their places in it.

A place is an offset in characters, so that what is not translated is copied as it was written.
Nothing outside of the file is ever read and no entity expanded.
"""

import html.entities
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from translator.errors import BrokenDocument
from translator.formats.tree.element import Attribute, Element, Piece, line_of

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][\w.-]*)[\"']")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}  # what files that say so are really in
_TOKEN = re.compile(
    r"(?P<comment><!--.*?-->)|(?P<instruction><\?.*?\?>)"
    r"|<!\[CDATA\[(?P<cdata>.*?)\]\]>"
    r"|</(?P<close>[^\s>]+)\s*>"
    r"|<(?P<open>[^\s/>]+)(?P<attributes>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>"
    r"|&(?P<entity>[^;]+);|(?P<text>[^<&]+)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=/]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')")
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NESTING = 200  # elements inside one another


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as text, and how it was written."""

    text: str
    encoding: str
    mark: bytes

    def encode(self, text: str) -> bytes:
        """Return `text` in the encoding of the file; what it lacks becomes a reference."""
        return self.mark + text.encode(self.encoding, "xmlcharrefreplace")


def decode(data: bytes) -> Decoded:
    """Decode by the byte order mark, or by the XML declaration, or else as UTF-8.

    Raises:
        BrokenDocument: the encoding is unknown, or the bytes are not in it.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    if not encoding:
        declared = _ENCODING.match(data[:1000])
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
        encoding = _WIDER.get(encoding, encoding)
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
        same = text.encode(encoding) == body
    except LookupError as error:
        raise BrokenDocument(f"unknown encoding {encoding}; save the file as UTF-8") from error
    except UnicodeError as error:
        at = f" at byte {len(mark) + error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise BrokenDocument(
            f"the file is not valid {encoding.upper()}{at}; save it as UTF-8"
        ) from error
    if not same:
        raise BrokenDocument(f"the encoding {encoding} has two ways to write; save it as UTF-8")
    return Decoded(text, encoding, mark)


@dataclass(frozen=True, slots=True)
class Xml:
    """The root element of a file, and the entities that it declares with what they stand for."""

    root: Element
    entities: Mapping[str, str]


def parse(text: str) -> Xml:
    """Return the elements of the XML in `text`.

    Raises:
        BrokenDocument: it is not well formed, nested too deeply, or declares entities that could
            do harm.
    """
    declared = dict[str, str]()
    start = _root_at(text, declared)
    return Xml(_tree(text, start, declared), declared)


def legal(text: str) -> str:
    """Return `text` as character data, without what XML 1.0 cannot hold (2.2, Char)."""
    text = _ILLEGAL.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _root_at(text: str, declared: dict[str, str]) -> int:
    """Return the offset of the root element of well-formed XML; note the entities it declares."""
    parser = expat.ParserCreate(encoding="utf-8")
    places = list[int]()

    def entity(name: str, is_parameter: int, value: str | None, *_: str | None) -> None:
        if is_parameter or value is None or "&" in value or "%" in value:
            raise BrokenDocument(
                f"line {parser.CurrentLineNumber}: the entity {name} refers to other entities or "
                "files, which is not accepted; write out what it stands for"
            )
        declared[name] = value

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        places.append(parser.CurrentByteIndex)
        parser.StartElementHandler = None

    parser.EntityDeclHandler = entity
    parser.StartElementHandler = begin
    parser.DefaultHandler = lambda _text: None  # so that no entity is expanded
    data = text.encode("utf-8")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise BrokenDocument(
            f"not well-formed XML: {reason}, line {error.lineno}, column {error.offset + 1}; "
            "mend it there, or export the file again"
        ) from error
    return len(data[: places[0]].decode("utf-8"))


def _tree(text: str, start: int, declared: Mapping[str, str]) -> Element:
    """Return the elements from the root on; `text` is known to be well formed."""
    top = Element("", start, start, {})
    stack = [top]
    for token in _TOKEN.finditer(text, start):
        if token["open"]:
            _open(token, stack, text)
        elif token["close"]:
            done = stack.pop()
            done.close, done.end = token.start(), token.end()
            if len(stack) == 1:
                break
        else:
            stack[-1].children.append(_piece(token, declared))
    return next(top.elements)


def _open(token: re.Match[str], stack: list[Element], text: str) -> None:
    begin = token.start("attributes")
    attributes = {
        each["name"]: Attribute(each["value"][1:-1], begin + each.start("value") + 1)
        for each in _ATTRIBUTE.finditer(token["attributes"])
    }
    element = Element(token["open"].rpartition(":")[2], token.start(), token.end(), attributes)
    stack[-1].children.append(element)
    if token["attributes"].endswith("/") or token["open"].endswith("/"):
        element.close = element.end = token.end()
    else:
        stack.append(element)
    if len(stack) > _NESTING:
        raise BrokenDocument(
            f"line {line_of(text, token.start())}: more than {_NESTING} elements inside one another"
        )


def _piece(token: re.Match[str], declared: Mapping[str, str]) -> Piece:
    if token["text"] is not None:
        return Piece(token.start(), token.end(), token["text"])
    if token["cdata"] is not None:
        return Piece(token.start(), token.end(), token["cdata"], cdata=True)
    name = token["entity"]
    return Piece(token.start(), token.end(), _character(name, declared) if name else None)


def _character(name: str, declared: Mapping[str, str]) -> str | None:
    """Return what a reference stands for; None if the file or its DTD says, or nobody does."""
    if name.startswith("#x"):
        return chr(int(name[2:], 16))
    if name.startswith("#"):
        return chr(int(name[1:]))
    return None if name in declared else html.entities.html5.get(f"{name};")
