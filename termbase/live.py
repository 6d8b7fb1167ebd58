"""The terms of a store as they are now, compiled, without waiting: rebuilt aside (◆)."""

import threading
from collections.abc import Callable
from itertools import chain

from termbase.compiled import Direction, terms_of
from termbase.concept import TermError, Viewer
from termbase.match import Termbase
from termbase.model import Term
from termbase.store import Store

_PAUSE = 0.5  # seconds between two looks at the version


class Live:
    """The compiled termbase of one direction for one viewer, at most a moment old.

    A thread looks at the version of the store twice a second; where it moved, the concepts that
    changed are read, and a new termbase takes the place of the old one. Close it, or use `with`.
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
        self._last = last
        self._terms: dict[str, tuple[Term, ...]] = {}
        self._version = 0
        self._problem = ""
        self._present = self._compiled(store.version())
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="terms", daemon=True)
        self._thread.start()

    @property
    def present(self) -> Termbase:
        """The termbase as it was compiled last; given at once."""
        return self._present

    @property
    def version(self) -> int:
        """The version of the store that `present` has at least."""
        return self._version

    @property
    def problem(self) -> str:
        """Why the store could not be read the last time; empty if it could."""
        return self._problem

    def close(self) -> None:
        """Look no more; `present` stays as it is."""
        self._closed.set()
        self._thread.join()

    def __enter__(self) -> "Live":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _follow(self) -> None:
        while not self._closed.wait(_PAUSE):
            try:
                version = self._store.version()
                if version != self._version:
                    self._present = self._compiled(version)
                self._problem = ""
            except TermError as error:
                self._problem = str(error)

    def _compiled(self, version: int) -> Termbase:
        """Read what changed, up to `version` at least; what is newer is read again later."""
        for revision in self._store.present(since=self._version):
            seen = self._viewer.sees(revision.concept)
            found = terms_of(revision, self._direction) if seen else ()
            self._terms[revision.concept.id] = tuple(map(self._adapt, found))
        self._version = version
        return Termbase(chain(*self._terms.values(), self._last))
