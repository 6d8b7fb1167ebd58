"""Opens what is slow to open, once a process: the engine, terms, memory (◆ disk, models)."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.exchange.tmx import BrokenExchange, read_tmx
from corpus.exchange.tsv import read_tsv
from corpus.model import Pair
from corpus.recall import Memory
from termbase.exchange.table import BrokenTable, read_table
from termbase.match import Termbase
from termbase.model import Term
from translator.engines.base import Engine
from translator.errors import BrokenMemory, BrokenTerms, InputError
from translator.model import Direction
from translator.pipeline import Knowledge
from translator.settings import Settings

ENGINES = ("ct2", "hf", "echo")


@dataclass(frozen=True, slots=True)
class Opened:
    """Knowledge from files, and what a reader should know about them."""

    knowledge: Knowledge
    notes: tuple[str, ...] = ()


def open_engine(name: str, settings: Settings, model: str | None = None) -> Engine:
    """Return the engine `name`; `model` is a directory, or for `hf` also a name on a hub.

    Raises:
        InputError: no such engine; NoModel: it cannot load the model.
    """
    if name == "echo":
        from translator.engines.echo import Echo

        return Echo()
    # CTranslate2 and torch read this when they are loaded; idle threads then leave the cores alone.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from translator.engines.neural import Decoding

    decoding = Decoding(beam=settings.beam)
    if name == "ct2":
        from translator.engines.ct2 import load_ct2

        directory = Path(model) if model else settings.model
        return load_ct2(directory, threads=settings.threads, decoding=decoding)
    if name == "hf":
        return _open_hf(model or str(settings.model), settings.threads, decoding)
    raise InputError(f"{name}: no such engine; there are {', '.join(ENGINES)}")


def _open_hf(model: str, threads: int, decoding: object) -> Engine:
    from translator.engines.neural import Decoding

    try:
        from translator.engines.hf import load_hf
    except ImportError as error:
        raise InputError(
            f"the engine hf needs {error.name}; install it with: pip install 'biaoyi[train]'"
        ) from error
    assert isinstance(decoding, Decoding)  # noqa: S101 - for the type checker
    return load_hf(model, threads=threads, decoding=decoding)


def open_knowledge(terms: Sequence[Path], memories: Sequence[Path], direction: Direction) -> Opened:
    """Return the terms and pairs of the files given; an earlier term file wins over a later.

    Raises:
        BrokenTerms, BrokenMemory: a file is missing or cannot be read; every bad row is named.
    """
    found: list[Term] = []
    notes: list[str] = []
    for path in terms:
        table = _read_terms(path, direction)
        found += table[0]
        notes += table[1]
    memory = Memory(pair for path in memories for pair in _read_memory(path, direction))
    return Opened(Knowledge(Termbase(found), memory.recall), tuple(notes))


def _read_terms(path: Path, direction: Direction) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    if path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
        raise BrokenTerms(f"{path}: terms are read from .csv and .tsv files")
    try:
        table = read_table(path.read_text(encoding="utf-8"), path.name, direction.source)
    except OSError as error:
        raise BrokenTerms(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BrokenTerms(f"{path}: not UTF-8; save it as “CSV UTF-8”") from error
    except BrokenTable as error:
        raise BrokenTerms(str(error)) from error
    return table.terms, table.notes


def _read_memory(path: Path, direction: Direction) -> list[Pair]:
    readers = {".tmx": read_tmx, ".tsv": read_tsv, ".csv": read_tsv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BrokenMemory(f"{path}: memories are read from .tmx, .tsv and .csv files")
    languages = ("zh" if side.is_chinese else "en" for side in (direction.source, direction.target))
    try:
        return list(reader(path, *languages))
    except OSError as error:
        raise BrokenMemory(f"{path}: cannot be read: {error.strerror or error}") from error
    except BrokenExchange as error:
        raise BrokenMemory(str(error)) from error
