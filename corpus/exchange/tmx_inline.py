"""The content of a TMX segment <> text and tags (TMX 1.4b, 2.3 and 4)."""

from collections.abc import Sequence

from lxml import etree

from corpus.exchange.inline import Gathered, Refs, append, local, number, opening, paired, pieces
from corpus.exchange.unit import Tagged, unindented
from corpus.model import InlineTag

_CODES = {"bpt": "open", "ept": "close", "ph": "point", "ut": "point"}
_ENDS = {"begin": "open", "end": "close"}
_SIDES = {"open": "begin", "close": "end"}


def content(segment: etree._Element, *, ours: bool) -> Tagged:
    """Return the text and the tags of a <seg>.

    The text of a <sub> is text; each run of code about it is a tag. Line ends and the spaces after
    them lay out the XML of others, and mean themselves in our own.
    """
    if not len(segment):
        text = segment.text or ""
        return (text if ours else unindented(text)), ()
    walk = _Walk(ours=ours)
    walk.inside(segment)
    return walk.gathered.done()


class _Walk:
    """Gathers a segment."""

    def __init__(self, *, ours: bool) -> None:
        self.gathered = Gathered()
        self._ours = ours
        self._refs = Refs()
        self._begun: dict[str, int] = {}  # <bpt> by its `i`

    def inside(self, element: etree._Element) -> None:
        """Take all that is in an element."""
        self._say(element.text)
        for child in element:
            self._child(child, local(child))
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        self.gathered.say(text if self._ours or not text else unindented(text))

    def _child(self, child: etree._Element, name: str) -> None:
        if name in _CODES:
            self._code(child, _CODES[name])
        elif name == "it":
            self._code(child, _ENDS.get(str(child.get("pos")), "point"))
        elif name == "hi":
            ref = self._ref(child)
            self.gathered.mark("open", ref, opening(child))
            self.inside(child)
            self.gathered.mark("close", ref, f"</{name}>")
        else:
            self.inside(child)

    def _code(self, element: etree._Element, kind: str) -> None:
        self.gathered.mark(kind, self._ref(element), element.text or "")
        for child in element:
            self.inside(child)
            if child.tail:
                self.gathered.mark("point", self._refs.next(), child.tail)

    def _ref(self, element: etree._Element) -> int:
        """The number that both languages call a tag by, where they do; else its place."""
        label = str(element.get("i") or "")
        if local(element) == "ept" and label in self._begun:
            return self._begun[label]
        said = number(element.get("x"))
        said = number(label) if said is None else said
        ref = self._refs.next() if said is None else said
        if local(element) == "bpt":
            self._begun[label] = ref
        return ref


def segment(text: str, tags: Sequence[InlineTag]) -> etree._Element:
    """Return the <seg> of a text; `content` gives it back."""
    element = etree.Element("seg")
    if not tags:
        element.text = text
        return element
    pairs = paired(tags)
    for piece in pieces(text, tags):
        if isinstance(piece, str):
            append(element, piece)
        else:
            _mark(element, piece, is_paired=piece.ref in pairs)
    return element


def _mark(element: etree._Element, tag: InlineTag, *, is_paired: bool) -> None:
    ref = str(tag.ref)
    if tag.kind == "point":
        made = etree.SubElement(element, "ph", x=ref)
    elif not is_paired:
        made = etree.SubElement(element, "it", pos=_SIDES[tag.kind], x=ref)
    elif tag.kind == "open":
        made = etree.SubElement(element, "bpt", i=ref, x=ref)
    else:
        made = etree.SubElement(element, "ept", i=ref)
    if tag.code:
        made.text = tag.code
