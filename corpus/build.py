"""Recipe > training pairs: read the sources, judge, drop what the tests know, weigh (◆ disk).

A recipe is a TOML file:

    corpus = "../shared/corpus"       # folder of NAME.tsv.zst: English, tab, Chinese
    never = ["../shared/eval"]        # folders whose sentences must not be learnt
    without_licence = ["GPL"]         # leave out sources whose licence says so
    seed = 1
    [weights]                         # the share of the pairs of a source that is drawn;
    "*.HT" = 0.6                      # above 1, pairs are repeated. The first pattern wins
    "*" = 0.25
"""

import fnmatch
import io
import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import zstandard
from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.filters import Filter, default_filters
from corpus.model import Pair
from termbase.text import fold

_MIN_FOLDED = 12  # shorter test lines ("yes") are no evidence of contamination


class Recipe(BaseModel):
    """What to train on; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corpus: Path
    never: tuple[Path, ...] = ()
    without_licence: tuple[str, ...] = ()
    seed: int = 1
    weights: dict[str, float]


class BrokenRecipe(Exception):
    """A recipe that cannot be followed; the message names the file and the key."""


@dataclass(slots=True)
class Statistics:
    """How many pairs each source had, lost to each filter, and gave."""

    seen: Counter[str] = field(default_factory=Counter)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)

    def table(self) -> str:
        """Return a Markdown table, a source a row."""
        rules = sorted({rule for _, rule in self.dropped})
        rows = [["source", "seen", *rules, "given"]]
        for source in self.seen:
            drops = [str(self.dropped[source, rule]) for rule in rules]
            rows.append([source, str(self.seen[source]), *drops, str(self.given[source])])
        totals = [str(sum(n for (_, r), n in self.dropped.items() if r == rule)) for rule in rules]
        rows.append(["all", str(self.seen.total()), *totals, str(self.given.total())])
        rows.insert(1, ["---"] * len(rows[0]))
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def read_recipe(path: Path) -> Recipe:
    """Return the recipe in `path`; its folders are taken relative to it.

    Raises:
        BrokenRecipe: not TOML, an unknown key, or a pattern that fits no source.
    """
    try:
        recipe = Recipe.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BrokenRecipe(f"{path}: {error}") from error
    recipe = recipe.model_copy(
        update={
            "corpus": path.parent / recipe.corpus,
            "never": tuple(path.parent / folder for folder in recipe.never),
        }
    )
    names = [source_name(file) for file in source_files(recipe)]
    for pattern in recipe.weights:
        if not fnmatch.filter(names, pattern):
            raise BrokenRecipe(f"{path}: weights.{pattern!r} fits no source in {recipe.corpus}")
    return recipe


def source_files(recipe: Recipe) -> list[Path]:
    """Return the files of the recipe's corpus that its licences allow."""
    files = sorted(recipe.corpus.glob("*.tsv.zst"))
    licences = _licences(recipe.corpus / "SOURCES.tsv")
    return [
        file
        for file in files
        if not any(
            word.lower() in licences.get(source_name(file), "").lower()
            for word in recipe.without_licence
        )
    ]


def source_name(file: Path) -> str:
    """Return NAME of NAME.tsv.zst."""
    return file.name.removesuffix(".tsv.zst")


def weight_of(recipe: Recipe, source: str) -> float:
    """Return the weight of the first pattern that fits `source`, 0 if none does."""
    fits = (w for pattern, w in recipe.weights.items() if fnmatch.fnmatchcase(source, pattern))
    return next(fits, 0.0)


Keep = Callable[[Pair, Mapping[str, float], str], None]


def build(
    recipe: Recipe,
    statistics: Statistics,
    filters: Sequence[Filter] = (),
    keep: Keep | None = None,
) -> Iterator[Pair]:
    """Yield the drawn pairs (source English, target Chinese), source by source; count the rest.

    `keep` is told of each pair that is judged its scores and the rule that refused it, if any did.
    """
    filters = filters or default_filters()
    known = _known_sentences(recipe.never)
    seen: set[int] = set()
    for file in source_files(recipe):
        source = source_name(file)
        weight = weight_of(recipe, source)
        dice = random.Random(f"{recipe.seed} {source}")
        for pair in _read(file):
            statistics.seen[source] += 1
            copies = int(weight) + (dice.random() < weight % 1)
            scores: dict[str, float] = {}
            reason = _refuse(pair, filters, known, seen, scores) if copies else "not drawn"
            if keep and copies:
                keep(pair, scores, reason or "")
            if reason:
                statistics.dropped[source, reason] += 1
                continue
            statistics.given[source] += copies
            yield from [pair] * copies


def _refuse(
    pair: Pair,
    filters: Sequence[Filter],
    known: frozenset[int],
    seen: set[int],
    scores: dict[str, float],
) -> str | None:
    """Return the name of the rule that refuses `pair`, or None; put the scores into `scores`."""
    for rule in filters:
        scores[rule.name] = rule.score(pair)
        if not rule.accept(scores[rule.name]):
            return rule.name
    left, right = fold(pair.source), fold(pair.target)
    if any(len(side) >= _MIN_FOLDED and hash(side) in known for side in (left, right)):
        return "in a test set"
    both = hash((left, right))
    if both in seen:
        return "duplicate"
    seen.add(both)
    return None


@contextmanager
def scores_in(file: Path) -> Iterator[Keep]:
    """Give a function that keeps what it is told in `file`, a compressed table, a pair a line.

    A line has the origin of the pair, the rule that refused it, and NAME=SCORE of each filter.
    """
    with file.open("wb") as raw, zstandard.ZstdCompressor().stream_writer(raw) as stream:

        def keep(pair: Pair, scores: Mapping[str, float], reason: str) -> None:
            told = [f"{name}={score:.4g}" for name, score in scores.items()]
            stream.write("\t".join((pair.origin, reason, *told)).encode() + b"\n")

        yield keep


def _read(file: Path) -> Iterator[Pair]:
    source = source_name(file)
    with file.open("rb") as raw:
        stream = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(raw), "utf-8")
        for number, line in enumerate(stream, 1):
            english, tab, chinese = line.rstrip("\n").partition("\t")
            if tab and english.strip() and chinese.strip():
                yield Pair(english.strip(), chinese.strip(), f"{source}:{number}")


def _known_sentences(folders: Sequence[Path]) -> frozenset[int]:
    """The folded lines of every text file under `folders`, hashed."""
    lines = (
        line
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".md"
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines()
    )
    return frozenset(hash(fold(cell)) for line in lines for cell in {line, *line.split("\t")})


def licences_of(recipe: Recipe) -> dict[str, str]:
    """Return the licence of each source that `recipe` draws from, as its table states it."""
    licences = _licences(recipe.corpus / "SOURCES.tsv")
    names = (source_name(file) for file in source_files(recipe))
    return {name: licences.get(name, "not stated") for name in names if weight_of(recipe, name)}


def _licences(table: Path) -> dict[str, str]:
    if not table.is_file():
        return {}
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    return {row[0]: row[3] for row in rows}
