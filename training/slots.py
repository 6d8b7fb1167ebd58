"""Pair > masked pair: the literals that both sides share become the same placeholder.

Serving masks with `translator.steps.mask`; training finds its literals with the same rules and
asks of each that the other side says it in one of the ways in which serving would render it.
"""

import random
from dataclasses import dataclass

from translator.model import Direction, SlotKind
from translator.standards.literals import Literal
from translator.standards.shared import replaced, shared_literals
from translator.symbols import ALL_PLACEHOLDERS, PER_KIND, PLACEHOLDERS

_KEPT_SHARE = 0.95  # of the slots; the rest stay as text, so that the model can copy text too
_KINDS = {mark: kind for kind, marks in PLACEHOLDERS.items() for mark in marks}


@dataclass(frozen=True, slots=True)
class MaskedPair:
    """Two texts with the same placeholders in them, each once on either side."""

    source: str
    target: str


def mask_pair(source: str, target: str, direction: Direction, dice: random.Random) -> MaskedPair:
    """Replace the literals that `source` and `target` share by placeholders."""
    marks = {kind: iter(PLACEHOLDERS[kind]) for kind in SlotKind}
    cuts: list[tuple[Literal, Literal, str]] = []
    for ours, theirs in shared_literals(source, target, direction):
        if dice.random() > _KEPT_SHARE:
            continue
        if mark := next(marks[ours.kind], None):
            cuts.append((ours, theirs, mark))
    return MaskedPair(
        replaced(source, [(ours, mark) for ours, _, mark in cuts]),
        replaced(target, [(theirs, mark) for _, theirs, mark in cuts]),
    )


def renumbered(pair: MaskedPair, dice: random.Random) -> MaskedPair:
    """Return `pair` with its placeholders in reading order of the source, as serving has them.

    Half of the pairs begin at a random one, so that all of them are learnt.
    """
    order = [char for char in pair.source if char in ALL_PLACEHOLDERS]
    new: dict[str, str] = {}
    for kind, marks in PLACEHOLDERS.items():
        ours = [mark for mark in order if _KINDS[mark] is kind]
        later = dice.randrange(PER_KIND // 2) if dice.random() < 0.5 else 0  # noqa: PLR2004
        first = min(later, PER_KIND - len(ours))
        new |= zip(ours, marks[first:], strict=False)
    table = str.maketrans(new)
    return MaskedPair(pair.source.translate(table), pair.target.translate(table))
