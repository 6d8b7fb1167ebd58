"""The engine that changes nothing: for tests, and for trying out a format."""

from collections.abc import Sequence

from translator.engines.base import Continuation, Hypothesis, Progress, Request
from translator.model import Link


class Echo:
    """Returns what it is given."""

    name = "echo"
    translates = False

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Return the text of each request."""
        if progress:
            progress(len(requests))
        return [(Hypothesis(request.text, 0.0),) for request in requests]

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`; there is nothing it could have said instead."""
        return [0.0] * len(continuations)

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """See `Engine.align`; nothing has moved."""
        return [()] * len(continuations)
