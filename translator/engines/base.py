"""What every engine promises: requests in, hypotheses out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from translator.model import Direction, Link

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A term of a request: text[start:end] shall become `target` (its dictionary form)."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Request:
    """One masked text. Annotations are in reading order and do not overlap.

    `literals` says what each placeholder in the text stands for, as it shall stand in the target:
    an engine whose vocabulary has no placeholders needs it. With `hidden` the engine is shown only
    the targets of the terms: it can then say nothing else. The answer begins with `begins` (masked)
    and has none of `without` after that; where the answers shall be `varied`, each goes on from the
    beginning in another way. `similar` is the translation of a text much like this one, with the
    placeholders of this one where it has their like.
    """

    text: str
    direction: Direction
    annotations: tuple[Annotation, ...] = ()
    literals: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    begins: str = ""
    without: tuple[str, ...] = ()
    varied: bool = False
    similar: str = ""


@dataclass(frozen=True, slots=True)
class Continuation:
    """A masked target text that goes on from `begins`, with which it begins, to its end."""

    request: Request
    begins: str
    text: str


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One target text, masked; `score` is the mean log-probability of its tokens, in nats, ≤ 0."""

    text: str
    score: float


class Engine(Protocol):
    """Anything that translates."""

    @property
    def name(self) -> str:
        """What the report calls it."""
        ...

    @property
    def translates(self) -> bool:
        """False for an engine that gives each text back in its own language."""
        ...

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Return the hypotheses for each request, the best first, in the order of the requests.

        Batching, repeats, long texts and retries are the engine's own affair. `progress` is told
        the number of requests done since it was last told.

        Raises:
            EngineError: the model failed. Nothing is returned for a part of the requests.
        """
        ...

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """Return how likely each is: the mean log-probability, in nats, of its tokens after begins.

        It is minus infinity where a text is too long for the model.

        Raises:
            EngineError: the model failed.
        """
        ...

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """Return from where in its request each text comes; nothing where that is not known.

        Raises:
            EngineError: the model failed.
        """
        ...
