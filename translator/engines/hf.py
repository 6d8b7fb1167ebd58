"""Marian checkpoints in transformers: a local directory or a name on a hub. Loads torch."""

import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from transformers import MarianMTModel, MarianTokenizer
from transformers.generation import (
    GenerateBeamEncoderDecoderOutput,
    GenerateEncoderDecoderOutput,
)
from transformers.utils.logging import disable_progress_bar

from translator.engines.neural import Decoding, Neural
from translator.engines.pieces import END_OF_TEXT
from translator.errors import NoModel

_LONGEST = 512


class MarianPieces:
    """The tokenizer of a Marian checkpoint as `Pieces`."""

    def __init__(self, tokenizer: MarianTokenizer) -> None:
        self._tokenizer = tokenizer

    def encode(self, text: str) -> Sequence[str]:
        """See `Pieces.encode`."""
        return [*self._tokenizer.spm_source.encode(text, out_type=str), END_OF_TEXT]

    def decode(self, tokens: Sequence[str]) -> str:
        """See `Pieces.decode`."""
        return str(self._tokenizer.spm_target.decode([t for t in tokens if t != END_OF_TEXT]))

    def knows(self, symbol: str) -> bool:
        """See `Pieces.knows`."""
        return symbol in self._tokenizer.encoder


class MarianDecoder:
    """A Marian model and its vocabulary."""

    def __init__(self, model: MarianMTModel, tokenizer: MarianTokenizer) -> None:
        self._model = model
        model.train(mode=False)
        self._tokenizer = tokenizer

    @torch.inference_mode()
    def decode(
        self, sources: Sequence[Sequence[str]], decoding: Decoding
    ) -> list[list[tuple[Sequence[str], float]]]:
        """See `Decoder.decode`."""
        words = self._tokenizer.encoder
        unknown, pad = self._tokenizer.unk_token_id, self._tokenizer.pad_token_id
        ids = [[words.get(piece, unknown) for piece in source] for source in sources]
        longest = max(len(row) for row in ids)
        batch = torch.tensor([row + [pad] * (longest - len(row)) for row in ids])
        given = self._model.generate(
            input_ids=batch,
            attention_mask=(batch != pad).long(),
            num_beams=decoding.beam,
            num_return_sequences=decoding.beam,
            no_repeat_ngram_size=decoding.no_repeat,
            max_length=min(2 * longest + 20, _LONGEST),
            return_dict_in_generate=True,
            output_scores=True,
        )
        skipped = {pad, self._tokenizer.eos_token_id}
        rows: list[Sequence[str]] = [
            self._tokenizer.convert_ids_to_tokens([i for i in row if i not in skipped])
            for row in given.sequences.tolist()
        ]
        pairs = list(zip(rows, self._scores(given), strict=True))
        return [pairs[i : i + decoding.beam] for i in range(0, len(pairs), decoding.beam)]

    def _scores(
        self, given: GenerateEncoderDecoderOutput | GenerateBeamEncoderDecoderOutput
    ) -> list[float]:
        """The mean log-probability of each answer; a beam search has reckoned it already."""
        if isinstance(given, GenerateBeamEncoderDecoderOutput):
            return [float(score) for score in given.sequences_scores]
        chances = self._model.compute_transition_scores(
            given.sequences, given.scores, normalize_logits=True
        )
        real = given.sequences[:, 1:] != self._tokenizer.pad_token_id
        means = (chances * real).sum(dim=1) / real.sum(dim=1)
        return [float(mean) for mean in means]


def load_hf(name: str, *, threads: int = 0, decoding: Decoding | None = None) -> Neural:
    """Return the engine for the checkpoint `name`.

    Raises:
        NoModel: neither a directory with a checkpoint nor a name the hub answers to.
    """
    if threads:
        torch.set_num_threads(threads)
    if Path(name).is_dir() and not (Path(name) / "vocab.json").is_file():
        raise NoModel(f"{name}: no vocab.json in it; name a directory with a Marian checkpoint")
    disable_progress_bar()
    try:
        with warnings.catch_warnings():
            # We normalise texts ourselves, and need no sacremoses.
            warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
            tokenizer = MarianTokenizer.from_pretrained(name)
        model = MarianMTModel.from_pretrained(name, dtype=torch.float32)
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NoModel(f"{name}: no Marian checkpoint can be loaded: {reason}") from error
    return Neural("hf", MarianPieces(tokenizer), MarianDecoder(model, tokenizer), decoding)
