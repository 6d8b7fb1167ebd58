"""Pairs of token ids > which token translates which: IBM model 1 with a diagonal prior.

Brown et al. 1993, model 1; the prior is Dyer et al. 2013 (fast_align), 2.1, with a fixed λ. Both
directions are learnt, and a link is what both believe in (Liang et al. 2006).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

Ids = Sequence[int]
Pairs = Sequence[tuple[Ids, Ids]]
_TENSION, _NULL = 4.0, 0.08  # λ; the chance that a token comes from nothing
_CELLS = 1_000_000  # source × target positions in one batch
_SURE = 0.2  # product of both posteriors


@dataclass(frozen=True, slots=True)
class Aligner:
    """Chances of translation: `forward[s, t]` and `backward[t, s]`; the last row is from nothing.

    Both are float16, shape (words + 1, words).
    """

    forward: npt.NDArray[np.float16]
    backward: npt.NDArray[np.float16]

    def links(self, source: Ids, target: Ids) -> dict[int, int]:
        """Return the target position of each source position that has a sure one."""
        ours, theirs = np.asarray(source), np.asarray(target)
        near = _prior(len(ours), len(theirs))
        ahead = _posterior(self.forward, ours, theirs, near)
        back = _posterior(self.backward, theirs, ours, near.T)
        belief = ahead * back.T
        best, column = belief.argmax(axis=1), belief.argmax(axis=0)
        return {
            i: int(j) for i, j in enumerate(best) if belief[i, j] > _SURE and int(column[j]) == i
        }


def learn(pairs: Pairs, words: int, rounds: int = 4) -> Aligner:
    """Return the aligner that `pairs` of ids below `words` teach; deterministic."""
    forward = chances(pairs, words, rounds)
    backward = chances([(target, source) for source, target in pairs], words, rounds)
    return Aligner(forward, backward)


def chances(pairs: Pairs, words: int, rounds: int) -> npt.NDArray[np.float16]:
    """Return how likely each id is to become each other, shape (words + 1, words).

    Expectation maximisation; each round goes over all pairs.
    """
    table = torch.full((words + 1, words), 1.0 / words)
    for _ in range(rounds):
        counts = torch.zeros_like(table)
        for source, target, near in _batches(pairs, words):
            cells = source.unsqueeze(2) * words + target.unsqueeze(1)
            chance = table.view(-1)[cells] * near
            chance /= chance.sum(dim=1, keepdim=True).clamp_(min=1e-30)
            counts.view(-1).index_add_(0, cells.view(-1), chance.view(-1))
        table = counts.div_(counts.sum(dim=1, keepdim=True).clamp_(min=1e-30))
    return table.to(torch.float16).numpy()


def _batches(pairs: Pairs, words: int) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Yield source ids (n, i + 1), the last of them nothing, target ids (n, j), prior (i + 1, j).

    A batch holds pairs of one shape, so that nothing is padded.
    """
    shapes: dict[tuple[int, int], list[int]] = {}
    for number, (source, target) in enumerate(pairs):
        if source and target:
            shapes.setdefault((len(source), len(target)), []).append(number)
    for (i, j), numbers in shapes.items():
        null = np.full((1, j), _NULL)
        near = torch.from_numpy(np.vstack([_prior(i, j), null]).astype(np.float32))
        size = max(_CELLS // (i * j), 1)
        for start in range(0, len(numbers), size):
            chosen = [pairs[n] for n in numbers[start : start + size]]
            given = torch.tensor([[*ours, words] for ours, _ in chosen])
            yield given, torch.tensor([list(theirs) for _, theirs in chosen]), near


def _prior(i: int, j: int) -> npt.NDArray[np.float64]:
    """How likely each of `i` positions begets each of `j`, shape (i, j)."""
    ours = (np.arange(i) + 0.5)[:, None] / i
    theirs = (np.arange(j) + 0.5)[None, :] / j
    near = np.exp(-_TENSION * np.abs(ours - theirs))
    scaled: npt.NDArray[np.float64] = (1 - _NULL) * near / near.sum(axis=0)
    return scaled


def _posterior(
    table: npt.NDArray[np.float16],
    given: npt.NDArray[np.int64],
    made: npt.NDArray[np.int64],
    near: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Which of `given` made each of `made`: shape (given, made)."""
    chance = table[np.ix_(given, made)] * near
    null = table[-1, made] * _NULL
    total: npt.NDArray[np.float64] = chance / (chance.sum(axis=0) + null + 1e-12)
    return total


def offsets(pieces: Iterable[str]) -> list[tuple[int, int]]:
    """Return (start, end) of each piece in the text that they spell, in characters.

    Pieces are SentencePiece's, whose first begins with a space that the text does not have.
    """
    spans, end = list[tuple[int, int]](), -1
    for piece in pieces:
        start, end = end, end + len(piece)
        spans.append((max(start, 0), end))
    return spans
