"""A target text that lacks terms > the same with what stands for them replaced.

The model's attention tells which words a term of the source has become; they make room for the
target of the term, in the plural where they were (aligned substitution).
"""

import re
from collections.abc import Sequence

from termbase.inflect import plurals
from termbase.text import Language
from translator.model import Link
from translator.steps.splice import put

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’.-][A-Za-z0-9]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]|[A-Za-z0-9]+")
_LEAST = 0.25  # of what a word comes from, 0–1, must be the term

Span = tuple[int, int]


def substituted(
    text: str, places: Sequence[tuple[Span, str]], links: Sequence[Link], to: Language
) -> str:
    """Return `text`, masked, with each term of `places` put where it has become something else.

    A place is where a term stands in the masked source, with its target as it is to be written.
    """
    found: dict[Span, str] = {}
    words = list((_HAN if to.is_chinese else _WORD).finditer(text))
    for place, target in places:
        span = _become([hit.span() for hit in words], place, links, text)
        if span and not any(start < span[1] and span[0] < end for start, end in found):
            found[span] = target
    for start, end in sorted(found, reverse=True):
        said = _as_many(text[start:end], found[start, end], to)
        text = put(text[:start].rstrip(), said, to) + text[end:]
    return text


def _become(words: Sequence[Span], place: Span, links: Sequence[Link], text: str) -> Span | None:
    """The stretch of words that come from `place`, around the one that does most of all."""
    shares = [_share(word, place, links) for word in words]
    best = max(range(len(words)), key=shares.__getitem__, default=None)
    if best is None or shares[best] < _LEAST:
        return None
    first = last = best
    while first and _next(shares, words, first - 1, first, text):
        first -= 1
    while last + 1 < len(words) and _next(shares, words, last + 1, last, text):
        last += 1
    return words[first][0], words[last][1]


def _next(shares: Sequence[float], words: Sequence[Span], at: int, by: int, text: str) -> bool:
    """Whether the word `at` is of the same stretch as that beside it."""
    low, high = sorted((at, by))
    return shares[at] >= _LEAST and text[words[low][1] : words[high][0]] in ("", " ", "-")


def _share(word: Span, place: Span, links: Sequence[Link]) -> float:
    """How much of what `word` comes from is at `place`, 0–1."""
    own = [link for link in links if link.start < word[1] and word[0] < link.end]
    there = sum(link.share for link in own if link.of_start < place[1] and place[0] < link.of_end)
    return there / max(sum(link.share for link in own), 1e-9)


def _as_many(before: str, target: str, to: Language) -> str:
    """`target` in the plural where what stood there was."""
    last = target.rpartition(" ")[2]
    many = before.endswith("s") and not before.endswith(("ss", "us", "is"))
    if to.is_chinese or not many or not last.islower() or last.endswith("s"):
        return target
    return target.removesuffix(last) + min(plurals(last), key=len)
