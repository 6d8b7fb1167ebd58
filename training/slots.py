"""Pair > masked pair: the literals that both sides share become the same placeholder.

Serving masks with `translator.steps.mask`; training finds its literals with the same rules and
asks of each that the other side says it in one of the ways in which serving would render it.
"""

import random
from dataclasses import dataclass

from translator.model import Direction, SlotKind
from translator.standards.literals import Literal, find_literals
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
    back = Direction(direction.target, direction.source)
    theirs = find_literals(target, back)
    free = dict.fromkeys(range(len(theirs)))
    marks = {kind: iter(PLACEHOLDERS[kind]) for kind in SlotKind}
    cuts_source: list[tuple[Literal, str]] = []
    cuts_target: list[tuple[Literal, str]] = []
    for ours in find_literals(source, direction):
        wanted = {_plain(text) for text in ours.renderings}
        found = next((i for i in free if _plain(_text(target, theirs[i])) in wanted), None)
        if found is None or dice.random() > _KEPT_SHARE:
            continue
        mark = next(marks[ours.kind], None)
        if mark is None:
            continue
        del free[found]
        cuts_source.append((ours, mark))
        cuts_target.append((theirs[found], mark))
    return MaskedPair(_replace(source, cuts_source), _replace(target, cuts_target))


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
