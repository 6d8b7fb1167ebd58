"""Scores of steps > the best path from the beginning of both sides to their ends, within a band."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Sums = NDArray[np.float64]
Places = NDArray[np.intp]
Step = tuple[int, int]  # so many rows, so many columns
Scores = Callable[[range, range], Sequence[Array]]

_ROWS = 64  # computed at once
_SLIGHT = 1e-6  # what rounding may add
_NEVER = -1e9


class Band:
    """The nodes that a path may go through: of each row, 0 … rows, a range of columns."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts, self.ends = starts, ends

    @staticmethod
    def whole(rows: int, columns: int) -> "Band":
        """Return the band that leaves out nothing."""
        return Band([0] * (rows + 1), [columns + 1] * (rows + 1))

    def columns(self, rows: range) -> range:
        """Return the columns of all of `rows`."""
        return range(
            min(self.starts[rows.start : rows.stop]), max(self.ends[rows.start : rows.stop])
        )


class _Nodes:
    """The best score of each node of a row so far, and the step that leads there."""

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.best = np.full(end - start, _NEVER)  # of double precision: it is a long sum
        self.step = np.full(end - start, -1, np.int8)

    def offer(self, scores: Sums, start: int, step: int) -> None:
        """Take what is better of `scores`, whose first stands for the node `start`."""
        low, high = max(start, self.start), min(start + len(scores), self.start + len(self.best))
        if low >= high:
            return
        mine = slice(low - self.start, high - self.start)
        theirs = scores[low - start : high - start]
        better = theirs > self.best[mine]
        self.best[mine] = np.where(better, theirs, self.best[mine])
        self.step[mine] = np.where(better, np.int8(step), self.step[mine])

    def along(self, prices: Sums, step: int) -> None:
        """Go along the row; `prices` are those of all columns before each node."""
        prices = prices[self.start : self.start + len(self.best)]
        reached = np.maximum.accumulate(self.best - prices) + prices
        better = reached > self.best + _SLIGHT
        self.best = np.where(better, reached, self.best)
        self.step = np.where(better, np.int8(step), self.step)


def best_path(
    steps: Sequence[Step], scores: Scores, alone: tuple[Array, Array], band: Band
) -> list[Step]:
    """Return the best sequence of `steps`, and of (1, 0) and (0, 1).

    `scores` gives for rows and columns what each of `steps` scores from each node on, and is asked
    for some rows at a time; `alone` is what each row and each column scores alone.
    """
    rows = len(band.starts) - 1
    prices = np.concatenate([[0.0], np.cumsum(alone[1], dtype=np.float64)])
    every = [*steps, (1, 0), (0, 1)]
    nodes = [_Nodes(*ends) for ends in zip(band.starts, band.ends, strict=True)]
    nodes[0].offer(np.zeros(1), 0, -1)
    for first in range(0, rows, _ROWS):
        some = range(first, min(first + _ROWS, rows))
        columns = band.columns(some)
        found = scores(some, columns)
        for row in some:
            here = nodes[row]
            here.along(prices, len(every) - 1)
            at = slice(here.start - columns.start, here.start - columns.start + len(here.best))
            for number, (down, right) in enumerate(steps):
                if row + down <= rows:
                    said: Sums = here.best + found[number][row - first, at]
                    nodes[row + down].offer(said, here.start + right, number)
            nodes[row + 1].offer(here.best + float(alone[0][row]), here.start, len(steps))
    nodes[rows].along(prices, len(every) - 1)
    return _back(nodes, every)


def _back(nodes: Sequence[_Nodes], steps: Sequence[Step]) -> list[Step]:
    """The steps that led to the last node, the first first."""
    row, column = len(nodes) - 1, nodes[-1].start + len(nodes[-1].best) - 1
    found: list[Step] = []
    while row or column:
        step = steps[nodes[row].step[column - nodes[row].start]]
        found.append(step)
        row, column = row - step[0], column - step[1]
    return found[::-1]


def around(path: Sequence[Step], size: int, radius: int, ends: Step) -> Band:
    """Return the band of sentences around a path of blocks of `size` sentences.

    It reaches `radius` blocks to every side; `ends` is how many sentences the sides have.
    """
    rows, columns = ends
    first, last = dict[int, int](), dict[int, int]()
    row = column = 0
    for down, right in [*path, (1, 1)]:
        for near in range(row - radius, row + down + radius + 1):
            first[near] = min(first.get(near, column), column)
            last[near] = max(last.get(near, column), column + right)
        row, column = row + down, column + right
    starts, finals = list[int](), list[int]()
    for at in range(rows + 1):
        block = at // size
        starts.append(max(0, min((first[block] - radius) * size, columns)))
        finals.append(min(columns, (last[block] + radius) * size) + 1)
    starts[0] = 0
    finals[-1] = columns + 1
    return Band(starts, finals)
