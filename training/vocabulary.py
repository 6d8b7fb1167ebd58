"""Texts > a SentencePiece vocabulary for both languages.

Identity normalisation (the default folds ，：；（） into ASCII, after which no model can write
Chinese punctuation), bytes for what is unknown, one piece a digit, one piece a symbol of ours.
"""

from collections.abc import Iterator
from pathlib import Path

import sentencepiece

from training.model import EOS
from translator.symbols import VOCABULARY_SYMBOLS

UNK = 1  # as in Marian


def train_vocabulary(texts: Iterator[str], size: int, model: Path) -> None:
    """Write a unigram model of `size` pieces to `model` (Kudo 2018)."""
    with model.open("wb") as out:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=texts,
            model_writer=out,
            vocab_size=size,
            model_type="unigram",
            character_coverage=0.9997,
            byte_fallback=True,
            split_digits=True,
            normalization_rule_name="identity",
            remove_extra_whitespaces=False,
            user_defined_symbols=list(VOCABULARY_SYMBOLS),
            pad_id=-1,
            eos_id=EOS,
            unk_id=UNK,
            bos_id=-1,
            num_threads=2,
            minloglevel=1,
        )
