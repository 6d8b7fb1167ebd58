"""Draft > Draft: of the engine's hypotheses the best that keeps terms, slots and numbers.

What the best one still lacks is mended where that is safe, else left for `verify` to flag.
"""

import re
from collections import Counter
from dataclasses import replace

from termbase.match import TermMatch
from termbase.text import Language
from translator.model import Direction, Draft, Origin
from translator.standards.script import into
from translator.steps.terms import find_target
from translator.symbols import ALL_PLACEHOLDERS

_HAN = re.compile(r"[\u3400-\u9fff]")
_DIGIT = re.compile(r"\d+")


def enforce(draft: Draft) -> Draft:
    """Choose one text, and put in each term that the engine left in the source language.

    Enforcing twice is enforcing once. What comes from the memory is a person's, and stays.
    """
    if draft.origin is not Origin.ENGINE:
        return draft
    best = min(draft.texts, key=lambda text: _faults(draft, text))
    return replace(draft, texts=(_capitalised(_substituted(draft, best), draft),))


def _capitalised(text: str, draft: Draft) -> str:
    """An English sentence begins with a capital; a heading or a term may begin as it likes."""
    direction = draft.prepared.masked.direction
    sentence = draft.prepared.masked.text.endswith(("。", "！", "？", "："))
    if direction.target is not Language.EN or direction.source is Language.EN or not sentence:
        return text
    return text[:1].upper() + text[1:]


def _faults(draft: Draft, text: str) -> tuple[int, int, int, int]:
    """What is wrong with `text`, the gravest first: slots, terms, numbers. `min` keeps order."""
    masked = draft.prepared.masked
    wanted = Counter(slot.mark for slot in masked.slots)
    given = Counter(char for char in text if char in ALL_PLACEHOLDERS)
    slots = (wanted - given).total() + (given - wanted).total()
    missing = missing_terms(draft, text)
    ours, theirs = (Counter(_DIGIT.findall(side)) for side in (masked.text, text))
    numbers = (ours - theirs).total() + (theirs - ours).total()
    residue = len(_HAN.findall(text)) if masked.direction.target is Language.EN else 0
    return slots, missing, numbers, residue


def missing_terms(draft: Draft, text: str) -> int:
    """Return how many terms of the segment a masked text of the engine does not use."""
    plain = _with_literals(draft, text)
    target = draft.prepared.masked.direction.target
    return sum(find_target(match.term, plain, target) is None for match in draft.prepared.terms)


def _with_literals(draft: Draft, text: str) -> str:
    shown = {slot.mark: slot.target.text for slot in draft.prepared.masked.slots}
    return "".join(shown.get(char, char) for char in text)


def _substituted(draft: Draft, text: str) -> str:
    """`text` with each missing term whose source stands in it replaced by the target."""
    direction = draft.prepared.masked.direction
    if not direction.changes_language:
        return text
    for match in draft.prepared.terms:
        if find_target(match.term, _with_literals(draft, text), direction.target) is None:
            text = _substitute(text, match, direction)
    return text


def _substitute(text: str, match: TermMatch, direction: Direction) -> str:
    source, target = match.term.source, into(match.term.target, direction.target)
    if direction.target is not Language.EN:
        return re.sub(rf"\s*(?<![A-Za-z]){re.escape(source)}(?![A-Za-z])\s*", target, text)
    at = text.find(source)
    if at < 0:
        return text
    before, after = text[:at].rstrip(), text[at + len(source) :].lstrip()
    gap_before = "" if not before or before[-1] in "(“‘/-" else " "
    gap_after = "" if not after or not (after[0].isalnum() or after[0] in "(“‘") else " "
    return before + gap_before + target + gap_after + after
