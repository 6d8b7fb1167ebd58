"""The layers of enforcement > tables; `python -m eval.terms_page` writes docs/TERMS.md anew."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from eval.enforcement import Enforcement, Layer, enforcements
from eval.page import NoPlace, between, row
from eval.record import Count
from eval.sets import NoSet
from translator.errors import TranslatorError
from translator.settings import read_settings
from translator.tools import open_engine

_COSTS = ("requests", "weighed", "tokens", "seconds")


def main(
    page: Annotated[Path, typer.Option(help="The page to write into.")] = Path("docs/TERMS.md"),
    folder: Annotated[Path, typer.Option(help="Where the sets are.")] = Path("../shared/eval"),
    lines: Annotated[int, typer.Option(help="Lines of each set; 0 for all.", min=0)] = 300,
    model: Annotated[str | None, typer.Option(help="Instead of the model in use.")] = None,
) -> None:
    """Measure the layers and write their tables anew."""
    try:
        text = page.read_text(encoding="utf-8")
        engine = open_engine("ct2", read_settings(), model)
        page.write_text(written(text, list(enforcements(folder, engine, lines))), encoding="utf-8")
    except (NoSet, TranslatorError, OSError, NoPlace) as error:
        sys.stderr.write(f"terms_page: {error}\n")
        raise typer.Exit(2) from error


def written(page: str, found: Sequence[Enforcement]) -> str:
    """Return `page` with what was `found` between its marks.

    Raises:
        NoPlace: the page does not have the marks, or has them more than once.
    """
    blocks = ["\n".join((f"**{item}**", "", *table(item))) for item in found]
    return between(page, "layers", "python -m eval.terms_page", ["", "\n\n".join(blocks), ""])


def table(found: Enforcement) -> list[str]:
    """Return the layers as the lines of a table in Markdown; all that is spent is summed up."""
    names = [score.name for score in found.layers[0].scores]
    head = row("layer", "terms used", "flagged", *names, *_COSTS)
    return [head, "|---" * (3 + len(names) + len(_COSTS)) + "|", *map(_layer, found.layers)]


def _layer(layer: Layer) -> str:
    spent = layer.spent
    return row(
        layer.name,
        f"{layer.used.part} of {layer.used.whole} ({_share(layer.used)})",
        str(layer.flagged.part) if layer.flagged else "–",
        *(f"{score.value:.1f}" for score in layer.scores),
        *map(str, (spent.requests, spent.weighed, spent.tokens)),
        f"{spent.seconds:.1f}",
    )


def _share(count: Count) -> str:
    return f"{count.part / count.whole:.3f}" if count.whole else "–"


if __name__ == "__main__":
    typer.run(main)
