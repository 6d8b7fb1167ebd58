"""`python -m training CONFIG FOLDER`: train a model, or go on where a run was stopped."""

import logging
import math
import sys
from pathlib import Path

import typer

from corpus.build import BrokenRecipe
from training.config import BrokenConfig, read_config
from training.run import finish, run
from training.schedule import Budget


def main(
    config: Path,
    folder: Path,
    device: str = "cpu",
    threads: int = 0,
    seconds: float = math.inf,
    export_only: bool = False,
) -> None:
    """Train the model that CONFIG describes in FOLDER; what FOLDER holds already is not redone.

    With --seconds, training ends inside that time, however many steps that is; torchrun may start
    this many times over.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        settings = read_config(config)
        if export_only:
            finish(settings, folder)
        else:
            budget = Budget(total=seconds)
            run(settings, folder, device=device, threads=threads, budget=budget)
    except (BrokenConfig, BrokenRecipe) as error:
        sys.stderr.write(f"training: {error}\n")
        raise typer.Exit(2) from error


if __name__ == "__main__":
    typer.run(main)
