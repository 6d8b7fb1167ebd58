"""Pair > masked pair: the literals that both sides share become the same placeholder.

Serving masks with `translator.steps.mask`; training finds its literals with the same rules and
asks of each that the other side says it in one of the ways in which serving would render it.
"""

import random
from dataclasses import dataclass

from translator.model import Direction, SlotKind
from translator.standards.literals import Literal, find_literals
from translator.symbols import PER_KIND, PLACEHOLDERS

_KEPT_SHARE = 0.95  # of the slots; the rest stay as text, so that the model can copy text too


@dataclass(frozen=True, slots=True)
class MaskedPair:
    """Two texts with the same placeholders in them, each once on either side."""

    source: str
    target: str


def mask_pair(source: str, target: str, direction: Direction, dice: random.Random) -> MaskedPair:
    """Replace the literals that `source` and `target` share by placeholders."""
    back = Direction(direction.target, direction.source)
    theirs = find_literals(target, back)
    free = dict.fromkeys(range(len(theirs)))
    counts = {
        kind: dice.randrange(PER_KIND // 2) if dice.random() < 0.5 else 0  # noqa: PLR2004
        for kind in SlotKind
    }
    cuts_source: list[tuple[Literal, str]] = []
    cuts_target: list[tuple[Literal, str]] = []
    for ours in find_literals(source, direction):
        wanted = {_plain(text) for text in ours.renderings}
        found = next((i for i in free if _plain(_text(target, theirs[i])) in wanted), None)
        if found is None or counts[ours.kind] >= PER_KIND or dice.random() > _KEPT_SHARE:
            continue
        del free[found]
        mark = PLACEHOLDERS[ours.kind][counts[ours.kind]]
        counts[ours.kind] += 1
        cuts_source.append((ours, mark))
        cuts_target.append((theirs[found], mark))
    return MaskedPair(_replace(source, cuts_source), _replace(target, cuts_target))


def _text(text: str, literal: Literal) -> str:
    return text[literal.start : literal.end]


def _plain(text: str) -> str:
    return "".join(text.split()).replace("℃", "°C").lower()


def _replace(text: str, cuts: list[tuple[Literal, str]]) -> str:
    pieces, start = list[str](), 0
    for literal, mark in sorted(cuts, key=lambda cut: cut[0].start):
        pieces += [text[start : literal.start], mark]
        start = literal.end
    return "".join([*pieces, text[start:]])
