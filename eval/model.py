"""`biaoyi model …`: which models there are, which is used, and whether a new one may be."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.errors import InputError, NoModel

if TYPE_CHECKING:
    from eval.promote import Trial

_SETS = Path("../shared/eval")

app = typer.Typer(
    help="Promote a model of your own, see which is used, go back to the one before.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.command("promote")
def promote(
    run: Annotated[Path, typer.Argument(metavar="DIR", help="A run of biaoyi train, or a model.")],
    name: Annotated[
        str | None, typer.Option("--name", help="What to call it; by default as the directory.")
    ] = None,
    folder: Annotated[Path, typer.Option("--folder", help="Where public sets are.")] = _SETS,
    limit: Annotated[
        int, typer.Option("--limit", help="Sentences of each set; 0 for all.", min=0)
    ] = 0,
) -> None:
    """Use a model from now on, unless it is worse than the one in use; say on what it is worse."""
    try:
        from eval.promote import compare
        from eval.runs import is_sound, model_of
        from eval.sets import NoSet
    except ImportError as error:
        raise InputError(
            f"comparing needs {error.name}; install it with: pip install 'biaoyi[evaluate]'"
        ) from error
    from translator.models import Models
    from translator.settings import SHIPPED_MODEL, read_settings
    from translator.tools import open_engine

    settings = read_settings()
    models = Models(settings.data)
    used, model = models.used or SHIPPED_MODEL, model_of(run)
    try:
        is_sound(model)
        trials = _trials(run, folder, limit, used)
        old, new = (open_engine("ct2", settings, str(place)) for place in (used, model))
    except NoModel as error:
        _refuse([str(error)])
    except NoSet as error:
        raise InputError(str(error)) from error
    found = compare(trials, old, new, typer.echo)
    _refuse([str(item) for item in found if item.is_worse])
    place = models.install(model, name or run.resolve().name)
    typer.echo(f"in use from now on: {place}")


def _refuse(why: Sequence[str]) -> None:
    """End here if there is a reason to."""
    sys.stderr.write("".join(f"biaoyi: not promoted: {reason}\n" for reason in why))
    if why:
        raise typer.Exit(1)


def _trials(run: Path, folder: Path, limit: int, used: Path) -> "list[Trial]":
    """What the model of `run` is tried on: the directions of the model `used` alone count."""
    from eval.promote import GENERAL_FALL, OWN_FALL, Trial
    from eval.runs import OWN, general_sets, kept_sets, model_of, translates

    own = kept_sets(run, OWN)
    if not own:
        typer.echo(f"note: {run} has kept no pairs of its own to compare on")
    trials = [
        Trial(dev_set.head(limit), fall)
        for sets, fall in ((own, OWN_FALL), (general_sets(run, folder), GENERAL_FALL))
        for dev_set in sets
        if translates(used, dev_set.direction)
    ]
    ways = dict.fromkeys(trial.dev_set.direction for trial in trials)
    lost = [way for way in ways if not translates(model_of(run), way)]
    _refuse(
        [
            f"{way.source.value}→{way.target.value}: it does not translate so, and {used} does; "
            f"use it with --model {model_of(run)}"
            for way in lost
        ]
    )
    return trials


@app.command("list")
def list_models() -> None:
    """List the models that were promoted; the one in use bears a star."""
    from translator.models import Models
    from translator.settings import SHIPPED_MODEL, read_settings

    models = Models(read_settings().data)
    used = models.used or SHIPPED_MODEL
    for place in (SHIPPED_MODEL, *models.all()):
        star = "*" if place == used else " "
        name = "shipped" if place == SHIPPED_MODEL else place.name
        typer.echo(f"{star} {name:<24} {place}")


@app.command("show")
def show() -> None:
    """Show the card of the model in use, BIAOYI_MODEL counted."""
    from translator.settings import read_settings

    model = read_settings().model
    try:
        card = (model / "card.json").read_text(encoding="utf-8")
    except OSError as error:
        raise NoModel(f"{model / 'card.json'}: {error.strerror}") from error
    typer.echo(f"{model}\n{card}", nl=False)


@app.command("rollback")
def rollback() -> None:
    """Use the model again that was used before the last promotion."""
    from translator.models import Models
    from translator.settings import SHIPPED_MODEL, read_settings

    place = Models(read_settings().data).roll_back()
    typer.echo(f"in use from now on: {place or SHIPPED_MODEL}")
