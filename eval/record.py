"""What an evaluation came to, as it stands in the card of the model (◆ disk)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.metrics import Score


class NoScores(Exception):
    """A card that is missing or damaged, or whose scores are no records; it says which."""


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many."""

    part: int
    whole: int

    @classmethod
    def of(cls, answers: Iterable[bool]) -> "Count":
        """Return how many of `answers` are yes."""
        found = list(answers)
        return cls(sum(found), len(found))

    def __str__(self) -> str:
        return f"{100 * self.part / self.whole:.1f} % of {self.whole}" if self.whole else "–"


@dataclass(frozen=True, slots=True)
class Obedience:
    """What the answers of a model do with terms and slots.

    used, unannotated: terms whose target the reference has, in the answer when they are annotated,
        and when they are not.
    irrelevant: annotated terms that the reference translates otherwise, in the answer.
    slots: slots that stand in the answer exactly once.
    sentences, chosen: sentences with slots whose slots are all right, in the first answer, and in
        the one that is chosen among the n best.
    repaired: slots that stand exactly once in the answer as repaired, before any is put back.
    """

    used: Count
    unannotated: Count
    irrelevant: Count
    slots: Count
    sentences: Count
    chosen: Count
    repaired: Count = Count(0, 0)

    def __str__(self) -> str:
        return (
            f"held-out terms used {self.used} (not annotated: {self.unannotated}); "
            f"irrelevant ones used {self.irrelevant}; slots exactly once {self.slots}, "
            f"repaired {self.repaired}; "
            f"sentences with all slots right {self.sentences}, chosen among n best {self.chosen}"
        )


@dataclass(frozen=True, slots=True)
class Arm:
    """A set translated with the terms of the list `given`; those of `counted` are looked for."""

    given: str
    counted: str
    used: Count
    scores: tuple[Score, ...]

    def __str__(self) -> str:
        scores = ", ".join(f"{score.name} {score.value:.1f}" for score in self.scores)
        return f"terms given: {self.given}; {self.counted} ones used {self.used}, {scores}"


@dataclass(frozen=True, slots=True)
class Result:
    """What one set in one direction came to."""

    name: str
    direction: str
    sentences: int
    scores: tuple[Score, ...]
    obedience: Obedience | None = None
    arms: tuple[Arm, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} {self.direction}: {'; '.join(map(str, self.scores))}"


_RESULTS = TypeAdapter(tuple[Result, ...])


def read_scores(card: Path) -> tuple[Result, ...]:
    """Return the scores in `card`.

    Raises:
        NoScores: there are none that can be read.
    """
    try:
        return _RESULTS.validate_python(_values(card).get("scores"))
    except ValidationError as error:
        raise NoScores(f"{card}: its scores are no records; run python -m eval --write") from error


def write_scores(card: Path, results: Sequence[Result]) -> None:
    """Put `results` into `card`, in the place of those it has.

    Raises:
        NoScores: there is no such card.
    """
    values = _values(card)
    values["scores"] = _RESULTS.dump_python(tuple(map(_rounded, results)), mode="json")
    card.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def checksum(card: Path, file: str) -> str:
    """Return the SHA-256 that `card` gives for a file of the model.

    Raises:
        NoScores: it gives none.
    """
    sums = _values(card).get("sha256")
    if not isinstance(sums, dict) or not isinstance(sums.get(file), str):
        raise NoScores(f"{card}: no SHA-256 of {file} in it")
    return str(sums[file])


def _values(card: Path) -> dict[str, object]:
    try:
        values = json.loads(card.read_text(encoding="utf-8"))
    except OSError as error:
        raise NoScores(f"{card}: {error.strerror}") from error
    except ValueError as error:
        raise NoScores(f"{card}: not a model card: {error}") from error
    if not isinstance(values, dict):
        raise NoScores(f"{card}: not a model card")
    return values


def _rounded(result: Result) -> Result:
    arms = tuple(replace(arm, scores=_two_places(arm.scores)) for arm in result.arms)
    return replace(result, scores=_two_places(result.scores), arms=arms)


def _two_places(scores: Sequence[Score]) -> tuple[Score, ...]:
    return tuple(replace(score, value=round(score.value, 2)) for score in scores)
