"""`python -m eval`: score a model on the development sets; --write puts the scores in its card."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from corpus.terms import held_out, read_terms
from eval.evaluate import Result, evaluate
from eval.obedience import obedience
from eval.sets import NAMES, NoSet, read_sets
from termbase.match import Termbase
from termbase.model import Term
from translator.errors import TranslatorError
from translator.model import Direction
from translator.settings import read_settings
from translator.tools import open_engine


def main(  # noqa: PLR0913, PLR0917 - one parameter an option
    sets: Annotated[str, typer.Option(help=f"Of {', '.join(NAMES)}.")] = "flores200-dev,asvs",
    folder: Annotated[Path, typer.Option(help="Where the sets are.")] = Path("../shared/eval"),
    engine: str = "ct2",
    model: str | None = None,
    beam: int = 4,
    limit: Annotated[int, typer.Option(help="Sentences of each set; 0 for all.")] = 0,
    keep: Annotated[Path | None, typer.Option(help="Folder for the hypotheses.")] = None,
    termbase: Annotated[
        Path | None, typer.Option(help="Terms; those held out of training are tried.")
    ] = Path("../shared/terms/termbase.tsv"),
    write: Annotated[bool, typer.Option("--write", help="Write the scores to the card.")] = False,
) -> None:
    """Print BLEU and chrF with their signatures, in both directions of each set."""
    settings = replace(read_settings(), beam=beam)
    results: list[Result] = []
    try:
        opened = open_engine(engine, settings, model)
        for name in sets.split(","):
            for dev_set in read_sets(folder, name):
                part = replace(
                    dev_set,
                    sources=dev_set.sources[: limit or None],
                    references=dev_set.references[: limit or None],
                )
                file = f"{name}.{dev_set.direction.source.value}.txt"
                place = keep / file if keep else None
                results.append(evaluate(part, opened, _writer(place) if place else None))
                typer.echo(str(results[-1]))
                if termbase and termbase.is_file():
                    obeyed = obedience(part, _terms(termbase, part.direction), opened)
                    results[-1] = replace(results[-1], obedience=str(obeyed))
                    typer.echo(f"  {obeyed}")
    except (NoSet, TranslatorError) as error:
        sys.stderr.write(f"eval: {error}\n")
        raise typer.Exit(2) from error
    if write:
        _write(Path(model) if model else settings.model, results)


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


def _write(model: Path, results: list[Result]) -> None:
    card = model / "card.json"
    values = json.loads(card.read_text(encoding="utf-8"))
    values["scores"] = [str(result) for result in results]
    card.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
