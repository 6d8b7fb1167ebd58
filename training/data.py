"""Training pairs > token arrays: masked, annotated, in the form in which serving sends them.

`pack` writes them once; a trainer then draws fixed-shape batches from them in an order that
depends on the seed and the step alone, so that a run can be resumed exactly.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import sentencepiece

from corpus.model import Pair
from termbase.text import Language
from training.annotate import Annotator
from training.model import EOS
from training.packed import Ids, Packed
from training.slots import MaskedPair, mask_pair, renumbered
from training.variants import Chances, vary
from training.words import Vocabulary, vocabulary_of
from translator.engines.annotation import mark_direction
from translator.engines.text import normalise
from translator.model import Direction
from translator.symbols import INTO

_CHANCES = Chances()
DIRECTIONS = (Direction(Language.ZH, Language.EN), Direction(Language.EN, Language.ZH))


def prepare(
    pair: Pair, direction: Direction, annotator: Annotator | None, dice: random.Random
) -> MaskedPair:
    """Return the two texts as the model gets them; with an annotator, as drafts may have them."""
    chinese = normalise(pair.target, Language.ZH)
    english = normalise(pair.source, Language.EN)
    texts = (chinese, english) if direction.source is Language.ZH else (english, chinese)
    if annotator:
        texts = vary(*texts, direction, dice, _CHANCES)
    masked = mask_pair(*texts, direction, dice)
    done = renumbered(annotator.annotate(masked, dice) if annotator else masked, dice)
    return MaskedPair(mark_direction(done.source, direction), done.target)


def joined(pairs: Iterable[Pair], dice: random.Random) -> Iterator[Pair]:
    """Yield `pairs`, some sentences of them put together to texts of two or three."""
    waiting: Pair | None = None
    for pair in pairs:
        whole = _together(waiting, pair) if waiting else pair
        waiting = whole if dice.random() < _CHANCES.joined and _ends(whole) else None
        if not waiting:
            yield whole
    if waiting:
        yield waiting


def _together(first: Pair, second: Pair) -> Pair:
    source, target = f"{first.source} {second.source}", first.target + second.target
    return replace(first, source=source, target=target)


def _ends(pair: Pair) -> bool:
    return pair.source.endswith((".", "?", "!")) and pair.target.endswith(("。", "？", "！"))


def pack(
    pairs: Iterable[Pair],
    pieces: sentencepiece.SentencePieceProcessor | Vocabulary,
    annotators: Sequence[Annotator | None],
    *,
    max_length: int,
    seed: int,
) -> Packed:
    """Return each pair as one example, in a direction drawn of those the vocabulary has a mark for.

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
    pieces: sentencepiece.SentencePieceProcessor | Vocabulary,
    annotators: Sequence[Annotator | None],
    seed: int,
) -> Iterator[tuple[list[int], list[int]]]:
    dice = random.Random(seed)
    words = pieces if isinstance(pieces, Vocabulary) else vocabulary_of(pieces)
    ways = [n for n, way in enumerate(DIRECTIONS) if words.knows(INTO[way.target])]
    annotated = any(annotators)
    for pair in joined(pairs, dice) if annotated else pairs:
        which = dice.choice(ways)
        done = prepare(pair, DIRECTIONS[which], annotators[which], dice)
        yield words.source.encode(done.source), words.target.encode(done.target)
