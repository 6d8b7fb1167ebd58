"""What is said for each bead, and for those beside it > how likely it is right, 0–1.

A logistic regression on 3 640 beads of edited development sets (`python -m eval.alignment`). The
scores of the model (`Engine.weigh`) were tried as well; they added little and cost minutes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from translator.align.model import Bead

_WORDS, _BESIDE, _UNEVEN, _LONELY, _NEAR, _CONSTANT = 2.85, 0.23, -1.4, -1.41, 0.18, 2.99
_LOW, _HIGH = -6.0, 3.0


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said for a bead, in nats: by each of its words, and by lengths and units."""

    words: float
    beside: float


def scored(beads: Sequence[Bead], judged: Sequence[Judged | None]) -> list[Bead]:
    """Return the beads with their scores."""
    found: list[Bead] = []
    for number, (bead, own) in enumerate(zip(beads, judged, strict=True)):
        around = [*judged[max(0, number - 1) : number], *judged[number + 1 : number + 2]]
        found.append(replace(bead, score=_score(bead, own, around)) if own else bead)
    return found


def _score(bead: Bead, own: Judged, around: Sequence[Judged | None]) -> float:
    near = [item.words for item in around if item]
    said = (
        _CONSTANT
        + _WORDS * own.words
        + _BESIDE * min(max(own.beside, _LOW), _HIGH)
        + _UNEVEN * (bead.kind != "1–1")
        + _LONELY * (len(around) - len(near))
        + _NEAR * min(near, default=0.0)
    )
    return 1 / (1 + math.exp(-said))
