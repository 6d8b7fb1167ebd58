"""`python -m eval.similar`: what the translation of a similar text gains when the model sees it.

The memory has the pairs that the last recipe draws. The questions are pairs that none of the
recipes draws, whose source has a pair of 75 to 99 % in the memory.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from corpus.build import BrokenRecipe, Recipe, Statistics, build, read_recipe
from corpus.index import Side
from corpus.model import Entry, Given, Kind, MemoryMatch, Pair, Provenance, Query
from corpus.search import Wanted, find
from corpus.store import Store
from eval.evaluate import document_of, lines_of, scores_of
from eval.page import table
from eval.sets import EN_ZH, ZH_EN, DevSet
from termbase.concept import Viewer
from termbase.database import file_url, open_engine, upgrade
from termbase.history import Change
from termbase.match import Termbase
from termbase.text import fold
from translator.engines.base import Engine
from translator.errors import TranslatorError
from translator.model import Direction
from translator.pipeline import Knowledge, translate
from translator.settings import read_settings
from translator.tools import open_engine as open_translator

RECIPES = tuple(
    Path(f"training/recipes/{name}.toml") for name in ("cpu", "wide", "standards", "similar")
)
_BANDS = ((95, 99), (85, 94), (75, 84))  # percent
_SHARE = 0.02  # of each source: among those are the questions
_NOBODY = Viewer("eval")


@dataclass(frozen=True, slots=True)
class Question:
    """A pair, source first, and the pair most like it in the memory."""

    source: str
    target: str
    match: MemoryMatch


def main(
    recipes: Annotated[list[Path], typer.Option(help="Those of all stages.")] = list(RECIPES),  # noqa: B006 - typer does not change it
    count: Annotated[int, typer.Option(help="Questions a direction.")] = 300,
    model: str | None = None,
) -> None:
    """Print BLEU and chrF with and without the similar translation."""
    try:
        engine = open_translator("ct2", read_settings(), model)
        read = [read_recipe(path) for path in recipes]
        pairs, unseen = _drawn(read)
        with tempfile.TemporaryDirectory() as folder:
            store = _filled(Path(folder) / "memory.db", pairs)
            for side, direction in (("zh", ZH_EN), ("en", EN_ZH)):
                found = _questions(store, side, unseen, count)  # type: ignore[arg-type]
                typer.echo("\n".join(compared(found, direction, engine)) + "\n")
    except (BrokenRecipe, TranslatorError) as error:
        sys.stderr.write(f"similar: {error}\n")
        raise typer.Exit(2) from error


def compared(questions: Sequence[Question], direction: Direction, engine: Engine) -> list[str]:
    """Return a table of what the questions score by how near their matches are."""
    rows: list[tuple[str, ...]] = []
    for low, high in (*_BANDS, (_BANDS[-1][0], _BANDS[0][1])):
        items = [item for item in questions if low <= item.match.score <= high]
        if not items:
            continue
        asked = DevSet(
            "similar",
            direction,
            tuple(item.source for item in items),
            tuple(item.target for item in items),
        )
        ways = {
            "plain": _said(asked, {}, engine),
            "with it": _said(asked, {item.source: item.match for item in items}, engine),
            "the pair as it is": [item.match.pair.target for item in items],
        }
        for name, lines in ways.items():
            scores = [f"{score.value:.1f}" for score in scores_of(lines, asked)]
            rows.append((f"{low}–{high} %", str(len(items)), name, *scores))
    arrow = f"{direction.source.value}→{direction.target.value}"
    return table((f"match, {arrow}", "sentences", "translated", "BLEU", "chrF2"), rows)


def _said(asked: DevSet, known: dict[str, MemoryMatch], engine: Engine) -> list[str]:
    def recall(texts: Sequence[str]) -> list[MemoryMatch | None]:
        return [known.get(text) for text in texts]

    knowledge = Knowledge(Termbase(()), recall)
    done = translate(document_of(asked.sources), asked.direction, knowledge, engine)
    return lines_of(done, len(asked.sources))


def _drawn(recipes: Sequence[Recipe]) -> tuple[list[Pair], list[Pair]]:
    """The pairs of the last recipe, and some that no recipe draws."""
    seen: set[str] = set()
    for recipe in recipes:
        last = list(build(recipe, Statistics()))
        seen |= {fold(text) for pair in last for text in (pair.source, pair.target)}
    others = recipes[-1].model_copy(
        update={"seed": -1, "weights": {"*.MT": 0.0, "jiyu-*": 0.0, "*": _SHARE}}
    )
    unseen = (pair for pair in build(others, Statistics()))
    fresh = [pair for pair in unseen if seen.isdisjoint((fold(pair.source), fold(pair.target)))]
    return list(dict.fromkeys(last)), fresh


def _filled(file: Path, pairs: Sequence[Pair]) -> Store:
    engine = open_engine(str(file_url(file)))
    upgrade(engine)
    store = Store(engine)
    given = (Given(Entry(pair.target, pair.source), Provenance(pair.origin)) for pair in pairs)
    store.put(given, Change("eval", "import"))
    return store


def _questions(store: Store, side: Side, pairs: Sequence[Pair], count: int) -> list[Question]:
    found: list[Question] = []
    for pair in pairs:
        source, target = (pair.target, pair.source) if side == "zh" else (pair.source, pair.target)
        for question in _matched(store, side, source, target):
            found.append(question)
        if len(found) == count:
            break
    return found


def _matched(store: Store, side: Side, source: str, target: str) -> Iterator[Question]:
    low, high = _BANDS[-1][0], _BANDS[0][1]
    wanted = Wanted(limit=1, least=low, substitute=False)
    [answers] = find(store, side, [Query(source)], _NOBODY, wanted)
    for item in answers:
        if item.score <= high and item.target != target:
            pair = Pair(item.source, item.target)
            yield Question(source, target, MemoryMatch(pair, item.score, Kind.FUZZY))


if __name__ == "__main__":
    typer.run(main)
