"""`python -m eval.bench`: how fast, each figure beside `transformers` on the same model.

Measures the engines alone, then the whole command. The engines take turns, several rounds long, and
each is held against `transformers` in the same round: what else the machine does disturbs both. The
ratios are what to compare, not the figures.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from eval.figures import PLACE, Bench, Row, write_figures
from eval.sets import NoSet, read_sets
from translator.engines.base import Engine, Request
from translator.engines.pieces import SentencePieces
from translator.errors import EngineError, TranslatorError
from translator.settings import SHIPPED_MODEL, read_settings
from translator.tools import open_engine

CHECKPOINT = Path("training/checkpoint")
SETS = Path("../shared/eval")
_BEAMS = (1, 4)
_BUSY = 0.5
_PLAIN, _OURS = "transformers", "ct2"


@dataclass(frozen=True, slots=True)
class Models:
    """One model twice: for ct2, and for `transformers`."""

    ours: Path = SHIPPED_MODEL
    plain: Path = CHECKPOINT


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: sentences for the engines, lines for the command."""

    sentences: int = 200
    lines: int = 1000
    rounds: int = 3


def main(  # noqa: PLR0913, PLR0917 - one parameter an option
    sentences: int = Plan().sentences,
    lines: Annotated[int, typer.Option(help="Lines for the whole command.")] = Plan().lines,
    rounds: Annotated[int, typer.Option(min=1)] = Plan().rounds,
    folder: Annotated[Path, typer.Option(help="Where the sets are.")] = SETS,
    model: Path = SHIPPED_MODEL,
    checkpoint: Annotated[Path, typer.Option(help="The same model for transformers.")] = CHECKPOINT,
    write: Annotated[bool, typer.Option("--write", help=f"Write {PLACE}.")] = False,
) -> None:
    """Measure the engines, then the command."""
    try:
        found = measure(folder, Models(model, checkpoint), Plan(sentences, lines, rounds))
    except (NoSet, TranslatorError) as error:
        sys.stderr.write(f"bench: {error}\n")
        raise typer.Exit(2) from error
    typer.echo("\n".join(shown(found)))
    if write:
        write_figures(PLACE, found)


def measure(folder: Path, models: Models, plan: Plan) -> Bench:
    """Return the figures of the model on sentences of two sets, Chinese into English.

    Raises:
        NoSet: the sets are missing; TranslatorError: the model is, or it fails.
    """
    load = os.getloadavg()[0]
    sets = [read_sets(folder, name)[0] for name in ("asvs", "flores200-dev")]
    requests = [
        Request(text, dev_set.direction)
        for dev_set in sets
        for text in dev_set.sources[: plan.sentences // len(sets)]
    ]
    rows = tuple(_rows(requests, models, plan.rounds))
    lines = [text for dev_set in sets for text in dev_set.sources][: plan.lines]
    answered, seconds = _command(lines, models.ours)
    files = [file for file in models.ours.iterdir() if file.name != "card.json"]
    return Bench(
        model=sha256((models.ours / "model.bin").read_bytes()).hexdigest(),
        size=sum(file.stat().st_size for file in files),
        cores=os.cpu_count() or 1,
        load=round(load, 1),
        sentences=len(requests),
        characters=sum(len(request.text) for request in requests),
        rounds=plan.rounds,
        rows=rows,
        lines=answered,
        seconds=round(seconds, 1),
    )


def shown(bench: Bench) -> list[str]:
    """Return the figures as lines of Markdown."""
    head = (
        f"{bench.sentences} sentences, {bench.characters} Chinese characters, zh→en, on "
        f"{bench.cores} cores; the median of {bench.rounds} rounds in which the engines took turns:"
    )
    busy = (
        f"Other work was going on (load {bench.load:.1f}), which slows `transformers` most: "
        "measure again when the machine is idle."
    )
    table = [
        "| engine | beam | target tokens a second | characters a second | against transformers |",
        "|---|---|---|---|---|",
    ]
    for row in bench.rows:
        speed = f"{row.tokens:.0f} | {row.characters:.0f} | {row.ratio:.1f}×"
        table.append(f"| {row.engine} | {row.beam} | {speed} |")
    command = (
        f"`biaoyi translate -`: {bench.lines} lines in {bench.seconds:.1f} s, start included: "
        f"{bench.lines / bench.seconds:.1f} lines a second"
    )
    return [*([busy, ""] if bench.load > _BUSY else []), head, "", *table, "", command]


@dataclass(frozen=True, slots=True)
class _Run:
    tokens: float  # target tokens a second
    characters: float  # source characters a second


def _rows(requests: Sequence[Request], models: Models, rounds: int) -> Iterator[Row]:
    pieces = SentencePieces(models.ours)
    for beam in _BEAMS:
        settings = replace(read_settings(), beam=beam)
        engines = {
            _PLAIN: open_engine("hf", settings, str(models.plain)),
            _OURS: open_engine("ct2", settings, str(models.ours)),
        }
        for engine in engines.values():
            engine.translate(requests[:8])  # what is done once is done
        turns = [
            {name: _run(engine, requests, pieces) for name, engine in engines.items()}
            for _ in range(rounds)
        ]
        for name in engines:
            yield Row(
                name,
                beam,
                round(median(turn[name].tokens for turn in turns), 1),
                round(median(turn[name].characters for turn in turns), 1),
                round(median(turn[name].tokens / turn[_PLAIN].tokens for turn in turns), 2),
            )


def _run(engine: Engine, requests: Sequence[Request], pieces: SentencePieces) -> _Run:
    began = time.perf_counter()
    answers = engine.translate(requests)
    seconds = time.perf_counter() - began
    tokens = sum(len(pieces.encode(found[0].text)) for found in answers)
    return _Run(tokens / seconds, sum(len(request.text) for request in requests) / seconds)


def _command(lines: Sequence[str], model: Path) -> tuple[int, float]:
    """Run the whole command on `lines`; return how many it answered, and the seconds.

    Raises:
        EngineError: it failed; the message is its own.
    """
    command = [sys.executable, "-c", "from translator.cli import main; main()", "translate", "-"]
    options = ["--from", "zh", "--to", "en", "--model", str(model)]
    with tempfile.TemporaryFile() as given:
        given.write("\n".join(lines).encode() + b"\n")
        given.seek(0)
        began = time.perf_counter()
        done = subprocess.run([*command, *options], stdin=given, capture_output=True, check=False)  # noqa: S603
        seconds = time.perf_counter() - began
    if done.returncode:
        raise EngineError(f"biaoyi translate -: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.count(b"\n"), seconds


if __name__ == "__main__":
    typer.run(main)
