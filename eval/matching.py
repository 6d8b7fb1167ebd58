"""`python -m eval.matching`: how exact, how fast and how large matching is.

Precision and recall are of a set of segments in which every place of a term is marked by hand.
Speed is of real sentences, put together to segments of 1 000 characters, and of the terms of a list
that is extended with combinations of its own terms.
"""

import csv
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Annotated

import typer

from corpus.terms import read_terms
from eval.sets import DevSet, NoSet, read_sets
from termbase.match import Termbase
from termbase.model import Term

SEGMENTS = Path("tests/terms/matching/segments.tsv")
_TERMS = Path("../shared/terms/termbase.tsv")
_SETS = Path("../shared/eval")
_LENGTH = 1000  # characters
_PERCENTILE = 95
_BUSY = 0.5

Span = tuple[str, int, int]  # term, from, to


@dataclass(frozen=True, slots=True)
class Marked:
    """A segment, its language, the terms that are looked for and where they stand."""

    text: str
    language: str
    terms: tuple[str, ...]
    spans: frozenset[Span]


@dataclass(frozen=True, slots=True)
class Exactness:
    """Spans found and wanted over a set of segments; `wrong` and `missed` name the others."""

    segments: int
    right: int
    wrong: tuple[tuple[str, Span], ...]
    missed: tuple[tuple[str, Span], ...]

    @property
    def precision(self) -> float:
        """The share of what was found that is right (0–1)."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of what should be found that was (0–1)."""
        return self.right / max(1, self.right + len(self.missed))

    def __str__(self) -> str:
        return (
            f"{self.segments} segments: precision {self.precision:.3f} ({self.right} right, "
            f"{len(self.wrong)} wrong), recall {self.recall:.3f} ({len(self.missed)} missed)"
        )


@dataclass(frozen=True, slots=True)
class Speed:
    """Times in seconds, by the clock and of the processor; memory in bytes."""

    language: str
    terms: int
    build: float
    build_processor: float
    memory: int
    median: float
    p95: float
    p95_processor: float
    segments: int

    def __str__(self) -> str:
        return (
            f"{self.language}, {self.terms} terms: built in {self.build:.1f} s "
            f"({self.build_processor:.1f} s of processor), {self.memory / 2**20:.0f} MiB; "
            f"find in {_LENGTH} characters: median {self.median * 1000:.1f} ms, p95 "
            f"{self.p95 * 1000:.1f} ms ({self.p95_processor * 1000:.1f} ms of processor) "
            f"over {self.segments} segments"
        )


def main(
    terms: Annotated[int, typer.Option(help="How many terms; combinations fill up.")] = 200_000,
    segments: Path = SEGMENTS,
    termbase: Path = _TERMS,
    folder: Annotated[Path, typer.Option(help="Where the development sets are.")] = _SETS,
    show: Annotated[bool, typer.Option("--show", help="Name what is wrong or missed.")] = False,
) -> None:
    """Print precision and recall, then the speed of either language."""
    found = exactness(read_marked(segments))
    typer.echo(str(found))
    if show:
        told = [("wrong", *item) for item in found.wrong] + [("missed", *m) for m in found.missed]
        typer.echo("\n".join(f"  {what} {span}: {text}" for what, text, span in told))
    load = os.getloadavg()[0]
    if load > _BUSY:
        typer.echo(f"Other work is going on (load {load:.1f}): the processor's times count.")
    try:
        for speed in speeds(termbase, folder, terms):
            typer.echo(str(speed))
    except (NoSet, OSError) as error:
        sys.stderr.write(f"matching: {error}\n")
        raise typer.Exit(2) from error


def read_marked(file: Path) -> tuple[Marked, ...]:
    """Return the segments of `file`: text, language, terms and where they stand.

    Terms are joined by `|`; spans are `term@start-end`, joined by `|`.
    """
    with file.open(encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Marked(
                row["segment"],
                row["language"],
                tuple(row["term"].split("|")),
                frozenset(map(_span, filter(None, row["spans"].split("|")))),
            )
            for row in rows
        )


def _span(text: str) -> Span:
    term, _, place = text.rpartition("@")
    start, end = place.split("-")
    return term, int(start), int(end)


def exactness(marked: Sequence[Marked]) -> Exactness:
    """Return how exactly the terms of each segment are found in it."""
    right = 0
    wrong: list[tuple[str, Span]] = []
    missed: list[tuple[str, Span]] = []
    for item in marked:
        base = Termbase(Term(source, "") for source in item.terms)
        found = {(m.term.source, m.start, m.end) for m in base.find(item.text)}
        right += len(found & item.spans)
        wrong += [(item.text, span) for span in sorted(found - item.spans)]
        missed += [(item.text, span) for span in sorted(item.spans - found)]
    return Exactness(len(marked), right, tuple(wrong), tuple(missed))


def speeds(termbase: Path, folder: Path, count: int) -> Iterator[Speed]:
    """Measure both languages, with `count` terms of the list and combinations of them.

    Raises:
        NoSet: the development sets are missing; OSError: the list is.
    """
    pairs = read_terms(termbase)
    sets = [
        found for name in ("asvs", "flores200-dev", "tico19") for found in read_sets(folder, name)
    ]
    for language, side, joint in (("zh", 1, ""), ("en", 0, " ")):
        dice = Random(1)  # noqa: S311 - the same combinations each time
        given = list(dict.fromkeys(pair[side] for pair in pairs))
        sources = list(islice(_extended(given, joint, dice), count))
        own = [item for item in sets if item.direction.source.value == language]
        yield _speed(language, sources, list(_segments(own)))


def _extended(terms: Sequence[str], joint: str, dice: Random) -> Iterator[str]:
    """The terms, then pairs of them, each once."""
    known = set(terms)
    yield from terms
    while True:
        both = joint.join((dice.choice(terms), dice.choice(terms)))
        if both not in known:
            known.add(both)
            yield both


def _segments(sets: Sequence[DevSet]) -> Iterator[str]:
    text = " ".join(source for item in sets for source in item.sources)
    yield from (text[at : at + _LENGTH] for at in range(0, len(text) - _LENGTH, _LENGTH))


def _speed(language: str, sources: Sequence[str], segments: Sequence[str]) -> Speed:
    Termbase([Term("word", "")]).find("words")  # what is loaded once is loaded
    terms = [Term(source, "") for source in sources]
    before, began, busy = _resident(), time.perf_counter(), time.process_time()
    base = Termbase(terms)
    build, build_processor = time.perf_counter() - began, time.process_time() - busy
    memory = _resident() - before
    times: list[float] = []
    processor: list[float] = []
    for segment in segments:
        began, busy = time.perf_counter(), time.process_time()
        base.find(segment)
        times.append(time.perf_counter() - began)
        processor.append(time.process_time() - busy)
    cuts, p95 = quantiles(times, n=100), quantiles(processor, n=100)[_PERCENTILE - 1]
    return Speed(
        language=language,
        terms=len(base),
        build=build,
        build_processor=build_processor,
        memory=memory,
        median=cuts[49],
        p95=cuts[_PERCENTILE - 1],
        p95_processor=p95,
        segments=len(segments),
    )


def _resident() -> int:
    """Bytes of memory that this process holds (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    typer.run(main)
