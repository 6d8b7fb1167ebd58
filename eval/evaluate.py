"""An engine and development sets > scores: every sentence goes through the walk users get."""

from collections.abc import Callable, Sequence

from corpus.recall import Memory
from eval.metrics import Bleu, Chrf, Score
from eval.record import Result
from eval.sets import DevSet
from termbase.match import Termbase
from translator.engines.base import Engine
from translator.model import Document, TaggedText, TextUnit, Translation
from translator.pipeline import Knowledge, by_unit, translate


def evaluate(
    dev_set: DevSet, engine: Engine, keep: Callable[[Sequence[str]], None] | None = None
) -> Result:
    """Return the scores of `engine` on `dev_set`; `keep` is given the hypotheses."""
    known = Knowledge(Termbase([]), Memory().recall)
    done = translate(document_of(dev_set.sources), dev_set.direction, known, engine)
    hypotheses = lines_of(done, len(dev_set.sources))
    if keep:
        keep(hypotheses)
    arrow = f"{dev_set.direction.source.value}→{dev_set.direction.target.value}"
    return Result(dev_set.name, arrow, len(hypotheses), scores_of(hypotheses, dev_set))


def scores_of(hypotheses: Sequence[str], dev_set: DevSet) -> tuple[Score, ...]:
    """Return what each metric says of `hypotheses`."""
    metrics = (Bleu(dev_set.direction.target), Chrf())
    return tuple(metric.score(hypotheses, dev_set.references) for metric in metrics)


def document_of(lines: Sequence[str]) -> Document:
    """Return a document with a unit for each line, named by its number from 0."""
    units = tuple(TextUnit(str(n), TaggedText(line)) for n, line in enumerate(lines))
    return Document(units, b"")


def lines_of(translations: Sequence[Translation], count: int) -> list[str]:
    """Return the targets of `count` lines; a line without a segment is empty."""
    texts = by_unit(translations)
    return [texts[str(n)].text if str(n) in texts else "" for n in range(count)]
