"""Concepts > terms of one direction: what matching uses, and where concepts rival one another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from termbase.concept import Concept, Designation, Grade, Status, Viewer
from termbase.history import Revision
from termbase.match import same_source
from termbase.model import Term
from termbase.text import Language

_SOURCES = {
    Language.ZH: (Language.ZH,),
    Language.ZH_HANT: (Language.ZH_HANT, Language.ZH),
    Language.EN: (Language.EN,),
}
_TARGETS = {
    Language.ZH: (Language.ZH, Language.ZH_HANT),
    Language.ZH_HANT: (Language.ZH_HANT, Language.ZH),
    Language.EN: (Language.EN,),
}


@dataclass(frozen=True, slots=True)
class Direction:
    """From the language `source` into the language `target`."""

    source: Language
    target: Language


@dataclass(frozen=True, slots=True)
class Rivals:
    """Terms of one domain with one source and several targets; the first is used."""

    domain: str
    terms: tuple[Term, ...]


def terms_of(revision: Revision, direction: Direction) -> Iterator[Term]:
    """Yield the terms that the approved designations of a concept make in one direction.

    Every designation in the source language is recognised, a deprecated one too; each becomes the
    preferred target, or the first admitted one. Where Chinese of the script asked for is missing,
    that of the other script serves; whoever writes it converts it.
    """
    concept = revision.concept
    targets = _targets(concept, direction.target)
    usable = [item.text for item in targets if item.grade is not Grade.DEPRECATED]
    if not usable:
        return
    forbidden = tuple(item.text for item in targets if item.grade is Grade.DEPRECATED)
    for language in _SOURCES[direction.source]:
        for item in concept.named(language, Status.APPROVED):
            yield Term(
                item.text,
                usable[0],
                item.source or concept.source or concept.id,
                tuple(usable[1:]),
                forbidden,
                concept.scope,
                item.grade is Grade.PREFERRED,
                revision.change.at,
                concept.id,
            )


def _targets(concept: Concept, language: Language) -> list[Designation]:
    """The approved designations in `language`, or in the other script of Chinese."""
    for tried in _TARGETS[language]:
        found = list(concept.named(tried, Status.APPROVED))
        if any(item.grade is not Grade.DEPRECATED for item in found):
            return found
    return []


def by_precedence(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return `terms` so that of two with one source the one to use comes first.

    The narrower scope, then the preferred source, then the newer; then by id, so that the order is
    the same everywhere.
    """
    ordered = sorted(terms, key=lambda term: (term.id, term.source))
    ordered.sort(key=lambda term: term.changed, reverse=True)
    ordered.sort(key=lambda term: (term.scope, not term.preferred))
    return tuple(ordered)


def compiled(present: Iterable[Revision], direction: Direction, viewer: Viewer) -> tuple[Term, ...]:
    """Return the terms that hold for `viewer` in `direction`, by precedence."""
    seen = (revision for revision in present if viewer.sees(revision.concept))
    return by_precedence(chain.from_iterable(terms_of(item, direction) for item in seen))


def rivals(present: Iterable[Revision], direction: Direction, viewer: Viewer) -> list[Rivals]:
    """Return where approved terms with one source have different targets in one domain."""
    seen = [revision for revision in present if viewer.sees(revision.concept)]
    domains = {revision.concept.id: revision.concept.domain for revision in seen}
    alike: dict[tuple[str, str], list[Term]] = {}
    for term in compiled(seen, direction, viewer):
        alike.setdefault((domains[term.id], same_source(term.source)), []).append(term)
    return [
        Rivals(domain, tuple(terms))
        for (domain, _), terms in alike.items()
        if len({same_source(term.target) for term in terms}) > 1
    ]
