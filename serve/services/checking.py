"""A text and its translation > what is doubtful about it: the checks of the walk, on their own."""

from dataclasses import dataclass

from termbase.match import Termbase
from translator.model import Direction, Issue, Origin, Segment, TaggedText, Translation
from translator.report import UseRow, line_rows
from translator.steps.check import check
from translator.steps.prepare import terms_in
from translator.steps.terms import verify


@dataclass(frozen=True, slots=True)
class Checked:
    """The doubts, and what became of each term."""

    direction: Direction
    issues: tuple[Issue, ...]
    terms: tuple[UseRow, ...]


def checked(source: str, target: str, direction: Direction, terms: Termbase) -> Checked:
    """Return what is doubtful about `target` as the translation of `source`."""
    segment = Segment("0", TaggedText(source))
    made = Translation(segment, TaggedText(target), Origin.ENGINE, direction)
    done = check(verify(made, terms_in(source, terms.find)))
    return Checked(direction, done.issues, line_rows([done]))
