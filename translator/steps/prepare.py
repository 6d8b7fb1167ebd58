"""Masked > Prepared: with what memory, termbase and conventions know of the plain source."""

from collections.abc import Callable, Sequence

from corpus.model import MemoryMatch
from termbase.match import TermMatch
from termbase.seed import is_shipped
from translator.model import Masked, Prepared
from translator.standards.boilerplate import prescribed

Recall = Callable[[Sequence[str]], Sequence[MemoryMatch | None]]
Find = Callable[[str], tuple[TermMatch, ...]]


def prepare(masked: Sequence[Masked], recall: Recall, find: Find) -> list[Prepared]:
    """Return each masked segment with its memory match and terms; one memory query for all."""
    texts = [item.segment.source.text.strip() for item in masked]
    found = zip(masked, recall(texts), strict=True)
    return [_prepared(item, match, find(item.segment.source.text)) for item, match in found]


def _prepared(masked: Masked, memory: MemoryMatch | None, terms: tuple[TermMatch, ...]) -> Prepared:
    """Where a convention prescribes the text, terms that are conventions themselves are silent."""
    said = prescribed(masked.text, masked.direction)
    if said is not None:
        terms = tuple(match for match in terms if not is_shipped(match.term))
    return Prepared(masked, memory, terms, said)
