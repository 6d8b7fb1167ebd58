"""Term entries (ISO 30042, as in ISO STS) > the terms that the document defines."""

from collections.abc import Iterable, Iterator, Sequence

from translator.formats.tree.element import Element
from translator.formats.tree.grammar import is_foreign, primary
from translator.formats.tree.lines import Line
from translator.model import DefinedTerm

_OURS = {"zh", "en"}
_PREFERRED, _ADMITTED, _DEPRECATED = range(3)


def defined_terms(lines: Iterable[Line], language: str) -> Iterator[DefinedTerm]:
    """Yield each term in `language` with what the other language sets of its entry say.

    Of several equivalents those that the entry prefers come first; deprecated ones are apart.
    """
    for line in lines:
        entry = next((each for each in line.path if each.name == "termEntry"), None)
        if entry is None or line.path[-1].name != "term":
            continue
        others = [
            each
            for each in entry.elements
            if is_foreign(each, language) and primary(each.language) in _OURS
        ]
        terms = [each for other in others for each in _terms(other)]
        yield DefinedTerm(
            line.content.text,
            line.id,
            _number(line),
            tuple(text for status, text in sorted(terms, key=_status) if status != _DEPRECATED),
            tuple(text for status, text in terms if status == _DEPRECATED),
        )


def _number(line: Line) -> str:
    """The number of the entry of a term, or else where the term stands."""
    labels = (
        label.words()
        for section in reversed(line.path)
        if section.name == "term-sec"
        for label in section.elements
        if label.name == "label"
    )
    return next(labels, "") or line.place


def _status(term: tuple[int, str]) -> int:
    return term[0]


def _terms(langset: Element) -> list[tuple[int, str]]:
    """The terms of a language set, each with its standing."""
    tigs = [each for each in langset.elements if each.name in ("tig", "ntig")]
    return [
        (_standing(list(tig.elements)), term.words())
        for tig in tigs
        for term in tig.walk()
        if term.name == "term" and term.words()
    ]


def _standing(elements: Sequence[Element]) -> int:
    values = [each.value("value") for each in elements if each.name == "normativeAuthorization"]
    if any(value.startswith(("deprecated", "superseded")) for value in values):
        return _DEPRECATED
    return _ADMITTED if any(value.startswith("admitted") for value in values) else _PREFERRED
