"""The approved terms as they are now, for whoever asks (◆ database).

Terms that hold for all are compiled once and kept up to date aside; the few that are a person's, a
project's or a document's are compiled for each who asks and put before those.
"""

import threading
from collections import OrderedDict
from functools import partial

from termbase.compiled import Direction as TermDirection
from termbase.compiled import compiled
from termbase.concept import Viewer
from termbase.history import Revision
from termbase.live import Live
from termbase.match import Termbase
from termbase.model import Scope
from termbase.seed import standard_terms
from termbase.store import Store
from translator.model import Direction
from translator.tools import term_for

_NOBODY = Viewer("")
_KEPT = 256  # compiled termbases of different viewers


class LiveTerms:
    """The terms of one store; close it, since threads look after it."""

    def __init__(self, store: Store) -> None:
        """Use `store`; terms of a direction are compiled when it is first asked for."""
        self._store = store
        self._lock = threading.Lock()
        self._shared: dict[Direction, Live] = {}
        self._narrow = _Narrow(store)

    def of(self, direction: Direction, viewer: Viewer) -> Termbase:
        """Return the terms that hold for `viewer` in `direction`.

        Raises:
            TermError: the store cannot be read.
        """
        if not direction.changes_language:
            return Termbase([])
        return self._narrow.of(direction, viewer).then(self._live(direction).present)

    def warm(self, direction: Direction) -> None:
        """Compile the terms of `direction` before they are asked for."""
        self._live(direction)

    @property
    def problem(self) -> str:
        """Why the store could not be read the last time; empty if it could."""
        with self._lock:
            return next((live.problem for live in self._shared.values() if live.problem), "")

    def close(self) -> None:
        """Look after them no more."""
        with self._lock:
            for live in self._shared.values():
                live.close()

    def _live(self, direction: Direction) -> Live:
        with self._lock:
            if direction not in self._shared:
                way = TermDirection(direction.source, direction.target)
                last = tuple(term_for(term, direction) for term in standard_terms(way))
                adapt = partial(term_for, direction=direction)
                self._shared[direction] = Live(self._store, way, _NOBODY, adapt, last)
            return self._shared[direction]


class _Narrow:
    """The concepts that do not hold for all, as of the last look."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._version = 0
        self._concepts: dict[str, Revision] = {}
        self._compiled: OrderedDict[tuple[Direction, Viewer], Termbase] = OrderedDict()

    def of(self, direction: Direction, viewer: Viewer) -> Termbase:
        with self._lock:
            self._look()
            known = direction, viewer
            if known not in self._compiled:
                self._compiled[known] = self._compile(direction, viewer)
                while len(self._compiled) > _KEPT:
                    self._compiled.popitem(last=False)
            self._compiled.move_to_end(known)
            return self._compiled[known]

    def _look(self) -> None:
        version = self._store.version()
        if version == self._version:
            return
        before = dict(self._concepts)
        for revision in self._store.present(self._version):
            self._concepts.pop(revision.concept.id, None)
            if revision.concept.scope is not Scope.SHARED:
                self._concepts[revision.concept.id] = revision
        self._version = version
        if self._concepts != before:
            self._compiled.clear()

    def _compile(self, direction: Direction, viewer: Viewer) -> Termbase:
        way = TermDirection(direction.source, direction.target)
        found = compiled(self._concepts.values(), way, viewer)
        return Termbase(term_for(term, direction) for term in found)
