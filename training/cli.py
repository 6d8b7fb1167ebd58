"""`biaoyi train`: the user's pairs to a model of their own."""

import logging
import math
from pathlib import Path
from typing import Annotated, Literal

import typer

from translator.errors import InputError

_HERE = Path(__file__).parent
_SHARED = _HERE.parents[1] / "shared"
_RECIPE = _HERE / "recipes" / "standards.toml"


def train(  # noqa: PLR0913, PLR0917 - one parameter an option
    data: Annotated[
        list[Path], typer.Option("--data", help="Pairs: .tmx, .tsv or .csv; repeatable.")
    ],
    out: Annotated[Path, typer.Option("--out", help="Directory of the run and its model.")],
    base: Annotated[
        str,
        typer.Option(
            "--base",
            help="Marian checkpoint to start from: a directory, a run, or a name on a hub.",
        ),
    ] = "training/checkpoint",
    terms: Annotated[
        list[Path] | None, typer.Option("--terms", help="Term pairs, .csv or .tsv; repeatable.")
    ] = None,
    general: Annotated[
        Path | None,
        typer.Option(
            "--general",
            help="General text to mix in: a recipe (.toml), or pairs. In a checkout with a corpus "
            "beside it, training/recipes/standards.toml.",
        ),
    ] = None,
    share: Annotated[
        float, typer.Option("--general-share", help="Share of general text.", min=0, max=0.95)
    ] = 0.5,
    source: Annotated[
        Literal["zh", "en"] | None,
        typer.Option("--from", help="What a base of others, for one direction, translates from."),
    ] = None,
    steps: Annotated[int, typer.Option("--steps", help="Updates of the weights.", min=1)] = 600,
    seconds: Annotated[
        float | None,
        typer.Option("--seconds", help="Train so long, however many steps that is.", min=1),
    ] = None,
    rate: Annotated[float, typer.Option("--rate", help="Learning rate.", min=0)] = 1e-4,
    seed: Annotated[int, typer.Option("--seed", help="Of everything drawn at random.")] = 1,
    device: Annotated[str, typer.Option("--device", help="cpu or cuda.")] = "cpu",
    threads: Annotated[int, typer.Option("--threads", help="Cores, 0 for all.", min=0)] = 0,
) -> None:
    """Fine-tune a model on your own pairs; the same command goes on where it was stopped."""
    try:
        from training.tune import CHECKPOINT, Tuning, tune
    except ImportError as error:
        raise InputError(
            f"training needs {error.name}; install it with: pip install 'biaoyi[train]'"
        ) from error
    from termbase.text import Language

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    corpus = _SHARED / "corpus"
    termbase = _SHARED / "terms" / "termbase.tsv"
    tuning = Tuning(
        base=str(CHECKPOINT) if base == "training/checkpoint" else base,
        data=tuple(path.resolve() for path in data),
        terms=tuple(path.resolve() for path in terms or ()),
        termbase=termbase if termbase.is_file() else None,
        general=general.resolve() if general else _RECIPE if corpus.is_dir() else None,
        share=share,
        source=Language(source) if source else None,
        steps=steps,
        rate=rate,
        seed=seed,
    )
    tune(tuning, out, device=device, threads=threads, seconds=seconds or math.inf)
    typer.echo(
        f"{out / 'model'}\ntry it: biaoyi evaluate {out}; use it: biaoyi model promote {out}"
    )
