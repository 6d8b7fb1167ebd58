"""`python -m eval.memory`: how fast the memory is, and how much of what is near it finds.

The pairs are real ones of the corpus. Recall is held against a comparison with every pair, by the
same percentages: a question counts as answered where the first answer is as good as the best.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import mean, quantiles
from typing import Annotated

import typer

from corpus.concordance import concordance
from corpus.index import Side
from corpus.model import Entry, Given, Provenance, Query
from corpus.search import Wanted, find
from corpus.store import Store
from eval.pairs import CORPUS, Drawn, NoPairs, Truth, draw, phrases, questions, side_of
from termbase.concept import Viewer
from termbase.database import Unavailable, downgrade, file_url, open_engine, upgrade
from termbase.history import Change

_SIDES: tuple[Side, Side] = ("zh", "en")
_NOBODY = Viewer("bench")
_LEAST = 75
_BUSY = 0.5


@dataclass(slots=True)
class Figures:
    """What was measured on one database of one size; times in seconds, of the processor's."""

    database: str
    pairs: int
    rows: dict[str, tuple[str, str]] = field(default_factory=dict)  # what: figure, goal

    def note(self, what: str, figure: str, goal: str = "") -> None:
        """Add a row."""
        self.rows[what] = figure, goal


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked."""

    questions: int = 500
    segments: int = 5_000
    truth: bool = True


def main(
    sizes: Annotated[str, typer.Option(help="How many pairs, by commas.")] = "20000",
    asked: Annotated[int, typer.Option("--questions", help="Questions a direction.")] = 100,
    segments: Annotated[int, typer.Option(help="Segments of the document.")] = 1_000,
    truth: Annotated[bool, typer.Option(help="Compare with every pair.")] = True,
    postgres: Annotated[
        str, typer.Option(help="An empty PostgreSQL database to use, too.")
    ] = os.environ.get("BIAOYI_TEST_POSTGRES", ""),
    folder: Annotated[Path, typer.Option(help="Where the corpus is.")] = CORPUS,
) -> None:
    """Print the table."""
    plan = Plan(asked, segments, truth)
    load = os.getloadavg()[0]
    if load > _BUSY:
        typer.echo(f"Other work is going on (load {load:.1f}); times of the processor count.")
    measured: list[Figures] = []
    try:
        for size in map(int, sizes.split(",")):
            drawn = draw(folder, size)
            best = truths(drawn, plan) if truth else {}
            for name, url in _databases(postgres):
                measured.append(measure(name, url, drawn, plan, best))
                typer.echo("\n".join(table(measured[-1:])) + "\n")
    except (NoPairs, Unavailable) as error:
        sys.stderr.write(f"memory: {error}\n")
        raise typer.Exit(2) from error
    typer.echo("\n".join(table(measured)))


def _databases(postgres: str) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", str(file_url(Path(folder) / "memory.db"))
    if postgres:
        yield "PostgreSQL", postgres


def truths(drawn: Drawn, plan: Plan) -> dict[Side, list[int]]:
    """Return the best percentage for each question of either direction."""
    found: dict[Side, list[int]] = {}
    for side in _SIDES:
        truth = Truth(drawn, side)
        found[side] = [truth.best(text) for text in questions(drawn, side, plan.questions)]
    return found


def measure(name: str, url: str, drawn: Drawn, plan: Plan, best: dict[Side, list[int]]) -> Figures:
    """Return the figures of the database at `url`, which is left without tables.

    Raises:
        Unavailable: it cannot be used.
    """
    engine = open_engine(url)
    upgrade(engine)
    try:
        store = Store(engine)
        figures = Figures(name, len(drawn.kept))
        _fill(store, drawn, figures)
        _ask(store, drawn, plan, figures)
        _search(store, drawn, plan, figures)
        _recall(store, drawn, best, figures, plan)
        _pretranslate(store, drawn, plan, figures)
    finally:
        downgrade(engine, "base")
        engine.dispose()
    return figures


def _fill(store: Store, drawn: Drawn, figures: Figures) -> None:
    """Import; the memory of the process is looked at after a tenth and at the end."""
    resident: list[int] = []

    def look(_: int) -> None:
        resident.append(_resident())

    given = (
        Given(Entry(zh, en), Provenance("bench.tmx", f"unit {number}"))
        for number, (zh, en) in enumerate(drawn.kept, 1)
    )
    clock, busy = time.perf_counter(), time.process_time()
    store.put(given, Change("bench", "import"), look)
    clock, busy = time.perf_counter() - clock, time.process_time() - busy
    early = resident[len(resident) // 10]
    figures.note(
        "import, pairs a second (of processor)",
        f"{len(drawn.kept) / clock:.0f} ({len(drawn.kept) / busy:.0f})",
        "≥ 5 000",
    )
    figures.note(
        "memory of the process: growth while importing, from a tenth on",
        f"{(resident[-1] - early) / 2**20:.0f} MiB",
        "flat",
    )


def _ask(store: Store, drawn: Drawn, plan: Plan, figures: Figures) -> None:
    for side in _SIDES:
        kept = [side_of(pair, side) for pair in islice(drawn.kept, plan.questions)]
        exact = Wanted(limit=1, fuzzy=False)
        ask = _asking(store, side, exact)
        figures.note(f"exact p95, {side}", _timed(ask, kept), "< 5 ms")
    for side in _SIDES:
        ask = _asking(store, side, Wanted(limit=5, least=_LEAST))
        figures.note(
            f"fuzzy top-5 p95, {side}",
            _timed(ask, questions(drawn, side, plan.questions)),
            "< 50 ms",
        )


def _asking(store: Store, side: Side, wanted: Wanted) -> Callable[[str], object]:
    return lambda text: find(store, side, [Query(text)], _NOBODY, wanted)


def _search(store: Store, drawn: Drawn, plan: Plan, figures: Figures) -> None:
    for side in _SIDES:
        sought = phrases(drawn, side, plan.questions)
        ask = partial(_phrase, store, side)
        figures.note(f"concordance p95, {side}", _timed(ask, sought), "< 100 ms")


def _phrase(store: Store, side: Side, phrase: str) -> object:
    return concordance(store, side, phrase, _NOBODY)


def _timed(ask: Callable[[str], object], texts: Sequence[str]) -> str:
    """95 % are answered in this time by the clock; in brackets of the processor."""
    ask(texts[0])  # what is loaded once is loaded
    clocks: list[float] = []
    busies: list[float] = []
    for text in texts:
        clock, busy = time.perf_counter(), time.process_time()
        ask(text)
        clocks.append(time.perf_counter() - clock)
        busies.append(time.process_time() - busy)
    clock, busy = (quantiles(times, n=20)[-1] * 1000 for times in (clocks, busies))
    return f"{clock:.1f} ms ({busy:.1f}); mean {mean(clocks) * 1000:.1f}"


def _recall(
    store: Store, drawn: Drawn, best: dict[Side, list[int]], figures: Figures, plan: Plan
) -> None:
    for side, truth in best.items():
        asked = questions(drawn, side, plan.questions)
        wanted = Wanted(limit=1, least=_LEAST, substitute=False)
        found = find(store, side, [Query(text) for text in asked], _NOBODY, wanted)
        scores = [items[0].score if items else 0 for items in found]
        there = [pair for pair in zip(scores, truth, strict=True) if pair[1]]
        right = sum(one >= other for one, other in there)
        figures.note(
            f"recall of the best match ≥ {_LEAST} %, {side}",
            f"{right / max(1, len(there)):.1%} ({right} of {len(there)})",
            "≥ 99 %",
        )


def _pretranslate(store: Store, drawn: Drawn, plan: Plan, figures: Figures) -> None:
    """A document of which a tenth is known, four tenths were edited, and a half is new."""
    tenth = plan.segments // 10
    for side in _SIDES:
        known = [side_of(pair, side) for pair in drawn.kept[-tenth:]]
        segments = [*known, *questions(drawn, side, plan.segments - tenth)][: plan.segments]
        queries = [Query(text, "", "") for text in segments]
        clock, busy = time.perf_counter(), time.process_time()
        find(store, side, queries, _NOBODY, Wanted(limit=1, least=_LEAST))
        clock, busy = time.perf_counter() - clock, time.process_time() - busy
        figures.note(
            f"pre-translating {plan.segments} segments, {side}",
            f"{clock:.1f} s ({busy:.1f})",
            "< 20 s",
        )


def table(measured: Sequence[Figures]) -> Iterator[str]:
    """Yield the lines of a Markdown table, a database of a size a column."""
    heads = [f"{one.database}, " + f"{one.pairs:,}".replace(",", " ") for one in measured]
    yield "| " + " | ".join(["", "goal", *heads]) + " |"
    yield "|" + "---|" * (len(heads) + 2)
    for what in dict.fromkeys(row for one in measured for row in one.rows):
        goal = next(one.rows[what][1] for one in measured if what in one.rows)
        cells = [one.rows[what][0] if what in one.rows else "" for one in measured]
        yield "| " + " | ".join([what, goal, *cells]) + " |"


def _resident() -> int:
    """Bytes of memory that this process holds (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    typer.run(main)
