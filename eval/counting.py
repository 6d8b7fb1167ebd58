"""An engine that counts what it is asked for: a cost that does not depend on the machine."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eval.remembering import Remembering
from translator.engines.annotation import annotated
from translator.engines.base import Continuation, Engine, Hypothesis, Progress, Request
from translator.model import Link

_TOKEN = re.compile(r"[A-Za-z]+|\d+|\S")


@dataclass(frozen=True, slots=True)
class Spent:
    """What was asked of an engine; only the seconds depend on the machine.

    requests, weighed: distinct texts to translate, and texts to weigh.
    tokens: words of English and characters of Chinese that it read (what it weighs is read) and
        wrote, in all the hypotheses that it gave.
    """

    requests: int = 0
    weighed: int = 0
    tokens: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.requests + other.requests,
            self.weighed + other.weighed,
            self.tokens + other.tokens,
            self.seconds + other.seconds,
        )


class Counting:
    """Around another engine, whose answers `memory` keeps."""

    def __init__(self, engine: Engine, memory: Remembering | None = None) -> None:
        self.name = engine.name
        self.translates = engine.translates
        self._engine = engine
        self._memory = memory
        self._spent = Spent()

    def taken(self) -> Spent:
        """Return what was spent since the last time, and begin anew."""
        spent, self._spent = self._spent, Spent()
        return spent

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        found = self._engine.translate(requests, progress)
        answers = dict(zip(requests, found, strict=True))
        tokens = sum(_read(asked) + _written(asked, given) for asked, given in answers.items())
        self._spent += Spent(requests=len(answers), tokens=tokens)
        if self._memory:
            self._memory.keep(requests, found)
        return found

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`."""
        tokens = sum(_read(item.request) + _tokens(item.text) for item in continuations)
        self._spent += Spent(weighed=len(continuations), tokens=tokens)
        found = self._engine.weigh(continuations)
        if self._memory:
            self._memory.keep_weights(continuations, found)
        return found

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """See `Engine.align`; no set has tags, so none is counted."""
        return self._engine.align(continuations)


def _tokens(text: str) -> int:
    return len(_TOKEN.findall(text))


def _read(request: Request) -> int:
    return _tokens(annotated(request))


def _written(request: Request, answer: Sequence[Hypothesis]) -> int:
    """What the answer begins with is read once; the rest of each hypothesis is written."""
    begins = _tokens(request.begins)
    return begins + sum(max(_tokens(found.text) - begins, 0) for found in answer)
