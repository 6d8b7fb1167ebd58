"""Which concepts a text names, of any status: searched in memory, kept up to date (◆ database)."""

import threading
from collections.abc import Iterable

from termbase.concept import Concept, Viewer
from termbase.history import Change, Revision
from termbase.lookup import Lookup
from termbase.seed import standardisation
from termbase.store import Store

_DELTA = 1_000  # concepts that changed, beyond which all are compiled anew


class TermIndex:
    """The concepts of a store and those shipped; made when first asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._version = -1
        self._known: dict[str, Revision] = {}
        self._changed: set[str] = set()
        self._base = self._delta = Lookup(())

    def find(self, text: str, viewer: Viewer) -> list[Revision]:
        """Return the concepts that `viewer` sees whose terms stand in `text`.

        Those shipped, which are not in the store, have the number 0.
        """
        with self._lock:
            self._look()
            base, delta, changed = self._base, self._delta, frozenset(self._changed)
            known = dict(self._known) if changed else self._known
        concepts = [item for item in base.find(text) if item.id not in changed]
        found = (known[item.id] for item in (*delta.find(text), *concepts))
        return [item for item in found if viewer.sees(item.concept)]

    def _look(self) -> None:
        version = self._store.version()
        if version == self._version:
            return
        if self._version < 0:
            self._known = {
                item.id: Revision(item, 0, Change("", "ship")) for item in standardisation()
            }
        news = {item.concept.id: item for item in self._store.present(max(self._version, 0))}
        self._known = {**self._known, **news}
        self._changed |= news.keys()
        if self._version < 0 or len(self._changed) > _DELTA:
            self._base, self._changed = Lookup(_concepts(self._known.values())), set()
        self._delta = Lookup(_concepts(self._known[each] for each in sorted(self._changed)))
        self._version = version


def _concepts(revisions: Iterable[Revision]) -> Iterable[Concept]:
    return (item.concept for item in revisions)
