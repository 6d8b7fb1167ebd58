"""Text where the schema does not expect it: `w:t` or `a:t` outside the runs of a paragraph.

Some producers write it, within `mc:AlternateContent` for one, and Word shows it. So that none is
overlooked, each such element is a unit of its own, without tags.
"""

import re

from lxml import etree

from translator.formats.docx.fields import Fields
from translator.formats.docx.inline import Flat, Span
from translator.formats.docx.looks import word_look
from translator.formats.docx.markup import XML_SPACE, child, kind, legal, text_of
from translator.formats.docx.paragraph import CONTAINERS
from translator.model import TaggedText

_PATH = CONTAINERS | {"w:r", "w:sdt", "w:sdtContent", "w:fldSimple", "w:ruby", "w:rubyBase"}
_BLANKS = re.compile(r"\s+")
_HOLDERS = frozenset({"w:p", "w:rt"})


def is_stray(text: etree._Element) -> bool:
    """Whether no paragraph reads this element as its own text."""
    run = text.getparent()
    if run is None or any(kind(each) for each in text):
        return True
    if kind(text) == "a:t":
        paragraph = run.getparent()
        return kind(run) != "a:r" or paragraph is None or kind(paragraph) != "a:p"
    if kind(run) != "w:r":
        return True
    ancestor = run.getparent()
    while ancestor is not None and kind(ancestor) in _PATH:
        ancestor = ancestor.getparent()
    return ancestor is None or kind(ancestor) not in _HOLDERS


def read_stray(text: etree._Element, fields: Fields) -> Flat:
    """Return the characters of the element; none if they are hidden or no language."""
    run = next((each for each in text.iterancestors() if kind(each) == "w:r"), None)
    hidden = run is not None and word_look(child(run, "w:rPr")) is None
    content = "" if hidden or text in fields.opaque else _line(text_of(text))
    return Flat(TaggedText(content), Span(()), {})


def write_stray(text: etree._Element, target: TaggedText) -> None:
    """Replace the characters of the element; elements in it stay."""
    for each in list(text):
        if kind(each):
            each.tail = None
        else:
            text.remove(each)
    text.text = _line(legal(target.text))
    if kind(text) == "w:t":
        text.set(XML_SPACE, "preserve")


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text)
