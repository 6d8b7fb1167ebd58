"""The arithmetic of batches: sorted by length, bounded by tokens, answers back in their order."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def batches(lengths: Sequence[int], max_tokens: int) -> Iterator[list[int]]:
    """Yield groups of indices, the longest first; longest times size is at most `max_tokens`.

    An item longer than `max_tokens` is a batch of its own.
    """
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    batch: list[int] = []
    for index in order:
        if batch and lengths[batch[0]] * (len(batch) + 1) > max_tokens:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def once_each(items: Sequence[Item], answer: Callable[[list[Item]], list[Answer]]) -> list[Answer]:
    """Return the answer to each item, having asked for equal items only once."""
    distinct = list(dict.fromkeys(items))
    answers = dict(zip(distinct, answer(distinct), strict=True))
    return [answers[item] for item in items]
