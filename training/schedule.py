"""The learning rate of a step, by steps or by the seconds that a run may take."""

import math
import time
from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from training.model import Schedule

_COOLDOWN = 0.25  # of the time, where the schedule names no steps for it
_CLOSING = 1.5  # times what validating and saving took is kept for doing it at the end


@dataclass(frozen=True, slots=True)
class Budget:
    """The seconds a run may take: in `total`, resumed or not, and in this `part` of it."""

    total: float = math.inf
    part: float = math.inf


UNLIMITED = Budget()


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a run stands before a step: the share of its time that is used, and what is next."""

    used: float = 0.0
    ended: bool = False
    paused: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether there is another step."""
        return not (self.ended or self.paused)


class Clock:
    """The seconds that a run has taken, and whether another step fits into its budget."""

    def __init__(self, budget: Budget) -> None:
        """Begin a part of a run."""
        self.budget = budget
        self.spent = 0.0  # seconds of earlier parts
        self.steps = 0  # of this part
        self._begun = time.monotonic()
        self._beats = deque([self._begun], maxlen=20)
        self._closing = 0.0

    @property
    def elapsed(self) -> float:
        """Seconds of all parts."""
        return self.spent + self._part

    @property
    def pace(self) -> float:
        """Seconds a step takes, compiling and validating left out; 0 before the first."""
        if not self.steps:
            return 0.0
        return median(after - before for before, after in pairwise(self._beats))

    @property
    def deadline(self) -> float:
        """The second at which the last step must be done, so that it can be saved."""
        return self.budget.total - self._closing

    @property
    def _part(self) -> float:
        return time.monotonic() - self._begun

    def beat(self) -> None:
        """Take note that a step is done."""
        self.steps += 1
        self._beats.append(time.monotonic())

    def closing_took(self, seconds: float) -> None:
        """Keep time for validating and saving at the end, which took `seconds` this time."""
        self._closing = _CLOSING * seconds

    def steps_left(self) -> int:
        """Return how many steps fit at this pace."""
        return max(int((self.deadline - self.elapsed) / self.pace), 0)

    def moment(self) -> Moment:
        """Return where the run stands, as if the next step were done."""
        if math.isinf(self.budget.total):
            used, ended = 0.0, False
        else:
            used = min(self.elapsed / self.deadline, 1.0) if self.deadline > 0 else 1.0
            ended = self.elapsed + self.pace > self.deadline
        paused = self._part + self.pace > self.budget.part - self._closing
        return Moment(used, ended, paused)


def rate_at(step: int, schedule: Schedule) -> float:
    """Return the learning rate of `step`, counted from 1."""
    rate = _warm(step, schedule)
    left = schedule.steps - step + 1
    return rate * min(left / schedule.cooldown, 1.0) if schedule.cooldown else rate


def rate_within(step: int, used: float, schedule: Schedule) -> float:
    """Return the learning rate of `step` when `used` (0–1) of the time has passed.

    It warms up and falls by steps; it cools down by time and is zero when the time is up, however
    many steps that turns out to be.
    """
    share = schedule.cooldown / schedule.steps or _COOLDOWN
    return _warm(step, schedule) * min((1 - used) / share, 1.0)


def _warm(step: int, schedule: Schedule) -> float:
    later = math.sqrt(schedule.warmup / step) if schedule.fall == "root" else 1.0
    return schedule.rate * min(step / schedule.warmup, later)
