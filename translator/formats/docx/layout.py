"""Paragraphs and sections laid out as the target language is: indents, line breaking, emphasis.

Chinese text indents the first line by two characters and breaks anywhere but before or after
certain signs; English text breaks between words, and sets paragraphs off by space.
"""

from lxml import etree

from translator.formats.docx.cascade import Cascade
from translator.formats.docx.faces import HAN
from translator.formats.docx.markup import attribute, child, kind, spellings, text_of
from translator.formats.docx.order import drop, properties_of, put, spelled, take_out

_GAP = "120"  # twentieths of a point after an English paragraph whose indent is taken away
_INDENT = (150, 250)  # hundredths of a character: about two characters
_TRACKED = 60  # twentieths of a point between characters that only Chinese is spread by
_OFF = ("0", "false", "off")
_SENTENCE_ENDS = "。；：！？"
_KEPT_OUT = ("w:tc", "w:txbxContent")
_NO_BODY = ("toc", "caption", "title", "subtitle", "header", "footer", "list", "footnote")
_SIDES = ("left", "start", "right", "end", "firstLine", "hanging")


def lay_out_english(root: etree._Element, cascade: Cascade) -> None:
    """Take away what only Chinese text is laid out by."""
    for properties in root.iter(*spellings("w:pPr")):
        owner = properties.getparent()
        if owner is not None:
            _unindent(properties, owner, cascade)
        justification = child(properties, "w:jc")
        if justification is not None and attribute(justification, "val") == "distribute":
            _set(justification, "val", "center")
        _take_out_off(properties, "w:wordWrap")
        _take_out(properties, "w:topLinePunct")
    for properties in root.iter(*spellings("w:rPr")):
        _plain_english(properties)
    for grid in root.iter(*spellings("w:docGrid")):
        drop(grid, "type")
    _set_all(root, "w:characterSpacingControl", "doNotCompress")


def lay_out_chinese(root: etree._Element) -> None:
    """Allow what Chinese text is laid out by."""
    for properties in root.iter(*spellings("w:pPr")):
        for name in ("w:kinsoku", "w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN"):
            _take_out_off(properties, name)
    for fitted in list(root.iter(*spellings("w:fitText"))):
        take_out(fitted)
    _set_all(root, "w:characterSpacingControl", "compressPunctuation")


def indent_chinese(root: etree._Element, cascade: Cascade) -> None:
    """Indent the first line of paragraphs of prose by two characters."""
    for paragraph in root.iter(*spellings("w:p")):
        if _is_prose(paragraph, cascade):
            indent = put(properties_of(paragraph, "w:pPr"), "w:ind")
            _set(indent, "firstLineChars", "200")
            _set(indent, "firstLine", str(cascade.size(paragraph) * 20))


def _is_prose(paragraph: etree._Element, cascade: Cascade) -> bool:
    """Whether it is a sentence of body text whose lines all begin at the margin."""
    texts = [text_of(each) for each in paragraph.iter(*spellings("w:t"))]
    text = "".join(texts).rstrip()
    if not HAN.search(text) or text[-1] not in _SENTENCE_ENDS:
        return False
    if any(kind(each) in _KEPT_OUT for each in paragraph.iterancestors()):
        return False
    if _is_numbered(paragraph, cascade) or _is_styled_otherwise(paragraph, cascade):
        return False
    if cascade.value(paragraph, "w:jc") not in ("", "left", "start", "both"):
        return False
    sides = (cascade.value(paragraph, "w:ind", side) for side in _SIDES)
    return all(side in ("", "0") for side in sides)


def _is_numbered(owner: etree._Element, cascade: Cascade) -> bool:
    for level in cascade.levels(owner):
        numbering = child(level, "w:numPr")
        number = None if numbering is None else child(numbering, "w:numId")
        if number is not None:
            return attribute(number, "val") != "0"
    return False


def _is_styled_otherwise(paragraph: etree._Element, cascade: Cascade) -> bool:
    """Whether its style is one of headings, captions, lists and the like."""
    own = child(paragraph, "w:pPr")
    style = None if own is None else child(own, "w:pStyle")
    found = None if style is None else cascade.styles.get(attribute(style, "val"))
    name = None if found is None else child(found, "w:name")
    if name is not None and attribute(name, "val").lower().startswith(_NO_BODY):
        return True
    return cascade.value(paragraph, "w:outlineLvl") not in ("", "9")


def _unindent(properties: etree._Element, owner: etree._Element, cascade: Cascade) -> None:
    indent = child(properties, "w:ind")
    if indent is None or kind(owner) == "w:lvl" or _is_numbered(owner, cascade):
        return
    if not _is_chinese_indent(indent, cascade.size(owner)):
        return
    _set(indent, "firstLineChars", "0")
    _set(indent, "firstLine", "0")
    in_cell = any(kind(each) == "w:tc" for each in owner.iterancestors())
    if not in_cell and not _is_spaced(owner, cascade):
        _set(put(properties, "w:spacing"), "after", _GAP)


def _is_chinese_indent(indent: etree._Element, size: int) -> bool:
    """Whether the first line is indented by two characters of `size` half points."""
    least, most = _INDENT
    characters = attribute(indent, "firstLineChars")
    if characters.isdecimal() and int(characters):
        return least <= int(characters) <= most
    length = attribute(indent, "firstLine")
    usual = length in ("420", "480")
    em = size * 10
    return usual or (length.isdecimal() and least * em <= int(length) * 100 <= most * em)


def _is_spaced(owner: etree._Element, cascade: Cascade) -> bool:
    names = ("before", "after", "beforeLines", "afterLines")
    spaces = (cascade.value(owner, "w:spacing", name) for name in names)
    return any(space not in ("", "0") for space in spaces)


def _plain_english(properties: etree._Element) -> None:
    """Emphasis by dots becomes italics; letters are not spread."""
    emphasis = child(properties, "w:em")
    if emphasis is not None and attribute(emphasis, "val") != "none":
        take_out(emphasis)
        put(properties, "w:i").attrib.clear()
    _take_out(properties, "w:fitText")
    spacing = child(properties, "w:spacing")
    tracked = "" if spacing is None else attribute(spacing, "val")
    if spacing is not None and tracked.isdecimal() and int(tracked) >= _TRACKED:
        take_out(spacing)


def _take_out_off(properties: etree._Element, name: str) -> None:
    found = child(properties, name)
    if found is not None and attribute(found, "val") in _OFF:
        take_out(found)


def _take_out(properties: etree._Element, name: str) -> None:
    found = child(properties, name)
    if found is not None:
        take_out(found)


def _set_all(root: etree._Element, name: str, value: str) -> None:
    for each in root.iter(*spellings(name)):
        _set(each, "val", value)


def _set(element: etree._Element, name: str, value: str) -> None:
    element.set(spelled(element, name), value)
