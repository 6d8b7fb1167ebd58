"""Draft > Translation: slots and surroundings back in place; a lost one restored and reported."""

import re
from dataclasses import replace

from translator.model import (
    Draft,
    Issue,
    Masked,
    Origin,
    Slot,
    SlotKind,
    TaggedText,
    Translation,
)
from translator.symbols import ALL_PLACEHOLDERS

_WORD = re.compile(r"[A-Za-z0-9.,%°]+")


def unmask(draft: Draft) -> Translation:
    """Return the target with every slot of the source in it exactly once."""
    masked = draft.prepared.masked
    text, issues = _each_once(draft)
    core = _filled(text, masked)
    after = masked.after
    pieces = [masked.before, core, _joint(masked, core, after)]
    return Translation(
        masked.segment,
        TaggedText.join(pieces),
        draft.origin,
        masked.direction,
        issues=draft.issues + issues,
        revised_for=draft.revised_for,
    )


def _each_once(draft: Draft) -> tuple[str, tuple[Issue, ...]]:
    """The text with strange and repeated placeholders taken out, and lost ones put in."""
    masked, text = draft.prepared.masked, draft.texts[0]
    if draft.origin is Origin.MEMORY:
        text, expected = _memory_text(text, masked)
    else:
        expected = {slot.mark: slot for slot in masked.slots}
    kept, seen, issues = "", set[str](), list[Issue]()
    for char in text:
        if char in ALL_PLACEHOLDERS:
            if char in seen or char not in expected:
                issues += _extra(expected.get(char))
                continue
            seen.add(char)
        kept += char
    lost = [slot for mark, slot in expected.items() if mark not in seen]
    for slot in lost:
        kept = _restored(kept, slot, masked)
    issues += [Issue("slots", f"lost and put back: {_named(slot)}") for slot in lost]
    return kept, tuple(issues)


def _memory_text(text: str, masked: Masked) -> tuple[str, dict[str, Slot]]:
    """A memory's target with the slots that bear tags marked in it, as far as they are found."""
    expected = {slot.mark: slot for slot in masked.slots if slot.source.tags}
    for mark, slot in expected.items():
        if slot.target.text and slot.target.text in text:
            text = text.replace(slot.target.text, mark, 1)
    return text, expected


def _extra(slot: Slot | None) -> list[Issue]:
    """A repeated tag is dropped in silence: the first one stands. A literal is worth a look."""
    if slot is not None and slot.kind is SlotKind.TAG:
        return []
    return [Issue("slots", f"taken out, too many: {_named(slot) if slot else 'unknown'}")]


def _named(slot: Slot) -> str:
    return f"“{slot.target.text}”" if slot.target.text else "a formatting mark"


def _restored(text: str, slot: Slot, masked: Masked) -> str:
    """Put the mark of a lost slot where it stood, in proportion; never inside a word."""
    share = masked.text.find(slot.mark) / max(len(masked.text), 1)
    at = round(share * len(text))
    if slot.kind is SlotKind.TAG:
        at = _in_order(at, text, slot, masked)
    word = next((w for w in _WORD.finditer(text) if w.start() < at < w.end()), None)
    at = word.end() if word else at
    if slot.kind is SlotKind.TAG or masked.direction.target.is_chinese:
        return text[:at] + slot.mark + text[at:]
    return f"{text[:at].rstrip(' ')} {slot.mark} {text[at:].lstrip(' ')}".strip(" ")


def _in_order(at: int, text: str, slot: Slot, masked: Masked) -> int:
    """`at`, moved so that the tags in `text` keep the order they have in the source."""
    tags = [other.mark for other in masked.slots if other.kind is SlotKind.TAG]
    place = tags.index(slot.mark)
    after = max((text.rfind(mark) + 1 for mark in tags[:place]), default=0)
    before = [text.find(mark) for mark in tags[place + 1 :] if mark in text]
    return max(after, min([at, *before]))


def _filled(text: str, masked: Masked) -> TaggedText:
    """Replace each placeholder by the target of its slot."""
    slots = {slot.mark: slot for slot in masked.slots}
    pieces: list[TaggedText] = []
    for part in re.split(f"([{''.join(slots)}])" if slots else "(?!)", text):
        pieces.append(slots[part].target if part in slots else TaggedText(part))
    return TaggedText.join(pieces)


def _joint(masked: Masked, core: TaggedText, after: TaggedText) -> TaggedText:
    """What stands between this sentence and the next: a space in English, nothing in Chinese."""
    if masked.segment.last or not masked.direction.changes_language:
        return after
    into_chinese = masked.direction.target.is_chinese
    if into_chinese and after.text == " ":
        return TaggedText("", tuple(replace(tag, at=0) for tag in after.tags))
    if not into_chinese and core.text and not after.text:
        return replace(after, text=" ")
    return after
