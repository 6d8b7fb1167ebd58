"""Masked pair > spans that translate one another, drawn from the links between its tokens.

A span is a phrase pair (Och and Ney 2004, 2.2): no token of it is linked outside of it.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import sentencepiece

from training.align import Aligner, offsets

_LONGEST = 5  # tokens of the source
_LONGEST_TARGET = 8
_MIN_LETTERS = 3
_FUNCTION_WORDS = """
the and for with that this these those from into are was were been being has have had its their your
our his her which what when where who shall should may can could must will would not but also such
any all each than then there here they you she him them out upon only
"""
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORDS = re.compile(
    r"[A-Za-z0-9\u3400-\u9fff](?:[A-Za-z0-9\u3400-\u9fff '’/-]*[A-Za-z0-9\u3400-\u9fff])?"
)


_PARTICLES = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Span:
    """source[start:end] is translated by target[target_start:target_end] (characters)."""

    start: int
    end: int
    target_start: int
    target_end: int


@dataclass(frozen=True, slots=True)
class Spans:
    """Finds spans with an aligner for Chinese > English, in either direction."""

    aligner: Aligner
    pieces: sentencepiece.SentencePieceProcessor
    from_chinese: bool

    def draw(self, source: str, target: str, dice: random.Random) -> list[Span]:
        """Return spans of content words that do not overlap, of random lengths, left to right."""
        ours, theirs = (self.pieces.encode(text, out_type=str) for text in (source, target))
        if not (_spells(ours, source) and _spells(theirs, target)):
            return []
        links = self._links(ours, theirs)
        places, target_places = offsets(ours), offsets(theirs)
        found = list[Span]()
        for first, last, low, high in _phrases(links, len(ours), dice):
            start, end = _trimmed(source, places[first][0], places[last][1])
            at, stop = _trimmed(target, target_places[low][0], target_places[high][1])
            if _is_content(source, start, end) and _is_content(target, at, stop):
                found.append(Span(start, end, at, stop))
        return found

    def _links(self, ours: list[str], theirs: list[str]) -> dict[int, int]:
        ids, other = (self.pieces.piece_to_id(side) for side in (ours, theirs))
        if self.from_chinese:
            return self.aligner.links(ids, other)
        return {i: j for j, i in self.aligner.links(other, ids).items()}


def _phrases(
    links: dict[int, int], count: int, dice: random.Random
) -> Iterator[tuple[int, int, int, int]]:
    """Yield (first, last) of the source and (low, high) of the target, tokens, ends included."""
    back = {j: i for i, j in links.items()}
    first = 0
    while first < count:
        if first not in links:
            first += 1
            continue
        for size in range(dice.randint(1, _LONGEST), 0, -1):
            last = first + size - 1
            inside = [links[i] for i in range(first, last + 1) if i in links]
            low, high = min(inside), max(inside)
            closed = all(first <= back.get(j, first) <= last for j in range(low, high + 1))
            if last in links and closed and high - low < _LONGEST_TARGET:
                yield first, last, low, high
                first = last
                break
        first += 1


def _spells(pieces: list[str], text: str) -> bool:
    """Whether `pieces` are `text` character by character; rare characters come as bytes."""
    return "".join(pieces).replace("\u2581", " ") == f" {text}"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the space that a piece begins with."""
    return (start + 1, end) if text[start : start + 1] == " " else (start, end)


def _is_content(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is whole words, and more than a particle."""
    inside = text[start:end]
    if not _WORDS.fullmatch(inside) or _cuts_a_word(text, start) or _cuts_a_word(text, end):
        return False
    if _HAN.search(inside):
        return len(inside) > 1
    return len(inside) >= _MIN_LETTERS and inside.lower() not in _PARTICLES


def _cuts_a_word(text: str, at: int) -> bool:
    around = text[at - 1 : at + 1] if at else ""
    return len(around) == 2 and around.isascii() and around.isalnum()  # noqa: PLR2004
