"""Packed examples > batches of fixed shapes, in an order that depends on the seed alone."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.data import Packed

_LENGTHS = (
    8,
    12,
    16,
    20,
    24,
    32,
    40,
    48,
    64,
    80,
    96,
    128,
)  # few shapes: each compiles kernels anew


@dataclass(frozen=True, slots=True)
class Batch:
    """Ids, padded; shapes (batch, source length) and (batch, target length)."""

    source: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]


class Batches:
    """The batches of `packed`; the order of epoch e is drawn from (seed, e)."""

    def __init__(self, packed: Packed, *, tokens: int, seed: int, pad: int) -> None:
        """Take the most target tokens a batch may have, padding (id `pad`) included."""
        self._packed = packed
        self._tokens = tokens
        self._seed = seed
        self._pad = pad
        self._shapes = np.searchsorted(_LENGTHS, packed.lengths())

    def epoch(self, number: int) -> Iterator[Batch]:
        """Yield the batches of epoch `number`."""
        for indices in self._plan(number):
            yield self._batch(indices)

    def count(self, number: int = 0) -> int:
        """Return how many batches epoch `number` has."""
        return len(self._plan(number))

    def from_position(self, position: int) -> Iterator[Batch]:
        """Yield batches without end, beginning after `position` batches from the start."""
        epoch = 0
        while position >= (count := self.count(epoch)):
            position -= count
            epoch += 1
        while True:
            for indices in self._plan(epoch)[position:]:
                yield self._batch(indices)
            epoch, position = epoch + 1, 0

    def _plan(self, epoch: int) -> list[npt.NDArray[np.int64]]:
        """Groups of examples of one shape, cut to at most `tokens`, shuffled."""
        dice = np.random.default_rng((self._seed, epoch))
        order = dice.permutation(len(self._packed))
        shapes = self._shapes[order]
        keys = shapes[:, 0] * len(_LENGTHS) + shapes[:, 1]
        sort = np.argsort(keys, kind="stable")
        order, keys = order[sort], keys[sort]
        plan: list[npt.NDArray[np.int64]] = []
        for group in np.split(order, np.flatnonzero(np.diff(keys)) + 1):
            longest = max(_LENGTHS[i] for i in self._shapes[group[0]])
            size = max(self._tokens // longest, 1)
            plan += [group[i : i + size] for i in range(0, len(group), size)]
        return [plan[i] for i in dice.permutation(len(plan))]

    def _batch(self, indices: npt.NDArray[np.int64]) -> Batch:
        lengths = [_LENGTHS[i] for i in self._shapes[indices[0]]]
        source, target = (np.full((len(indices), n), self._pad, dtype=np.int64) for n in lengths)
        for row, index in enumerate(indices):
            ours, theirs = self._packed.example(int(index))
            source[row, : len(ours)] = ours
            target[row, : len(theirs)] = theirs
        return Batch(source, target)
