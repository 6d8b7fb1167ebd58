"""A checkpoint and the user's pairs > a model of their own (◆ disk): `biaoyi train`.

Each stage leaves its result in the folder and is skipped when it is there, as in `training.run`.
"""

import json
import logging
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import sentencepiece
import torch
from transformers.utils.logging import disable_progress_bar

from corpus.build import licences_of, read_recipe
from corpus.model import Pair
from corpus.terms import read_terms
from termbase.exchange.table import BrokenTable, read_table
from termbase.text import Language
from training.card import card_of_tuning
from training.data import Dress, pack
from training.export import export, save_tuned
from training.foreign import adopt
from training.mix import Parts, mixed, read_general, read_pairs, split, without
from training.model import Config, Network, Schedule
from training.packed import Packed
from training.pairs import dresses_for
from training.processes import Processes
from training.schedule import Budget
from training.train import Run, average
from training.words import read_vocabulary
from translator.errors import InputError
from translator.settings import SHIPPED_MODEL

CHECKPOINT = Path(__file__).with_name("checkpoint")
_NOTE = "tuning.json"  # what was asked for
_BATCH_TOKENS = 3000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tuning:
    """What was asked for.

    terms: the user's, which are annotated beside those of `termbase`.
    general: a recipe, or pairs, of which `share` (0–1) of the text is made.
    source: the language that a foreign base translates from.
    """

    base: str
    data: tuple[Path, ...]
    terms: tuple[Path, ...] = ()
    termbase: Path | None = None
    general: Path | None = None
    share: float = 0.5
    source: Language | None = None
    steps: int = 600
    rate: float = 1e-4
    seed: int = 1


def tune(
    tuning: Tuning,
    folder: Path,
    *,
    device: str = "cpu",
    threads: int = 0,
    seconds: float = math.inf,
) -> None:
    """Do what is not done yet of the tuning, in `folder`; its model is in `folder`/model.

    Raises:
        InputError: a file that cannot be used, or a folder that holds another run.
    """
    if threads:
        torch.set_num_threads(threads)
    disable_progress_bar()
    _refuse_another(tuning, folder)
    config = _config(tuning, folder / "base")
    checkpoint = checkpoint_of(tuning.base)
    if not (folder / "train" / "ends.npy").exists():
        texts = _read(tuning)
        adopted = adopt(checkpoint, folder / "base", tuning.source)
        _log.info("%s: %d symbols added to its vocabulary", tuning.base, adopted.added)
        (folder / _NOTE).write_text(_asked(tuning), encoding="utf-8")
        _make_data(texts, tuning, config, folder)
    words = read_vocabulary(folder / "base").words
    data, dev = (Packed.load(folder / part) for part in ("train", "dev"))
    _log.info("%d examples to train on, %d to validate on", len(data), len(dev))
    run = Run(config, folder, Processes(device), Budget(total=seconds))
    run.train(data, dev, len(words) - 1)
    _finish(tuning, config, checkpoint, folder)


def checkpoint_of(base: str) -> str:
    """Return the checkpoint that `base` names: the folder of a run has one in it."""
    inside = Path(base) / "checkpoint"
    if inside.is_dir():
        return str(inside)
    if Path(base) == CHECKPOINT and not CHECKPOINT.is_dir():
        raise InputError(
            "the checkpoint of the shipped model is in the source code alone; "
            "name another with --base"
        )
    return base


def _asked(tuning: Tuning) -> str:
    return json.dumps(asdict(tuning), default=str, ensure_ascii=False, indent=1) + "\n"


def _refuse_another(tuning: Tuning, folder: Path) -> None:
    """Refuse a folder where something else was begun, or that has anything else in it."""
    note = folder / _NOTE
    if note.exists():
        if note.read_text(encoding="utf-8") != _asked(tuning):
            raise InputError(
                f"{folder}: another run was begun there ({note}); choose another --out"
            )
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: is no empty directory; choose another --out")


def _config(tuning: Tuning, base: Path) -> Config:
    """The run: the rate goes to zero over its second half."""
    steps = tuning.steps
    return Config(
        recipe=tuning.general or tuning.data[0],
        network=Network(base=base),
        schedule=Schedule(
            steps=steps,
            cooldown=max(steps // 2, 1),
            warmup=min(100, steps // 4 + 1),
            rate=tuning.rate,
            fall="none",
            batch_tokens=_BATCH_TOKENS,
        ),
        seed=tuning.seed,
        log_every=min(10, steps),
        save_every=max(steps // 10, 1),
        validate_every=max(steps // 5, 1),
        keep=2,
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """What is read before anything is written: pairs, and terms (English, Chinese)."""

    own: Parts
    general: Parts
    terms: tuple[tuple[str, str], ...]


def _read(tuning: Tuning) -> _Texts:
    terms = read_terms(tuning.termbase) if tuning.termbase else []
    terms += [pair for file in tuning.terms for pair in _terms(file)]
    own = split(read_pairs(tuning.data))
    found = read_general(tuning.general) if tuning.general else []
    general = split(without(found, own.held_out)) if found else Parts()
    return _Texts(own, general, tuple(terms))


def _make_data(texts: _Texts, tuning: Tuning, config: Config, folder: Path) -> None:
    own, general = texts.own, texts.general
    vocabulary = read_vocabulary(folder / "base")
    if not general.train:
        _log.warning("no general text is mixed in: what is not in the data may be forgotten")
    pairs = mixed(
        without(own.train, general.held_out),
        general.train,
        share=tuning.share,
        tokens=config.schedule.steps * config.schedule.batch_tokens,
        seed=tuning.seed,
    )
    _log.info("packing %d pairs", len(pairs))
    dresses = _dresses(texts.terms, pairs, tuning.seed)
    held_out = [*own.held_out, *general.held_out]
    for name, chosen, how in (("dev", held_out, (None, None)), ("train", pairs, dresses)):
        try:
            made = pack(chosen, vocabulary, how, max_length=config.max_length, seed=tuning.seed)
        except ValueError as error:
            raise InputError("every pair is too long to be trained on") from error
        made.save(folder / name)
    for name, kept in (("own", own.held_out), ("general", general.held_out)):
        _write_set(folder / "sets" / name, kept)
    facts = {
        "own_pairs": len(own.train),
        "general_pairs": len(general.train),
        "held_out_pairs": len(own.held_out),
        "examples": len(pairs),
    }
    (folder / "data.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")


def _write_set(folder: Path, pairs: Iterable[Pair]) -> None:
    """Write a development set, as `eval.sets` reads them; none where there are no pairs."""
    lines = [(" ".join(p.source.split()), " ".join(p.target.split())) for p in pairs]
    if not lines:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for language, texts in zip(("en", "zh"), zip(*lines, strict=True), strict=True):
        (folder / f"src.{language}").write_text("\n".join(texts) + "\n", encoding="utf-8")


def _dresses(
    terms: Sequence[tuple[str, str]], pairs: Sequence[Pair], seed: int
) -> tuple[Dress, Dress]:
    """One for each direction. Words are aligned in the pieces of our own vocabulary."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(SHIPPED_MODEL / "source.spm"))
    return dresses_for(terms, list(dict.fromkeys(pairs)), pieces, seed)


def _terms(file: Path) -> list[tuple[str, str]]:
    """(English, Chinese) of a file of terms, read as for translating."""
    try:
        table = read_table(file.read_text(encoding="utf-8"), file.name, Language.EN)
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8; save it as “CSV UTF-8”") from error
    except BrokenTable as error:
        raise InputError(str(error)) from error
    return [(term.source, term.target) for term in table.terms]


def _finish(tuning: Tuning, config: Config, checkpoint: str, folder: Path) -> None:
    kept = sorted((folder / "kept").glob("*.safetensors"))
    _log.info("averaging %d checkpoints", len(kept))
    save_tuned(average(kept), config.network, folder / "base", folder / "checkpoint")
    facts = json.loads((folder / "data.json").read_text(encoding="utf-8"))
    recipe = tuning.general if tuning.general and tuning.general.suffix == ".toml" else None
    card = card_of_tuning(
        folder.name,
        {"name": tuning.base, **_card_of_base(Path(checkpoint))},
        facts | {"licences": licences_of(read_recipe(recipe)) if recipe else {}},
        folder / "log.jsonl",
        datetime.now(tz=UTC).date(),
    )
    export(folder / "checkpoint", folder / "model", card)
    _log.info("the model is in %s", folder / "model")


def _card_of_base(checkpoint: Path) -> dict[str, object]:
    """The card of the model that was exported from `checkpoint`, where we have it."""
    beside = checkpoint.parent / "model"
    card = (SHIPPED_MODEL if checkpoint == CHECKPOINT else beside) / "card.json"
    if not card.is_file():
        return {}
    values: dict[str, object] = json.loads(card.read_text(encoding="utf-8"))
    return values
