"""SentencePiece models as `Pieces`: one for both languages, or one for each."""

from collections.abc import Sequence
from pathlib import Path

import sentencepiece

from translator.errors import NoModel

END_OF_TEXT = "</s>"


class SentencePieces:
    """The `source.spm` of a model directory, and its `target.spm` where it has one."""

    def __init__(self, directory: Path) -> None:
        source = directory / "source.spm"
        target = directory / "target.spm"
        if not source.is_file():
            raise NoModel(f"{directory}: no source.spm in it; name a directory with a model")
        self._source = _load(source)
        self._target = _load(target) if target.is_file() else self._source

    def encode(self, text: str) -> Sequence[str]:
        """See `Pieces.encode`."""
        return [*self._source.encode(text, out_type=str), END_OF_TEXT]

    def encode_target(self, text: str) -> Sequence[str]:
        """See `Pieces.encode_target`."""
        return tuple(self._target.encode(text, out_type=str))

    def decode(self, tokens: Sequence[str]) -> str:
        """See `Pieces.decode`."""
        return str(self._target.decode([token for token in tokens if token != END_OF_TEXT]))

    def knows(self, symbol: str) -> bool:
        """See `Pieces.knows`."""
        return bool(self._source.piece_to_id(symbol) != self._source.unk_id())


def _load(file: Path) -> sentencepiece.SentencePieceProcessor:
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(file))
    except (OSError, RuntimeError) as error:
        raise NoModel(f"{file}: damaged; install the model again") from error
