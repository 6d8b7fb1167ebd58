"""Trials > the figures of the goals, by format, and what is wrong with which file."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.documents.files import FORMATS, OTHERS
from eval.documents.trial import Trial
from eval.record import Count

_SLACK = 1.15  # of the growth of pages: a line breaks earlier by a word
_QUOTED = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """The pages that LibreOffice makes of a file and of its pseudo-translation; 0 for none."""

    trial: Trial
    before: int
    after: int

    @property
    def fault(self) -> str:
        """What is wrong, "" for nothing: not opened, or a number of pages that nothing explains."""
        if self.before and not self.after:
            return "LibreOffice does not open the pseudo-translation"
        most = math.ceil(self.before * max(1.0, self.trial.growth) * _SLACK) + 1
        least = math.floor(self.before / _SLACK) - 1
        if self.before and not least <= self.after <= most:
            return (
                f"{self.after} pages, of {self.before} (text {self.trial.growth:.2f} times as wide)"
            )
        return ""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one format, or of all."""

    name: str
    files: int
    right: Count
    refused: int
    letters: int
    covered: int
    changed: Count
    opened: Count

    @property
    def share(self) -> str:
        """The visible letters in exactly one unit."""
        return f"{100 * self.covered / self.letters:.3f} %" if self.letters else "–"


def rows(trials: Sequence[Trial], opened: Sequence[Opened]) -> list[Row]:
    """Return a row for each format that has files, and one for all."""
    names = [name for name in (*FORMATS, OTHERS) if any(t.real.format == name for t in trials)]
    found = [
        _row(
            name,
            [each for each in trials if each.real.format == name],
            [each for each in opened if each.trial.real.format == name],
        )
        for name in names
    ]
    return [*found, _row("all", trials, opened)]


def faults(trials: Iterable[Trial], opened: Iterable[Opened]) -> Iterator[str]:
    """Yield what is wrong, a line a fault, with the name of the file."""
    for each in trials:
        place = f"{each.real.path.parent.name}/{each.real.path.name}"
        if each.fault:
            yield f"{place}: {each.fault}"
        if each.seen.overlooked or each.seen.wrong:
            texts = (" ".join(text.split())[:60] for text in each.seen.left[:_QUOTED])
            left = "; ".join(f"“{text}”" for text in texts)
            yield (
                f"{place}: of {each.seen.letters} letters {each.seen.overlooked} are in no unit, "
                f"{each.seen.wrong} written twice or lost: {left}"
            )
        if each.left:
            yield f"{place}: left by pseudo: {', '.join(each.left[:_QUOTED])}"
    for pair in opened:
        if pair.fault:
            yield f"{pair.trial.real.path.name}: {pair.fault}"


def pairs(
    trials: Iterable[Trial], before: Mapping[Path, int], after: Mapping[Path, int]
) -> list[Opened]:
    """Return what LibreOffice made of the files that it opens as they are."""
    return [
        Opened(each, before[each.real.path], after.get(each.pseudo, 0))
        for each in trials
        if each.pseudo and each.real.path in before
    ]


def _row(name: str, trials: Sequence[Trial], opened: Sequence[Opened]) -> Row:
    read = [each for each in trials if each.pseudo]
    return Row(
        name,
        len(trials),
        Count.of(not each.fault for each in trials),
        sum(bool(each.refused) and not each.fault for each in trials),
        sum(each.seen.letters for each in read),
        sum(each.seen.covered for each in read),
        Count.of(not each.left for each in read),
        Count.of(not each.fault for each in opened),
    )
