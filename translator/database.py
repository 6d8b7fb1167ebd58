"""Opens the database that the settings name; the embedded one is made and kept up to date (◆)."""

import getpass
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model import MemoryMatch
from termbase.compiled import Direction as TermDirection
from termbase.compiled import compiled
from termbase.concept import TermError, Viewer
from termbase.history import Revision
from termbase.model import Scope, Term
from termbase.seed import standard_terms
from translator.errors import InputError
from translator.model import Direction, Origin, Translation
from translator.settings import Settings
from translator.steps.prepare import Recall

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.index import Side
    from corpus.store import Store as PairStore
    from termbase.database import Upgrade
    from termbase.store import Store


class KnownTerms:
    """What the store, read once, and the vocabulary of standardisation say for any document."""

    def __init__(self, settings: Settings) -> None:
        """Read the store, if there is one.

        Raises:
            InputError: it cannot be read.
        """
        self._settings = settings
        self._present: tuple[Revision, ...] = ()
        if has_store(settings):
            try:
                self._present = tuple(open_store(settings).present())
            except TermError as error:
                raise InputError(str(error)) from error
        concepts = (item.concept for item in self._present)
        self._named = {item.owner for item in concepts if item.scope is Scope.DOCUMENT}

    def of(self, document: str) -> str:
        """Return `document`, a file name, if terms are kept for it; else nothing."""
        return document if document in self._named else ""

    def terms(self, direction: Direction, document: str = "") -> tuple[Term, ...]:
        """Return the approved terms that hold for the user at `document`, then those shipped."""
        if not direction.changes_language:
            return ()
        way = TermDirection(direction.source, direction.target)
        viewer = viewer_of(self._settings, document=document)
        return (*compiled(self._present, way, viewer), *standard_terms(way))


class StoredMemory:
    """The pairs of the store, if there is one, for the user of this machine."""

    def __init__(self, settings: Settings, *, use: bool = True) -> None:
        """Open the store, if there is one and it is to be used.

        Raises:
            InputError: it cannot be opened.
        """
        self._settings = settings
        self._store = open_memory(settings) if use and has_store(settings) else None

    def recall(self, direction: Direction, document: str = "") -> Recall:
        """Return what looks up the segments of `document`, a file name: equal, and similar ones."""
        store = self._store
        if store is None or not direction.changes_language:
            return lambda texts: [None] * len(texts)
        from corpus.search import recall

        side: Side = "zh" if direction.source.is_chinese else "en"
        viewer, least = viewer_of(self._settings, document=document), self._settings.similar

        def recalled(texts: Sequence[str]) -> list[MemoryMatch | None]:
            try:
                return recall(store, side, viewer, texts, least)
            except TermError as error:
                raise InputError(str(error)) from error

        return recalled

    def count(self, translations: Sequence[Translation]) -> None:
        """Count a use of each pair whose target was taken."""
        taken = {
            item.memory.entry
            for item in translations
            if item.memory and item.memory.entry and item.origin is Origin.MEMORY
        }
        if self._store and taken:
            try:
                self._store.use(taken)
            except TermError as error:
                raise InputError(str(error)) from error


def viewer_of(settings: Settings, name: str = "", document: str = "") -> Viewer:
    """Return who asks: the person `name`, or the user of this machine."""
    return Viewer(name or user_name(), frozenset(settings.teams), document)


def user_name() -> str:
    """Return what the operating system calls the user."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def has_store(settings: Settings) -> bool:
    """Whether a database was named, or the embedded one was made."""
    return bool(settings.database) or embedded(settings).is_file()


def embedded(settings: Settings) -> Path:
    """Return where the embedded database is, or will be."""
    return settings.data / "biaoyi.db"


def open_database(settings: Settings) -> "Engine":
    """Return the database as it is.

    Raises:
        InputError: it cannot be opened.
    """
    from termbase.database import file_url, open_engine

    try:
        if not settings.database:
            settings.data.mkdir(parents=True, exist_ok=True)
        return open_engine(settings.database or file_url(embedded(settings)))
    except OSError as error:
        raise InputError(f"{settings.data}: cannot be made: {error.strerror}") from error
    except TermError as error:
        raise InputError(str(error)) from error


def upgraded(engine: "Engine") -> "Upgrade":
    """Bring the tables up to date and say what was done.

    Raises:
        InputError: they cannot be.
    """
    from termbase.database import upgrade

    try:
        return upgrade(engine)
    except TermError as error:
        raise InputError(str(error)) from error


def open_memory(settings: Settings) -> "PairStore":
    """Return the store of sentence pairs, in the same database; see `open_store`.

    Raises:
        InputError: it cannot be opened, or a database of the user's needs `biaoyi db upgrade`.
    """
    from corpus.store import Store

    engine = open_database(settings)
    if not settings.database:
        upgraded(engine)
    try:
        return Store(engine)
    except TermError as error:
        raise InputError(str(error)) from error


def open_store(settings: Settings) -> "Store":
    """Return the term store; the embedded database is made or brought up to date before.

    Raises:
        InputError: it cannot be opened, or a database of the user's needs `biaoyi db upgrade`.
    """
    from termbase.store import Store

    engine = open_database(settings)
    if not settings.database:
        upgraded(engine)
    try:
        return Store(engine)
    except TermError as error:
        raise InputError(str(error)) from error
