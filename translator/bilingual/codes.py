"""TaggedText <> the content of a source or target of XLIFF 2.1: tags are inline codes."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.marks import Mark
from translator.formats.tree.element import Piece
from translator.formats.tree.flat import Item
from translator.model import Tag, TaggedText

CORE = "urn:oasis:names:tc:xliff:document:2.0"
_ILLEGAL = re.compile("([^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")
_TRANSPARENT = frozenset({"mrk", "sm", "em"})


@dataclass(slots=True)
class Codes:
    """The inline codes of one unit; the original data that they show grow while it is written."""

    marks: Mapping[int, Mark]
    data: dict[str, str] = field(default_factory=dict)  # by what is shown, their ids

    def append(self, parent: etree._Element, piece: TaggedText, whole: Container[int]) -> None:
        """Append the content of a source or target; the pairs in `whole` are all in its unit."""
        nested, place, at = _nested(piece.tags), parent, 0
        for tag in piece.tags:
            _append_text(place, piece.text[at : tag.at])
            at = tag.at
            if tag.ref in nested and tag.kind == "open":
                place = self._code(place, "pc", tag)
            elif tag.ref in nested and tag.kind == "close":
                above = place.getparent()
                place = parent if above is None else above
            else:
                self._single(place, tag, isolated=tag.ref not in whole)
        _append_text(place, piece.text[at:])

    def _single(self, place: etree._Element, tag: Tag, *, isolated: bool) -> None:
        name = {"open": "sc", "close": "ec", "point": "ph"}[tag.kind]
        code = self._code(place, name, tag)
        if isolated and name != "ph":
            code.set("isolated", "yes")
        elif name == "ec":
            del code.attrib["id"]
            code.set("startRef", str(tag.ref))

    def _code(self, place: etree._Element, name: str, tag: Tag) -> etree._Element:
        mark = self.marks.get(tag.ref) or Mark(str(tag.ref))
        code = etree.SubElement(place, f"{{{CORE}}}{name}", id=str(tag.ref))
        if name != "ec":
            code.set("type", mark.sort)
        if mark.subtype and name != "ec":
            code.set("subType", mark.subtype)
        code.set("canCopy", "no")
        code.set("canDelete", "yes" if mark.is_look else "no")
        shown = {"open": f"<{mark.label}>", "close": f"</{mark.label}>", "point": f"[{mark.label}]"}
        if name == "pc":
            for end, kind in (("Start", "open"), ("End", "close")):
                self._show(code, end, shown[kind])
        else:
            self._show(code, "", shown[tag.kind])
        return code

    def _show(self, code: etree._Element, end: str, shown: str) -> None:
        shown = _ILLEGAL.sub("", shown)
        code.set(f"dataRef{end}", self.data.setdefault(shown, f"d{len(self.data) + 1}"))
        code.set(f"disp{end}", shown)
        code.set(f"equiv{end}", "")


def content(items: Sequence[Item]) -> TaggedText:
    """Return the text and tags of a source or target that a tool may have rewritten.

    A code that is not ours has the ref 0.
    """
    return TaggedText.join([*_pieces(items)])


def whole(pieces: Iterable[TaggedText]) -> set[int]:
    """Return the pairs both ends of which are in the unit that the pieces make up."""
    tags = [tag for piece in pieces for tag in piece.tags]
    opened = {tag.ref for tag in tags if tag.kind == "open"}
    return opened & {tag.ref for tag in tags if tag.kind == "close"}


def legal_text(text: str) -> str:
    """Return `text` without what XML 1.0 cannot hold (2.2, Char)."""
    return _ILLEGAL.sub("", text)


def _pieces(items: Sequence[Item]) -> Iterator[TaggedText]:
    for each in items:
        if isinstance(each, Piece):
            is_reference = each.end - each.start > len(each.text or "") == 1
            text = each.text or ""
            yield TaggedText(text if is_reference else re.sub(r"\r\n?", "\n", text))
        elif each.name == "cp":
            yield TaggedText(_character(each.value("hex")))
        elif each.name == "pc":
            ref = _ref(each.value("id"))
            inner = content(each.children)
            yield TaggedText("", (Tag(0, "open", ref),))
            yield inner
            yield TaggedText("", (Tag(0, "close", ref),))
        elif each.name == "sc":
            yield TaggedText("", (Tag(0, "open", _ref(each.value("id"))),))
        elif each.name == "ec":
            ref = _ref(each.value("startRef") or each.value("id"))
            yield TaggedText("", (Tag(0, "close", ref),))
        elif each.name in _TRANSPARENT:
            yield content(each.children)
        else:
            yield TaggedText("", (Tag(0, "point", _ref(each.value("id"))),))


def _ref(name: str) -> int:
    return int(name) if name.isdecimal() else 0


def _character(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _nested(tags: Sequence[Tag]) -> set[int]:
    """The pairs that open and close here, neither across another that does."""
    opened, nested = list[int](), set[int]()
    for tag in tags:
        if tag.kind == "open":
            opened.append(tag.ref)
        elif tag.kind == "close" and tag.ref in opened:
            if opened[-1] == tag.ref:
                nested.add(tag.ref)
            opened.remove(tag.ref)
    return nested


def _append_text(parent: etree._Element, text: str) -> None:
    """Append text; a character that XML cannot hold becomes an element."""
    for number, piece in enumerate(_ILLEGAL.split(text)):
        if number % 2:
            etree.SubElement(parent, f"{{{CORE}}}cp", hex=f"{ord(piece):04X}")
        elif piece and len(parent):
            parent[-1].tail = (parent[-1].tail or "") + piece
        elif piece:
            parent.text = (parent.text or "") + piece
