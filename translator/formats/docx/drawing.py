"""A DrawingML paragraph: `a:p` > tree, and back (ECMA-376 Part 1, 21.1.2.2.6).

Charts, diagrams and drawings keep their text in it. White space is text here, tabs included.
"""

import copy
import re
from collections.abc import Iterator

from lxml import etree

from translator.formats.docx.inline import Atom, Flat, Item, Look, Point, Span, Text, flatten, level
from translator.formats.docx.looks import drawing_look
from translator.formats.docx.markup import child, kind, legal, text_of
from translator.formats.docx.weave import weave
from translator.model import TaggedText

_FIRST, _LAST = "a:pPr", "a:endParaRPr"
_LINE_ENDS = re.compile(r"\r\n|[\n\r]")


def read_drawing(paragraph: etree._Element) -> Flat:
    """Return the text of an `a:p` and its tags."""
    return flatten(level(list(_items(paragraph))))


def write_drawing(paragraph: etree._Element, flat: Flat, target: TaggedText) -> None:
    """Replace the content of the paragraph that `flat` was read from; its properties stay."""
    woven = weave(flat, target)
    last = child(paragraph, _LAST)
    for each in list(paragraph):
        if kind(each) != _FIRST:
            paragraph.remove(each)
    _append(paragraph, woven, f"{{{etree.QName(paragraph).namespace}}}")
    if last is not None:
        paragraph.append(last)


def _items(paragraph: etree._Element) -> Iterator[Item]:
    for each in paragraph:
        name = kind(each)
        if name in ("a:r", "a:br"):
            look = drawing_look(child(each, "a:rPr"))
            text = "\n" if name == "a:br" else _text(each)
            if text:
                yield Text(text, look)
        elif name not in ("", _FIRST, _LAST):
            yield Point((Atom(each),))


def _text(run: etree._Element) -> str:
    text = child(run, "a:t")
    return "" if text is None else _LINE_ENDS.sub(" ", text_of(text))


def _append(paragraph: etree._Element, span: Span, space: str) -> None:
    for item in span.items:
        if isinstance(item, Text):
            _append_text(paragraph, item, space)
        elif isinstance(item, Span):
            _append(paragraph, item, space)
        else:
            paragraph.extend(atom.element for atom in item.atoms)


def _append_text(paragraph: etree._Element, item: Text, space: str) -> None:
    first, *others = legal(item.text).split("\n")
    _append_run(paragraph, first, item.look, space)
    for line in others:
        _append_properties(etree.SubElement(paragraph, f"{space}br"), item.look)
        _append_run(paragraph, line, item.look, space)


def _append_run(paragraph: etree._Element, text: str, look: Look, space: str) -> None:
    if text:
        run = etree.SubElement(paragraph, f"{space}r")
        _append_properties(run, look)
        etree.SubElement(run, f"{space}t").text = text


def _append_properties(run: etree._Element, look: Look) -> None:
    if look.properties is not None:
        run.append(copy.deepcopy(look.properties))
        run[0].tail = None
