"""A Word file > the texts in it that are language: a plain pass over all its parts.

Judges the filter, so it shares nothing with it: another parser, other rules written down again.
Exempt are deleted and moved-away text, formulae, hidden runs, instructions of fields, and the
results of fields that Word computes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from eval.documents.parts import parts_of

_COMPUTED = re.compile(
    r"\s*(=|(PAGE|NUMPAGES|PAGEREF|SEQ|NOTEREF|SECTION|SECTIONPAGES|DATE|TIME|CREATEDATE|SAVEDATE"
    r"|PRINTDATE|EDITTIME|NUMWORDS|NUMCHARS|FILESIZE|REVNUM|FORMCHECKBOX|SYMBOL|LISTNUM|AUTONUM\w*"
    r"|\w*BARCODE|EQ|MERGESEQ|MERGEREC|ADVANCE)\b|REF\s.*\\[nrwp]\b)",
    re.IGNORECASE | re.DOTALL,
)
_TEXT = re.compile(r"\{[^}]*/(wordprocessingml|drawingml)(/2006)?/main\}t$")
_STORIES = {"txbxContent", "footnote", "endnote", "comment"}
_NEVER = {"del", "moveFrom", "oMath", "fld"}
_SHOWN = {
    **dict.fromkeys(("docPr", "cNvPr"), ("descr", "title")),
    **dict.fromkeys(("shape", "rect", "roundrect", "oval", "line", "image", "group"), ("alt",)),
    **dict.fromkeys(("tblCaption", "tblDescription"), ("val",)),
    "textpath": ("string",),
    "listItem": ("displayText",),
}
_FILE = re.compile(  # Word puts the name or the address of a picture where a text should be
    r"(https?:|[A-Za-z]:\\).*|.*\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)$|\S+\.\w{3,4}$",
    re.IGNORECASE,
)
_PROPERTIES = {"title", "subject", "description", "keywords", "category"}
_OFF = {"0", "false", "off"}
_NOT_LANGUAGE = re.compile(r"\[Content_Types\]|customXml/|docProps/(?!core)|.*\.rels$")


def texts(data: bytes) -> Iterator[str]:
    """Yield the texts of a Word file that are language, those of both ways to tell a shape."""
    for name, part in parts_of(data).items():
        if name.endswith(".xml") and not _NOT_LANGUAGE.match(name):
            if name.startswith("docProps/"):
                yield from properties(part)
            else:
                yield from part_texts(part)


def local(element: ET.Element) -> str:
    """Return the name of an element without its name space."""
    return element.tag.rpartition("}")[2]


def properties(part: bytes) -> Iterator[str]:
    """Yield the properties of a document that its reader may see."""
    for element in ET.fromstring(part):  # noqa: S314 - expat expands nothing external
        if local(element) in _PROPERTIES:
            yield element.text or ""


@dataclass(slots=True)
class _Text:
    text: str
    shown: bool = True


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_result: bool = False
    texts: list[_Text] = field(default_factory=list)


@dataclass(slots=True)
class _Pass:
    """Where in a part we are: the elements around, and the fields open in each story."""

    path: list[str] = field(default_factory=list)
    fields: list[list[_Field]] = field(default_factory=lambda: [[]])
    hidden: list[bool] = field(default_factory=list)
    shut: int = 0
    found: list[_Text] = field(default_factory=list)

    def start(self, element: ET.Element) -> None:
        name = local(element)
        self.path.append(name)
        self.shut += name in _NEVER
        if name in _STORIES:
            self.fields.append([])
        elif name == "r":
            self.hidden.append(False)
        elif name == "fldSimple":
            self.fields[-1].append(_Field(_value(element, "instr"), in_result=True))

    def end(self, element: ET.Element) -> None:
        name = self.path.pop()
        self._end(name, element)
        if name in _NEVER:
            self.shut -= 1
        elif name in _STORIES:
            self.fields.pop()
        elif name == "r":
            self.hidden.pop()
        elif name == "fldSimple" and self.fields[-1]:
            self._close()

    def _end(self, name: str, element: ET.Element) -> None:
        if self.shut:
            return
        if name == "vanish" and self.path[-2:] == ["r", "rPr"]:
            self.hidden[-1] = _value(element, "val") not in _OFF
        elif name == "fldChar":
            self._mark(_value(element, "fldCharType"))
        elif name == "instrText" and self.fields[-1] and not self.fields[-1][-1].in_result:
            self.fields[-1][-1].code += element.text or ""
        else:
            self._read(name, element)

    def _read(self, name: str, element: ET.Element) -> None:
        if _TEXT.match(element.tag):
            if not any(self.hidden[-1:]):
                self._add("".join(element.itertext()))
        elif name == "v" and self.path[-2:-1] in (["strCache"], ["strLit"]):
            self._add(element.text or "")
        for attribute in _SHOWN.get(name, ()):
            text = _value(element, attribute)
            self.found.append(_Text(text, not _FILE.match(text)))

    def _add(self, text: str) -> None:
        item = _Text(text)
        self.found.append(item)
        for each in self.fields[-1]:
            each.texts.append(item)

    def _mark(self, sort: str) -> None:
        opened = self.fields[-1]
        if sort == "begin":
            opened.append(_Field())
        elif opened and sort == "separate":
            _hide(opened[-1])
            opened[-1].in_result = True
        elif opened and sort == "end":
            self._close()

    def _close(self) -> None:
        ended = self.fields[-1].pop()
        if not ended.in_result or _COMPUTED.match(ended.code):
            _hide(ended)


def _hide(part: _Field) -> None:
    for each in part.texts:
        each.shown = False
    part.texts.clear()


def part_texts(part: bytes) -> Iterator[str]:
    """Yield the texts of one part."""
    reader: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(("start", "end"))
    reader.feed(part)
    reader.close()
    walk = _Pass()
    for event in reader.read_events():
        sort, element = event[0], event[-1]
        if isinstance(element, ET.Element):
            (walk.start if sort == "start" else walk.end)(element)
    return (each.text for each in walk.found if each.shown)


def _value(element: ET.Element, name: str) -> str:
    return next((v for key, v in element.items() if key.rpartition("}")[2] == name), "")
