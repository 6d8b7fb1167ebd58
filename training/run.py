"""The whole path: recipe > pairs > vocabulary > packed data > checkpoints > shipped model (◆ disk).

Each stage leaves its result in the run's folder and is skipped when it is there, so that a run that
was stopped goes on where it was.
"""

import logging
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import sentencepiece
import torch

from corpus.build import Statistics, build, read_recipe
from corpus.model import Pair
from corpus.terms import read_terms
from training.annotate import Annotator, Shares
from training.card import card_of
from training.config import Config
from training.data import DIRECTIONS, Packed, pack, prepare
from training.export import export, save_checkpoint
from training.generate import generate, read_patterns
from training.train import Run, average
from training.vocabulary import train_vocabulary

_DEV_PAIRS = 1000
_VOCABULARY_PAIRS = 250_000
_log = logging.getLogger(__name__)


def run(config: Config, folder: Path, *, device: str = "cpu", threads: int = 0) -> None:
    """Do what is not done yet of the path that `config` describes, in `folder`."""
    if threads:
        torch.set_num_threads(threads)
    folder.mkdir(parents=True, exist_ok=True)
    pieces = _prepare_data(config, folder)
    data, dev = (Packed.load(folder / part) for part in ("train", "dev"))
    _log.info("%d examples to train on, %d to validate on", len(data), len(dev))
    Run(config, folder, device).train(data, dev, len(pieces))
    finish(config, folder)


def finish(config: Config, folder: Path) -> None:
    """Average the last checkpoints of the run and export them to `folder`/model."""
    kept = sorted((folder / "kept").glob("*.safetensors"))
    _log.info("averaging %d checkpoints", len(kept))
    vocabulary = _vocabulary(config, folder)
    save_checkpoint(average(kept), config.network, vocabulary, folder / "checkpoint")
    statistics = (folder / "statistics.md").read_text(encoding="utf-8")
    card = card_of(config, statistics, folder / "log.jsonl", datetime.now(tz=UTC).date())
    export(folder / "checkpoint", folder / "model", card)
    _log.info("the model is in %s", folder / "model")


def _vocabulary(config: Config, folder: Path) -> Path:
    return config.vocabulary or folder / "pieces.spm"


def _prepare_data(config: Config, folder: Path) -> sentencepiece.SentencePieceProcessor:
    """Make vocabulary and packed data, unless they are there; return the vocabulary."""
    vocabulary = _vocabulary(config, folder)
    ready = folder / "train" / "ends.npy"
    if not ready.exists() or not vocabulary.exists():
        dev, train = _pairs(config, folder)
        if not vocabulary.exists():
            _log.info("learning a vocabulary of %d pieces", config.vocabulary_size)
            train_vocabulary(_texts(train, config.seed), config.vocabulary_size, vocabulary)
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
        _log.info("packing %d pairs", len(train))
        for name, pairs, annotators in (
            ("dev", dev, (None, None)),
            ("train", train, _annotators(config)),
        ):
            made = pack(pairs, pieces, annotators, max_length=config.max_length, seed=config.seed)
            made.save(folder / name)
    return sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))


def _pairs(config: Config, folder: Path) -> tuple[list[Pair], list[Pair]]:
    """Return (dev, train): documents are not known for every source, so dev is drawn by text."""
    statistics = Statistics()
    pairs = list(build(read_recipe(config.recipe), statistics))
    if config.generated:
        pairs += _generated(config)
    (folder / "statistics.md").write_text(statistics.table() + "\n", encoding="utf-8")
    _log.info("%d pairs of %d were drawn", len(pairs), statistics.seen.total())
    random.Random(config.seed).shuffle(pairs)
    chosen = {_key(pair) for pair in pairs[: min(_DEV_PAIRS, len(pairs) // 10)]}
    dev = {pair for pair in pairs if _key(pair) in chosen}
    return sorted(dev, key=_key), [pair for pair in pairs if _key(pair) not in chosen]


def _generated(config: Config) -> list[Pair]:
    """Pairs in the style of standards, from patterns and terms."""
    terms = read_terms(config.terms) if config.terms else []
    patterns = read_patterns(Path(__file__).with_name("patterns"))
    return list(generate(patterns, terms, config.generated, config.seed))


def _key(pair: Pair) -> str:
    return sha256(pair.source.encode()).hexdigest()


def _texts(pairs: Sequence[Pair], seed: int) -> Iterator[str]:
    dice = random.Random(seed)
    for pair in pairs[:_VOCABULARY_PAIRS]:
        done = prepare(pair, DIRECTIONS[0], None, dice)
        yield from (done.source[1:], done.target)


def _annotators(config: Config) -> tuple[Annotator | None, Annotator | None]:
    if config.terms is None:
        return None, None
    terms = read_terms(config.terms)
    turned = [(chinese, english) for english, chinese in terms]
    shares = Shares()
    return Annotator(turned, DIRECTIONS[0], shares), Annotator(terms, DIRECTIONS[1], shares)
