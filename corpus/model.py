"""The nouns of the corpus: sentence pairs, and what a look-up among them gives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that say the same; `origin` names the file and place they come from."""

    source: str
    target: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A pair that answers a segment; `score` is a percentage, 100 for an equal source."""

    pair: Pair
    score: int = 100
