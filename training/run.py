"""The whole path: recipe > pairs > vocabulary > packed data > checkpoints > shipped model (◆ disk).

Each stage leaves its result in the run's folder and is skipped when it is there, so that a run that
was stopped goes on where it was.
"""

import logging
from datetime import UTC, datetime
from pathlib import Path

import sentencepiece
import torch

from training.card import card_of
from training.export import export, save_checkpoint
from training.model import Config
from training.packed import Packed
from training.pairs import prepare_data, vocabulary_of
from training.processes import join
from training.schedule import UNLIMITED, Budget
from training.shortlist import shortlist
from training.train import Run, average

_log = logging.getLogger(__name__)


def run(
    config: Config,
    folder: Path,
    *,
    device: str = "cpu",
    threads: int = 0,
    budget: Budget = UNLIMITED,
) -> None:
    """Do what is not done yet of the path that `config` describes, in `folder`.

    Started by torchrun, this is one of many processes that train together. `budget` is for the
    training, and not for making the data before it or the model after it.
    """
    if threads:
        torch.set_num_threads(threads)
    with join(device) as processes:
        if processes.first:
            prepare_data(config, folder)
        processes.wait()
        pieces = prepare_data(config, folder)
        data, dev = (Packed.load(folder / part) for part in ("train", "dev"))
        _log.info("%d examples to train on, %d to validate on", len(data), len(dev))
        Run(config, folder, processes, budget).train(data, dev, len(pieces))
    if processes.first:
        finish(config, folder)


def finish(config: Config, folder: Path) -> None:
    """Average the last checkpoints of the run and export them to `folder`/model."""
    kept = sorted((folder / "kept").glob("*.safetensors"))
    _log.info("averaging %d checkpoints", len(kept))
    vocabulary = vocabulary_of(config, folder)
    save_checkpoint(average(kept), config.network, vocabulary, folder / "checkpoint")
    statistics = (folder / "statistics.md").read_text(encoding="utf-8")
    card = card_of(config, statistics, folder / "log.jsonl", datetime.now(tz=UTC).date())
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    candidates = shortlist(Packed.load(folder / "train"), pieces, config.seed)
    export(folder / "checkpoint", folder / "model", card, candidates)
    _log.info("the model is in %s", folder / "model")
