"""An engine that is asked every request once: the walk and the trials with terms share answers."""

from collections.abc import Sequence

from translator.engines.base import Continuation, Engine, Hypothesis, Progress, Request
from translator.model import Link


class Remembering:
    """Around another engine. Its answers are kept as long as it lives: one for each set."""

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self.translates = engine.translates
        self._engine = engine
        self._known: dict[Request, tuple[Hypothesis, ...]] = {}
        self._weights: dict[Continuation, float] = {}

    def keep(self, requests: Sequence[Request], answers: Sequence[tuple[Hypothesis, ...]]) -> None:
        """Take `answers` for what the engine says to `requests`."""
        self._known.update(zip(requests, answers, strict=True))

    def keep_weights(self, continuations: Sequence[Continuation], weights: Sequence[float]) -> None:
        """Take `weights` for what the engine says of `continuations`."""
        self._weights.update(zip(continuations, weights, strict=True))

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        new = [request for request in dict.fromkeys(requests) if request not in self._known]
        if new:
            self.keep(new, self._engine.translate(new))
        if progress:
            progress(len(requests))
        return [self._known[request] for request in requests]

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`."""
        new = [item for item in dict.fromkeys(continuations) if item not in self._weights]
        if new:
            self.keep_weights(new, self._engine.weigh(new))
        return [self._weights[item] for item in continuations]

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """See `Engine.align`; asked anew each time."""
        return self._engine.align(continuations)
