"""Judge pairs before training: each filter gives a score, which is kept, and a verdict on it."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from corpus.model import Pair

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-z]+|[\u3400-\u9fff]|\d+")
_DIGITS = re.compile(r"\d+")
_NOISE = re.compile(
    r"<[^>]{1,60}>|\{\{|\}\}|https?://|\\[a-z]+\{|\|\||&[a-z]+;|[\ue000-\uf8ff\ufffd]"
)


class Filter(Protocol):
    """One rule. `pair.source` is English and `pair.target` Chinese."""

    @property
    def name(self) -> str:
        """What the table of statistics calls it."""
        ...

    def score(self, pair: Pair) -> float:
        """Return the measure that the verdict rests on."""
        ...

    def accept(self, score: float) -> bool:
        """Return whether a pair of this score is kept."""
        ...


@dataclass(frozen=True, slots=True)
class Between:
    """The part of a filter that all have: a score within bounds, both included, is accepted."""

    low: float
    high: float

    def accept(self, score: float) -> bool:
        """Return whether `score` is within the bounds."""
        return self.low <= score <= self.high


class Length(Between):
    """Words of English (1–120)."""

    name = "length"

    def score(self, pair: Pair) -> float:
        """Return the number of English words."""
        return len(pair.source.split())


class LengthRatio(Between):
    """Chinese characters to English letters; about 0.3 in a faithful pair."""

    name = "length ratio"

    def score(self, pair: Pair) -> float:
        """Return the ratio of lengths in characters, 10 added to each so that short pairs pass."""
        return (len(pair.target) + 10) / (len(pair.source) + 10)


class ScriptShare(Between):
    """Each side is in its own script."""

    name = "script share"

    def score(self, pair: Pair) -> float:
        """Return the smaller of: Latin share of the English, Han share of the Chinese (0–1)."""
        return min(
            _share(_LATIN, _HAN, pair.source),
            2 * _share(_HAN, _LATIN, pair.target),
        )


class NumberAgreement(Between):
    """The numbers of one side are those of the other."""

    name = "number agreement"

    def score(self, pair: Pair) -> float:
        """Return the share of long numbers (two digits or more) that both sides have (0–1)."""
        left, right = (Counter(n for n in _DIGITS.findall(t) if len(n) > 1) for t in _sides(pair))
        total = max(left.total(), right.total())
        return (left & right).total() / total if total else 1.0


class Noise(Between):
    """Tags, templates, URLs and broken characters."""

    name = "noise"

    def score(self, pair: Pair) -> float:
        """Return how many such marks stand in the pair."""
        return sum(len(_NOISE.findall(text)) for text in _sides(pair))


class Copy(Between):
    """An untranslated copy: words of the English standing in the Chinese."""

    name = "copy"

    def score(self, pair: Pair) -> float:
        """Return the share of English words that the Chinese side repeats (0–1)."""
        words = [word.lower() for word in re.findall(r"[A-Za-z]{2,}", pair.source)]
        repeated = set(re.findall(r"[a-z]{2,}", pair.target.lower()))
        return sum(word in repeated for word in words) / len(words) if words else 0.0


class Repetition(Between):
    """One word again and again."""

    name = "repetition"

    def score(self, pair: Pair) -> float:
        """Return the largest share that one word has of a side with ten words or more (0–1)."""
        shares = [0.0]
        for text in _sides(pair):
            words = Counter(_WORD.findall(text.lower()))
            if words.total() >= 10:  # noqa: PLR2004 - shorter texts repeat by chance
                shares.append(words.most_common(1)[0][1] / words.total())
        return max(shares)


def default_filters() -> tuple[Filter, ...]:
    """Return the filters of the shipped recipes, the cheapest first."""
    return (
        Length(1, 120),
        LengthRatio(0.12, 1.0),
        Noise(0, 0),
        ScriptShare(0.5, 2.0),
        Copy(0.0, 0.7),
        NumberAgreement(0.5, 1.0),
        Repetition(0.0, 0.35),
    )


def _sides(pair: Pair) -> tuple[str, str]:
    return pair.source, pair.target


def _share(wanted: re.Pattern[str], other: re.Pattern[str], text: str) -> float:
    good = len(wanted.findall(text))
    bad = len(other.findall(text))
    return good / (good + bad) if good + bad else 0.0
