"""Opens what is slow to open, once a process: the engine, terms, memory (◆ disk, models)."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.exchange.tmx import BrokenExchange, read_tmx
from corpus.exchange.tsv import read_tsv
from corpus.model import MemoryMatch, Pair
from corpus.recall import Memory
from termbase.exchange.table import BrokenTable, TermTable, read_table
from termbase.match import Termbase, same_source
from termbase.model import Scope, Term
from termbase.text import Language
from translator.engines.base import Engine
from translator.errors import BrokenMemory, BrokenTerms, InputError
from translator.model import Direction
from translator.pipeline import Knowledge
from translator.settings import Settings
from translator.standards.script import to_simplified
from translator.steps.prepare import Recall

if TYPE_CHECKING:
    from translator.engines.neural import Decoding

ENGINES = ("ct2", "hf", "echo", "pseudo")
_WITHOUT_MODEL = frozenset({"echo", "pseudo"})


@dataclass(frozen=True, slots=True)
class Opened:
    """Knowledge from files, and what a reader should know about them."""

    knowledge: Knowledge
    notes: tuple[str, ...] = ()


class Engines:
    """The engine asked for, opened when a direction first needs it; no model between scripts."""

    def __init__(self, name: str, settings: Settings, model: str | None = None) -> None:
        self._name = name
        self._settings = settings
        self._model = model
        self._opened: Engine | None = None

    def engine(self, direction: Direction) -> Engine:
        """Return the engine for `direction`.

        Raises:
            InputError: see `open_engine`.
        """
        if self._name not in _WITHOUT_MODEL and _is_between_scripts(direction):
            from translator.engines.script import Script

            return Script(to_simplified)
        if self._opened is None:
            self._opened = open_engine(self._name, self._settings, self._model)
        return self._opened


def open_engine(name: str, settings: Settings, model: str | None = None) -> Engine:
    """Return the engine `name`; `model` is a directory, or for `hf` also a name on a hub.

    Raises:
        InputError: no such engine; NoModel: it cannot load the model.
    """
    if name == "echo":
        from translator.engines.echo import Echo

        return Echo()
    if name == "pseudo":
        from translator.engines.pseudo import Pseudo

        return Pseudo()
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


def _open_hf(model: str, threads: int, decoding: "Decoding") -> Engine:
    try:
        from translator.engines.hf import load_hf
    except ImportError as error:
        raise InputError(
            f"the engine hf needs {error.name}; install it with: pip install 'biaoyi[train]'"
        ) from error
    return load_hf(model, threads=threads, decoding=decoding)


def open_knowledge(
    terms: Sequence[Path],
    memories: Sequence[Path],
    direction: Direction,
    others: Sequence[Term] = (),
) -> Opened:
    """Return the terms and pairs of the files given; an earlier term file wins over a later.

    Any file wins over `others`, the terms that were not given for this translation.

    The files pair Chinese with English: between scripts of Chinese they are not used.

    Raises:
        BrokenTerms, BrokenMemory: a file is missing or cannot be read; every bad row is named.
    """
    if _is_between_scripts(direction):
        given = [path.name for path in (*terms, *memories)]
        told = [f"{', '.join(given)}: not used between scripts of Chinese"] if given else []
        return Opened(Knowledge(Termbase([]), Memory().recall), tuple(told))
    tables = [_read_terms(path, direction) for path in terms]
    found = [
        replace(term_for(term, direction), scope=Scope.DOCUMENT)
        for table in tables
        for term in table.terms
    ]
    notes = tuple(note for table in tables for note in table.notes)
    pairs = (pair for path in memories for pair in _read_memory(path, direction))
    weaker = (term_for(term, direction) for term in others)
    known = Knowledge(Termbase([*found, *weaker]), _Recall(pairs, direction))
    return Opened(known, (*notes, *_conflicts(found)))


def with_memory(opened: Opened, recall: Recall) -> Opened:
    """Return what was opened, with a memory that is asked where the files have no answer."""
    known = opened.knowledge.recall

    def recalled(texts: Sequence[str]) -> list[MemoryMatch | None]:
        return [one or other for one, other in zip(known(texts), recall(texts), strict=True)]

    return replace(opened, knowledge=replace(opened.knowledge, recall=recalled))


def term_for(term: Term, direction: Direction) -> Term:
    """Return `term` as texts are searched for it: a Chinese source in Simplified characters."""
    chinese = direction.source.is_chinese
    return replace(term, source=to_simplified(term.source)) if chinese else term


class _Recall:
    """A memory that Traditional texts look things up in by their Simplified form."""

    def __init__(self, pairs: Iterable[Pair], direction: Direction) -> None:
        self._folds = direction.source is Language.ZH_HANT
        self._memory = Memory(replace(pair, source=self._folded(pair.source)) for pair in pairs)

    def __call__(self, texts: Sequence[str]) -> list[MemoryMatch | None]:
        return self._memory.recall([self._folded(text) for text in texts])

    def _folded(self, text: str) -> str:
        return to_simplified(text) if self._folds else text


def _is_between_scripts(direction: Direction) -> bool:
    return direction.source.is_chinese and direction.target.is_chinese


def _conflicts(terms: Sequence[Term]) -> list[str]:
    """What a reader should know about terms of different files that share a source."""
    first: dict[str, Term] = {}
    notes: list[str] = []
    for term in terms:
        used = first.setdefault(same_source(term.source), term)
        if used.target != term.target:
            notes.append(
                f"{term.origin}: “{term.source}” is also “{term.target}”; "
                f"“{used.target}” ({used.origin}) is used"
            )
    return notes


def _read_terms(path: Path, direction: Direction) -> TermTable:
    if path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
        raise BrokenTerms(f"{path}: terms are read from .csv and .tsv files")
    try:
        return read_table(path.read_text(encoding="utf-8"), path.name, direction.source)
    except OSError as error:
        raise BrokenTerms(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BrokenTerms(f"{path}: not UTF-8; save it as “CSV UTF-8”") from error
    except BrokenTable as error:
        raise BrokenTerms(str(error)) from error


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
