"""A part of an OpenDocument file > its texts, in reading order."""

from collections.abc import Callable, Iterator

from lxml import etree

from translator.formats.docx.inline import Flat
from translator.formats.odf.markup import attribute, name_of
from translator.formats.odf.paragraph import read_paragraph
from translator.formats.odf.places import Places
from translator.formats.odf.rebuild import write_paragraph
from translator.formats.odf.styles import Styles
from translator.formats.office.spots import Spot, text_spot
from translator.model import TaggedText

_PARAGRAPHS = ("text:p", "text:h")
# Elements that hold nothing but characters, and what they are to a reader.
_TEXTS = {
    "svg:title": "title of a picture",
    "svg:desc": "alternative text",
    "table:title": "title of a table",
    "table:desc": "description of a table",
    "text:ruby-text": "phonetic guide",
    "text:index-title-template": "title of an index",
    "presentation:header-decl": "header of slides",
    "presentation:footer-decl": "footer of slides",
}
_SKIPPED = frozenset({"text:tracked-changes", "office:scripts", "office:forms", "office:settings"})
_COMPUTED = frozenset({"float", "percentage", "currency", "date", "time", "boolean"})


def read_story(root: etree._Element, part: str, label: str, styles: Styles) -> Iterator[Spot]:
    """Yield the texts of a part; what is deleted, hidden or computed is none."""
    places, number = Places(label), 0
    places.prepare(root)
    events = etree.iterwalk(root, events=("start",))
    for _, element in events:
        name = name_of(element)
        if name in _SKIPPED or is_kept(element, name, styles):
            events.skip_subtree()
        elif name in _PARAGRAPHS:
            number += 1
            yield from _paragraph(element, f"{part}#{number}", places, styles)
        elif name in _TEXTS:
            number += 1
            yield from text_spot(element, f"{part}#{number}", f"{label}, {_TEXTS[name]}")


def is_kept(element: etree._Element, name: str, styles: Styles) -> bool:
    """Whether nothing in an element is read: it is hidden, a prompt, or Calc computes it."""
    if name in ("text:section", "text:p", "text:h", "text:span"):
        hidden = attribute(element, "text:style-name") in styles.hidden
        return hidden or attribute(element, "text:display") == "none" or _says_hidden(element)
    if name == "draw:frame":
        return attribute(element, "presentation:placeholder") == "true"
    if name == "table:table-cell":
        computed = attribute(element, "office:value-type") in _COMPUTED
        return computed or bool(attribute(element, "table:formula"))
    return False


def _says_hidden(paragraph: etree._Element) -> bool:
    """Whether a field in the paragraph hides it (ODF 1.3 Part 3, 7.7.12)."""
    return any(
        name_of(each) == "text:hidden-paragraph" and attribute(each, "text:is-hidden") == "true"
        for each in paragraph
    )


def _paragraph(
    element: etree._Element, identity: str, places: Places, styles: Styles
) -> Iterator[Spot]:
    place = places.of(element)
    flat = read_paragraph(element, styles)
    if flat.content.text.strip():
        outline = attribute(element, "text:outline-level")
        level = int(outline) if outline.isdecimal() and name_of(element) == "text:h" else 0
        yield Spot(identity, place, flat.content, _putter(element, flat), level)


def _putter(element: etree._Element, flat: Flat) -> Callable[[TaggedText], None]:
    def put(target: TaggedText) -> None:
        write_paragraph(element, flat, target)
        _forget_value(element)

    return put


def _forget_value(paragraph: etree._Element) -> None:
    """Let the text of a cell stand for its value: one that differs would be shown instead."""
    cell = paragraph.getparent()
    if cell is not None and name_of(cell) == "table:table-cell":
        for key, _ in cell.items():
            if str(key).endswith("}string-value"):
                del cell.attrib[key]
