"""`python -m eval`: score a model on the development sets; --write puts the scores in its card."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import typer

from corpus.terms import held_out, read_terms
from eval.enforcement import SETS as WITH_TERMS
from eval.enforcement import enforcements
from eval.evaluate import evaluate
from eval.obedience import arms, obedience
from eval.record import NoScores, Result, write_scores
from eval.remembering import Remembering
from eval.sets import ALL, NAMES, DevSet, NoSet, read_sets, set_names
from eval.terms_page import table
from termbase.match import Termbase
from termbase.model import Term
from translator.engines.base import Engine
from translator.errors import TranslatorError
from translator.model import Direction
from translator.settings import read_settings
from translator.tools import open_engine


def main(  # noqa: PLR0913, PLR0917 - one parameter an option
    sets: Annotated[
        str, typer.Option(help=f"Of {', '.join(NAMES)}; or {ALL}.")
    ] = "flores200-dev,asvs",
    folder: Annotated[Path, typer.Option(help="Where the sets are.")] = Path("../shared/eval"),
    engine: str = "ct2",
    model: str | None = None,
    beam: int = 4,
    limit: Annotated[int, typer.Option(help="Sentences of each set; 0 for all.")] = 0,
    keep: Annotated[Path | None, typer.Option(help="Folder for the hypotheses.")] = None,
    termbase: Annotated[
        Path | None, typer.Option(help="Terms; those held out of training are tried.")
    ] = Path("../shared/terms/termbase.tsv"),
    enforcement_lines: Annotated[
        int, typer.Option(help="Lines of each set with terms, for the layers; 0 for all.", min=0)
    ] = 300,
    write: Annotated[bool, typer.Option("--write", help="Write the scores to the card.")] = False,
) -> None:
    """Print BLEU and chrF with their signatures, and what the model does with terms and slots."""
    settings = replace(read_settings(), beam=beam)
    results: list[Result] = []
    try:
        opened = open_engine(engine, settings, model)
        for dev_set in [found for name in set_names(sets) for found in read_sets(folder, name)]:
            results.append(result_of(dev_set.head(limit), opened, keep, termbase))
            tell(results[-1])
        if write:
            write_scores((Path(model) if model else settings.model) / "card.json", results)
        if opened.translates:
            tell_enforcement(folder, opened, enforcement_lines)
    except (NoSet, NoScores, TranslatorError) as error:
        sys.stderr.write(f"eval: {error}\n")
        raise typer.Exit(2) from error


def result_of(dev_set: DevSet, opened: Engine, keep: Path | None, termbase: Path | None) -> Result:
    """Return what `opened` does on `dev_set`, with the terms of `termbase` tried."""
    engine = Remembering(opened)
    place = keep / f"{dev_set.name}.{dev_set.direction.source.value}.txt" if keep else None
    result = evaluate(dev_set, engine, _writer(place) if place else None)
    result = replace(result, arms=arms(dev_set, engine))
    if termbase is None or not termbase.is_file():
        return result
    obeyed = obedience(dev_set, _terms(termbase, dev_set.direction), engine)
    return replace(result, obedience=obeyed)


def tell(result: Result) -> None:
    """Print `result`."""
    typer.echo(str(result))
    for more in (result.obedience, *result.arms):
        if more:
            typer.echo(f"  {more}")


def tell_enforcement(folder: Path, opened: Engine, lines: int) -> None:
    """Print what enforcing terms gains and costs on `lines` of each set with terms, if any."""
    absent = [str(folder / name) for name in WITH_TERMS if not (folder / name).is_dir()]
    if absent:
        typer.echo(f"no layers of term enforcement: {', '.join(absent)} not there")
        return
    for found in enforcements(folder, opened, lines):
        typer.echo("\n".join(("", str(found), "", *table(found))))


@lru_cache(maxsize=2)  # one a direction
def _terms(file: Path, direction: Direction) -> Termbase:
    """The terms of `file` that training never annotates."""
    pairs = [pair for pair in read_terms(file) if held_out(*pair)]
    turned = direction.source.is_chinese
    return Termbase(Term(zh, en) if turned else Term(en, zh) for en, zh in pairs)


def _writer(place: Path) -> Callable[[Sequence[str]], None]:
    def write(lines: Sequence[str]) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("\n".join(lines) + "\n", encoding="utf-8")

    return write


if __name__ == "__main__":
    typer.run(main)
