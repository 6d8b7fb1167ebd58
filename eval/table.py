"""`python -m eval.table`: the tables of docs/MODEL.md, from the model's card and the bench.

Where the figures of the bench are of another model than the card, speed is measured first.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from eval.bench import CHECKPOINT, SETS, Models, Plan, measure, shown
from eval.figures import PLACE, Bench, NoFigures, read_figures, write_figures
from eval.page import NoPlace, between, row
from eval.record import NoScores, Result, checksum, read_scores
from eval.sets import NoSet
from translator.errors import TranslatorError
from translator.settings import SHIPPED_MODEL

PAGE = Path("docs/MODEL.md")
CARD = SHIPPED_MODEL / "card.json"
_WRITER = "python -m eval.table"
_MEGABYTE = 1_000_000


def main(
    card: Annotated[Path, typer.Option(help="The card, beside its model.")] = CARD,
    bench: Annotated[Path, typer.Option(help="The figures of the bench.")] = PLACE,
    page: Annotated[Path, typer.Option(help="The page to write into.")] = PAGE,
    checkpoint: Annotated[Path, typer.Option(help="The same model for transformers.")] = CHECKPOINT,
    folder: Annotated[Path, typer.Option(help="Where the sets are.")] = SETS,
) -> None:
    """Write the tables anew."""
    try:
        results = read_scores(card)
        if not _is_of(bench, checksum(card, "model.bin")):
            typer.echo(f"{bench}: not of this model; measuring its speed")
            write_figures(bench, measure(folder, Models(card.parent, checkpoint), Plan()))
        text = written(page.read_text(encoding="utf-8"), results, read_figures(bench))
    except (NoScores, NoFigures, NoPlace, NoSet, TranslatorError, OSError) as error:
        sys.stderr.write(f"table: {error}\n")
        raise typer.Exit(2) from error
    page.write_text(text, encoding="utf-8")


def written(page: str, results: Sequence[Result], bench: Bench) -> str:
    """Return `page` with the tables of `results` and `bench` between its marks.

    Raises:
        NoPlace: a mark is missing.
    """
    page = between(page, "scores", _WRITER, [*_scores(results), "", *_signatures(results)])
    page = between(page, "obedience", _WRITER, _obedience(results))
    page = between(page, "terms", _WRITER, _arms(results))
    size = f"Size: {bench.size / _MEGABYTE:.1f} MB, vocabulary included."
    return between(page, "speed", _WRITER, [size, "", *shown(bench)])


def _is_of(bench: Path, model: str) -> bool:
    return bench.is_file() and read_figures(bench).model == model


def _scores(results: Sequence[Result]) -> list[str]:
    names = list(dict.fromkeys(score.name for result in results for score in result.scores))
    head = row("set", "direction", "sentences", *names)
    rows = [
        row(
            result.name,
            result.direction,
            str(result.sentences),
            *(f"{score.value:.1f}" for score in result.scores),
        )
        for result in results
    ]
    return [head, "|---" * (3 + len(names)) + "|", *rows]


def _signatures(results: Sequence[Result]) -> list[str]:
    """Each metric with its signature; where they differ, with the directions they are for."""
    found: dict[tuple[str, str], list[str]] = {}
    for result in results:
        for score in result.scores:
            ways = found.setdefault((score.name, score.signature), [])
            if result.direction not in ways:
                ways.append(result.direction)
    return [
        f"- {name} ({', '.join(ways)}): `{signature}`" for (name, signature), ways in found.items()
    ]


def _obedience(results: Sequence[Result]) -> list[str]:
    head = row(
        "set",
        "direction",
        "held-out terms used",
        "the same, not annotated",
        "irrelevant terms used",
        "slots exactly once",
        "the same, repaired",
        "sentences with all slots right",
        "the same, best of n",
    )
    rows = [
        row(
            result.name,
            result.direction,
            str(result.obedience.used),
            str(result.obedience.unannotated),
            str(result.obedience.irrelevant),
            str(result.obedience.slots),
            str(result.obedience.repaired),
            str(result.obedience.sentences),
            str(result.obedience.chosen),
        )
        for result in results
        if result.obedience
    ]
    return [head, "|---" * 9 + "|", *rows]


def _arms(results: Sequence[Result]) -> list[str]:
    head = row("set", "terms given", "terms looked for", "used", "scores")
    rows = [
        row(
            result.name,
            arm.given,
            arm.counted,
            str(arm.used),
            ", ".join(f"{score.name} {score.value:.1f}" for score in arm.scores),
        )
        for result in results
        for arm in result.arms
    ]
    return [head, "|---" * 5 + "|", *rows]


if __name__ == "__main__":
    typer.run(main)
