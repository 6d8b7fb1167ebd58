"""Text that is no paragraph: an attribute, the content of an element, an argument of a field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from translator.formats.docx.markup import attribute, child, kind, legal, spellings, text_of

_SHAPES = ("arc", "curve", "group", "image", "line", "oval", "polyline", "rect", "roundrect")
_PICTURE = {"descr": "alternative text", "title": "title of a picture"}
# Kind of element > its attributes that a reader sees, and how these are called.
_ATTRIBUTES = {
    "wp:docPr": _PICTURE,
    "cNvPr": _PICTURE,
    **{
        f"v:{shape}": {"alt": "alternative text", "title": "title of a picture"}
        for shape in ("shape", *_SHAPES)
    },
    "v:textpath": {"string": "WordArt"},
    "w:tblCaption": {"val": "title of a table"},
    "w:tblDescription": {"val": "description of a table"},
    "w:listItem": {"displayText": "item of a list"},
    "w:listEntry": {"val": "item of a list"},
    "w:helpText": {"val": "help text"},
    "w:statusText": {"val": "status text"},
    "w:default": {"val": "default text"},
    "w:hyperlink": {"tooltip": "tip of a link"},
    "a:hlinkClick": {"tooltip": "tip of a link"},
    "a:hlinkHover": {"tooltip": "tip of a link"},
}
CELLS = frozenset({"c:v", "cx:pt", "cx:v"})  # the words of a chart, among its numbers
_CONTENTS = {
    "dc:title": "title",
    "dc:subject": "subject",
    "dc:description": "description",
    "cp:keywords": "keywords",
    "cp:category": "category",
    "vt:lpwstr": "property",
    "ep:Company": "company",
    "ep:Manager": "manager",
}
# The only language in the code of a field (17.16.5.25): what a link shows under the pointer.
_CODES = {"w:instrText": "", "w:fldSimple": "instr"}
_TIP = re.compile(r'\bHYPERLINK\b.*\\o\s+"((?:[^"\\]|\\.)*)"', re.DOTALL | re.IGNORECASE)
# The cells of a chart that are words stand in these, one or two levels up (21.2.2.198).
_WORDS = frozenset({"c:strCache", "c:strLit", "c:lvl", "c:tx", "cx:strDim", "cx:txData"})
_NO_LANGUAGE = re.compile(
    r"\w+://|[A-Za-z]:[\\/]|\\\\|.*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_LIMITS = {"w:helpText": 255, "w:statusText": 138}  # 17.16.12, 17.16.31
_ELLIPSIS = "…"
KINDS = (
    "{*}cNvPr",
    *spellings(*({*_ATTRIBUTES, *_CONTENTS, *_CODES, *CELLS} - {"cNvPr"})),
)


@dataclass(frozen=True, slots=True)
class Label:
    """A text without looks; `name` is how a reader calls it.

    It is the attribute of that full name, or else the content of the element; of this, where there
    is a pattern, its first group.
    """

    element: etree._Element
    attribute: str = ""
    name: str = ""
    pattern: re.Pattern[str] | None = None

    def text(self) -> str:
        """Return the text."""
        found = self.found()
        return found[1] if found else self._raw()

    def put(self, text: str) -> None:
        """Replace the text; elements beside it stay."""
        text, raw, found = _cut(legal(text), self.limit), self._raw(), self.found()
        if found:
            text = raw[: found.start(1)] + text.replace('"', "”") + raw[found.end(1) :]
        if self.attribute:
            self.element.set(self.attribute, text)
            return
        for each in self.element:
            each.tail = None
        self.element.text = text

    @property
    def limit(self) -> int:
        """How many characters Word takes; 0 is no limit."""
        return _LIMITS.get(kind(self.element), 0)

    def is_cut(self) -> bool:
        """Whether the text is as long as Word takes, and has been made so by `put`."""
        text = self.text()
        return 0 < self.limit == len(text) and text.endswith(_ELLIPSIS)

    def _raw(self) -> str:
        if self.attribute:
            return str(self.element.get(self.attribute, ""))
        return text_of(self.element)

    def found(self) -> re.Match[str] | None:
        """Return where the text is in what holds it, if that is not all of it."""
        return self.pattern.search(self._raw()) if self.pattern else None


def labels(element: etree._Element) -> Iterator[Label]:
    """Yield the texts of an element of one of `KINDS` that are language."""
    for each in _candidates(element):
        if any(c.isalpha() for c in each.text()) and not _NO_LANGUAGE.match(each.text()):
            yield each


def _cut(text: str, limit: int) -> str:
    if not limit or len(text) <= limit:
        return text
    return text[: limit - len(_ELLIPSIS)] + _ELLIPSIS


def _candidates(element: etree._Element) -> Iterator[Label]:
    name = kind(element)
    if name in CELLS:
        if any(kind(each) in _WORDS for each in islice(element.iterancestors(), 2)):
            yield Label(element, "", "series" if _names_series(element) else "category")
        return
    if name in _CONTENTS:
        yield Label(element, "", _CONTENTS[name])
        return
    if name in _CODES:
        attribute_name = _CODES[name] and _full_name(element, _CODES[name])
        label = Label(element, attribute_name, "tip of a link", _TIP)
        if label.found():
            yield label
        return
    if _is_shown(element, name):
        for each, called in _ATTRIBUTES.get(name.rpartition("}")[2], {}).items():
            yield Label(element, _full_name(element, each), called)


def _names_series(cell: etree._Element) -> bool:
    return any(kind(each) in ("c:tx", "cx:tx") for each in cell.iterancestors())


def _is_shown(element: etree._Element, name: str) -> bool:
    """Whether a property of a form field is text, not the name or the number of something."""
    if name in ("w:helpText", "w:statusText"):
        return attribute(element, "type") == "text"
    if name != "w:default":
        return True
    field = element.getparent()
    if field is None or kind(field) != "w:textInput":
        return False
    sort = child(field, "w:type")
    return sort is None or attribute(sort, "val") in ("", "regular")


def _full_name(element: etree._Element, name: str) -> str:
    """Return the name of an attribute as the element has it: in its own name space or in none."""
    qualified = f"{{{etree.QName(element).namespace}}}{name}"
    return qualified if qualified in element.attrib else name
