"""Concepts whose term is a text or stands in it, of any language and any status."""

from collections.abc import Iterable

from termbase.concept import Concept
from termbase.match import Termbase
from termbase.model import Term


class Lookup:
    """Finds concepts by their designations, as translations find terms: in any form."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts = {concept.id: concept for concept in concepts}
        # Each concept is a target of its own, so that none hides another.
        self._termbase = Termbase(
            Term(item.text, concept.id)
            for concept in self._concepts.values()
            for item in concept.designations
        )

    def find(self, text: str) -> tuple[Concept, ...]:
        """Return the concepts, in the order of their places in `text`, the longest term first."""
        found: dict[str, Concept] = {}
        for match in self._termbase.find(text):
            for term in (match.term, *match.lost):
                found.setdefault(term.target, self._concepts[term.target])
        return tuple(found.values())
