"""An engine that is asked every request once: the walk and the trials with terms share answers."""

from collections.abc import Sequence

from translator.engines.base import Continuation, Engine, Hypothesis, Progress, Request


class Remembering:
    """Around another engine. Its answers are kept as long as it lives: one for each set."""

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self.translates = engine.translates
        self._engine = engine
        self._known: dict[Request, tuple[Hypothesis, ...]] = {}

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        new = [request for request in dict.fromkeys(requests) if request not in self._known]
        if new:
            self._known.update(zip(new, self._engine.translate(new), strict=True))
        if progress:
            progress(len(requests))
        return [self._known[request] for request in requests]

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`."""
        return self._engine.weigh(continuations)
