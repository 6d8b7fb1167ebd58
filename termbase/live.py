"""The terms of a store as they are now, compiled, without waiting: rebuilt aside (◆)."""

import gc
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain

from termbase.compiled import Direction, terms_of
from termbase.concept import TermError, Viewer
from termbase.match import Termbase
from termbase.model import Term
from termbase.store import Store

_Terms = Mapping[str, tuple[Term, ...]]  # by the ids of their concepts

_PAUSE = 0.5  # seconds between two looks at the version
_DELTA = 2_000  # concepts; more are compiled once and not again with each edit
_SETTLED = 8  # so many times; then all are compiled anew, since what changed is searched too


class Live:
    """The compiled termbase of one direction for one viewer, at most a moment old.

    A thread looks at the version of the store twice a second; where it moved, the concepts that
    changed are read, and a new termbase takes the place of the old one. Only what changed is
    compiled for it; the whole seldom is, by another thread. Close it, or use `with`.
    """

    def __init__(
        self,
        store: Store,
        direction: Direction,
        viewer: Viewer,
        adapt: Callable[[Term], Term] = lambda term: term,
        last: tuple[Term, ...] = (),
    ) -> None:
        """Compile what `store` has now; `adapt` is done to each term; `last` are weaker terms."""
        self._store = store
        self._direction = direction
        self._viewer = viewer
        self._adapt = adapt
        self._last = Termbase(last)
        self._problem = ""
        version = store.version()
        self._layers = Layers(self._changed(0))
        self._now = version, self._layers.whole().then(self._last)
        gc.collect()
        gc.freeze()  # else each full collection walks all terms, and every thread waits for it
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="terms", daemon=True)
        self._thread.start()

    @property
    def present(self) -> Termbase:
        """The termbase as it was compiled last; given at once."""
        return self._now[1]

    @property
    def version(self) -> int:
        """The version of the store that `present` has at least."""
        return self._now[0]

    @property
    def problem(self) -> str:
        """Why the store could not be read the last time; empty if it could."""
        return self._problem

    def close(self) -> None:
        """Look no more; `present` stays as it is."""
        self._closed.set()
        self._thread.join()
        self._layers.close()

    def __enter__(self) -> "Live":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _follow(self) -> None:
        while not self._closed.wait(_PAUSE):
            try:
                version = self._store.version()
                if version != self.version:
                    self._layers.change(self._changed(self.version))
                    self._now = version, self._layers.whole().then(self._last)
                self._problem = ""
            except TermError as error:
                self._problem = str(error)

    def _changed(self, since: int) -> _Terms:
        """What changed since that version; what is newer than the last seen is read again."""
        found: dict[str, tuple[Term, ...]] = {}
        for revision in self._store.present(since):
            seen = self._viewer.sees(revision.concept)
            terms = terms_of(revision, self._direction) if seen else ()
            found[revision.concept.id] = tuple(map(self._adapt, terms))
        return found


class Layers:
    """Terms by their concepts, in the order of their last change: a large base, what changed since.

    What changed is compiled with each change. When it has grown to `delta` concepts it becomes a
    part of the base as it is, and when that was done `settled` times, a thread compiles a new base.
    For one thread.
    """

    def __init__(self, terms: _Terms, delta: int = _DELTA, settled: int = _SETTLED) -> None:
        """Compile `terms`, which bear the ids of their concepts."""
        self._terms = dict(terms)
        self._limits = delta, settled
        self._base = _compiled(self._terms)
        self._delta: dict[str, tuple[Term, ...]] = {}
        self._settled = 0
        self._pool = ThreadPoolExecutor(1, "terms")
        self.coming: Future[Termbase] | None = None
        self._meanwhile: dict[str, tuple[Term, ...]] = {}  # what the coming base lacks

    def change(self, changed: _Terms) -> None:
        """Take what concepts are now in place of what they were; without terms they are gone."""
        for known in (self._terms, self._delta, self._meanwhile):
            for identity, terms in changed.items():
                known.pop(identity, None)
                known[identity] = terms
        if self.coming and self.coming.done():
            self._base, self._delta, self._settled = self.coming.result(), self._meanwhile, 0
            self.coming, self._meanwhile = None, {}
        delta, settled = self._limits
        if len(self._delta) > delta:
            self._base, self._delta, self._settled = self.whole(), {}, self._settled + 1
        if self._settled >= settled and not self.coming:
            self._meanwhile = {}
            self.coming = self._pool.submit(_compiled, dict(self._terms))

    def whole(self) -> Termbase:
        """Return the terms as they are, as if built of them in the order of their last change."""
        return self._base.without(self._delta).then(_compiled(self._delta))

    def close(self) -> None:
        """Compile no more; what was begun is finished for nobody."""
        self._pool.shutdown(wait=False)


def _compiled(terms: _Terms) -> Termbase:
    return Termbase(chain.from_iterable(terms.values()))
