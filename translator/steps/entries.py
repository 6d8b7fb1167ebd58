"""Prepared > Prepared: what an entry of the terms clause that has both languages shall stand as."""

import re
from collections.abc import Sequence
from dataclasses import replace

from translator.model import Masked, Prepared, SlotKind
from translator.steps.draft import into_target
from translator.steps.own_terms import Entry, OwnTerms

_NUMBER = re.compile(r"(\d{1,2})[、.．]")  # of an entry; others are labels, which masking cuts off


def with_entries(prepared: Sequence[Prepared], own: OwnTerms) -> list[Prepared]:
    """Return the segments, those that are a whole entry with its target prescribed.

    In English that is the English term; in Chinese both, as GB/T 1.1 asks.
    """
    entries = dict(own.entries)
    reached: dict[str, int] = {}
    done: list[Prepared] = []
    for item in prepared:
        segment = item.masked.segment
        start = reached.get(segment.unit, 0)
        reached[segment.unit] = start + len(segment.source.text)
        entry = entries.get(segment.unit)
        done.append(_with_entry(item, entry, start) if entry else item)
    return done


def _with_entry(item: Prepared, entry: Entry, start: int) -> Prepared:
    """`item`, which begins at `start` of its unit; as it is if it is more or less than `entry`."""
    masked = item.masked
    source = masked.segment.source.text
    spans = [(a - start, b - start) for a, b in (entry.chinese_at, entry.english_at)]
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    core = masked.core_start
    if not core <= first <= last <= len(source):
        return item
    before, after = source[core:first].strip(" \u3000:：-—–（("), source[last:]
    number = _NUMBER.fullmatch(before)
    if (not number and before != entry.before) or re.search(r"\w", after):
        return item
    label = f"{number[1]}. " if number else ""
    shown = label + into_target(_shown(masked, spans, entry), masked)
    kept = tuple(s for s in masked.slots if s.mark in shown or s.kind is SlotKind.TAG)
    lost = "".join(slot.mark for slot in kept if slot.mark not in shown)
    return replace(item, masked=replace(masked, slots=kept), prescribed=lost + shown)


def _shown(masked: Masked, spans: Sequence[tuple[int, int]], entry: Entry) -> str:
    chinese, english = (_marked(masked, span) for span in spans)
    if masked.direction.target.is_chinese:
        return (
            f"{entry.before}：{chinese}（{english}）"
            if entry.before
            else f"{chinese}\u3000{english}"
        )
    if entry.before:
        return f"{entry.before}: {english}"
    shorts = (short for short in entry.abbreviations if short not in english)
    return english + "".join(f" ({short})" for short in shorts)


def _marked(masked: Masked, span: tuple[int, int]) -> str:
    """The masked text of a span of the source, the marks at its ends included."""
    slots = {slot.mark: slot for slot in masked.slots}
    at, shown = masked.core_start, ""
    for char in masked.text:
        slot = slots.get(char)
        here = slot.start if slot else at
        if span[0] <= here < span[1] or (slot is not None and slot.end == here == span[1]):
            shown += char
        at = slot.end if slot else at + 1
    return shown
