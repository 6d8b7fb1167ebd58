"""Sides > beads in reading order: structure, words and lengths, by dynamic programming.

Lengths as Gale and Church (1993) have them, for Chinese characters against English letters. Long
documents are first aligned in blocks, then sentence by sentence near the path of the blocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from translator.align.evidence import Evidence, Item, items, joined
from translator.align.lexicon import Lexicon
from translator.align.model import Bead, Sentence, Sides
from translator.align.path import Array, Band, Places, Step, around, best_path
from translator.align.score import Judged, scored

_STEPS = {(1, 1): -0.1, (1, 2): -3.0, (2, 1): -3.0, (2, 2): -4.5, (1, 3): -6.0, (3, 1): -6.0}
_ALONE = -4.0  # a unit of one sentence that the other side has not
_LOST = -4.5  # a sentence among others that the other side has not
_WITHIN, _HEADING = -2.0, 3  # a bead that goes on in another unit; as bad so many times at headings
_BEGINS = 0.8  # how often a translation begins a unit because its source does
_BLOCKS = 250  # blocks that a side is cut into
_SMALLEST, _BIGGEST = 8, 40  # sentences in a block
_RADIUS = 3  # blocks to every side of the path of blocks
_SPREAD, _SHORT = 0.06, 3.0  # variance of the logarithm of the ratio of lengths: a + b / length
_NEVER = np.float32(-1e9)


def align(sides: Sides, lexicon: Lexicon) -> list[Bead]:
    """Return the beads that hold every sentence of both sides once, in order."""
    if not sides.zh or not sides.en:
        return _beads([(1, 0)] * len(sides.zh) + [(0, 1)] * len(sides.en))
    zh, en = items(sides, lexicon)
    words = Evidence(zh, en, lexicon.translations)
    field = Field(_side(zh, sides.zh), _side(en, sides.en), words)
    band = _band(zh, en, lexicon)
    beads = _beads(best_path(field.steps, field.scores, field.alone(), band))
    return scored(beads, [field.judged(bead) for bead in beads])


def _band(zh: Sequence[Item], en: Sequence[Item], lexicon: Lexicon) -> Band:
    """Where the path may go: anywhere in short documents, else near the path of blocks."""
    longest = max(len(zh), len(en))
    if longest <= _BLOCKS:
        return Band.whole(len(zh), len(en))
    size = min(max(_SMALLEST, -(-longest // _BLOCKS)), _BIGGEST)
    ours, theirs = joined(zh, size), joined(en, size)
    field = Field(
        _side(ours), _side(theirs), Evidence(ours, theirs, lexicon.translations), ((1, 1),)
    )
    whole = Band.whole(len(ours), len(theirs))
    path = best_path(field.steps, field.scores, field.alone(), whole)
    return around(path, size, _RADIUS, (len(zh), len(en)))


def _beads(path: Sequence[Step]) -> list[Bead]:
    found: list[Bead] = []
    zh = en = 0
    for down, right in path:
        found.append(Bead(zh, zh + down, en, en + right))
        zh, en = zh + down, en + right
    return found


@dataclass(frozen=True, slots=True)
class Side:
    """Lengths and beginnings of units of a side, summed: those from a to b are sums[b] - sums[a].

    breaks: the beginnings, those of headings and after headings counted several times.
    mean, spread: of the logarithms of the lengths.
    """

    lengths: Array
    begins: Array
    breaks: Array
    mean: float
    spread: float

    def __len__(self) -> int:
        return len(self.lengths) - 1


def _side(found: Sequence[Item], sentences: Sequence[Sentence] = ()) -> Side:
    lengths = np.array([item.length for item in found], np.float32)
    begins = np.array([sentence.begins for sentence in sentences] or [True] * len(found))
    heads = np.array([sentence.is_heading for sentence in sentences] or [False] * len(found))
    near = heads | np.concatenate([[False], heads[:-1]])
    breaks = np.where(begins & near, _HEADING, begins)
    logs = np.log(lengths)
    sums = _sums(lengths), _sums(begins), _sums(breaks)
    return Side(*sums, float(logs.mean()), max(0.3, float(logs.std())))


def _sums(values: Sequence[float] | Array) -> Array:
    return np.concatenate([[0.0], np.cumsum(values)]).astype(np.float32)


class Field:
    """What each step scores from each node on: words, lengths, beginnings of units, and a prior."""

    def __init__(
        self, zh: Side, en: Side, evidence: Evidence, steps: Sequence[Step] = tuple(_STEPS)
    ) -> None:
        self.steps = steps
        self._zh, self._en = zh, en
        self._evidence = evidence
        self._ratio = float(np.log(en.lengths[-1] / zh.lengths[-1]))

    def scores(self, rows: range, columns: range) -> list[Array]:
        """Return for each step what it scores from the nodes of `rows` and `columns` on."""
        found: list[Array] = []
        for down, right in self.steps:
            height = max(0, min(len(rows), len(self._zh) - down + 1 - rows.start))
            width = max(0, min(len(columns), len(self._en) - right + 1 - columns.start))
            words = self._evidence.said((down, right), rows[:height], columns[:width])
            starts = np.arange(rows.start, rows.start + height)
            tops = np.arange(columns.start, columns.start + width)
            result = np.full((len(rows), len(columns)), _NEVER, np.float32)
            result[:height, :width] = words + self.beside((down, right), starts, tops)
            found.append(result)
        return found

    def judged(self, bead: Bead) -> Judged | None:
        """Return what is said for a bead; nothing where one side is empty."""
        if not bead.is_pair:
            return None
        rows, columns = range(bead.zh_start, bead.zh_end), range(bead.en_start, bead.en_end)
        step = len(rows), len(columns)
        words = float(self._evidence.said(step, rows[:1], columns[:1])[0, 0])
        beside = self.beside(step, np.array(rows[:1]), np.array(columns[:1])) - _STEPS[step]
        return Judged(words / self._evidence.count(rows, columns), float(beside[0, 0]))

    def alone(self) -> tuple[Array, Array]:
        """Return what each row and each column scores alone."""
        return _alone(self._zh), _alone(self._en)

    def beside(self, step: Step, rows: Places, columns: Places) -> Array:
        """Return what lengths, units and the prior say of `step` from each node on."""
        down, right = step
        zh, en = self._zh, self._en
        ours = np.log(zh.lengths[rows + down] - zh.lengths[rows])
        theirs = np.log(en.lengths[columns + right] - en.lengths[columns])
        within = (zh.breaks[rows + down] - zh.breaks[rows + 1])[:, None]
        within = within + en.breaks[columns + right] - en.breaks[columns + 1]
        said = self._lengths(ours, theirs, right) + self._units(rows, columns)
        return np.asarray(_STEPS[step] + said + _WITHIN * within, np.float32)

    def _lengths(self, ours: Array, theirs: Array, right: int) -> Array:
        """The English length, given the Chinese one against by chance."""
        off = theirs[None, :] - ours[:, None] - self._ratio
        spread = _SPREAD + _SHORT / np.exp(ours)[:, None]
        given = off**2 / spread + np.log(spread)
        chance = self._en.spread**2 / right
        alone = (theirs - self._en.mean - np.log(right)) ** 2 / chance + np.log(chance)
        return np.asarray((alone[None, :] - given) / 2, np.float32)

    def _units(self, rows: Places, columns: Places) -> Array:
        """Whether both begin a unit, or neither, against by chance."""
        ours = (self._zh.begins[rows + 1] - self._zh.begins[rows])[:, None]
        theirs = (self._en.begins[columns + 1] - self._en.begins[columns])[None, :]
        share = float(self._en.begins[-1]) / len(self._en)
        share = min(max(share, 0.01), 0.99)
        often = np.where(theirs > 0, share, 1 - share)
        same = (ours > 0) == (theirs > 0)
        chances = np.where(same, _BEGINS / often + 1 - _BEGINS, 1 - _BEGINS)
        return np.asarray(np.log(chances), np.float32)


def _alone(side: Side) -> Array:
    begins = np.diff(side.begins) > 0
    whole = begins & np.append(begins[1:], True)
    return np.where(whole, _ALONE, _LOST).astype(np.float32)
