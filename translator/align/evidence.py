"""Two sides > how much more likely sentences say the same than stand together by chance.

Each word of one side is found among the possible translations of the other, or not; how much that
says depends on how many sentences would have it: what stands in half of them says little. So do
numbers, names and the marks of structure. The unit is nats; 0 says nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from termbase.text import Language
from translator.align.lexicon import SAME, Lexicon
from translator.align.model import Sentence, Sides

Array = NDArray[np.float32]
Translations = Callable[[str], frozenset[str]]  # of a word: what may translate it
LARGEST = 3  # sentences of one side in a bead
MARK = "§"  # before a mark of structure
_WORDS, _ALIKE, _MARKED = (
    0.75,
    0.7,
    0.85,
)  # how often the translation has what it may be expected to
_RARE = 0.003  # the share of sentences at which a word is found half as often
_WEIGHT = 0.5  # of the words: they are not independent


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, or several as one: what it has, how long it is."""

    tokens: frozenset[str]
    length: int  # Chinese characters or English letters


@dataclass(frozen=True, slots=True)
class _Way:
    """Words of items, and where the items of the other side may have them from.

    has: the words of each item of this side.
    offers: the words that each item of the other side may become.
    gains, bases: for each width what a word adds where it is offered, and where it has to be.
    """

    has: "_Rows"
    offers: "_Rows"
    gains: tuple[Array, ...]
    bases: tuple[Array, ...]


class _Rows:
    """For each item the numbers of its words, as sparse rows."""

    def __init__(self, rows: Iterable[Iterable[int]]) -> None:
        self.rows = [np.fromiter(sorted(row), dtype=np.int64) for row in rows]

    def counts(self, width: int) -> NDArray[np.int64]:
        """Return in how many items each word stands."""
        return np.bincount(np.concatenate([*self.rows, np.empty(0, np.int64)]), minlength=width)

    def window(self, starts: range, width: int) -> list[NDArray[np.int64]]:
        """Return for each start what so many items from there on have."""
        rows = self.rows
        return [
            np.unique(np.concatenate(rows[at : at + width])) if width > 1 else rows[at]
            for at in starts
        ]


class Evidence:
    """What words say for pairs of items; rows are Chinese items, columns English ones."""

    def __init__(self, zh: Sequence[Item], en: Sequence[Item], translations: Translations) -> None:
        """Weigh the words of `zh` and `en` by how frequent they are there."""
        shared = _shared(zh, en)
        ours = [frozenset(filter(shared, item.tokens)) for item in zh]
        theirs = [frozenset(filter(shared, item.tokens)) for item in en]
        self._en_of_zh = _way(theirs, ours, translations)
        self._zh_of_en = _way(ours, theirs, translations)

    def said(self, step: tuple[int, int], rows: range, columns: range) -> Array:
        """Return what words say for `step`, so many items, from each row and column on."""
        down, right = step
        theirs = _said(self._en_of_zh, (columns, right), (rows, down)).T
        return theirs + _said(self._zh_of_en, (rows, down), (columns, right))

    def count(self, rows: range, columns: range) -> int:
        """Return how many words some items have together."""
        found = [self._zh_of_en.has.rows[at] for at in rows]
        found += [self._en_of_zh.has.rows[at] for at in columns]
        return max(1, sum(map(len, found)))


def _shared(zh: Sequence[Item], en: Sequence[Item]) -> Callable[[str], bool]:
    """Whether a token counts: Latin words and marks do where both sides have them."""
    ours = frozenset[str]().union(*(item.tokens for item in zh))
    theirs = frozenset[str]().union(*(item.tokens for item in en))

    def counts(token: str) -> bool:
        free = not token.startswith(SAME) or token[1:2].isdigit()
        return free or (token in ours and token in theirs)

    return counts


def _way(
    having: Sequence[frozenset[str]],
    offering: Sequence[frozenset[str]],
    translations: Translations,
) -> _Way:
    words = sorted(frozenset[str]().union(*having))
    numbers = {word: number for number, word in enumerate(words)}
    known: dict[str, frozenset[int]] = {}
    for token in frozenset[str]().union(*offering):
        found = translations(token)
        known[token] = frozenset(numbers[word] for word in found if word in numbers)
    has = _Rows([[numbers[word] for word in item] for item in having])
    offers = _Rows([frozenset[int]().union(*(known[t] for t in item)) for item in offering])
    share = (offers.counts(len(words)) + 0.5) / (len(offering) + 1)
    often = np.array([_often(word) for word in words], np.float64)
    often = np.where(often > 0, often, _WORDS * share / (share + _RARE))
    gains, bases = list[Array](), list[Array]()
    for width in range(1, LARGEST + 1):
        chance = 1 - (1 - share) ** width
        present = often + (1 - often) * chance
        base = np.log((1 - present) / (1 - chance)) * _WEIGHT
        gains.append((np.log(present / chance) * _WEIGHT - base).astype(np.float32))
        bases.append(base.astype(np.float32))
    return _Way(has, offers, tuple(gains), tuple(bases))


def _often(word: str) -> float:
    if not word.startswith(SAME):
        return 0
    return _MARKED if word[1:2] == MARK else _ALIKE


def _said(way: _Way, having: tuple[range, int], offering: tuple[range, int]) -> Array:
    """What is had in windows from some items on and offered in others, (having, offering)."""
    has, offers = way.has.window(*having), way.offers.window(*offering)
    used = np.unique(np.concatenate([*has, np.empty(0, np.int64)]))
    place = np.full(len(way.bases[0]) + 1, -1, np.int64)
    place[used] = np.arange(len(used))
    left, right = _dense(has, place, len(used)), _dense(offers, place, len(used))
    bases, gains = (values[offering[1] - 1][used] for values in (way.bases, way.gains))
    said: Array = (left @ bases)[:, None] + left @ (right * gains).T
    return said


def _dense(rows: Sequence[NDArray[np.int64]], place: NDArray[np.int64], width: int) -> Array:
    found = np.zeros((len(rows), width), np.float32)
    for number, row in enumerate(rows):
        at = place[row]
        found[number, at[at >= 0]] = 1
    return found


def items(sides: Sides, lexicon: Lexicon) -> tuple[list[Item], list[Item]]:
    """Return the sentences of both languages as items."""
    return (
        [_item(sentence, Language.ZH, lexicon) for sentence in sides.zh],
        [_item(sentence, Language.EN, lexicon) for sentence in sides.en],
    )


def _item(sentence: Sentence, language: Language, lexicon: Lexicon) -> Item:
    marks = {f"{SAME}{MARK}{mark}" for mark in sentence.marks}
    return Item(lexicon.tokens(sentence.text, language) | marks, length(sentence.text))


def length(text: str) -> int:
    """Return how much there is to read: letters, digits, and a Chinese character as one."""
    return max(1, sum(char.isalnum() for char in text))


def joined(found: Sequence[Item], size: int) -> list[Item]:
    """Return `found` in blocks of `size`, the last with what is left."""
    blocks = [found[at : at + size] for at in range(0, len(found), size)]
    return [
        Item(frozenset[str]().union(*(i.tokens for i in block)), sum(i.length for i in block))
        for block in blocks
    ]
