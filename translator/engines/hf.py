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

    def encode_target(self, text: str) -> Sequence[str]:
        """See `Pieces.encode_target`."""
        return tuple(self._tokenizer.spm_target.encode(text, out_type=str))

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
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        begins: Sequence[Sequence[str]] = (),
    ) -> list[list[tuple[Sequence[str], float]]]:
        """See `Decoder.decode`; sources that begin otherwise are answered one by one."""
        if any(begins) and len(sources) > 1:
            alone = zip(sources, begins, strict=True)
            return [self.decode([source], decoding, [start])[0] for source, start in alone]
        pad = self._tokenizer.pad_token_id
        batch = self._padded(sources)
        longest = batch.shape[1]
        starts = self._started(begins) if any(begins) else None
        given = self._model.generate(
            input_ids=batch,
            attention_mask=(batch != pad).long(),
            decoder_input_ids=starts,
            bad_words_ids=[self._ids(run) for run in decoding.without] or None,
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

    @torch.inference_mode()
    def score(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[list[float]]:
        """See `Decoder.score`."""
        pad = self._tokenizer.pad_token_id
        batch, labels = self._padded(sources), self._padded([[*t, END_OF_TEXT] for t in targets])
        starts = self._started(targets)
        logits = self._model(
            input_ids=batch, attention_mask=(batch != pad).long(), decoder_input_ids=starts
        ).logits
        chances = logits.log_softmax(dim=-1).gather(2, labels.unsqueeze(2)).squeeze(2)
        return [
            row[: len(target) + 1] for row, target in zip(chances.tolist(), targets, strict=True)
        ]

    @torch.inference_mode()
    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[Sequence[Sequence[float]]]:
        """See `Decoder.attend`: the mean of the heads of the last layer."""
        pad = self._tokenizer.pad_token_id
        batch = self._padded(sources)
        usual = self._model.config._attn_implementation
        self._model.set_attn_implementation("eager")  # the others do not tell what they attend to
        seen = self._model(
            input_ids=batch,
            attention_mask=(batch != pad).long(),
            decoder_input_ids=self._started(targets),
            output_attentions=True,
        ).cross_attentions[-1]
        self._model.set_attn_implementation(usual)
        rows = seen.mean(dim=1).tolist()
        return [row[: len(target)] for row, target in zip(rows, targets, strict=True)]

    def _started(self, targets: Sequence[Sequence[str]]) -> torch.Tensor:
        """Ids of `targets` after the symbol that the decoder starts from."""
        start = torch.full((len(targets), 1), self._model.config.decoder_start_token_id)
        return torch.cat([start, self._padded(targets)], dim=1)

    def _padded(self, texts: Sequence[Sequence[str]]) -> torch.Tensor:
        ids = [self._ids(text) for text in texts]
        longest = max(len(row) for row in ids)
        pad = self._tokenizer.pad_token_id
        return torch.tensor([row + [pad] * (longest - len(row)) for row in ids], dtype=torch.long)

    def _ids(self, pieces: Sequence[str]) -> list[int]:
        words, unknown = self._tokenizer.encoder, self._tokenizer.unk_token_id
        return [words.get(piece, unknown) for piece in pieces]

    def _scores(
        self, given: GenerateEncoderDecoderOutput | GenerateBeamEncoderDecoderOutput
    ) -> list[float]:
        """The mean log-probability of each answer; a beam search has reckoned it already."""
        if isinstance(given, GenerateBeamEncoderDecoderOutput):
            return [float(score) for score in given.sequences_scores]
        chances = self._model.compute_transition_scores(
            given.sequences, given.scores, normalize_logits=True
        )
        real = given.sequences[:, -chances.shape[1] :] != self._tokenizer.pad_token_id
        means = (chances * real).sum(dim=1) / real.sum(dim=1)
        return [float(mean) for mean in means]


def load_hf(name: str, *, threads: int = 0, decoding: Decoding | None = None) -> Neural:
    """Return the engine for the checkpoint `name`.

    Raises:
        NoModel: neither a directory with a checkpoint nor a name the hub answers to.
    """
    if threads:
        torch.set_num_threads(threads)
    model, tokenizer = read_checkpoint(name)
    return Neural("hf", MarianPieces(tokenizer), MarianDecoder(model, tokenizer), decoding)


def read_checkpoint(name: str) -> tuple[MarianMTModel, MarianTokenizer]:
    """Return the model and tokenizer of the checkpoint `name`, in float32.

    Raises:
        NoModel: neither a directory with a checkpoint nor a name the hub answers to.
    """
    if Path(name).is_dir() and not (Path(name) / "vocab.json").is_file():
        raise NoModel(f"{name}: no vocab.json in it; name a directory with a Marian checkpoint")
    disable_progress_bar()
    try:
        with warnings.catch_warnings():
            # We normalise texts ourselves, and need no sacremoses.
            warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
            tokenizer = MarianTokenizer.from_pretrained(name)
        return MarianMTModel.from_pretrained(name, dtype=torch.float32), tokenizer
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NoModel(f"{name}: no Marian checkpoint can be loaded: {reason}") from error
