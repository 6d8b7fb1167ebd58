"""Recipe > packed data in the folder of a run (◆ disk): drawn, split, annotated, encoded.

What lies in the folder already is not made again.
"""

import logging
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import sentencepiece

from corpus.build import Statistics, build, read_recipe, scores_in
from corpus.model import Pair
from corpus.split import split
from corpus.terms import held_out, read_terms
from training.align import Aligner, learn
from training.annotate import Annotator, Shares
from training.data import DIRECTIONS, Dress, pack, prepare
from training.generate import generate, read_patterns
from training.model import Config
from training.similar import Similar
from training.spans import Spans
from training.vocabulary import train_vocabulary

_DEV_PAIRS = 1000
_VOCABULARY_PAIRS = 250_000
_ALIGNER_PAIRS = 120_000
_ALIGNABLE = 2000  # distinct pairs; fewer do not teach which words translate which
_ALIGNER_LENGTH = 80  # tokens of a side
_CELLS = 0.5  # of the terms: a pair by itself, as a cell of a table has it
_log = logging.getLogger(__name__)

Pieces = sentencepiece.SentencePieceProcessor


def vocabulary_of(config: Config, folder: Path) -> Path:
    """Return where the vocabulary of the run in `folder` is."""
    return config.vocabulary or folder / "pieces.spm"


def prepare_data(config: Config, folder: Path) -> Pieces:
    """Make vocabulary and packed data, unless they are there; return the vocabulary.

    `held_out.tsv` lists the terms that are never annotated, for evaluation.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = vocabulary_of(config, folder)
    ready = folder / "train" / "ends.npy"
    if not ready.exists() or not vocabulary.exists():
        terms = read_terms(config.terms) if config.terms else []
        _list_held_out(terms, folder / "held_out.tsv")
        dev, train = _pairs(config, terms, folder)
        if not vocabulary.exists():
            _log.info("learning a vocabulary of %d pieces", config.vocabulary_size)
            train_vocabulary(_texts(train, config.seed), config.vocabulary_size, vocabulary)
        pieces = _load(vocabulary)
        dresses = dresses_for(terms, train, pieces, config.seed) if terms else (None, None)
        _log.info("packing %d pairs", len(train))
        for name, pairs, how in (("dev", dev, (None, None)), ("train", train, dresses)):
            made = pack(pairs, pieces, how, max_length=config.max_length, seed=config.seed)
            made.save(folder / name)
    return _load(vocabulary)


def _load(vocabulary: Path) -> Pieces:
    return sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))


def _list_held_out(terms: Sequence[tuple[str, str]], file: Path) -> None:
    lines = [f"{en}\t{zh}\n" for en, zh in terms if held_out(en, zh)]
    file.write_text("en\tzh\n" + "".join(lines), encoding="utf-8")


def _pairs(
    config: Config, terms: Sequence[tuple[str, str]], folder: Path
) -> tuple[list[Pair], list[Pair]]:
    """Return (dev, train), in a random order; statistics and scores are left in `folder`."""
    statistics = Statistics()
    with scores_in(folder / "scores.tsv.zst") as keep:
        pairs = list(build(read_recipe(config.recipe), statistics, keep=keep))
    train, dev = split(pairs, min(_DEV_PAIRS, len(pairs) // 10))
    if config.generated:
        patterns = read_patterns(Path(__file__).with_name("patterns"))
        train += generate(patterns, terms, config.generated, config.seed)
    (folder / "statistics.md").write_text(statistics.table() + "\n", encoding="utf-8")
    _log.info("%d pairs of %d were drawn", len(train) + len(dev), statistics.seen.total())
    dice = random.Random(config.seed)
    train += [
        Pair(en, zh, "term") for en, zh in terms if not held_out(en, zh) and dice.random() < _CELLS
    ]
    dice.shuffle(train)
    return dev, train


def _texts(pairs: Sequence[Pair], seed: int) -> Iterator[str]:
    dice = random.Random(seed)
    for pair in pairs[:_VOCABULARY_PAIRS]:
        done = prepare(pair, DIRECTIONS[0], None, dice)
        yield from (done.source[1:], done.target)


def dresses_for(
    terms: Sequence[tuple[str, str]], pairs: Sequence[Pair], pieces: Pieces, seed: int
) -> tuple[Dress, Dress]:
    """One for each direction; the words are aligned by what some of the pairs teach.

    A few pairs teach nothing: then terms are annotated alone, and no random spans. What is similar
    is sought among the pairs themselves.
    """
    many = len(set(pairs)) >= _ALIGNABLE
    aligner = _aligner(pairs, pieces, seed) if many else None
    back, ahead = (
        Spans(aligner, pieces, from_chinese=way) if aligner else None for way in (True, False)
    )
    turned = [(chinese, english) for english, chinese in terms]
    shares = Shares()
    distinct = list(dict.fromkeys(pairs))
    return (
        Dress(Annotator(turned, DIRECTIONS[0], shares, back), Similar(distinct, chinese=True)),
        Dress(Annotator(terms, DIRECTIONS[1], shares, ahead), Similar(distinct, chinese=False)),
    )


def _aligner(pairs: Sequence[Pair], pieces: Pieces, seed: int) -> Aligner:
    dice = random.Random(seed)
    _log.info("learning which words translate which")
    texts = [prepare(pair, DIRECTIONS[0], None, dice) for pair in pairs[:_ALIGNER_PAIRS]]
    encoded = [(pieces.encode(text.source[1:]), pieces.encode(text.target)) for text in texts]
    short = [pair for pair in encoded if max(map(len, pair)) <= _ALIGNER_LENGTH]
    return learn(short, len(pieces))
