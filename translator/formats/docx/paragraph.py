"""A Word paragraph: `w:p` > tree > TaggedText (ECMA-376 Part 1, 17.3).

Proofing marks, saved page breaks and revision save ids are caches of Word's: they are passed over,
and a paragraph that is written anew does without them.
"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from translator.errors import BrokenDocument
from translator.formats.docx.fields import MAX_NESTING, Ends, Fields, is_computed
from translator.formats.docx.inline import (
    Atom,
    Bracket,
    Enclosure,
    Flat,
    Item,
    Point,
    Span,
    Text,
    flatten,
    has_text,
    level,
)
from translator.formats.docx.looks import word_look
from translator.formats.docx.markup import XML_SPACE, attribute, child, kind, text_of

_MAX_DEPTH = 60  # containers within containers
_NOISE = frozenset({"", "w:proofErr", "w:lastRenderedPageBreak"})
PROPERTIES = frozenset({"w:pPr", "w:rPr", "w:smartTagPr", "w:customXmlPr"})
CONTAINERS = frozenset(
    {"w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo"}
)
CHARACTERS = {"w:tab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
_BLANKS = re.compile(r"[\t\n\r]")


def read_paragraph(paragraph: etree._Element, fields: Fields) -> Flat:
    """Return the text of a `w:p` or a `w:rt` and its tags."""
    items = _items(paragraph, fields, 0)
    return flatten(level(_bracket(items, fields.language)))


def _items(parent: etree._Element, fields: Fields, depth: int) -> list[Item]:
    if depth > _MAX_DEPTH:
        raise BrokenDocument(
            f"a paragraph nests more than {_MAX_DEPTH} levels deep; open the file in Word and "
            "save it again"
        )
    items = list[Item]()
    for each in parent:
        name = kind(each)
        if name == "w:r":
            items += _run_items(each, fields, depth)
        elif not _is_passed_over(each, name):
            items.append(_enclosed(each, name, fields, depth))
    return items


def _is_passed_over(element: etree._Element, name: str) -> bool:
    return name in PROPERTIES or (name in _NOISE and not len(element))


def _enclosed(element: etree._Element, name: str, fields: Fields, depth: int) -> Item:
    """Return a container as a span, or as a point if it has no text in it."""
    slot = _slot(element, name)
    if slot is None:
        return Point((Atom(element),))
    items = _items(slot, fields, depth + 1)
    return _span(items, Enclosure(Atom(element), slot), fields)


def _span(items: list[Item], shell: Enclosure, fields: Fields) -> Item:
    if not has_text(items):
        return Point((shell.atom,))
    return level(_bracket(items, fields.language), shell)


def _slot(element: etree._Element, name: str) -> etree._Element | None:
    """Return the element that holds the text of a container; None if none of it is language."""
    if name in CONTAINERS:
        return element
    if name == "w:sdt":
        return child(element, "w:sdtContent")
    if name == "w:fldSimple":
        result = "".join(text_of(each) for each in element.iter() if kind(each) == "w:t")
        return None if is_computed(attribute(element, "instr"), result) else element
    return None


def _run_items(run: etree._Element, fields: Fields, depth: int) -> Iterator[Item]:
    look = word_look(child(run, "w:rPr"))
    for each in run:
        name = kind(each)
        if _is_passed_over(each, name):
            continue
        if name == "w:ruby":
            yield _ruby(each, run, fields, depth)
            continue
        text = None if look is None or each in fields.opaque else characters(each, name)
        if look is None or text is None:
            yield Point((Atom(each, run),))
        elif text:
            yield Text(text, look)


def _ruby(ruby: etree._Element, run: etree._Element, fields: Fields, depth: int) -> Item:
    """Return the base text of a phonetic guide; the guide itself is a unit of its own (17.3.3)."""
    base = child(ruby, "w:rubyBase")
    if base is None:
        return Point((Atom(ruby, run),))
    items = _items(base, fields, depth + 1)
    return _span(items, Enclosure(Atom(ruby, run), base, holds_runs_only=True), fields)


def characters(element: etree._Element, name: str) -> str | None:
    """Return the characters that a child of a run stands for; None if it is no text."""
    if name == "w:t":
        if any(kind(each) for each in element):
            return None
        text = text_of(element)
        if text != text.strip(" \t\n\r") and not _keeps_space(element):
            text = text.strip(" \t\n\r")
        return _BLANKS.sub(" ", text)
    if len(element):
        return None
    if name == "w:br":
        plain = attribute(element, "type") in ("", "textWrapping")
        return "\n" if plain and attribute(element, "clear") in ("", "none") else None
    return CHARACTERS.get(name)


def _keeps_space(element: etree._Element) -> bool:
    """Whether outer white space counts (XML 1.0, 2.10: `xml:space` is inherited)."""
    own = element.get(XML_SPACE)
    if own is None:
        own = next((v for e in element.iterancestors() if (v := e.get(XML_SPACE))), None)
    return own == "preserve"


def _bracket(
    items: Sequence[Item], language: dict[etree._Element, Ends], depth: int = 0
) -> list[Item]:
    """Make a pair of each field whose marks all stand on this level and whose result is text."""
    if depth > MAX_NESTING:
        return list(items)
    place = {
        item.atoms[0].element: number
        for number, item in enumerate(items)
        if isinstance(item, Point) and kind(item.atoms[0].element) == "w:fldChar"
    }
    result, start = list[Item](), 0
    while start < len(items):
        ends = _ends(items[start], language)
        separate = end = None
        if ends is not None:
            separate, end = place.get(ends.separate), place.get(ends.end)
        if separate is not None and end is not None:
            head = tuple(_atoms(items[start : separate + 1]))
            inner = _bracket(items[separate + 1 : end], language, depth + 1)
            result.append(_field(head, inner, tuple(_atoms(items[end : end + 1]))))
            start = end + 1
        else:
            result.append(items[start])
            start += 1
    return result


def _ends(item: Item, language: dict[etree._Element, Ends]) -> Ends | None:
    return language.get(item.atoms[0].element) if isinstance(item, Point) else None


def _field(head: tuple[Atom, ...], inner: Sequence[Item], tail: tuple[Atom, ...]) -> Item:
    """Return the field as a span, or as a point if there is nothing to read in its result."""
    if all(isinstance(item, Point) for item in inner):
        return Point((*head, *_atoms(inner), *tail))
    return level(inner, Bracket(head, tail))


def _atoms(items: Sequence[Item]) -> Iterator[Atom]:
    for item in items:
        if isinstance(item, Point):
            yield from item.atoms
        elif isinstance(item, Span) and isinstance(item.shell, Enclosure):
            yield item.shell.atom
