"""Draft > Translation: slots, tags and surroundings back in place."""

import re
from collections.abc import Sequence
from dataclasses import replace

from translator.model import Draft, Masked, Origin, Tag, TaggedText, Translation
from translator.steps.place import place
from translator.steps.restore import restore


def unmask(draft: Draft) -> Translation:
    """Return the target with every slot and every tag of the source in it exactly once."""
    masked = draft.prepared.masked
    done = restore(draft)
    tags, doubts = place(masked, done.texts[0], draft.links)
    if draft.origin is Origin.CONVENTION:
        doubts = ()  # what it prescribes need not have the words of the source
    core = _filled(done.texts[0], tags, masked)
    after = masked.after
    pieces = [masked.before, core, _joint(masked, core, after)]
    return Translation(
        masked.segment,
        TaggedText.join(pieces),
        draft.origin,
        masked.direction,
        issues=done.issues + doubts,
        revised_for=draft.revised_for,
        memory=draft.prepared.memory or draft.prepared.similar,
    )


def _filled(text: str, tags: Sequence[Tag], masked: Masked) -> TaggedText:
    """Put in `tags`, and replace each placeholder by the target of its slot."""
    slots = {slot.mark: slot.target for slot in masked.slots}
    marks = re.compile(f"([{''.join(slots)}])" if slots else "(?!)")
    pieces, start = list[TaggedText](), 0
    for end, tag in (*((tag.at, tag) for tag in tags), (len(text), None)):
        parts = marks.split(text[start:end])
        pieces += [slots.get(part) or TaggedText(part) for part in parts]
        pieces += [TaggedText("", (replace(tag, at=0),))] if tag else []
        start = end
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
