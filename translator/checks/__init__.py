"""One rule a function, `(Translation) -> Iterator[Issue]`; the first line is the rule as read."""

from collections.abc import Callable, Iterator

from translator.checks.completeness import emptiness, language, proportion, repetition
from translator.checks.modals import modals
from translator.checks.numbers import numbers
from translator.model import Issue, Translation

__all__ = ["CHECKS", "Check"]

Check = Callable[[Translation], Iterator[Issue]]

CHECKS: tuple[Check, ...] = (emptiness, numbers, modals, language, proportion, repetition)
