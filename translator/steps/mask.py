"""Segment > Masked: what the engine must carry over untouched becomes a placeholder.

A slot is a literal (number, quantity, reference, name, formula) or a symbol with tags inside it (T
with a subscript). Other tags leave the text, and come back by `steps.place`. What stands around the
whole segment stays outside.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from termbase.text import Language
from translator.errors import BrokenDocument
from translator.model import Direction, Masked, Segment, Slot, SlotKind, Tag, TaggedText
from translator.standards.labels import Label, caption_label, leading_label
from translator.standards.literals import Literal, find_literals
from translator.standards.script import into
from translator.steps.held import held, held_slots, rendered
from translator.steps.nesting import nested
from translator.symbols import PLACEHOLDERS, SPARE

_PRIVATE = re.compile(r"[\ue000-\uf8ff]")


def mask(segment: Segment, direction: Direction) -> Masked:
    """Replace each slot of `segment` by its placeholder, numbered by kind in reading order.

    A literal beyond the placeholders of its kind (48) stays text; one with tags gets a mark that
    engines are not shown, and will be put back by its place.

    Raises:
        BrokenDocument: more of those in one sentence than there are marks (6144).
    """
    outer = _outer(segment.source, direction)
    source, core = segment.source, outer.core
    marked = _marked(_slots(source, core, direction), segment)
    tags = _free_tags(source, core, marked)
    pieces, start = list[str](), core.start
    for slot in marked:
        pieces += [source.text[start : slot.start], slot.mark]
        start = slot.end
    pieces.append(source.text[start : core.end])
    text = "".join(pieces)
    return Masked(segment, direction, text, marked, core.start, outer.before, outer.after, tags)


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
    blank = _typed_indent(text[: min(start, begin)], direction) if start < end else text
    lead = blank + (label.target if label else "")
    shown = lead + (" " if label and label.gap else "")
    before = tuple(
        replace(tag, at=min(tag.at, len(blank)) if tag.at <= start else len(lead))
        for tag in tags[:first]
    )
    after = tuple(replace(tag, at=max(tag.at - end, 0)) for tag in tags[last:])
    core = _Core(begin, end, first, last)
    return _Outer(core, TaggedText(shown, before), TaggedText(text[end:], after))


def _typed_indent(blank: str, direction: Direction) -> str:
    """The white space before a text without the indent that Chinese is typed with."""
    into_english = direction.changes_language and not direction.target.is_chinese
    return blank.replace("\u3000", "") if into_english else blank


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
    tags = source.tags[core.first : core.last]
    literals = list(_literals(source.text, core, direction))
    made = [_literal_slot(source, tags, literal, direction) for literal in literals]
    found = [slot for slot in made if slot]
    known = {(slot.start, slot.end) for slot in found}
    symbols = [
        slot
        for slot in held_slots(source, tags, (core.start, core.end), literals)
        if (slot.start, slot.end) not in known
    ]
    alone = (slot for slot in found if not any(_overlap(slot, other) for other in symbols))
    return sorted([*alone, *symbols], key=lambda slot: slot.start)


def _overlap(one: Slot, other: Slot) -> bool:
    return one.start < other.end and other.start < one.end


def _free_tags(source: TaggedText, core: _Core, slots: Sequence[Slot]) -> tuple[Tag, ...]:
    """The tags of the core that no slot holds, in offsets of the masked text.

    One inside a slot stands before it if it opens, else after it.
    """
    taken = {replace(t, at=t.at + slot.start) for slot in slots for t in slot.source.tags}
    free = [tag for tag in source.tags[core.first : core.last] if tag not in taken]
    moved = sorted((_moved(tag, core, slots) for tag in free), key=lambda tag: tag.at)
    if not any(slot.start < tag.at < slot.end for tag in free for slot in slots):
        return tuple(moved)
    length = core.end - core.start - sum(slot.end - slot.start - 1 for slot in slots)
    return nested(moved, length)


def _moved(tag: Tag, core: _Core, slots: Sequence[Slot]) -> Tag:
    at = min(max(tag.at, core.start), core.end)
    around = next((slot for slot in slots if slot.start < at < slot.end), None)
    if around:
        at = around.start if tag.kind == "open" else around.end
    shorter = sum(slot.end - slot.start - 1 for slot in slots if slot.end <= at)
    return replace(tag, at=at - core.start - shorter)


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


def _literal_slot(
    source: TaggedText, tags: Sequence[Tag], literal: Literal, direction: Direction
) -> Slot | None:
    """The slot of a literal; tags that it shares with other words are not in it.

    Where the language stays, such a literal is no slot, so that the tags stay where they are.
    """
    shown = literal.renderings[0]
    if direction.target is Language.ZH_HANT and direction.source is not Language.ZH_HANT:
        shown = into(shown, direction.target)
    inner = held(tags, literal.start, literal.end)
    if inner:
        return rendered(source, literal, inner, shown)
    cut = any(literal.start < tag.at < literal.end for tag in tags)
    if cut and not direction.changes_language:
        return None
    text = TaggedText(source.text[literal.start : literal.end])
    return Slot(literal.kind, text, TaggedText(shown), literal.start, literal.end)
