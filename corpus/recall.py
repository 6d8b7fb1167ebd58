"""Look sentences up among pairs: today the equal ones."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from corpus.model import MemoryMatch, Pair


class Memory:
    """Pairs in memory. Of pairs with an equal source the last given wins: it is the newest."""

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._pairs = {_key(pair.source): pair for pair in pairs}

    def __len__(self) -> int:
        return len(self._pairs)

    def recall(self, texts: Sequence[str]) -> list[MemoryMatch | None]:
        """Return the match of each text, in order; None where there is none."""
        found = (self._pairs.get(_key(text)) for text in texts)
        return [MemoryMatch(pair) if pair else None for pair in found]


def _key(text: str) -> str:
    """Width and kinds of space do not make two sentences; case, digits and punctuation do."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
