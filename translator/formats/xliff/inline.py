"""The content of a source > its text and tags; a code is a tag, and so is what shall not change."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from translator.formats.tree.element import Element, Piece
from translator.formats.tree.flat import BLANKS, Item, Pair, Sign
from translator.formats.xliff import names
from translator.model import Tag, TaggedText

_GAP = re.compile(f"[{BLANKS}]+")
_NESTING = 60  # pairs within pairs
_LINE_END = re.compile(r"\r\n?")


@dataclass(slots=True)
class Content:
    """The text and the tags of a source; it grows while it is built.

    White space is kept as it is, or becomes one space (XML 1.0, 2.10).
    """

    keeps_space: bool
    text: str = ""
    tags: list[Tag] = field(default_factory=list)
    marks: dict[int, Sign | Pair] = field(default_factory=dict)
    breaks: list[Sign] = field(default_factory=list)  # the ends of lines in it, as written
    after_blank: bool = True

    @property
    def tagged(self) -> TaggedText:
        """What was built."""
        text = self.text if self.keeps_space else self.text.rstrip(BLANKS)
        tags = (Tag(min(tag.at, len(text)), tag.kind, tag.ref) for tag in self.tags)
        return TaggedText(text, tuple(tags))

    def add(self, items: Sequence[Item], depth: int = 0) -> None:
        """Append the items of one level; pairs within too many others are points."""
        ends = _ends(items) if depth < _NESTING else {}
        number = 0
        while number < len(items):
            first = items[number]
            end = max(number, ends.get(_key(first), number) if isinstance(first, Element) else 0)
            self._add(items[number : end + 1], depth)
            number = end + 1

    def _add(self, run: Sequence[Item], depth: int) -> None:
        """Append an item, or a start, its end, and what is between them."""
        first, last = run[0], run[-1]
        if isinstance(first, Piece):
            self._add_text(first)
        elif len(run) > 1 and is_translated(first):
            pair = Pair(first.start, first.end, last.start, last.end, is_look=False)
            self._pair(pair, run[1:-1], depth)
        elif first.name in names.PAIRS and is_translated(first) and first.close > first.inner:
            self._pair(
                Pair(first.start, first.inner, first.close, first.end, is_look=False),
                first.children,
                depth,
            )
        else:
            self._tag("point", self._mark(Sign(first.start, last.end)))
            self.after_blank = False

    def _pair(self, mark: Pair, inner: Sequence[Item], depth: int) -> None:
        ref = self._mark(mark)
        self._tag("open", ref)
        self.add(inner, depth + 1)
        self._tag("close", ref)

    def _add_text(self, piece: Piece) -> None:
        if piece.text is None:
            self._tag("point", self._mark(Sign(piece.start, piece.end)))
            self.after_blank = False
            return
        if self.keeps_space:
            self.text += _LINE_END.sub("\n", piece.text)
            self.breaks += _breaks(piece)
            return
        line = _GAP.sub(" ", piece.text)
        self.text += line[1:] if line[:1] == " " and self.after_blank else line
        self.after_blank = self.text.endswith(" ") if line else self.after_blank

    def _mark(self, mark: Sign | Pair) -> int:
        ref = len(self.marks) + 1
        self.marks[ref] = mark
        return ref

    def _tag(self, kind: Literal["open", "close", "point"], ref: int) -> None:
        self.tags.append(Tag(len(self.text), kind, ref))


def _breaks(piece: Piece) -> list[Sign]:
    """The ends of lines in a piece; of a CDATA section, none that could be copied."""
    text = piece.text or ""
    if len(text) == 1:
        return [Sign(piece.start, piece.end)] if text == "\n" else []
    return [
        Sign(piece.start + found.start(), piece.start + found.end())
        for found in re.finditer(r"\r\n|\r|\n", "" if piece.cdata else text)
    ]


def is_translated(element: Element) -> bool:
    """Return whether an annotation lets its text be translated; codes have no say in it."""
    return element.value("translate") != "no" and element.value("mtype") != "protected"


def segments(items: Iterable[Item]) -> list[Element]:
    """Return the segments that a seg-source of XLIFF 1.2 is divided into."""
    found = list[Element]()
    for each in items:
        if isinstance(each, Element):
            is_segment = each.name == "mrk" and each.value("mtype") == "seg"
            found += [each] if is_segment else segments(each.children)
    return found


def _ends(items: Sequence[Item]) -> dict[tuple[str, str], int]:
    """Return the number of the item that ends each start, by what starts and its key."""
    return {
        (names.ENDS[each.name], key): number
        for number, each in enumerate(items)
        if isinstance(each, Element) and each.name in names.ENDS
        for key in [each.value("startRef") or each.value("rid") or each.value("id")]
        if key
    }


def _key(start: Element) -> tuple[str, str]:
    return start.name, start.value("rid") or start.value("id")
