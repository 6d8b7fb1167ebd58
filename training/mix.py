"""The user's pairs and general ones > what a fine-tuning learns, and what it is judged by (◆ disk).

Held out are the pairs whose English text has the smallest hash: as a collection grows, most of
those held out before still are, and no text that is held out stands on a side of a pair learnt.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import cycle
from pathlib import Path

from corpus.build import BrokenRecipe, Statistics, build, read_recipe
from corpus.exchange.stored import read_stored
from corpus.exchange.tmx import BrokenExchange, read_tmx
from corpus.exchange.tsv import read_tsv
from corpus.model import Pair
from termbase.text import fold
from translator.errors import InputError

# What a user's pairs are read from; `.db` is the memory and corpus of `biaoyi memory`.
READERS: Mapping[str, Callable[[Path, str, str], Iterator[Pair]]] = {
    ".tmx": read_tmx,
    ".tsv": read_tsv,
    ".csv": read_tsv,
    ".db": read_stored,
}
_SHARE, _LEAST, _MOST = 0.05, 20, 500  # of the pairs; pairs
_AT_MOST = 4  # at least one pair of so many is held out, however few there are
_SMALLEST = 2 * _AT_MOST
_CHARACTERS = 6  # of both sides, for each target token


@dataclass(frozen=True, slots=True)
class Parts:
    """Pairs of one kind, `source` English: those to learn from, and those held out."""

    train: tuple[Pair, ...] = ()
    held_out: tuple[Pair, ...] = ()


def read_pairs(files: Sequence[Path]) -> list[Pair]:
    """Return the pairs of `files`, each once, English and Chinese.

    Raises:
        InputError: a file of another kind, one that cannot be read, or too few pairs in all.
    """
    pairs = {(pair.source, pair.target): pair for file in files for pair in _read(file)}
    if len(pairs) < _SMALLEST:
        names = ", ".join(map(str, files))
        raise InputError(f"{names}: {len(pairs)} pairs in all; give {_SMALLEST} or more")
    return list(pairs.values())


def read_general(file: Path) -> list[Pair]:
    """Return the pairs that `file` gives: a recipe (.toml), or pairs themselves.

    Raises:
        InputError: it cannot be read.
    """
    if file.suffix.lower() != ".toml":
        return read_pairs([file])
    try:
        return list(build(read_recipe(file), Statistics()))
    except (OSError, BrokenRecipe) as error:
        raise InputError(f"{file}: no recipe that can be followed: {error}") from error


def split(pairs: Sequence[Pair]) -> Parts:
    """Return `pairs` in two parts that have no text in common."""
    ranked = sorted({pair.source for pair in pairs}, key=_rank)
    least = min(_LEAST, len(ranked) // _AT_MOST)
    count = min(max(round(_SHARE * len(ranked)), least), _MOST)
    chosen = set(ranked[:count])
    barred = [pair for pair in pairs if pair.source in chosen]
    first = {pair.source: pair for pair in reversed(barred)}
    return Parts(tuple(without(pairs, barred)), tuple(first[source] for source in ranked[:count]))


def without(pairs: Sequence[Pair], barred: Sequence[Pair]) -> list[Pair]:
    """Return the `pairs` that have no text in common with those `barred`."""
    known = _texts(barred)
    return [pair for pair in pairs if known.isdisjoint(_texts([pair]))]


def mixed(
    own: Sequence[Pair], general: Sequence[Pair], *, share: float, tokens: int, seed: int
) -> list[Pair]:
    """Return pairs for about `tokens` target tokens, in any order; `share` (0–1) is general.

    Pairs are repeated as often as that takes: the literals and terms of each copy are drawn anew.
    Shares are of characters, which are nearly those of tokens and need no vocabulary.
    """
    if not general:
        share = 0.0
    size = tokens * _CHARACTERS
    dice = random.Random(seed)
    drawn = [
        *_filled(own, size * (1 - share), dice),
        *_filled(general, size * share, dice),
    ]
    dice.shuffle(drawn)
    return drawn


def _filled(pairs: Sequence[Pair], size: float, dice: random.Random) -> Iterator[Pair]:
    """Pairs in a random order, over again, until they have `size` characters."""
    order = dice.sample(pairs, len(pairs))
    for pair in cycle(order):
        if size <= 0:
            return
        size -= len(pair.source) + len(pair.target)
        yield pair


def _read(file: Path) -> Iterator[Pair]:
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise InputError(f"{file}: pairs are read from {', '.join(READERS)} files")
    try:
        yield from reader(file, "en", "zh")
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}") from error
    except BrokenExchange as error:
        raise InputError(str(error)) from error


def _texts(pairs: Sequence[Pair]) -> set[str]:
    return {fold(text) for pair in pairs for text in (pair.source, pair.target)}


def _rank(text: str) -> bytes:
    return sha256(text.encode()).digest()
