"""Masked > Prepared: with what memory, termbase and conventions know of the plain source."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.model import MemoryMatch
from termbase.match import TermMatch
from termbase.seed import is_shipped
from translator.model import Masked, Prepared
from translator.standards.boilerplate import prescribed
from translator.steps.terms import is_kept

Recall = Callable[[Sequence[str]], Sequence[MemoryMatch | None]]
Find = Callable[[str], tuple[TermMatch, ...]]
_EQUAL = 100  # percent; a pair of less is similar, and does not answer


def prepare(masked: Sequence[Masked], recall: Recall, find: Find) -> list[Prepared]:
    """Return each masked segment with its memory match and terms; one memory query for all."""
    texts = [item.segment.source.text.strip() for item in masked]
    found = zip(masked, recall(texts), strict=True)
    return [
        _prepared(item, match, terms_in(item.segment.source.text, find)) for item, match in found
    ]


def terms_in(text: str, find: Find) -> tuple[TermMatch, ...]:
    """Return the terms of `text`, a source, as they are to be said."""
    return tuple(_as_written(match, text[match.start : match.end]) for match in find(text))


def _as_written(match: TermMatch, said: str) -> TermMatch:
    """A small-letter term that is not to be translated is kept in the letters of the text."""
    term = match.term
    if said.lower() != term.target or not is_kept(term.source, term.target):
        return match
    return replace(match, term=replace(term, source=said, target=said))


def _prepared(masked: Masked, memory: MemoryMatch | None, terms: tuple[TermMatch, ...]) -> Prepared:
    """Where a convention prescribes the text, terms that are conventions themselves are silent."""
    said = prescribed(masked.text, masked.direction)
    if said is not None:
        terms = tuple(match for match in terms if not is_shipped(match.term))
    if memory and memory.score < _EQUAL:
        return Prepared(masked, None, terms, said, memory)
    return Prepared(masked, memory, terms, said)
