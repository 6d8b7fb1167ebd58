"""`biaoyi evaluate`: a model, or the run that made one, on development sets."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.errors import InputError

if TYPE_CHECKING:
    from eval.record import Result
    from eval.sets import DevSet

_SETS = Path("../shared/eval")
_TERMS = Path("../shared/terms/termbase.tsv")
_PUBLIC = ("flores200-dev", "asvs")


def evaluate(  # noqa: PLR0913, PLR0917 - one parameter an option
    run: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="A run or a model; by default the model in use."),
    ] = None,
    sets: Annotated[
        str | None,
        typer.Option(
            "--sets",
            help="Names with commas, or all; by default what the run has kept (own, general), "
            "flores200-dev and asvs, where they are there.",
        ),
    ] = None,
    folder: Annotated[Path, typer.Option("--folder", help="Where public sets are.")] = _SETS,
    limit: Annotated[
        int, typer.Option("--limit", help="Sentences of each set; 0 for all.", min=0)
    ] = 0,
    keep: Annotated[Path | None, typer.Option("--keep", help="Folder for the answers.")] = None,
    termbase: Annotated[
        Path, typer.Option("--termbase", help="Terms; those held out of training are tried.")
    ] = _TERMS,
    against: Annotated[
        bool, typer.Option("--against", help="Beside it, the model that is in use.")
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="Write the scores to its card.")] = False,
) -> None:
    """Score a model in both directions of each set: BLEU and chrF with signatures, terms, slots."""
    try:
        from eval.__main__ import result_of, tell
        from eval.record import NoScores, write_scores
        from eval.runs import model_of, translates
        from eval.sets import NoSet
    except ImportError as error:
        raise InputError(
            f"evaluating needs {error.name}; install it with: pip install 'biaoyi[evaluate]'"
        ) from error
    from translator.settings import read_settings
    from translator.tools import open_engine

    settings = read_settings()
    model = model_of(run) if run else settings.model
    try:
        engine = open_engine("ct2", settings, str(model))
        chosen = [
            dev_set.head(limit)
            for dev_set in _sets(run, folder, sets)
            if translates(model, dev_set.direction)
        ]
        other = open_engine("ct2", settings) if against else None
        results: list[Result] = []
        for dev_set in chosen:
            results.append(result_of(dev_set, engine, keep, termbase))
            tell(results[-1])
            if other and translates(settings.model, dev_set.direction):
                tell_beside(result_of(dev_set, other, None, None), settings.model)
        if write:
            write_scores(model / "card.json", results)
    except (NoSet, NoScores) as error:
        raise InputError(str(error)) from error


def tell_beside(result: "Result", model: Path) -> None:
    """Print what another model came to on the same set."""
    scores = "; ".join(f"{score.name} {score.value:.1f}" for score in result.scores)
    typer.echo(f"  {model}: {scores}")


def _sets(run: Path | None, folder: Path, names: str | None) -> "list[DevSet]":
    from eval.runs import GENERAL, OWN, kept_sets
    from eval.sets import read_sets, set_names

    kept = {name: kept_sets(run, name) for name in (OWN, GENERAL)} if run else {}
    if names is None:
        public = [name for name in _PUBLIC if (folder / name).is_dir()]
        chosen = (*(name for name in kept if kept[name]), *public)
    else:
        chosen = set_names(names)
    if not chosen:
        raise InputError(f"{run or folder}: no set to evaluate on; name a folder with --folder")
    return [found for name in chosen for found in kept.get(name) or read_sets(folder, name)]
