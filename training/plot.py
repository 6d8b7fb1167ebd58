"""`python -m training.plot RUN… -o curve.svg`: learning curves from the logs of runs (◆ disk)."""

import json
import sys
from dataclasses import dataclass
from itertools import accumulate, cycle
from pathlib import Path
from typing import Annotated

import matplotlib as mpl
import typer
from matplotlib.axes import Axes
from matplotlib.figure import Figure

_COLOURS = ("#1f4e79", "#b5541c", "#3a7d44", "#7a3b8f", "#8a6d1a")
_MILLION = 1e6


class NoLog(Exception):
    """A run without a log; the message names the file."""


@dataclass(frozen=True, slots=True)
class Curve:
    """What the log of one run says; `at` in target tokens since the run's beginning."""

    name: str
    at: tuple[float, ...]
    losses: tuple[float, ...]  # nats a token, smoothed
    rates: tuple[float, ...]
    dev_at: tuple[float, ...]
    dev_losses: tuple[float, ...]  # nats a token


def read_curve(run: Path) -> Curve:
    """Return the curve of `run`; of a step that was done twice, after a kill, the last counts.

    Raises:
        NoLog: `run` has no log.jsonl, or nothing is in it yet.
    """
    file = run / "log.jsonl"
    if not file.is_file():
        raise NoLog(f"{file}: there is no such log")
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    steps = {line["step"]: line for line in sorted(lines, key=_step) if "loss" in line}
    devs = {
        line["step"]: line["dev_loss"] for line in sorted(lines, key=_step) if "dev_loss" in line
    }
    if not steps:
        raise NoLog(f"{file}: no step is logged yet")
    at = dict(zip(steps, accumulate(line["tokens"] for line in steps.values()), strict=True))
    return Curve(
        run.name,
        tuple(at.values()),
        tuple(line["loss"] for line in steps.values()),
        tuple(line["rate"] for line in steps.values()),
        tuple(_tokens_at(step, at) for step in devs),
        tuple(devs.values()),
    )


def _step(line: dict[str, float]) -> float:
    return line["step"]


def _tokens_at(step: int, at: dict[int, float]) -> float:
    """Tokens by `step`, in proportion to the steps since the last that is logged."""
    before = max((s for s in at if s <= step), default=0)
    after = min((s for s in at if s >= step), default=before)
    low, high = at.get(before, 0.0), at[after]
    return low + (high - low) * (step - before) / (after - before) if after > before else low


def draw(curves: list[Curve], *, apart: bool = False) -> Figure:
    """Return two panels over target tokens: losses, and the rate.

    Each run goes on where the one before it ended; with `apart`, all begin at zero.
    """
    figure = Figure(figsize=(8, 6), layout="constrained")
    losses, rates = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    begin = 0.0
    for curve, colour in zip(curves, cycle(_COLOURS), strict=False):
        at, dev_at = ([(begin + x) / _MILLION for x in xs] for xs in (curve.at, curve.dev_at))
        losses.plot(at, curve.losses, color=colour, alpha=0.4, linewidth=1)
        losses.plot(dev_at, curve.dev_losses, color=colour, marker=".", linewidth=1.5)
        losses.plot([], [], color=colour, label=curve.name)
        rates.plot(at, curve.rates, color=colour, linewidth=1.5)
        begin += 0.0 if apart else curve.at[-1]
    _label(losses, rates)
    return figure


def _label(losses: Axes, rates: Axes) -> None:
    for label, style in (("validation", {"marker": "."}), ("training, smoothed", {"alpha": 0.4})):
        losses.plot([], [], color="black", label=label, **style)
    losses.set_ylabel("loss, nats a token")
    losses.legend(frameon=False)
    rates.set_ylabel("learning rate")
    rates.set_xlabel("target tokens, millions")
    rates.set_ylim(bottom=0)
    for axes in (losses, rates):
        axes.grid(alpha=0.25)
        axes.spines[["top", "right"]].set_visible(False)


def main(
    runs: list[Path],
    output: Annotated[Path, typer.Option("--output", "-o")],
    apart: Annotated[bool, typer.Option(help="all from zero, not one after another")] = False,
) -> None:
    """Draw the losses and rates of RUNS, each the continuation of the one before it, to OUTPUT."""
    try:
        figure = draw([read_curve(run) for run in runs], apart=apart)
    except NoLog as error:
        sys.stderr.write(f"plot: {error}\n")
        raise typer.Exit(2) from error
    with mpl.rc_context({"svg.hashsalt": "biaoyi"}):
        when = {"Date": None} if output.suffix == ".svg" else {}
        figure.savefig(output, dpi=150, metadata=when)


if __name__ == "__main__":
    typer.run(main)
