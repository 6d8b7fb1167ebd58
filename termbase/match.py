"""Find terms in running text: every reading is a candidate, and one wins each place.

The order is that of `order`: scope (document, personal, team, shared), then the longer, then as
written before a form of it, then preferred before admitted, then the newer, the leftmost and the
first given. Candidates are taken in this order, and what overlaps one that was taken is dropped.
"""

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from termbase.exclusions import Covering, lexicon, stands
from termbase.folding import Folded, fold_with_offsets, folded
from termbase.inflect import Form, inflected_end, key
from termbase.model import Term
from termbase.reading import is_acronym, read, same_source, spelt
from termbase.words import Piece, Searched, has_words, is_hyphenated, searched, searched_source

__all__ = ["Rule", "TermMatch", "Termbase", "is_acronym", "same_source", "word_end"]


class Rule(enum.StrEnum):
    """Why one term won over another, in the order in which the rules are asked."""

    SCOPE = "scope"
    LONGER = "longer"
    AS_WRITTEN = "as written"
    PREFERRED = "preferred"
    NEWER = "newer"
    LEFTMOST = "leftmost"
    FIRST = "first given"


@dataclass(frozen=True, slots=True)
class TermMatch:
    """`term` stands at text[start:end] (offsets in characters).

    `rule` is what it won by over the strongest of `lost`, the terms that it kept from this place;
    empty if there are none.
    """

    start: int
    end: int
    term: Term
    rule: str = ""
    lost: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    index: int
    term: Term
    form: Form


_Spelling = tuple[int, str]  # which term, and how it is written
_Order = tuple[int, int, int, bool, tuple[int, ...], int, int]


def order(candidate: _Candidate) -> _Order:
    """Return what candidates are sorted by, an item for each `Rule`; the winner comes first."""
    term = candidate.term
    newest_first = (*(-ord(char) for char in term.changed), 0)
    return (
        int(term.scope),
        candidate.start - candidate.end,
        int(candidate.form),
        not term.preferred,
        newest_first,
        candidate.start,
        candidate.index,
    )


class Termbase:
    """A fixed set of terms, compiled once and then only read, so safe to share between threads."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = tuple(term for term in terms if term.source.strip())
        by_form: dict[str, list[_Spelling]] = {}
        for index, term in enumerate(self._terms):
            for form, spelling in _searched_forms(term.source):
                by_form.setdefault(form, []).append((index, spelling))
        by_form.pop("", None)
        self._spellings = tuple(map(tuple, by_form.values()))
        self._key = key if any(map(has_words, by_form)) else str  # Chinese terms need no lemmas
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_form)) if by_form else None

    def __len__(self) -> int:
        return len(self._terms)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms as they were given."""
        return self._terms

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Return the matches in `text`, left to right, none overlapping another."""
        whole = fold_with_offsets(text)
        free = len(whole.text)  # in place of a rank: nothing was taken here
        ranks = [free] * len(whole.text)
        taken: list[tuple[_Candidate, list[_Candidate]]] = []
        for candidate in sorted(self._candidates(whole), key=order):
            place = slice(candidate.start, candidate.end)
            strongest = min(ranks[place])
            if strongest < free:
                taken[strongest][1].append(candidate)
            else:
                ranks[place] = [len(taken)] * (candidate.end - candidate.start)
                taken.append((candidate, []))
        matches = (_match(winner, lost, whole) for winner, lost in taken)
        return tuple(sorted(matches, key=lambda match: match.start))

    def _candidates(self, text: Folded) -> Iterator[_Candidate]:
        """Every place where a term stands as words of its own, overlaps included."""
        if self._automaton is None:
            return
        covering = lexicon().covering(text.text)
        ways = (False, True) if is_hyphenated(text.text) else (False,)
        for closed in ways:
            looked = searched(text.text, self._key, closed=closed)
            yield from self._readings(self._automaton, looked, text, covering)

    def _readings(
        self,
        automaton: ahocorasick_rs.AhoCorasick,
        looked: Searched,
        text: Folded,
        covering: Mapping[str, Sequence[Covering]],
    ) -> Iterator[_Candidate]:
        hits = automaton.find_matches_as_indexes(looked.text, overlapping=True)
        for group, first, last in hits:
            pieces = looked.span(first, last)
            start, end = pieces[0].start, _end(pieces, text.text)
            for index, spelling in self._spellings[group]:
                source = spelt(spelling)
                form = read(source, pieces, text)
                if form is not None and stands(source.key, start, covering):
                    yield _Candidate(start, end, index, self._terms[index], form)


def _end(pieces: Sequence[Piece], text: str) -> int:
    """Where the last piece ends, its possessive included; an apostrophe may close a quotation."""
    last = pieces[-1]
    quoted = text[max(0, pieces[0].start - 1) : pieces[0].start] in {"'", "‘"}
    return last.end if quoted and last.stop == last.end + 1 else last.stop


def _match(winner: _Candidate, lost: Sequence[_Candidate], text: Folded) -> TermMatch:
    start, end = text.original(winner.start, winner.end)
    others = [other for other in lost if not _says_the_same(other, winner)]
    terms = tuple({other.index: other.term for other in others}.values())
    return TermMatch(start, end, winner.term, _rule(winner, others[0]) if others else "", terms)


def _says_the_same(one: _Candidate, other: _Candidate) -> bool:
    same_place = (one.start, one.end) == (other.start, other.end)
    return same_place and one.term.target == other.term.target


def _rule(winner: _Candidate, loser: _Candidate) -> Rule:
    """The first rule by which they differ; the last always tells them apart."""
    pairs = zip(Rule, order(winner), order(loser), strict=True)
    return next(rule for rule, ours, theirs in pairs if ours != theirs)


def _searched_forms(source: str) -> Iterator[tuple[str, str]]:
    """What `source` is searched by, with the spelling that is read then: its own, and closed."""
    form, words = searched_source(folded(source), key)
    yield form, source
    if len(words) < _COMPOUND:
        return
    closed = source.replace("-", "") if "-" in source else source
    if len(words) == _COMPOUND and source.isascii() and all(_is_short(word) for word in words):
        closed = closed.replace(" ", "")
    if closed != source:
        yield searched_source(folded(closed), key)[0], closed


_COMPOUND = 2  # words
_SHORT = (2, 8)  # letters of either word of a compound that may be written as one


def _is_short(word: str) -> bool:
    return word.isascii() and word.isalpha() and _SHORT[0] <= len(word) <= _SHORT[1]


def word_end(text: str, start: int, end: int) -> int:
    """Return where the word at text[start:end] ends, its inflection included; 0 inside a word.

    Chinese has no word boundaries; Latin letters and digits do.
    """
    if start and _is_latin(text[start]) and _is_latin(text[start - 1]):
        return 0
    return inflected_end(text, end) if _is_latin(text[end - 1]) else end


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
