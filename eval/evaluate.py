"""An engine and development sets > scores: every sentence goes through the walk users get."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.recall import Memory
from eval.metrics import Bleu, Chrf, Score
from eval.sets import DevSet
from termbase.match import Termbase
from translator.engines.base import Engine
from translator.model import Document, TaggedText, TextUnit
from translator.pipeline import Knowledge, by_unit, translate


@dataclass(frozen=True, slots=True)
class Result:
    """What one set in one direction came to. `seconds` is for all of it."""

    name: str
    direction: str
    sentences: int
    scores: tuple[Score, ...]
    issues: int
    seconds: float
    obedience: str = ""

    def __str__(self) -> str:
        scores = "; ".join(str(score) for score in self.scores)
        more = f"; {self.obedience}" if self.obedience else ""
        return f"{self.name} {self.direction}: {scores}{more}"


def translate_lines(lines: Sequence[str], dev_set: DevSet, engine: Engine) -> tuple[list[str], int]:
    """Return a target for each line, and the number of issues."""
    units = tuple(TextUnit(str(n), TaggedText(line)) for n, line in enumerate(lines))
    known = Knowledge(Termbase([]), Memory().recall)
    done = translate(Document(units, b""), dev_set.direction, known, engine)
    texts = by_unit(done)
    targets = [texts[str(n)].text if str(n) in texts else "" for n in range(len(lines))]
    return targets, sum(len(item.issues) for item in done)


def evaluate(
    dev_set: DevSet, engine: Engine, keep: Callable[[Sequence[str]], None] | None = None
) -> Result:
    """Return the scores of `engine` on `dev_set`; `keep` is given the hypotheses."""
    began = time.monotonic()
    hypotheses, issues = translate_lines(dev_set.sources, dev_set, engine)
    seconds = time.monotonic() - began
    if keep:
        keep(hypotheses)
    target = dev_set.direction.target
    metrics = (Bleu(target), Chrf())
    scores = tuple(metric.score(hypotheses, dev_set.references) for metric in metrics)
    arrow = f"{dev_set.direction.source.value}→{target.value}"
    return Result(dev_set.name, arrow, len(hypotheses), scores, issues, seconds)
