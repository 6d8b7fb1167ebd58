"""Draft > Draft whose first text has each slot once: a lost one restored, and reported."""

import re
from dataclasses import replace

from translator.model import Draft, Issue, Masked, Origin, Slot
from translator.symbols import ALL_PLACEHOLDERS

_PLACEHOLDER = re.compile(f"([{''.join(ALL_PLACEHOLDERS)}])")
_WORD = re.compile(r"[A-Za-z0-9.,%°]+")


def restore(draft: Draft) -> Draft:
    """Return the draft with that text alone, every slot of the source in it exactly once.

    Restoring twice is restoring once. In a text from the memory literals are text, and those that
    stand in it as they would here become slots.
    """
    masked, text = draft.prepared.masked, draft.texts[0]
    expected = {slot.mark: slot for slot in masked.slots}
    if draft.origin is Origin.MEMORY:
        text = _with_marks(text, masked)
        expected = {m: slot for m, slot in expected.items() if slot.source.tags or m in text}
    kept, seen, issues = "", set[str](), list[Issue]()
    for piece in _PLACEHOLDER.split(text):
        if piece in ALL_PLACEHOLDERS:
            if piece in seen or piece not in expected:
                issues.append(_extra(expected.get(piece)))
                continue
            seen.add(piece)
        kept += piece
    lost = [slot for mark, slot in expected.items() if mark not in seen]
    for slot in lost:
        kept = _restored(kept, slot, masked)
    issues += [Issue("slots", f"lost and put back: “{slot.target.text}”") for slot in lost]
    return replace(draft, texts=(kept,), issues=(*draft.issues, *issues))


def _with_marks(text: str, masked: Masked) -> str:
    """A memory's target in which the literals are slots, as far as they are found."""
    for slot in masked.slots:
        shown = slot.target.text
        if shown and slot.mark not in text:
            whole = rf"(?<![A-Za-z0-9])(?<!\d\.){re.escape(shown)}(?![A-Za-z0-9]|\.\d)"
            text = re.sub(whole, slot.mark, text, count=1)
    return text


def _extra(slot: Slot | None) -> Issue:
    return Issue("slots", f"taken out, too many: {f'“{slot.target.text}”' if slot else 'unknown'}")


def _restored(text: str, slot: Slot, masked: Masked) -> str:
    """Put the mark of a lost slot where it stood, in proportion; never inside a word."""
    share = masked.text.find(slot.mark) / max(len(masked.text), 1)
    at = round(share * len(text))
    word = next((w for w in _WORD.finditer(text) if w.start() < at < w.end()), None)
    at = word.end() if word else at
    if masked.direction.target.is_chinese:
        return text[:at] + slot.mark + text[at:]
    return f"{text[:at].rstrip(' ')} {slot.mark} {text[at:].lstrip(' ')}".strip(" ")
