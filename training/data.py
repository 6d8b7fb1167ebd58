"""Training pairs > token arrays: masked, annotated, in the form in which serving sends them.

`pack` writes them once; a trainer then draws fixed-shape batches from them in an order that
depends on the seed and the step alone, so that a run can be resumed exactly.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import sentencepiece

from corpus.model import Pair
from termbase.text import Language
from training.annotate import Annotator
from training.model import EOS
from training.packed import Ids, Packed
from training.similar import Similar
from training.slots import MaskedPair, mask_pair, renumbered
from training.variants import Chances, vary
from training.words import Vocabulary, vocabulary_of
from translator.engines.annotation import mark_direction, mark_similar
from translator.engines.text import normalise
from translator.model import Direction
from translator.standards.shared import likened
from translator.symbols import INTO

_CHANCES = Chances()
DIRECTIONS = (Direction(Language.ZH, Language.EN), Direction(Language.EN, Language.ZH))


@dataclass(frozen=True, slots=True)
class Dress:
    """What is put on the pairs of one direction: annotations, and similar translations."""

    annotator: Annotator
    similar: Similar | None = None


def prepare(
    pair: Pair, direction: Direction, dress: Dress | None, dice: random.Random
) -> MaskedPair:
    """Return the two texts as the model gets them; with a dress, as drafts may have them."""
    if dress and dress.similar and dice.random() < _CHANCES.similar:
        like = dress.similar.draw(pair, dice)
        if like:
            return _with_similar(pair, like, direction, dress.annotator, dice)
    texts = _in_order(pair, direction)
    if dress:
        texts = vary(*texts, direction, dice, _CHANCES)
    masked = mask_pair(*texts, direction, dice)
    done = renumbered(dress.annotator.annotate(masked, dice) if dress else masked, dice)
    return MaskedPair(mark_direction(done.source, direction), done.target)


def _with_similar(
    pair: Pair, like: Pair, direction: Direction, annotator: Annotator, dice: random.Random
) -> MaskedPair:
    """The pair as the model gets it together with the translation of a like text.

    Its slots are those of the text alone: by their rank they are the slots of the other.
    """
    texts = _in_order(pair, direction)
    masked = mask_pair(*texts, direction, dice)
    similar = likened(*_in_order(like, direction), direction, masked.source)
    done = annotator.annotate(masked, dice, slots=False)
    shown = mark_direction(done.source, direction) + mark_similar(similar, direction)
    return MaskedPair(shown, done.target)


def _in_order(pair: Pair, direction: Direction) -> tuple[str, str]:
    """The two texts as the model sees them, the source first."""
    chinese = normalise(pair.target, Language.ZH)
    english = normalise(pair.source, Language.EN)
    return (chinese, english) if direction.source is Language.ZH else (english, chinese)


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
    dresses: Sequence[Dress | None],
    *,
    max_length: int,
    seed: int,
) -> Packed:
    """Return each pair as one example, in a direction drawn of those the vocabulary has a mark for.

    Examples with a side over `max_length` tokens are left out.
    """
    tokens: list[Ids] = []
    lengths: list[int] = []
    for source, target in _encoded(pairs, pieces, dresses, seed):
        if max(len(source), len(target)) < max_length:
            for side in (source, target):
                tokens.append(np.array([*side, EOS], dtype=np.uint16))
                lengths.append(len(side) + 1)
    return Packed(np.concatenate(tokens), np.cumsum(lengths, dtype=np.int64))


def _encoded(
    pairs: Iterable[Pair],
    pieces: sentencepiece.SentencePieceProcessor | Vocabulary,
    dresses: Sequence[Dress | None],
    seed: int,
) -> Iterator[tuple[list[int], list[int]]]:
    dice = random.Random(seed)
    words = pieces if isinstance(pieces, Vocabulary) else vocabulary_of(pieces)
    ways = [n for n, way in enumerate(DIRECTIONS) if words.knows(INTO[way.target])]
    dressed = any(dresses)
    for pair in joined(pairs, dice) if dressed else pairs:
        which = dice.choice(ways)
        done = prepare(pair, DIRECTIONS[which], dresses[which], dice)
        yield words.source.encode(done.source), words.target.encode(done.target)
