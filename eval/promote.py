"""Two models on the same sets > may the new one take the place of the old one?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.evaluate import evaluate
from eval.sets import DevSet
from translator.engines.base import Engine

METRIC = "BLEU"
GENERAL_FALL = 1.0
OWN_FALL = 0.0


@dataclass(frozen=True, slots=True)
class Trial:
    """A set in one direction, on which the score may fall by `fall` (BLEU, 0–100)."""

    dev_set: DevSet
    fall: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a trial came to: `old` is the model in use."""

    name: str
    direction: str
    old: float
    new: float
    fall: float
    signature: str

    @property
    def is_worse(self) -> bool:
        """Whether it fell by more than it may."""
        return self.old - self.new > self.fall

    def __str__(self) -> str:
        bound = f"may fall by {self.fall:g}" if self.fall else "may not fall"
        return (
            f"{self.name} {self.direction}: {METRIC} {self.old:.2f} → {self.new:.2f}"
            f" ({bound}; {self.signature})"
        )


def compare(
    trials: Sequence[Trial], old: Engine, new: Engine, tell: Callable[[Comparison], None]
) -> list[Comparison]:
    """Return the comparison of both engines in each trial; `tell` is given each as it is made."""
    found: list[Comparison] = []
    for trial in trials:
        before, after = (evaluate(trial.dev_set, engine) for engine in (old, new))
        for ours, theirs in zip(before.scores, after.scores, strict=True):
            if ours.name == METRIC:
                scores = (ours.value, theirs.value)
                found.append(
                    Comparison(after.name, after.direction, *scores, trial.fall, theirs.signature)
                )
                tell(found[-1])
    return found
