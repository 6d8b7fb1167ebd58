"""Which stretches of a text go round the engine whole, with the tags inside them.

A symbol with its subscript (T with max), a formula (H2O), a unit with its exponent, a single letter
in italics: base and script are one literal, whatever the target language.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from translator.model import Slot, SlotKind, Tag, TaggedText
from translator.standards.literals import Literal

_RUN = re.compile(
    r"[A-Za-z0-9Α-Ωα-ωµ²³℃°]+(?:[/·][A-Za-zΑ-Ωα-ωµ℃°][A-Za-z0-9²³]{0,3}(?![A-Za-z]))*"
)
_SCRIPT = re.compile(r"[^\s\u3000-\u303f\u3400-\u9fff，。；：、（）！？]{1,12}")
_LETTER = re.compile(r"[A-Za-zΑ-Ωα-ωϑϕϵµ][0-9]{0,2}['′″*]{0,2}")
_CALL = re.compile(r"[0-9]{1,2}\)?|[a-z]\)?|[*†‡§]{1,3}")  # of a note, written as text
_WORD = re.compile(r"[A-Za-z]{3,}[a-z]\Z")
_ORDINARY = re.compile(r"[A-Z]?[a-z]{2,}(?:[-/][A-Za-z]+)*|[A-Z]{2,}[a-z]{2,}")


def held_slots(
    source: TaggedText, tags: Sequence[Tag], core: tuple[int, int], literals: Sequence[Literal]
) -> Iterator[Slot]:
    """Yield the symbols of the core that have some of `tags` in or around them.

    One that overlaps a literal is one with it: 0.5×10 with an exponent.
    """
    found = _merged(_stretches(source.text, tags, *core))
    near = [
        (each.start, each.end)
        for each in literals
        if any(_meet((each.start, each.end), stretch) for stretch in found)
    ]
    for first, last in _merged(found + near):
        inner = held(tags, first, last) or _around(tags, first, last)
        if inner and not _is_ordinary(source.text, inner, first, last):
            yield with_tags(source, first, last, inner, SlotKind.NAME)


def with_tags(
    source: TaggedText, start: int, end: int, inner: Sequence[Tag], kind: SlotKind
) -> Slot:
    """Return the slot of a stretch that is the same in the target, its tags included."""
    tags = tuple(replace(tag, at=tag.at - start) for tag in inner)
    text = TaggedText(source.text[start:end], tags)
    return Slot(kind, text, text, start, end)


def rendered(source: TaggedText, literal: Literal, inner: Sequence[Tag], shown: str) -> Slot:
    """Return the slot of a literal with tags in it that stands as `shown` in the target.

    What is tagged keeps its tags as far as `shown` has it; else they go around all of it.
    """
    slot = with_tags(source, literal.start, literal.end, inner, literal.kind)
    text = slot.source.text
    if shown == text:
        return slot
    same = SequenceMatcher(None, text, shown, autojunk=False).get_matching_blocks()
    starts = {block.a + n: block.b + n for block in same for n in range(block.size)}
    ends = {at + 1: other + 1 for at, other in starts.items()}
    placed = [(starts if tag.kind == "open" else ends).get(tag.at) for tag in slot.source.tags]
    if None in placed:
        placed = [0 if tag.kind == "open" else len(shown) for tag in slot.source.tags]
    moved = zip(slot.source.tags, placed, strict=True)
    tags = sorted((replace(tag, at=at or 0) for tag, at in moved), key=lambda tag: tag.at)
    return replace(slot, target=TaggedText(shown, tuple(tags)))


def held(tags: Sequence[Tag], start: int, end: int) -> Sequence[Tag]:
    """Return the tags inside the stretch, with those at its ends that they need.

    Empty where there are none inside, or where they belong to more than this stretch.
    """
    inner = [i for i, tag in enumerate(tags) if start < tag.at < end]
    if not inner:
        return ()
    opens = [i for i in range(inner[0]) if tags[i].at == start and tags[i].kind == "open"]
    closes = [i for i, tag in enumerate(tags) if tag.at == end and tag.kind == "close"]
    for first in (inner[0], *reversed(opens)):
        for last in (inner[-1], *closes):
            found = tags[first : last + 1]
            if _balanced(found):
                return found
    return ()


def _stretches(text: str, tags: Sequence[Tag], start: int, end: int) -> list[tuple[int, int]]:
    """Runs of symbols with a tag inside, scripts with their bases, tagged letters, note calls."""
    runs = [(hit.start(), hit.end()) for hit in _RUN.finditer(text, start, end)]
    pairs = [(first, last) for first, last in _pairs(tags) if start <= first and last <= end]
    calls = [pair for pair in pairs if _is_call(text, *pair)]
    found = [
        run
        for run in runs
        if any(run[0] < tag.at < run[1] for tag in tags) and not any(_meet(run, c) for c in calls)
    ]
    for pair in pairs:
        base = next((run for run in runs if run[0] < pair[0] <= run[1]), None)
        if base and pair not in calls and _SCRIPT.fullmatch(text, *pair):
            found.append((base[0], max(pair[1], base[1])))
        elif _LETTER.fullmatch(text, *pair) and not _joins(text, *pair):
            found.append(pair)
    return found + calls


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _joins(text: str, start: int, end: int) -> bool:
    """Whether letters stand right before or after the stretch."""
    return bool(_RUN.match(text[start - 1 : start]) or _RUN.match(text[end : end + 1]))


def _is_call(text: str, start: int, end: int) -> bool:
    """Whether the stretch calls a note to the word before it; a bare digit may be a number."""
    before = text[:start]
    said = _CALL.fullmatch(text, start, end)
    return said is not None and (
        bool(_WORD.search(before[-4:])) or (not said[0].isalnum() and before[-1:].isalpha())
    )


def _pairs(tags: Sequence[Tag]) -> Iterator[tuple[int, int]]:
    opened = {tag.ref: tag.at for tag in tags if tag.kind == "open"}
    for tag in tags:
        if tag.kind == "close" and opened.get(tag.ref, tag.at) < tag.at:
            yield opened[tag.ref], tag.at


def _merged(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _around(tags: Sequence[Tag], start: int, end: int) -> Sequence[Tag]:
    """The pairs of tags that enclose exactly the stretch."""
    edges = [
        i for i, tag in enumerate(tags) if (tag.at, tag.kind) in ((start, "open"), (end, "close"))
    ]
    for first in edges:
        for last in reversed(edges):
            found = tags[first : last + 1]
            if len(found) > 1 and _balanced(found) and not _has_points(found):
                return found
    return ()


def _has_points(tags: Sequence[Tag]) -> bool:
    return any(tag.kind == "point" for tag in tags)


def _is_ordinary(text: str, inner: Sequence[Tag], start: int, end: int) -> bool:
    """Whether the stretch is a word of which some letters are tagged, no base with a script."""
    if not _ORDINARY.fullmatch(text, start, end):
        return False
    base = text[start : next((tag.at for tag in inner if tag.at > start), end)]
    ends = any(tag.kind == "close" and tag.at == end for tag in inner)
    return not ends or (len(base) > 1 and base.islower()) or len(base) > 2  # noqa: PLR2004


def _balanced(tags: Sequence[Tag]) -> bool:
    """Whether every tag that opens here closes here, in order."""
    stack: list[int] = []
    for tag in tags:
        if tag.kind == "open":
            stack.append(tag.ref)
        elif tag.kind == "close" and (not stack or stack.pop() != tag.ref):
            return False
    return not stack
