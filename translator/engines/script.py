"""From one script of Chinese into the other: no model, a dictionary."""

from collections.abc import Callable, Sequence

from termbase.text import Language
from translator.engines.base import Continuation, Hypothesis, Progress, Request
from translator.model import Link


class Script:
    """Writes Simplified, as every engine does; `steps.draft` puts that in the script asked for.

    `simplify` is given, for a dictionary belongs to `translator.standards`.
    """

    name = "opencc"
    translates = True

    def __init__(self, simplify: Callable[[str], str]) -> None:
        self._simplify = simplify

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        if progress:
            progress(len(requests))
        return [(Hypothesis(self._simplified(request), 0.0),) for request in requests]

    def _simplified(self, request: Request) -> str:
        is_simplified = request.direction.source is Language.ZH
        return request.text if is_simplified else self._simplify(request.text)

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`; there is nothing it could have said instead."""
        return [0.0] * len(continuations)

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """See `Engine.align`; nothing has moved."""
        return [()] * len(continuations)
