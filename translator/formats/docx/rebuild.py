"""A tree > the content of a Word paragraph: the elements of the tree, and new runs for its text."""

import copy
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from translator.formats.docx.inline import Atom, Enclosure, Flat, Point, Span, Text
from translator.formats.docx.markup import XML_SPACE, attribute, child, kind, legal
from translator.formats.docx.paragraph import PROPERTIES
from translator.formats.docx.weave import weave
from translator.model import TaggedText

_ELEMENTS = {"\t": "tab", "\n": "br", "\u2011": "noBreakHyphen", "\u00ad": "softHyphen"}
_SPECIAL = re.compile(f"([{''.join(_ELEMENTS)}])")
_RANGES = ("w:bookmark", "w:commentRange", "w:perm", "w:moveFromRange", "w:moveToRange")


def write_paragraph(paragraph: etree._Element, flat: Flat, target: TaggedText) -> None:
    """Replace the content of the paragraph that `flat` was read from; its properties stay."""
    woven = weave(flat, target, _ranges(flat))
    _empty(paragraph)
    space = etree.QName(paragraph).namespace
    _append(paragraph, woven, f"{{{space}}}")


def _ranges(flat: Flat) -> Iterator[tuple[int, int]]:
    """Yield the refs of points of which the first has to stay before the second."""
    starts, fields = dict[tuple[str, str], int](), list[int]()
    points = ((ref, mark) for ref, mark in flat.marks.items() if isinstance(mark, Point))
    for ref, element in ((ref, atom.element) for ref, mark in points for atom in mark.atoms):
        name, identity = kind(element), attribute(element, "id")
        if name == "w:fldChar":
            yield from _field_order(attribute(element, "fldCharType"), ref, fields)
        elif name.endswith("Start") and name[: -len("Start")] in _RANGES:
            starts[name[: -len("Start")], identity] = ref
        elif name.endswith("End") and (name[: -len("End")], identity) in starts:
            yield starts[name[: -len("End")], identity], ref


def _field_order(sort: str, ref: int, fields: list[int]) -> Iterator[tuple[int, int]]:
    """Yield each mark of a field with the next one; `fields` has the last mark of the open ones."""
    if sort == "begin":
        fields.append(ref)
    elif fields:
        yield fields.pop(), ref
        if sort == "separate":
            fields.append(ref)


def _empty(slot: etree._Element) -> None:
    for each in list(slot):
        if kind(each) not in PROPERTIES:
            slot.remove(each)


def _append(parent: etree._Element, span: Span, space: str) -> None:
    """Append what is in `span`; `space` is the name space of new elements, in braces."""
    for item in span.items:
        if isinstance(item, Text):
            _append_text(parent, item, space)
        elif isinstance(item, Point):
            _append_atoms(parent, item.atoms, space)
        elif isinstance(item.shell, Enclosure):
            _empty(item.shell.slot)
            _append_atoms(parent, (item.shell.atom,), space)
            _append(item.shell.slot, item, space)
        elif item.shell is not None:
            _append_atoms(parent, item.shell.head, space)
            _append(parent, item, space)
            _append_atoms(parent, item.shell.tail, space)
        else:
            _append(parent, item, space)


def _append_text(parent: etree._Element, item: Text, space: str) -> None:
    run = _append_run(parent, item.look.properties, space)
    for piece in _SPECIAL.split(legal(item.text)):
        if piece in _ELEMENTS:
            etree.SubElement(run, space + _ELEMENTS[piece])
        elif piece:
            text = etree.SubElement(run, f"{space}t")
            text.text = piece
            if piece != piece.strip():
                text.set(XML_SPACE, "preserve")


def _append_atoms(parent: etree._Element, atoms: Sequence[Atom], space: str) -> None:
    """Append elements, those that were in a run in a run of the same properties."""
    run, origin = None, None
    for atom in atoms:
        if atom.run is None:
            run, origin = None, None
            _move(atom.element, parent)
        else:
            if run is None or atom.run is not origin:
                run = _append_run(parent, child(atom.run, "w:rPr"), space)
                origin = atom.run
            _move(atom.element, run)


def _append_run(
    parent: etree._Element, properties: etree._Element | None, space: str
) -> etree._Element:
    run = etree.SubElement(parent, f"{space}r")
    if properties is not None:
        run.append(copy.deepcopy(properties))
        run[0].tail = None
    return run


def _move(element: etree._Element, parent: etree._Element) -> None:
    parent.append(element)
    element.tail = None
