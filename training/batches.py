"""Packed examples > batches of fixed shapes, in an order that depends on the seed alone."""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.packed import Packed

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
    tokens: int  # of the target, padding not counted


class Batches:
    """The batches of `packed`; the order of epoch e is drawn from (seed, e)."""

    def __init__(self, packed: Packed, *, tokens: int, seed: int, pad: int) -> None:
        """Take the most target tokens a batch may have, padding (id `pad`) included."""
        self._packed = packed
        self._tokens = tokens
        self._seed = seed
        self._pad = pad
        self._lengths = packed.lengths()
        self._starts = packed.ends.reshape(-1, 2) - self._lengths
        self._shapes = np.searchsorted(_LENGTHS, self._lengths)

    def epoch(self, number: int) -> Iterator[Batch]:
        """Yield the batches of epoch `number`."""
        for indices in self._plan(number):
            yield self._batch(indices)

    def from_position(self, position: int, every: int = 1) -> Iterator[Batch]:
        """Yield without end the batch at `position` and each `every`-th after it."""
        epoch, plan = 0, self._plan(0)
        while True:
            skipped, position = divmod(position, len(plan))  # each epoch has as many batches
            if skipped:
                epoch += skipped
                plan = self._plan(epoch)
            yield self._batch(plan[position])
            position += every

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
        source, target = (self._side(indices, side) for side in (0, 1))
        return Batch(source, target, int(self._lengths[indices, 1].sum()))

    def _side(self, indices: npt.NDArray[np.int64], side: int) -> npt.NDArray[np.int64]:
        """The ids of one side of some examples, all of one shape."""
        places = np.arange(_LENGTHS[self._shapes[indices[0], side]])
        lengths = self._lengths[indices, side, None]
        read = self._starts[indices, side, None] + np.minimum(places, lengths - 1)
        return np.where(places < lengths, self._packed.tokens[read].astype(np.int64), self._pad)


def ahead(batches: Iterator[Batch], count: int = 8) -> Generator[Batch]:
    """Yield the same endless batches, made by a thread that is up to `count` in advance."""
    worker = ThreadPoolExecutor(max_workers=1)
    try:
        waiting = deque(worker.submit(next, batches) for _ in range(count))
        while True:
            yield waiting.popleft().result()
            waiting.append(worker.submit(next, batches))
    finally:
        worker.shutdown(cancel_futures=True)
