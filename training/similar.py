"""Pairs > the one most like a given one, as a translation memory would offer it.

Candidates are those that share the rarest words (English) or pairs of characters (Chinese) of a
text; they are compared by edit distance, as in recall. Bulté and Tezcan 2019.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from corpus.model import Pair

_RAREST = 6  # grams of a text that are looked up
_CROWDED = 150  # texts with one gram; so common a gram tells nothing
_LEAST = 0.5  # likeness, 0–1


class Similar:
    """Knows which texts of one language are alike."""

    def __init__(self, pairs: Sequence[Pair], *, chinese: bool) -> None:
        self._pairs = pairs
        self._chinese = chinese
        self._texts = [self._units(pair) for pair in pairs]
        counts = Counter(gram for text in self._texts for gram in set(_grams(text)))
        self._with = defaultdict[object, list[int]](list)
        for number, text in enumerate(self._texts):
            for gram in set(_grams(text)):
                if 1 < counts[gram] <= _CROWDED:
                    self._with[gram].append(number)

    def draw(self, pair: Pair, dice: random.Random) -> Pair | None:
        """Return one of the pairs most like `pair`, but not equal to it on either side."""
        text = self._units(pair)
        grams = sorted(
            (gram for gram in set(_grams(text)) if gram in self._with),
            key=lambda gram: (len(self._with[gram]), str(gram)),
        )
        near = sorted({n for gram in grams[:_RAREST] for n in self._with[gram]})
        found = process.extract(
            text,
            [self._texts[n] for n in near],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=_LEAST,
            limit=4,
        )
        alike = [
            other
            for _, _, place in found
            if (other := self._pairs[near[place]]).source != pair.source
            and other.target != pair.target
        ]
        return dice.choice(alike) if alike else None

    def _units(self, pair: Pair) -> str | tuple[str, ...]:
        """What is compared: the characters of Chinese, the words of English."""
        return pair.target if self._chinese else tuple(pair.source.split())


def _grams(text: str | tuple[str, ...]) -> Sequence[object]:
    return text if isinstance(text, tuple) else list(pairwise(text))
