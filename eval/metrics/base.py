"""What every metric promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Score:
    """A value (0–100, higher is better), and the signature that makes it comparable."""

    name: str
    value: float
    signature: str

    def __str__(self) -> str:
        return f"{self.name} {self.value:.1f} ({self.signature})"


class Metric(Protocol):
    """One way of scoring translations into one language."""

    def score(self, hypotheses: Sequence[str], references: Sequence[str]) -> Score:
        """Return the score of `hypotheses` against `references`, line by line."""
        ...
