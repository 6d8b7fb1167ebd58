"""The content of a source or a target of XLIFF 1.2 and 2.x <> text and tags."""

from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from corpus.exchange.inline import (
    Gathered,
    Refs,
    append,
    local,
    number,
    opening,
    paired,
    pieces,
)
from corpus.exchange.unit import Tagged, Wrong, unindented
from corpus.model import InlineTag

CORE = "urn:oasis:names:tc:xliff:document:2.0"
_KINDS = {
    "ph": "point", "x": "point", "ut": "point",
    "sc": "open", "bx": "open", "bpt": "open",
    "ec": "close", "ex": "close", "ept": "close",
}  # fmt: skip
_WITH_CODE = frozenset(("bpt", "ept", "ph", "it"))  # of XLIFF 1.2, whose content is code
_SPANS = frozenset(("pc", "g"))
_SPAN_CODES = ("dataRefStart", "dataRefEnd")
_ENDS = {"open": "open", "close": "close"}
_LEGAL = frozenset("\t\n\r")

Numbered = Callable[[str], int]


class Content:
    """Reads the sides of a unit; `data` are its codes by their ids, `ours` if we wrote it."""

    def __init__(self, data: Mapping[str, str], *, ours: bool) -> None:
        self._data = data
        self._ours = ours
        self._refs = Refs()
        self._gathered = Gathered()

    def of(self, side: etree._Element) -> Tagged:
        """Return the text and the tags of a <source> or a <target>.

        Raises:
            Wrong: a character that it names is none.
        """
        self._gathered = Gathered()
        self._inside(side)
        return self._gathered.done()

    def _inside(self, element: etree._Element) -> None:
        self._say(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, local(child))
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        self._gathered.say(text if self._ours or not text else unindented(text))

    def _child(self, child: etree._Element, name: str) -> None:
        if name == "cp":
            self._gathered.say(character(child))
        elif name in _SPANS:
            self._span(child, name)
        elif name in _KINDS:
            self._mark(child, _KINDS[name])
        elif name == "it":
            self._mark(child, _ENDS.get(str(child.get("pos")), "point"))
        else:  # mrk, sub: text like any other; sm, em: nothing
            self._inside(child)

    def _span(self, child: etree._Element, name: str) -> None:
        ref = self._ref(child, "pair")
        begin, end = (self._data.get(str(child.get(key) or "")) for key in _SPAN_CODES)
        self._gathered.mark("open", ref, opening(child) if begin is None else begin)
        self._inside(child)
        self._gathered.mark("close", ref, f"</{name}>" if end is None else end)

    def _mark(self, child: etree._Element, kind: str) -> None:
        family = "point" if kind == "point" else "pair"
        code = self._data.get(str(child.get("dataRef") or ""))
        if code is None and local(child) in _WITH_CODE and (child.text or len(child)):
            code = "".join(str(text) for text in child.itertext())
        if code is None:
            code = "" if self._ours else opening(child, empty=True)
        self._gathered.mark(kind, self._ref(child, family), code)

    def _ref(self, child: etree._Element, family: str) -> int:
        label = str(child.get("startRef") or child.get("rid") or child.get("id") or "")
        said = number(label[1:]) if self._ours else None
        return self._refs.of(f"{family} {label}") if said is None else said


def character(element: etree._Element) -> str:
    """Return the character that a <cp hex="001A"/> stands for.

    Raises:
        Wrong: there is none.
    """
    said = str(element.get("hex") or "")
    try:
        return chr(int(said, 16))
    except (ValueError, OverflowError):
        raise Wrong(f"<cp hex=“{said}”/> is no character") from None


def code_of(data: etree._Element) -> str:
    """Return the code that a <data> holds.

    Raises:
        Wrong: a character that it names is none.
    """
    found = [data.text or ""]
    for child in data:
        found += [character(child) if local(child) == "cp" else "", child.tail or ""]
    return "".join(found)


def fill(element: etree._Element, text: str) -> None:
    """Add `text` to an element; a character that XML cannot hold becomes a <cp>."""
    legal = 0
    for at, char in enumerate(text):
        if _is_legal(char):
            continue
        append(element, text[legal:at])
        etree.SubElement(element, f"{{{CORE}}}cp", hex=f"{ord(char):04X}")
        legal = at + 1
    append(element, text[legal:])


def _is_legal(char: str) -> bool:
    return (char >= " " and char not in "\ufffe\uffff") or char in _LEGAL


def side(name: str, text: str, tags: Sequence[InlineTag], data: dict[str, str]) -> etree._Element:
    """Return a <source> or a <target>; the codes of its tags go to `data`, each under an id."""
    element = etree.Element(f"{{{CORE}}}{name}")
    pairs = paired(tags)
    for piece in pieces(text, tags):
        if isinstance(piece, str):
            fill(element, piece)
            continue
        made = _tag(element, piece, is_paired=piece.ref in pairs)
        if piece.code:
            made.set("dataRef", data.setdefault(piece.code, f"d{len(data) + 1}"))
    return element


def _tag(element: etree._Element, tag: InlineTag, *, is_paired: bool) -> etree._Element:
    if tag.kind == "point":
        return etree.SubElement(element, f"{{{CORE}}}ph", id=f"p{tag.ref}")
    if tag.kind == "open":
        made = etree.SubElement(element, f"{{{CORE}}}sc", id=f"s{tag.ref}")
        made.set("canOverlap", "yes")
    else:
        made = etree.SubElement(element, f"{{{CORE}}}ec")
        made.set("startRef" if is_paired else "id", f"{'s' if is_paired else 'e'}{tag.ref}")
    if not is_paired:
        made.set("isolated", "yes")
    return made
