"""`python -m training CONFIG FOLDER`: train a model, or go on where a run was stopped."""

import logging
import sys
from pathlib import Path

import typer

from corpus.build import BrokenRecipe
from training.config import BrokenConfig, read_config
from training.run import finish, run


def main(
    config: Path,
    folder: Path,
    device: str = "cpu",
    threads: int = 0,
    export_only: bool = False,
) -> None:
    """Train the model that CONFIG describes in FOLDER; what FOLDER holds already is not redone."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        settings = read_config(config)
        if export_only:
            finish(settings, folder)
        else:
            run(settings, folder, device=device, threads=threads)
    except (BrokenConfig, BrokenRecipe) as error:
        sys.stderr.write(f"training: {error}\n")
        raise typer.Exit(2) from error


if __name__ == "__main__":
    typer.run(main)
