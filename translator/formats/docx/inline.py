"""The inside of a paragraph as a tree, free of any vocabulary: tree > TaggedText.

A dialect (`paragraph`, `drawing`) reads its XML into items. Here they are arranged so that the
text needs as few tags as can be: what has no text in it is a point, neighbouring points are one,
and only the stretches that look different from the rest of their level get a pair of tags.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Literal

from lxml import etree

from translator.model import Tag, TaggedText

# Characters that look the same in nearly every character format.
_BLANK = frozenset(" \t\n\u00a0\u2011\u00ad\u3000")


@dataclass(frozen=True, slots=True)
class Look:
    """A character format. Looks are equal if a reader cannot tell them apart.

    `properties` is the element to copy for it; `inked` tells whether even a blank shows it, as an
    underlined one does.
    """

    key: frozenset[object]
    properties: etree._Element | None = field(default=None, compare=False)
    inked: bool = field(default=False, compare=False)


PLAIN = Look(frozenset())


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """Characters in one look."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """An element that is moved, never copied or changed; `run` is the run it stands in, if any."""

    element: etree._Element
    run: etree._Element | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Neighbouring elements without text of this paragraph."""

    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Enclosure:
    """An element around text: a hyperlink, an insertion. What it encloses goes into `slot`."""

    atom: Atom
    slot: etree._Element
    holds_runs_only: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Bracket:
    """Elements before and after text that belong together: the two ends of a field."""

    head: tuple[Atom, ...]
    tail: tuple[Atom, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """A level of the tree; `look` is that of the text directly in it.

    Without a shell it is a mere stretch in another look.
    """

    items: tuple["Item", ...]
    look: Look = PLAIN
    shell: Enclosure | Bracket | None = None


Item = Text | Point | Span


@dataclass(frozen=True, slots=True)
class Flat:
    """A paragraph as the steps see it, and what its tags stand for: `marks[tag.ref]`."""

    content: TaggedText
    root: Span
    marks: dict[int, Point | Span]


def level(items: Sequence[Item], shell: Enclosure | Bracket | None = None) -> Span:
    """Arrange the items of one level so that they need few tags."""
    settled = _settle_blanks(_merge_points(items))
    base = _base_look(settled)
    return Span(tuple(_stretches(settled, base)), base, shell)


def has_text(items: Sequence[Item]) -> bool:
    """Whether there are characters in `items`, be it the space between two words."""
    return any(
        has_text(item.items) if isinstance(item, Span) else bool(item.text)
        for item in items
        if not isinstance(item, Point)
    )


def flatten(root: Span) -> Flat:
    """Return the text under `root` and its tags, numbered from 1 in reading order."""
    pieces, tags, marks = list[str](), list[Tag](), dict[int, Point | Span]()
    length = 0

    def mark(kind: Literal["open", "close", "point"], ref: int) -> None:
        tags.append(Tag(length, kind, ref))

    def walk(span: Span) -> None:
        nonlocal length
        for item in span.items:
            if isinstance(item, Text):
                pieces.append(item.text)
                length += len(item.text)
                continue
            ref = len(marks) + 1
            marks[ref] = item
            if isinstance(item, Point):
                mark("point", ref)
            else:
                mark("open", ref)
                walk(item)
                mark("close", ref)

    walk(root)
    return Flat(TaggedText("".join(pieces), tuple(tags)), root, marks)


def _merge_points(items: Sequence[Item]) -> Iterator[Item]:
    for is_point, group in groupby(items, key=lambda item: isinstance(item, Point)):
        if is_point:
            points = (item for item in group if isinstance(item, Point))
            yield Point(tuple(atom for point in points for atom in point.atoms))
        else:
            yield from group


def _settle_blanks(items: Iterator[Item]) -> list[Item]:
    """Give blanks the look of the text before them, or else after them, where it shows in neither.

    Word processors format the space between two words at random.
    """
    settled = list(items)
    texts = [number for number, item in enumerate(settled) if isinstance(item, Text)]
    _settle(settled, texts)
    _settle(settled, texts[::-1])
    return settled


def _settle(items: list[Item], texts: list[int]) -> None:
    for before, here in pairwise(texts):
        giver, taker = items[before], items[here]
        if (
            isinstance(giver, Text)
            and isinstance(taker, Text)
            and _BLANK.issuperset(taker.text)
            and not (giver.look.inked or taker.look.inked)
        ):
            items[here] = replace(taker, look=giver.look)


def _base_look(items: Sequence[Item]) -> Look:
    """Return the look in the most stretches; of several, the plainest; of several, the first.

    Lengths do not count: a translation changes them, and the tags shall stay as they are.
    """
    looks = [item.look for item in items if isinstance(item, Text)]
    if not looks:
        return PLAIN
    stretches = [look for look, _ in groupby(looks)]
    count = dict.fromkeys(stretches, 0)
    for look in stretches:
        count[look] += 1
    return max(count, key=lambda look: (count[look], -len(look.key)))


def _stretches(items: list[Item], base: Look) -> Iterator[Item]:
    """Wrap each stretch in another look than `base`, with the points and spans within it."""
    start = 0
    while start < len(items):
        item = items[start]
        if isinstance(item, Text) and item.look != base:
            end = _stretch_end(items, start, item.look)
            yield Span(tuple(items[start:end]), item.look)
            start = end
        else:
            yield item
            start += 1


def _stretch_end(items: list[Item], start: int, look: Look) -> int:
    """Return the offset after the last text of the stretch that begins at `start`."""
    end = start
    for number in range(start, len(items)):
        item = items[number]
        if isinstance(item, Text):
            if item.look != look:
                break
            end = number + 1
    return end
