"""Segment > Masked: what the engine must carry over untouched becomes a placeholder.

A slot is a literal (number, quantity, reference, name, formula), an inline tag, or a symbol with
tags inside it (T with a subscript). What stands around the whole segment stays outside.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from termbase.text import Language
from translator.errors import BrokenDocument
from translator.model import Direction, Masked, Segment, Slot, SlotKind, Tag, TaggedText
from translator.standards.labels import Label, caption_label, leading_label
from translator.standards.literals import Literal, find_literals
from translator.standards.script import into
from translator.symbols import PLACEHOLDERS, SPARE

_SYMBOL_WORD = re.compile(r"[A-Za-z0-9Α-Ωα-ω²³]+")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")


def mask(segment: Segment, direction: Direction) -> Masked:
    """Replace each slot of `segment` by its placeholder, numbered by kind in reading order.

    A literal beyond the placeholders of its kind (48) stays text. A tag beyond them gets a mark
    that engines are not shown; it will be put back by its place.

    Raises:
        BrokenDocument: more tags in one sentence than there are marks (6144).
    """
    outer = _outer(segment.source, direction)
    source, core = segment.source, outer.core
    marked = _marked(_slots(source, core, direction), segment)
    pieces, start = list[str](), core.start
    for slot in marked:
        pieces += [source.text[start : slot.start], slot.mark]
        start = slot.end
    pieces.append(source.text[start : core.end])
    text = "".join(pieces)
    return Masked(segment, direction, text, marked, core.start, outer.before, outer.after)


def _marked(slots: Sequence[Slot], segment: Segment) -> tuple[Slot, ...]:
    """The slots with their marks, without the literals for which no placeholder is left."""
    marks = {kind: iter(PLACEHOLDERS[kind]) for kind in SlotKind}
    spare = iter(SPARE)
    found: list[Slot] = []
    for slot in slots:
        mark = next(marks[slot.kind], None)
        if mark is None and slot.source.tags:
            mark = next(spare, None)
            if mark is None:
                raise BrokenDocument(f"{segment.place}: too many formatting marks in one sentence")
        if mark is not None:
            found.append(replace(slot, mark=mark))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Core:
    """The text[start:end] and tags[first:last] of a segment that go to the engine."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Outer:
    core: _Core
    before: TaggedText
    after: TaggedText


def _outer(source: TaggedText, direction: Direction) -> _Outer:
    """Cut off what surrounds the text: whitespace, a list number, tags that enclose all of it.

    Whitespace or a number that only one end of a pair of tags would be left with stays inside.
    """
    text, tags = source.text, source.tags
    start = len(text) - len(text.lstrip())
    end = max(len(text.rstrip()), start)
    label = _label(source, start, end, direction)
    begin = start + label.length + label.gap if label else start
    first, last = 0, len(tags)
    while first < last and tags[first].at <= begin and _outside(tags, first, begin, end):
        first += 1
    while first < last and tags[last - 1].at >= end and _outside(tags, last - 1, begin, end):
        last -= 1
    if first < last:
        if tags[first].at < begin:
            label, begin = None, min(start, tags[first].at)
        end = max(end, tags[last - 1].at)
    lead = text[: min(start, begin)] + (label.target if label else "")
    shown = lead + (" " if label and label.gap else "")
    before = tuple(
        replace(tag, at=tag.at if tag.at <= start else len(lead)) for tag in tags[:first]
    )
    after = tuple(replace(tag, at=max(tag.at - end, 0)) for tag in tags[last:])
    core = _Core(begin, end, first, last)
    return _Outer(core, TaggedText(shown, before), TaggedText(text[end:], after))


def _label(source: TaggedText, start: int, end: int, direction: Direction) -> Label | None:
    """The label at the start of the text, unless a tag cuts it in two."""
    text = source.text[start:end]
    inner = [tag for tag in source.tags if start < tag.at < end]
    if inner and inner[0].kind == "point":
        caption = caption_label(text, inner[0].at - start, direction)
        if caption:
            return caption
    label = leading_label(text, direction)
    if label and inner and inner[0].at < start + label.length:
        return None
    return label


def _outside(tags: Sequence[Tag], index: int, start: int, end: int) -> bool:
    """Whether the tag encloses all of the text between `start` and `end`, or none of it."""
    tag = tags[index]
    partner = _partner(tags, index)
    if tag.kind == "point" or partner is None:
        return True
    at = tags[partner].at
    return at <= start or at >= end


def _partner(tags: Sequence[Tag], index: int) -> int | None:
    """The tag that closes, or opens, the one at `index`."""
    tag = tags[index]
    if tag.kind == "open":
        places, wanted = range(index + 1, len(tags)), "close"
    else:
        places, wanted = range(index - 1, -1, -1), "open"
    return next((i for i in places if tags[i].ref == tag.ref and tags[i].kind == wanted), None)


def _slots(source: TaggedText, core: _Core, direction: Direction) -> list[Slot]:
    """All slots of the core, in reading order, none overlapping."""
    literals = [
        slot
        for literal in _literals(source.text, core, direction)
        for slot in _literal_slots(source, literal, direction)
    ]
    words = [
        slot for slot in _symbol_words(source, core) if not any(_overlap(slot, o) for o in literals)
    ]
    found = literals + words
    taken = {tag for slot in found for tag in _tags_of(source, slot)}
    for index in range(core.first, core.last):
        if index not in taken:
            tag = source.tags[index]
            text = TaggedText("", (replace(tag, at=0),))
            at = min(max(tag.at, core.start), core.end)
            found.append(Slot(SlotKind.TAG, text, text, at, at))
            taken.add(index)
    order = {tag: place for place, tag in enumerate(source.tags)}
    return sorted(found, key=lambda slot: (slot.start, slot.end, _place(slot, order)))


def _place(slot: Slot, order: dict[Tag, int]) -> int:
    """Where the first tag of a bare tag slot stands among the tags of the segment."""
    if slot.kind is not SlotKind.TAG:
        return -1
    tag = slot.source.tags[0]
    return order.get(replace(tag, at=slot.start), 0)


def _overlap(one: Slot, other: Slot) -> bool:
    return one.start < other.end and other.start < one.end


def _tags_of(source: TaggedText, slot: Slot) -> set[int]:
    """The indices of the tags that `slot` holds."""
    held = {replace(tag, at=tag.at + slot.start) for tag in slot.source.tags}
    return {index for index, tag in enumerate(source.tags) if tag in held}


def _literals(text: str, core: _Core, direction: Direction) -> Iterator[Literal]:
    """The literals of the core, in offsets of the segment; private-use characters among them."""
    private = {
        hit.start(): Literal(hit.start(), hit.end(), SlotKind.NAME, (hit.group(),))
        for hit in _PRIVATE.finditer(text, core.start, core.end)
    }
    yield from private.values()
    for found in find_literals(text[core.start : core.end], direction):
        moved = replace(found, start=found.start + core.start, end=found.end + core.start)
        if not any(moved.start <= at < moved.end for at in private):
            yield moved


def _literal_slots(source: TaggedText, literal: Literal, direction: Direction) -> list[Slot]:
    """The slot of a literal; one with tags in it stays as it is, or is cut in pieces at them."""
    inner = [tag for tag in source.tags if literal.start < tag.at < literal.end]
    held = _held(source.tags, literal.start, literal.end)
    text = source.text[literal.start : literal.end]
    if not inner:
        shown = literal.renderings[0]
        if direction.target is Language.ZH_HANT and direction.source is not Language.ZH_HANT:
            shown = into(shown, direction.target)
        target = TaggedText(shown)
        return [Slot(literal.kind, TaggedText(text), target, literal.start, literal.end)]
    if held:
        return [_with_tags(source, literal.start, literal.end, held, literal.kind)]
    cuts = sorted({literal.start, *(tag.at for tag in inner), literal.end})
    return [
        slot
        for start, end in pairwise(cuts)
        for piece in find_literals(source.text[start:end], direction)
        for slot in _literal_slots(
            source, replace(piece, start=piece.start + start, end=piece.end + start), direction
        )
    ]


def _with_tags(
    source: TaggedText, start: int, end: int, inner: Sequence[Tag], kind: SlotKind
) -> Slot:
    tags = tuple(replace(tag, at=tag.at - start) for tag in inner)
    text = TaggedText(source.text[start:end], tags)
    return Slot(kind, text, text, start, end)


def _symbol_words(source: TaggedText, core: _Core) -> Iterator[Slot]:
    """Latin or Greek symbols with tags in them: "T" with the subscript "max"."""
    tags = source.tags[core.first : core.last]
    if not tags:
        return
    for hit in _SYMBOL_WORD.finditer(source.text, core.start, core.end):
        held = _held(tags, hit.start(), hit.end())
        if held:
            yield _with_tags(source, hit.start(), hit.end(), held, SlotKind.NAME)


def _held(tags: Sequence[Tag], start: int, end: int) -> Sequence[Tag]:
    """The tags inside the stretch from `start` to `end`, with those at its ends that they need.

    Empty where there are none inside, or where they belong to more than this stretch.
    """
    inner = [i for i, tag in enumerate(tags) if start < tag.at < end]
    if not inner:
        return ()
    opens = [i for i in range(inner[0]) if tags[i].at == start and tags[i].kind == "open"]
    closes = [i for i, tag in enumerate(tags) if tag.at == end and tag.kind == "close"]
    for first in (inner[0], *reversed(opens)):
        for last in (inner[-1], *closes):
            held = tags[first : last + 1]
            if _balanced(held):
                return held
    return ()


def _balanced(tags: Sequence[Tag]) -> bool:
    """Whether every tag that opens here closes here, in order."""
    stack: list[int] = []
    for tag in tags:
        if tag.kind == "open":
            stack.append(tag.ref)
        elif tag.kind == "close" and (not stack or stack.pop() != tag.ref):
            return False
    return not stack
