"""`python -m eval.bench`: how fast, each figure beside `transformers` on the same model.

Prints source tokens a second of the engines alone, and lines a second of the whole command, in one
run on one machine; the ratios are what to compare, not the figures.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from eval.sets import DevSet, NoSet, read_sets
from translator.engines.base import Engine, Request
from translator.settings import SHIPPED_MODEL, read_settings
from translator.tools import open_engine

_BEAMS = (1, 4)


def main(
    sentences: int = 200,
    lines: Annotated[int, typer.Option(help="Lines for the whole command.")] = 1000,
    folder: Annotated[Path, typer.Option(help="Where the sets are.")] = Path("../shared/eval"),
    model: Path = SHIPPED_MODEL,
    checkpoint: Annotated[Path, typer.Option(help="The same model for transformers.")] = Path(
        "training/checkpoint"
    ),
) -> None:
    """Measure the engines, then the command."""
    try:
        sets = [s for name in ("asvs", "flores200-dev") for s in read_sets(folder, name)[:1]]
    except NoSet as error:
        sys.stderr.write(f"bench: {error}\n")
        raise typer.Exit(2) from error
    _engines(sets, sentences, model, checkpoint)
    _command(sets, lines, model)


def _engines(sets: Sequence[DevSet], sentences: int, model: Path, checkpoint: Path) -> None:
    requests = [
        Request(text, dev_set.direction)
        for dev_set in sets
        for text in dev_set.sources[: sentences // len(sets)]
    ]
    characters = sum(len(request.text) for request in requests)
    typer.echo(f"{len(requests)} sentences, {characters} Chinese characters, zh→en")
    typer.echo("| engine | beam | seconds | characters a second | against transformers |")
    typer.echo("|---|---|---|---|---|")
    for beam in _BEAMS:
        settings = replace(read_settings(), beam=beam)
        plain = _seconds(open_engine("hf", settings, str(checkpoint)), requests)
        ours = _seconds(open_engine("ct2", settings, str(model)), requests)
        for name, taken in (("transformers", plain), ("ct2", ours)):
            rate = f"{taken:.1f} | {characters / taken:.0f} | {plain / taken:.1f}×"
            typer.echo(f"| {name} | {beam} | {rate} |")


def _seconds(engine: Engine, requests: Sequence[Request]) -> float:
    engine.translate(requests[:8])  # what is done once is done
    began = time.perf_counter()
    engine.translate(requests)
    return time.perf_counter() - began


def _command(sets: Sequence[DevSet], lines: int, model: Path) -> None:
    texts = [text for dev_set in sets for text in dev_set.sources][:lines]
    command = [sys.executable, "-c", "from translator.cli import main; main()", "translate", "-"]
    options = ["--from", "zh", "--to", "en", "--model", str(model)]
    with tempfile.TemporaryFile() as given:
        given.write("\n".join(texts).encode() + b"\n")
        given.seek(0)
        began = time.perf_counter()
        done = subprocess.run([*command, *options], stdin=given, capture_output=True, check=True)  # noqa: S603
        seconds = time.perf_counter() - began
    answered = done.stdout.count(b"\n")
    typer.echo(
        f"`biaoyi translate -`: {answered} lines in {seconds:.1f} s, start included: "
        f"{answered / seconds:.1f} lines a second"
    )


if __name__ == "__main__":
    typer.run(main)
