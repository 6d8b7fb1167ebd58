"""The default engine: a model of ours in CTranslate2, int8, on the CPU or a GPU. Loads no torch."""

import json
import logging
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import ctranslate2

from translator.engines.neural import Decoding, Neural
from translator.engines.pieces import SentencePieces
from translator.errors import EngineError, NoModel

_MODEL = "model.bin"
_LONGEST = 512
# The search goes on until so many times `beam` answers are complete. With 1 it stops at the first
# ones, which are the short ones: a better, longer one was lost in a ninth of our test sentences.
_PATIENCE = 2
# Answers that differ in their first piece after a given beginning, so that not all of them make
# another word of its last; each goes on with a search of its own, one text after another.
_ALTERNATIVES, _BEAM_OF_ALTERNATIVES = 3, 2
# Of whose attention the model tells: converters write "the first head", and the mean of all (0)
# knows much better which word comes from which (docs/adr/0009). A scalar of two bytes.
_FIRST_HEAD = b"decoder/alignment_heads\0\0\2\2\0\0\0\1\0"
_ALL_HEADS = _FIRST_HEAD[:-2] + b"\0\0"


class Ct2Decoder:
    """A CTranslate2 model directory."""

    def __init__(self, directory: Path, *, threads: int = 0, device: str = "cpu") -> None:
        if not (directory / _MODEL).is_file():
            missing = "no model.bin in it" if directory.is_dir() else "there is no such directory"
            raise NoModel(f"{directory}: {missing}; name a directory with a CTranslate2 model")
        self._has_shortlist = (directory / "vmap.txt").is_file()
        ctranslate2.set_log_level(logging.ERROR)  # its warnings are for developers
        try:
            self._model = ctranslate2.Translator(
                str(directory),
                device=device,
                compute_type="default",
                intra_threads=threads,
                files=_files(directory),
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise NoModel(f"{directory}: CTranslate2 cannot load it: {error}") from error

    def decode(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        begins: Sequence[Sequence[str]] = (),
    ) -> list[list[tuple[Sequence[str], float]]]:
        """See `Decoder.decode`."""
        longest = max(len(source) for source in sources)
        varied = decoding.varied and any(begins)
        try:
            results = self._model.translate_batch(
                [list(source) for source in sources],
                use_vmap=self._has_shortlist and not any(begins),
                return_alternatives=varied,
                target_prefix=[list(start) for start in begins] or None,
                suppress_sequences=[list(run) for run in decoding.without] or None,
                beam_size=_BEAM_OF_ALTERNATIVES if varied else decoding.beam,
                num_hypotheses=_ALTERNATIVES if varied else decoding.beam,
                patience=_PATIENCE,
                no_repeat_ngram_size=decoding.no_repeat,
                max_input_length=0,
                max_decoding_length=min(2 * longest + 20, _LONGEST),
                return_scores=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2: {error}") from error
        return [list(zip(r.hypotheses, r.scores, strict=True)) for r in results]

    def score(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[list[float]]:
        """See `Decoder.score`."""
        try:
            results = self._model.score_batch(
                [list(source) for source in sources],
                [list(target) for target in targets],
                max_input_length=0,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2: {error}") from error
        return [list(result.log_probs) for result in results]

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[Sequence[Sequence[float]]]:
        """See `Decoder.attend`; the targets are forced, and what would follow is left out."""
        try:
            results = self._model.translate_batch(
                [list(source) for source in sources],
                target_prefix=[list(target) for target in targets],
                beam_size=1,
                max_input_length=0,
                max_decoding_length=max(1, *map(len, targets)),
                return_attention=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2: {error}") from error
        given = zip(results, targets, strict=True)
        return [result.attention[0][: len(target)] for result, target in given]


def _files(directory: Path) -> dict[str, bytes]:
    """The files of a model as CTranslate2 takes them from memory."""
    files = {
        file.name: file.read_bytes()
        for file in directory.iterdir()
        if file.suffix in (".bin", ".json", ".txt") and file.name != "card.json"
    }
    return files | {_MODEL: files[_MODEL].replace(_FIRST_HEAD, _ALL_HEADS, 1)}


def load_ct2(directory: Path, *, threads: int = 0, decoding: Decoding | None = None) -> Neural:
    """Return the engine for a model directory, its files verified against `card.json`.

    Raises:
        NoModel: no model there, or a file is not the one its card names.
    """
    verify_files(directory)
    decoder = Ct2Decoder(directory, threads=threads)
    return Neural("ct2", SentencePieces(directory), decoder, decoding)


def verify_files(directory: Path) -> None:
    """Check each file that `card.json` gives a SHA-256 for; a directory without a card passes.

    Raises:
        NoModel: a file is missing or another than the card says.
    """
    card = directory / "card.json"
    if not card.is_file():
        return
    try:
        sums = dict(json.loads(card.read_text(encoding="utf-8")).get("sha256", {}))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise NoModel(f"{card}: not a model card: {error}") from error
    for name, expected in sums.items():
        file = directory / name
        if not file.is_file() or sha256(file.read_bytes()).hexdigest() != expected:
            raise NoModel(f"{file}: missing or damaged; install the model again")
