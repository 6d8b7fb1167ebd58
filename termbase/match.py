"""Find terms in running text: the longest match wins, matches never overlap."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from termbase.inflect import forms, inflected_end
from termbase.model import Term


@dataclass(frozen=True, slots=True)
class TermMatch:
    """`term` stands at text[start:end] (offsets in characters)."""

    start: int
    end: int
    term: Term


class Termbase:
    """A fixed set of terms, compiled once and then only read, so safe to share between threads.

    Of terms with an equal source the first given wins.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        by_source: dict[str, Term] = {}
        for term in terms:
            by_source.setdefault(same_source(term.source), term)
        by_source.pop("", None)
        self._terms = tuple(by_source.values())
        for source, term in list(by_source.items()):
            for form in forms(source):
                by_source.setdefault(form, term)
        self._searched = tuple(by_source.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_source)) if by_source else None

    def __len__(self) -> int:
        return len(self._terms)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms, one a source."""
        return self._terms

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Return the matches in `text`, left to right; at one place the longest wins."""
        found: list[TermMatch] = []
        reached = 0
        for match in sorted(self._all(text), key=lambda match: (match.start, -match.end)):
            if match.start >= reached:
                found.append(match)
                reached = match.end
        return tuple(found)

    def _all(self, text: str) -> Iterator[TermMatch]:
        """Every place where a term stands as a word or words of its own, overlaps included."""
        if self._automaton is None:
            return
        folded = same_source(text)
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            term = self._searched[index]
            stop = word_end(folded, start, end)
            if stop and _same_case(text[start:end], term.source):
                yield TermMatch(start, stop, term)


def same_source(text: str) -> str:
    """Return what the sources of one term have in common: no case, no width, hyphens as spaces.

    It is done character by character: offsets stay as they are.
    """
    return "".join(_one_width(char).lower() for char in text)


@lru_cache(maxsize=20_000)
def _one_width(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    if folded in _HYPHENS:
        return " "
    return folded if len(folded) == 1 == len(folded.lower()) else char


_HYPHENS = frozenset("-\u2010")


def word_end(text: str, start: int, end: int) -> int:
    """Return where the word at text[start:end] ends, its inflection included; 0 inside a word.

    Chinese has no word boundaries; Latin letters and digits do.
    """
    if start and _is_latin(text[start]) and _is_latin(text[start - 1]):
        return 0
    return inflected_end(text, end) if _is_latin(text[end - 1]) else end


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _same_case(found: str, source: str) -> bool:
    """An acronym ("SI", "EMC") is matched only in its own case; other words in any."""
    if not is_acronym(source):
        return True
    return [_one_width(char) for char in found] == [_one_width(char) for char in source]


def is_acronym(word: str) -> bool:
    """Whether `word` is written in capitals for a reason: "EMC", "IoT", "pH"."""
    letters = [char for char in word if char.isalpha() and char.isascii()]
    return bool(letters) and " " not in word and any(char.isupper() for char in letters[1:])
