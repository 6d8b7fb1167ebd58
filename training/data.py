"""Training pairs > token arrays: masked, annotated, in the form in which serving sends them.

`pack` writes them once; a trainer then draws fixed-shape batches from them in an order that
depends on the seed and the step alone, so that a run can be resumed exactly.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sentencepiece

from corpus.model import Pair
from termbase.text import Language
from training.annotate import Annotator
from training.slots import MaskedPair, mask_pair
from training.vocabulary import EOS
from translator.engines.annotation import mark_direction
from translator.engines.text import normalise
from translator.model import Direction

Ids = npt.NDArray[np.uint16]
DIRECTIONS = (Direction(Language.ZH, Language.EN), Direction(Language.EN, Language.ZH))
_TOKENS, _ENDS = "tokens.npy", "ends.npy"


@dataclass(frozen=True, slots=True)
class Packed:
    """Examples one after another: source, target, source, target … (`tokens` is uint16).

    `ends[2i]` and `ends[2i + 1]` are where source and target of example i end in `tokens`.
    """

    tokens: Ids
    ends: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends) // 2

    def lengths(self) -> npt.NDArray[np.int64]:
        """Return the lengths in tokens, shape (examples, 2): source, target."""
        return np.diff(self.ends, prepend=0).reshape(-1, 2)

    def example(self, index: int) -> tuple[Ids, Ids]:
        """Return the token ids of source and target, each ending in EOS."""
        start = self.ends[2 * index - 1] if index else 0
        middle, end = self.ends[2 * index], self.ends[2 * index + 1]
        return self.tokens[start:middle], self.tokens[middle:end]

    def save(self, folder: Path) -> None:
        """Write to `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / _TOKENS, self.tokens)
        np.save(folder / _ENDS, self.ends)

    @staticmethod
    def load(folder: Path) -> "Packed":
        """Read what `save` wrote."""
        return Packed(np.load(folder / _TOKENS), np.load(folder / _ENDS))


def prepare(
    pair: Pair, direction: Direction, annotator: Annotator | None, dice: random.Random
) -> MaskedPair:
    """Return the two texts as the model gets them."""
    chinese = normalise(pair.target, Language.ZH)
    english = normalise(pair.source, Language.EN)
    texts = (chinese, english) if direction.source is Language.ZH else (english, chinese)
    masked = mask_pair(*texts, direction, dice)
    done = annotator.annotate(masked, dice) if annotator else masked
    return MaskedPair(mark_direction(done.source, direction), done.target)


def pack(
    pairs: Iterable[Pair],
    pieces: sentencepiece.SentencePieceProcessor,
    annotators: Sequence[Annotator | None],
    *,
    max_length: int,
    seed: int,
) -> Packed:
    """Return each pair as one example, in a direction drawn at random.

    Examples with a side over `max_length` tokens are left out.
    """
    tokens: list[Ids] = []
    lengths: list[int] = []
    for source, target in _encoded(pairs, pieces, annotators, seed):
        if max(len(source), len(target)) < max_length:
            for side in (source, target):
                tokens.append(np.array([*side, EOS], dtype=np.uint16))
                lengths.append(len(side) + 1)
    return Packed(np.concatenate(tokens), np.cumsum(lengths, dtype=np.int64))


def _encoded(
    pairs: Iterable[Pair],
    pieces: sentencepiece.SentencePieceProcessor,
    annotators: Sequence[Annotator | None],
    seed: int,
) -> Iterator[tuple[list[int], list[int]]]:
    dice = random.Random(seed)
    for pair in pairs:
        which = dice.randrange(len(DIRECTIONS))
        done = prepare(pair, DIRECTIONS[which], annotators[which], dice)
        yield pieces.encode(done.source), pieces.encode(done.target)
