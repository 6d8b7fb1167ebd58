"""Packed pairs > a lexical shortlist: the few pieces that may translate each piece of a source.

CTranslate2 then computes the scores of these alone (`vmap.txt`), as Marian does with its lexical
shortlists (Devlin et al. 2014; Junczys-Dowmunt et al. 2018).
"""

import random
from collections.abc import Sequence

import numpy as np
import sentencepiece

from training.align import chances
from training.packed import Packed
from translator.symbols import VOCABULARY_SYMBOLS

_PAIRS = 300_000
_LONGEST = 80  # tokens of a side
_ROUNDS = 3
_CANDIDATES, _LEAST = 50, 5e-4  # of a piece, at most; the chance that each must have
_FREQUENT = 1500  # pieces that are always allowed, with all symbols and all bytes


def shortlist(data: Packed, pieces: sentencepiece.SentencePieceProcessor, seed: int) -> str:
    """Return the lines of `vmap.txt`: a piece, a tab, its candidates; those of all first."""
    pairs = _sample(data, seed)
    table = chances(pairs, len(pieces), _ROUNDS)
    words = [pieces.id_to_piece(i) for i in range(len(pieces))]
    lines = ["\t" + " ".join(words[i] for i in _always(data, pieces))]
    for source, row in enumerate(table[:-1].astype(np.float32)):
        best = np.argpartition(-row, min(_CANDIDATES, len(row) - 1))[:_CANDIDATES]
        allowed = {source, *(int(i) for i in best if row[i] > _LEAST)}
        lines.append(words[source] + "\t" + " ".join(words[i] for i in sorted(allowed)))
    return "\n".join(lines) + "\n"


def _sample(data: Packed, seed: int) -> list[tuple[Sequence[int], Sequence[int]]]:
    """Some of the pairs, without the ends of their sides."""
    short = np.flatnonzero(data.lengths().max(axis=1) <= _LONGEST).tolist()
    chosen = random.Random(seed).sample(short, min(_PAIRS, len(short)))
    sides = (data.example(index) for index in chosen)
    return [(source[:-1].tolist(), target[:-1].tolist()) for source, target in sides]


def _always(data: Packed, pieces: sentencepiece.SentencePieceProcessor) -> list[int]:
    counts = np.bincount(data.tokens, minlength=len(pieces))[: len(pieces)]
    frequent = np.argsort(-counts, kind="stable")[:_FREQUENT].tolist()
    symbols = [pieces.piece_to_id(symbol) for symbol in VOCABULARY_SYMBOLS]
    spelt = [i for i in range(len(pieces)) if pieces.is_byte(i)]
    return sorted({*frequent, *symbols, *spelt})
