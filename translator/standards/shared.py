"""Two texts that say the same > the literals that both have, whatever way each says them."""

from collections.abc import Iterator, Mapping, Sequence

from translator.model import Direction, SlotKind
from translator.standards.literals import Literal, find_literals
from translator.symbols import LITERALS, PLACEHOLDERS

_KINDS = {mark: kind for kind, marks in PLACEHOLDERS.items() for mark in marks}


def shared_literals(
    source: str, target: str, direction: Direction
) -> list[tuple[Literal, Literal]]:
    """Return each literal of `source` that `target` has, with the one that stands for it there.

    The other side must say it in one of the ways in which serving would render it.
    """
    theirs = find_literals(target, Direction(direction.target, direction.source))
    free = dict.fromkeys(range(len(theirs)))
    found: list[tuple[Literal, Literal]] = []
    for ours in find_literals(source, direction):
        wanted = {_plain(text) for text in ours.renderings}
        index = next((i for i in free if _plain(_text(target, theirs[i])) in wanted), None)
        if index is not None:
            del free[index]
            found.append((ours, theirs[index]))
    return found


def replaced(text: str, cuts: Sequence[tuple[Literal, str]]) -> str:
    """Return `text` with each literal of `cuts` replaced by what stands for it."""
    pieces, start = list[str](), 0
    for literal, mark in sorted(cuts, key=lambda cut: cut[0].start):
        pieces += [text[start : literal.start], mark]
        start = literal.end
    return "".join([*pieces, text[start:]])


def likened(source: str, target: str, direction: Direction, masked: str) -> str:
    """Return `target`, a similar text's translation, with the slots of `masked` in it.

    The k-th literal of a kind that `source` and `target` share stands for the k-th slot of that
    kind of the masked text; one beyond those stays text.
    """
    marks = _marks(masked)
    cuts: list[tuple[Literal, str]] = []
    for ours, theirs in shared_literals(source, target, direction):
        if mark := next(marks[ours.kind], None):
            cuts.append((theirs, mark))
    return replaced(target, cuts)


def _marks(masked: str) -> Mapping[SlotKind, Iterator[str]]:
    return {
        kind: iter([char for char in masked if char in LITERALS and _KINDS[char] is kind])
        for kind in SlotKind
    }


def _text(text: str, literal: Literal) -> str:
    return text[literal.start : literal.end]


def _plain(text: str) -> str:
    return "".join(text.split()).replace("℃", "°C").lower()
