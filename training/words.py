"""The vocabulary of a checkpoint folder: SentencePiece, numbered by `vocab.json` (◆ disk).

In a model of ours both numberings are one. Elsewhere source and target have a SentencePiece model
each, and a third file numbers the pieces of both.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece

END, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"
_USER_DEFINED = 4  # sentencepiece_model.proto, SentencePiece.Type


@dataclass(frozen=True, slots=True)
class Side:
    """One language of a vocabulary."""

    pieces: sentencepiece.SentencePieceProcessor
    words: Mapping[str, int]

    def encode(self, text: str) -> list[int]:
        """Return the ids of `text`, the end symbol not included."""
        unknown = self.words[UNKNOWN]
        return [self.words.get(piece, unknown) for piece in self.pieces.encode(text, out_type=str)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Both sides of a checkpoint folder."""

    source: Side
    target: Side
    words: Mapping[str, int]

    def knows(self, symbol: str) -> bool:
        """Whether `symbol` is a word."""
        return symbol in self.words


def vocabulary_of(pieces: sentencepiece.SentencePieceProcessor) -> Vocabulary:
    """Return the vocabulary of a model of ours, with one SentencePiece model for both sides."""
    words = {pieces.id_to_piece(number): number for number in range(len(pieces))}
    return Vocabulary(Side(pieces, words), Side(pieces, words), words)


def read_vocabulary(folder: Path) -> Vocabulary:
    """Return the vocabulary of a checkpoint that `training.foreign` wrote."""
    words: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    source, target = (
        Side(sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.spm")), words)
        for name in ("source", "target")
    )
    return Vocabulary(source, target, words)


def add_symbols(model: bytes, symbols: Iterable[str]) -> bytes:
    """Return the SentencePiece `model` with `symbols` as pieces that no rule of its can split.

    A message of protocol buffers, written after another of its type, is merged into it: repeated
    fields, as the pieces are, are appended (Protocol Buffers, Encoding, "Last One Wins").
    """
    known = sentencepiece.SentencePieceProcessor(model_proto=model)
    new = [item for item in symbols if known.piece_to_id(item) == known.unk_id()]
    return model + b"".join(map(_piece, new))


def _piece(symbol: str) -> bytes:
    """Field 1 of ModelProto: a piece (field 1), its score (2, a float) and its type (3)."""
    text = symbol.encode()
    score = np.float32(0).tobytes()
    body = bytes([0x0A, len(text)]) + text + b"\x15" + score + bytes([0x18, _USER_DEFINED])
    return bytes([0x0A, len(body)]) + body
