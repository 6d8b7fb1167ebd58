"""One queue in front of an engine: requests first, documents behind, batches bounded by tokens.

What several callers ask within a few milliseconds goes to the model as one batch; equal questions
that are under way are asked once. While people wait, documents get batches so short that nobody
notices them. Callers block: they are threads, never the event loop.
"""

import itertools
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import TypeVar

from serve.services.desk import Batch, Desk, Item, Lane
from translator.engines.base import Continuation, Engine, Hypothesis, Progress, Request
from translator.model import Link

Answer = TypeVar("Answer")

TOKENS = 1024  # of one batch
_WINDOW = 0.010  # seconds that a request waits for others to join it
_GRACE = 0.030  # seconds that documents wait after a request: its next question comes at once
_PATIENCE = 0.5  # seconds after which a document is served nevertheless
_RECENT = 30.0  # seconds for which people are thought to be about
_SHORT, _LONG = 0.04, 0.5  # seconds of the model for a batch of a document: then, and else
_IDLE = 2.0  # seconds after which the thread ends
_FIRST_SPEED = 500.0  # tokens a second, until it is measured
_NEWER = 0.2  # share of the last batch in the speed
_BYTES = 3  # of UTF-8 a token: a Chinese character, or a few Latin letters
_calls = itertools.count(1)


class Batcher:
    """The queue of one engine; its thread runs while there is something to do."""

    def __init__(self, engine: Engine, window: float = _WINDOW) -> None:
        self.engine = engine
        self.translate: Desk[Request, tuple[Hypothesis, ...]] = Desk(engine.translate, _cost)
        self.weigh: Desk[Continuation, float] = Desk(engine.weigh, _cost_of_both)
        self.align: Desk[Continuation, tuple[Link, ...]] = Desk(engine.align, _cost_of_both)
        self._window = window
        self._wake = threading.Condition()
        self._running = False
        self._speed = _FIRST_SPEED
        self._people = self._documents = -_RECENT  # when a batch of theirs was last done
        self._turns: dict[str, int] = {}
        self._turn = 0

    @property
    def speed(self) -> float:
        """Tokens a second, as measured."""
        return self._speed

    def ask(
        self, desk: Desk[Item, Answer], items: Sequence[Item], lane: Lane
    ) -> list[Future[Answer]]:
        """Let `items` wait at `desk`, which is one of this batcher."""
        with self._wake:
            found = desk.put(items, lane, time.monotonic())
            self._start()
            self._wake.notify()
        return found

    def _start(self) -> None:
        if not self._running:
            self._running = True
            threading.Thread(target=self._work, name="engine", daemon=True).start()

    def _work(self) -> None:
        """Serve batches until nobody came for a while; where one breaks another thread goes on."""
        broken = True
        try:
            while batch := self._next():
                self._serve(batch[0], behind=batch[1])
            broken = False
        finally:
            if broken:
                with self._wake:
                    self._running = False
                    self._start()

    def _serve(self, batch: "_AnyBatch", *, behind: bool) -> None:
        began = time.monotonic()
        try:
            batch.ask()
        finally:
            with self._wake:
                batch.forget()
                if batch.desk is self.translate:  # what else is asked takes the model much less
                    self._measure(batch.cost, time.monotonic() - began)
                if behind:
                    self._documents = time.monotonic()
                else:
                    self._people = time.monotonic()

    def _measure(self, cost: int, seconds: float) -> None:
        self._speed += _NEWER * (cost / max(seconds, 1e-4) - self._speed)

    def _next(self) -> "tuple[_AnyBatch, bool] | None":
        """The next batch, and whether it is of a document; None at the end of an idle time."""
        idle = time.monotonic() + _IDLE
        with self._wake:
            while True:
                now = time.monotonic()
                found, wait = self._first(now)
                if found:
                    return found
                if wait is None and now >= idle:
                    self._running = False
                    return None
                self._wake.wait(idle - now if wait is None else wait)

    def _first(self, now: float) -> "tuple[tuple[_AnyBatch, bool] | None, float | None]":
        """A batch that may go now, or how long to wait for one; neither where nobody waits."""
        people = [(desk, lanes) for desk in self._desks() if (lanes := desk.lanes(behind=False))]
        if people:
            desk, lanes = min(people, key=lambda each: each[0].since(each[1]))
            joined = desk.since(lanes) + self._window - now
            if joined > 0 and desk.waiting(lanes) < TOKENS:
                return None, joined
            return (desk.take(lanes, TOKENS), False), None
        return self._document(now)

    def _document(self, now: float) -> "tuple[tuple[_AnyBatch, bool] | None, float | None]":
        """The document whose turn was longest ago, if nobody is likely to ask in a moment."""
        waiting = [(d, lane) for d in self._desks() for lane in d.lanes(behind=True)]
        if not waiting:
            return None, None
        if (quiet := self._people + _GRACE - now) > 0 and now < self._documents + _PATIENCE:
            return None, quiet
        self._turn += 1
        desk, lane = min(waiting, key=lambda each: self._turns.get(each[1].name, 0))
        known = {each.name for _, each in waiting}
        self._turns = {name: turn for name, turn in self._turns.items() if name in known}
        self._turns[lane.name] = self._turn
        seconds = _SHORT if now < self._people + _RECENT else _LONG
        return (desk.take([lane], min(TOKENS, int(self._speed * seconds))), True), None

    def _desks(self) -> "tuple[_AnyDesk, ...]":
        return self.translate, self.weigh, self.align


class Batched:
    """An engine behind a batcher: for a request, or for the document that `lane` names."""

    def __init__(self, batcher: Batcher, lane: str = "") -> None:
        self._batcher = batcher
        self._lane = lane
        self.name = batcher.engine.name
        self.translates = batcher.engine.translates

    def behind(self, lane: str) -> "Batched":
        """Return the same engine for a document, which waits behind requests."""
        return Batched(self._batcher, lane)

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        return self._asked(self._batcher.translate, requests, progress)

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`."""
        return self._asked(self._batcher.weigh, continuations)

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """See `Engine.align`."""
        return self._asked(self._batcher.align, continuations)

    def _asked(
        self,
        desk: Desk[Item, Answer],
        items: Sequence[Item],
        progress: Progress | None = None,
    ) -> list[Answer]:
        lane = Lane(self._lane or f"call {next(_calls)}", behind=bool(self._lane))
        answers: list[Answer] = []
        for future in self._batcher.ask(desk, items, lane):
            answers.append(future.result())
            if progress:
                progress(1)
        return answers


def batched(engine: Engine) -> Engine:
    """Return `engine` behind a batcher of its own; one without a model stays as it is."""
    return Batched(Batcher(engine)) if engine.translates else engine


def _cost(request: Request) -> int:
    return len((request.text + request.begins + request.similar).encode()) // _BYTES + 1


def _cost_of_both(item: Continuation) -> int:
    return _cost(item.request) + len(item.text.encode()) // _BYTES


_AnyDesk = (
    Desk[Request, tuple[Hypothesis, ...]]
    | Desk[Continuation, float]
    | Desk[Continuation, tuple[Link, ...]]
)
_AnyBatch = (
    Batch[Request, tuple[Hypothesis, ...]]
    | Batch[Continuation, float]
    | Batch[Continuation, tuple[Link, ...]]
)
