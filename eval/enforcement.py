"""A set with terms > what each layer of enforcement gains and costs; `python -m eval` prints it.

The layers are those of the walk, one after another: the terms annotated, the best of the n
best, each repair, and at last the walk itself, whose outcomes say what is used and what is flagged.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from corpus.recall import Memory
from eval.counting import Counting, Spent
from eval.evaluate import document_of, lines_of, scores_of
from eval.metrics import Score
from eval.obedience import termbases
from eval.record import Count
from eval.remembering import Remembering
from eval.sets import DevSet, Given, read_sets
from termbase.match import Termbase, TermMatch
from translator.engines.base import Engine
from translator.model import Direction, Document, Draft, Outcome, Prepared, Translation
from translator.pipeline import Knowledge, translate
from translator.steps.draft import draft
from translator.steps.enforce import enforce
from translator.steps.mask import mask
from translator.steps.prepare import prepare, terms_in
from translator.steps.repair import Repairs, repair
from translator.steps.segment import segment
from translator.steps.terms import NOT_USED, verify
from translator.steps.unmask import unmask

_Made = TypeVar("_Made")

SETS = ("wmt23-terminology-zhen", "tico19")
_NONE = "none"
_WALK = "the walk"
_ROUND = 100  # lines that go through all layers together: what disturbs one disturbs the others
_NOTHING = Repairs(hidden=False, without=False, substituted=False, spliced=False, once=False)
_REPAIRS = (  # in the order in which `repair` makes them
    ("substituted", replace(_NOTHING, substituted=True)),
    ("hidden", replace(_NOTHING, substituted=True, hidden=True)),
    ("without forbidden", replace(_NOTHING, without=True)),
    ("spliced", replace(_NOTHING, spliced=True, once=True)),
)


@dataclass(frozen=True, slots=True)
class Layer:
    """What a set came to when the layers up to this one had done their part, and at what cost.

    used: matched terms that `verify` finds in the target. flagged: those that the walk says it did
    not use, and an issue names.
    """

    name: str
    used: Count
    scores: tuple[Score, ...]
    spent: Spent
    flagged: Count | None = None


@dataclass(frozen=True, slots=True)
class Enforcement:
    """The layers of one set with one list of terms; the first is without terms, the last the walk.

    found: given terms that the matcher finds in their line, where each line has a list of its own.
    """

    name: str
    direction: str
    given: str
    sentences: int
    layers: tuple[Layer, ...]
    found: Count | None = None

    @property
    def tokens(self) -> float:
        """The tokens of the walk with terms, against those without."""
        return self.layers[-1].spent.tokens / max(self.layers[0].spent.tokens, 1)

    @property
    def seconds(self) -> float:
        """The time of the walk with terms, against that without."""
        return self.layers[-1].spent.seconds / max(self.layers[0].spent.seconds, 1e-9)

    def __str__(self) -> str:
        first, last = self.layers[0], self.layers[-1]
        gains = ", ".join(
            f"{after.name} {after.value - before.value:+.1f}"
            for before, after in zip(first.scores, last.scores, strict=True)
        )
        found = f", {self.found} given ones found" if self.found else ""
        return (
            f"{self.name} {self.direction}, terms given: {self.given}, {self.sentences} lines"
            f"{found}: used {last.used}, flagged {last.flagged}; {gains}; "
            f"cost × {self.tokens:.2f} in tokens, × {self.seconds:.2f} in seconds"
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """What a layer made of some lines, and what it and those before it had spent."""

    name: str
    done: tuple[Translation, ...]
    spent: Spent


def enforcements(folder: Path, engine: Engine, lines: int) -> Iterator[Enforcement]:
    """Yield what enforcement comes to on the first `lines` (0: all) of each set with terms.

    Raises:
        NoSet: a set is not in `folder`, or damaged.
    """
    for name in SETS:
        for found in read_sets(folder, name):
            dev_set = found.head(lines)
            for given in dev_set.given:
                yield enforcement(dev_set, given, engine)


def enforcement(dev_set: DevSet, given: Given, engine: Engine) -> Enforcement:
    """Return the layers on `dev_set` with the terms `given`, one of its own lists."""
    arrow = f"{dev_set.direction.source.value}→{dev_set.direction.target.value}"
    made = layers(dev_set, given, engine)
    own = len(set(given.terms)) > 1
    found = _found(dev_set, given) if own else None
    return Enforcement(dev_set.name, arrow, given.name, len(dev_set.sources), made, found)


def _found(dev_set: DevSet, given: Given) -> Count:
    lines = zip(dev_set.sources, given.terms, termbases(given), strict=True)
    hits = ((set(terms), {match.term for match in base.find(text)}) for text, terms, base in lines)
    return Count.of(term in found for terms, found in hits for term in terms)


def layers(dev_set: DevSet, given: Given, engine: Engine) -> tuple[Layer, ...]:
    """Return the layers on `dev_set` with the terms `given`, the first one without them."""
    document = document_of(dev_set.sources)
    bases = termbases(given)
    told = _prepared(document, dev_set.direction, bases)
    rounds = [
        list(_runs(part, dev_set.direction, bases, engine)) for part in _parts(document, _ROUND)
    ]
    return tuple(_layer(runs, told, dev_set) for runs in zip(*rounds, strict=True))


def _parts(document: Document, units: int) -> Iterator[Document]:
    """The document in parts of so many units."""
    for at in range(0, len(document.units), units):
        yield replace(document, units=document.units[at : at + units])


def _prepared(
    document: Document, direction: Direction, bases: Sequence[Termbase]
) -> list[Prepared]:
    """The segments, each with the terms of its line."""
    masked = [mask(item, direction) for item in segment(document)]
    plain = prepare(masked, Memory().recall, Termbase(()).find)
    return [replace(item, terms=_matches(item, bases)) for item in plain]


def _matches(item: Prepared, bases: Sequence[Termbase]) -> tuple[TermMatch, ...]:
    source = item.masked.segment
    return terms_in(source.source.text, bases[int(source.unit)].find)


def _runs(
    document: Document, direction: Direction, bases: Sequence[Termbase], engine: Engine
) -> Iterator[_Run]:
    """Each layer on `document`, a part of the set.

    Where each line has its own terms, each goes through the walk as a document of its own. So that
    they are asked for together all the same, the answers are those of the layers before.
    """

    def walk(part: Document, terms: Termbase, asked: Engine) -> tuple[Translation, ...]:
        return translate(part, direction, Knowledge(terms, Memory().recall), asked)

    memory = Remembering(engine)
    fresh, again = Counting(engine, memory), Counting(memory)
    yield _Run(_NONE, *_measured(fresh, partial(walk, document, Termbase(()), fresh)))
    steps = list(_steps(_prepared(document, direction, bases), fresh))
    yield from steps
    shared = len(set(map(id, bases))) == 1
    parts = [document] if shared else list(_parts(document, 1))
    done, spent = _measured(
        again,
        lambda: [
            item for part in parts for item in walk(part, bases[int(part.units[0].id)], again)
        ],
    )
    before = steps[-1].spent.seconds
    yield _Run(_WALK, tuple(done), replace(spent, seconds=before + spent.seconds))


def _steps(told: Sequence[Prepared], engine: Counting) -> Iterator[_Run]:
    """The layers between no terms and the walk, each on what the one before it made."""
    drafts, spent = _measured(engine, partial(draft, told, engine))
    firsts = [replace(item, texts=item.texts[:1]) for item in drafts]
    yield _Run("annotated", _unmasked(firsts), spent)
    yield _Run("n-best", _chosen(drafts), spent)
    for name, repairs in _REPAIRS:
        drafts, more = _measured(engine, partial(repair, drafts, engine, repairs))
        spent += more
        yield _Run(name, _chosen(drafts), spent)


def _chosen(drafts: Iterable[Draft]) -> tuple[Translation, ...]:
    return _unmasked(map(enforce, drafts))


def _unmasked(drafts: Iterable[Draft]) -> tuple[Translation, ...]:
    return tuple(map(unmask, drafts))


def _measured(engine: Counting, make: Callable[[], _Made]) -> tuple[_Made, Spent]:
    """What `make` makes, and what it spent."""
    engine.taken()
    start = perf_counter()
    made = make()
    return made, replace(engine.taken(), seconds=perf_counter() - start)


def _layer(runs: Sequence[_Run], told: Sequence[Prepared], dev_set: DevSet) -> Layer:
    """The runs of one layer over all parts of the set; `told` are the segments with their terms."""
    done = [item for run in runs for item in run.done]
    cases = list(zip(done, told, strict=True))
    walked = runs[0].name == _WALK
    judged = done if walked else [verify(item, known.terms) for item, known in cases]
    used = (
        _became(item, match) - NOT_USED != set()
        for item, known in zip(judged, told, strict=True)
        for match in known.terms
    )
    flagged = (_flags(item, match) for item, known in cases for match in known.terms)
    *_, spent = accumulate(run.spent for run in runs)
    return Layer(
        runs[0].name,
        Count.of(used),
        scores_of(lines_of(done, len(dev_set.sources)), dev_set),
        spent,
        Count.of(flagged) if walked else None,
    )


def _became(item: Translation, match: TermMatch) -> set[Outcome]:
    """What `item` says became of `match`."""
    return {found.outcome for found in item.outcomes if found.match == match}


def _flags(item: Translation, match: TermMatch) -> bool:
    """Whether the walk says that it did not use `match`, and names it to the reader."""
    named = (
        f"“{match.term.source}”" in issue.detail for issue in item.issues if issue.check == "terms"
    )
    return bool(_became(item, match) & NOT_USED) and any(named)
