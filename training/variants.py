"""Pair of texts > the same in another dress: headings, cells, careless punctuation.

What serving folds before the model sees it needs no variants: full-width letters and kinds of space
are folded here by the same function, and the corpus has no Traditional characters.
"""

import random
from dataclasses import dataclass

from translator.model import Direction

_SHORT = 80  # characters of English that a heading may have
_CARELESS = str.maketrans({"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "？": "?"})


@dataclass(frozen=True, slots=True)
class Chances:
    """How often each variant is made (0–1)."""

    unpunctuated: float = 0.05
    capitals: float = 0.02
    title: float = 0.04
    careless: float = 0.02
    joined: float = 0.1  # with the next pair, as one text
    similar: float = 0.2  # with the translation of a similar text, where there is one


def vary(
    source: str, target: str, direction: Direction, dice: random.Random, chances: Chances
) -> tuple[str, str]:
    """Return (source, target) as they are, mostly, or as a draft may have them."""
    drawn = dice.random()
    for share, variant in (
        (chances.unpunctuated, _unpunctuated),
        (chances.capitals, _capitals),
        (chances.title, _title),
        (chances.careless, _careless),
    ):
        if drawn < share:
            return variant(source, target, direction)
        drawn -= share
    return source, target


def _unpunctuated(source: str, target: str, _: Direction) -> tuple[str, str]:
    if source[-1:] in "。." and target[-1:] in "。.":
        return source[:-1], target[:-1]
    return source, target


def _capitals(source: str, target: str, direction: Direction) -> tuple[str, str]:
    if direction.source.is_chinese or len(source) > _SHORT:
        return source, target
    plain, other = _unpunctuated(source, target, direction)
    return plain.upper(), other


def _title(source: str, target: str, direction: Direction) -> tuple[str, str]:
    if direction.source.is_chinese or len(source) > _SHORT:
        return source, target
    plain, other = _unpunctuated(source, target, direction)
    words = [word[:1].upper() + word[1:] for word in plain.split(" ")]
    return " ".join(words), other


def _careless(source: str, target: str, direction: Direction) -> tuple[str, str]:
    return (source.translate(_CARELESS) if direction.source.is_chinese else source), target
