"""How near two texts are, as a percentage that a translator would recognise.

The distance counts the words, numbers and Chinese characters to insert, delete or replace; what it
costs more where meaning turns is in the constants below, which docs/MEMORY.md explains.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from rapidfuzz.distance import Levenshtein

from corpus.model import Entry, Origin, Status
from corpus.words import units

EXACT = 100
CONTEXT = 101  # both neighbours are equal, too
SUBSTITUTED = 98  # numbers or references differ, and were put into the target

FORM_PENALTY = 1  # case, punctuation, hyphens or spaces differ
NUMBER_PENALTY = 2
MODAL_PENALTY = 3
NEGATION_PENALTY = 5
TAG_PENALTY = 1
DRAFT_PENALTY = 2
MACHINE_PENALTY = 1  # a machine's target that a person has edited
AGE_PENALTY = 1  # for each five years
_YEARS, _OLDEST = 5, 3

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)*")
_NEGATION = re.compile(
    r"\b(?:not?|never|none|nor|neither|without|cannot|non)\b|n't\b"
    r"|不(?![锈同仅但断久])|未|无(?![论锡])|非(?!常)|勿|没有|禁止|严禁"
)
_MODAL = re.compile(
    r"\b(?:shall|must|should|may|might|can|could|will|would)\b"
    r"|(?<![供响反对适效相])应(?![力变用急答聘付])|必须|(?<![适便事])宜|(?<![许])可(?![靠见行变能])|可能|能够"
)


def closeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how many of the units of the longer text need no edit, in percent (0–100)."""
    longer = max(len(one), len(other))
    if not longer:
        return 100.0
    return 100.0 * (1 - Levenshtein.distance(one, other) / longer)


def score(one: str, other: str) -> int:
    """Return how near two keys are: 100 only for equal ones, and the same in either order."""
    if one == other:
        return EXACT
    left, right = units(one), units(other)
    if not left or not right:
        return 0
    whole = closeness(left, right)
    lost = FORM_PENALTY if left == right else penalty(one.lower(), other.lower())
    return max(0, int(whole - lost))


def penalty(one: str, other: str) -> int:
    """Return the points that a difference of numbers, negations and modal verbs costs."""
    weights = ((_NUMBER, NUMBER_PENALTY), (_NEGATION, NEGATION_PENALTY), (_MODAL, MODAL_PENALTY))
    return sum(
        points
        for pattern, points in weights
        if Counter(pattern.findall(one)) != Counter(pattern.findall(other))
    )


def trust(entry: Entry, today: date) -> int:
    """Return the points that an entry's status, origin and age cost it."""
    lost = DRAFT_PENALTY if entry.status is Status.DRAFT else 0
    if entry.origin is Origin.POST_EDITED:
        lost += MACHINE_PENALTY
    try:
        years = (today - date.fromisoformat(entry.at[:10])).days // 365
    except ValueError:  # what a file said is no day
        return lost
    return lost + AGE_PENALTY * max(0, min(_OLDEST, years // _YEARS))
