"""The figures > tables in Markdown."""

from collections.abc import Iterator, Sequence

from eval.documents.alone import Run
from eval.documents.figures import Row
from eval.documents.hostile import BYTES, SECONDS, Verdict
from eval.documents.valid import Validity
from eval.page import table
from eval.record import Count
from eval.tagged import Tagged

_MEGABYTE = 1_000_000
_GOAL_SECONDS, _GOAL_BYTES = 5.0, 500_000_000
_HEAD = (
    *("format", "files", "kept or refused rightly", "of these refused", "letters of language"),
    *("in exactly one unit", "all changed by pseudo", "opened, pages as expected"),
)


def by_format(rows: Sequence[Row]) -> list[str]:
    """Return the figures of each format as a table."""
    return table(_HEAD, [_cells(row) for row in rows])


def by_goal(figures: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return figures, each with its value and its goal, as a table."""
    return table(("figure", "reached", "goal"), figures)


def sizes(runs: Sequence[Run]) -> Iterator[tuple[str, str, str]]:
    """Yield what the largest files cost."""
    goal = f"< {_GOAL_SECONDS:.0f} s, < {_GOAL_BYTES // _MEGABYTE} MB"
    for run in runs:
        told = f"{run.walk:.1f} s, {run.peak // _MEGABYTE} MB"
        yield f"{run.file.name}, without the engine", run.crash or told, goal


def probes(asked: int, missed: Sequence[str]) -> tuple[str, str, str]:
    """Return how many of the texts in all places of a Word file fare as they should."""
    return "probes of a Word file", str(Count(asked - len(missed), asked)), "100 %"


def tags(found: Sequence[Tagged]) -> Iterator[tuple[str, str, str]]:
    """Yield what becomes of tags in translations of the model."""
    for each in found:
        kept = Count.of(verdict.kept for verdict in each.verdicts)
        judged = [verdict.right for verdict in each.verdicts if verdict.right is not None]
        told = f"{kept} kept, {Count.of(judged)} that can be judged at the right place"
        yield f"tags, {each.direction}, {each.sentences} sentences", told, "100 %, ≥ 95 %"


def standards(found: Validity) -> tuple[str, str, str]:
    """Return how many XML standards stay valid."""
    kept = Count(found.before - len(found.faults), found.before)
    return "STS output valid where the input was", str(kept), "100 %"


def hostile(verdicts: Sequence[Verdict]) -> tuple[str, str, str]:
    """Return how many hostile files do no harm."""
    right = Count.of(not each.faults for each in verdicts)
    refused = sum(bool(each.run.refused) for each in verdicts)
    harmless = sum(each.harmless and not each.faults for each in verdicts)
    evil = [each.run for each in verdicts if each.case.refuse]
    slowest = max((run.seconds for run in evil), default=0.0)
    most = max((run.peak for run in evil), default=0)
    told = (
        f"{right}: {refused} refused, {harmless} read and kept as they were although they might "
        f"be refused, the rest sound; the hostile at most {slowest:.1f} s, {most // _MEGABYTE} MB"
    )
    goal = f"refused by name, < {SECONDS:.0f} s, < {BYTES // _MEGABYTE} MB, nothing leaked"
    return "hostile files", told, goal


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        str(row.files),
        str(row.right),
        str(row.refused),
        str(row.letters) if row.letters else "–",
        row.share,
        str(row.changed),
        str(row.opened),
    )
