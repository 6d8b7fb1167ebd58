"""The text of a cell or comment: CT_Rst > tagged text, and back (ECMA-376 Part 1, 18.4.8).

The font of a run is not seen as a format: a spreadsheet takes another one for Chinese than for
Latin letters in the middle of a sentence. Phonetic guides go when the text they guide goes.
"""

import copy
import re
from collections.abc import Iterator

from lxml import etree

from translator.formats.docx.inline import (
    PLAIN,
    Atom,
    Flat,
    Item,
    Look,
    Point,
    Span,
    Text,
    flatten,
    level,
)
from translator.formats.docx.markup import XML_SPACE, legal, text_of
from translator.formats.docx.weave import weave
from translator.formats.office.spots import Spot, cut, local
from translator.model import TaggedText

MAX_CELL = 32_767  # characters that a cell may hold
_SILENT = frozenset({"rFont", "charset", "family", "scheme"})
_INKED = frozenset({"u", "strike"})
_PICTURES = re.compile(r"wingdings|webdings|symbol|marlett", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def rich_spot(element: etree._Element, identity: str, place: str) -> Iterator[Spot]:
    """Yield the spot of a `si`, an `is` or the `text` of a comment, if there is text in it."""
    content = _content(element)

    def put(target: TaggedText) -> None:
        if _is_plain(element):
            _set(element[0], cut(target.text, MAX_CELL))
        else:
            _write(element, _flat(element), target)

    if content.text.strip():
        yield Spot(identity, place, content, put)


def plain_text(element: etree._Element) -> str:
    """Return the characters of a `si` or an `is` without its phonetic guides."""
    return "".join(item.text for item in _items(element) if isinstance(item, Text))


def decode(text: str) -> str:
    """Return what an ST_Xstring means (22.9.2.19): `_x005F_` is an underscore."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: legal(chr(int(found[1], 16))), text)
    return text.replace("\r", "")


def encode(text: str) -> str:
    """Return `text` as an ST_Xstring."""
    clean = legal(text)
    return _ESCAPED.sub(lambda found: f"_x005F_{found[0][1:]}", clean) if "_x" in clean else clean


def _content(element: etree._Element) -> TaggedText:
    """Return the text and its tags; most cells have one piece of text and nothing else."""
    if _is_plain(element):
        return TaggedText(decode(text_of(element[0])))
    return _flat(element).content


def _is_plain(element: etree._Element) -> bool:
    return len(element) == 1 and local(element[0]) == "t" and not len(element[0])


def _flat(element: etree._Element) -> Flat:
    return flatten(level(list(_items(element))))


def _items(element: etree._Element) -> Iterator[Item]:
    for each in element:
        name = local(each)
        if name == "t":
            yield Text(decode(text_of(each)), PLAIN)
        elif name == "r":
            yield _run(each)


def _run(run: etree._Element) -> Item:
    properties = run.find("{*}rPr")
    font = None if properties is None else properties.find("{*}rFont")
    if font is not None and _PICTURES.search(str(font.get("val", ""))):
        return Point((Atom(run),))
    text = run.find("{*}t")
    return Text("" if text is None else decode(text_of(text)), _look(properties))


def _look(properties: etree._Element | None) -> Look:
    if properties is None:
        return PLAIN
    seen = [each for each in properties if local(each) not in _SILENT]
    keys = frozenset((local(each), tuple(sorted(each.items()))) for each in seen)
    return Look(keys, properties, any(local(each) in _INKED for each in seen))


def _write(element: etree._Element, flat: Flat, target: TaggedText) -> None:
    woven = weave(flat, TaggedText(cut(target.text, MAX_CELL), target.tags))
    rest = [each for each in element if local(each) not in ("t", "r", "rPh", "")]
    for each in list(element):
        element.remove(each)
    space = f"{{{etree.QName(element).namespace}}}"
    items = list(_leaves(woven))
    texts = [item for item in items if isinstance(item, Text)]
    if len(texts) == len(items) and all(item.look.properties is None for item in texts):
        _append_text(element, "".join(item.text for item in texts), space)
    else:
        for item in items:
            _append(element, item, space)
    element.extend(rest)


def _leaves(span: Span) -> Iterator[Text | Point]:
    for item in span.items:
        if isinstance(item, Span):
            yield from _leaves(item)
        else:
            yield item


def _append(element: etree._Element, item: Text | Point, space: str) -> None:
    if isinstance(item, Point):
        element.extend(atom.element for atom in item.atoms)
        return
    run = etree.SubElement(element, f"{space}r")
    if item.look.properties is not None:
        run.append(copy.deepcopy(item.look.properties))
        run[0].tail = None
    _append_text(run, item.text, space)


def _append_text(parent: etree._Element, text: str, space: str) -> None:
    _set(etree.SubElement(parent, f"{space}t"), text)


def _set(element: etree._Element, text: str) -> None:
    element.text = encode(text)
    if text != text.strip():
        element.set(XML_SPACE, "preserve")
