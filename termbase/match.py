"""Find terms in running text: every reading is a candidate, and one wins each place.

The order is that of `order`: scope (document, personal, team, shared), then the longer, then as
written before a form of it, then preferred before admitted, then the newer, the leftmost and the
first given. Candidates are taken in this order, and what overlaps one that was taken is dropped.
"""

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from termbase.exclusions import Covering, lexicon, stands
from termbase.folding import Folded, fold_with_offsets
from termbase.inflect import Form, inflected_end, key
from termbase.layer import Layer, layers
from termbase.model import Term
from termbase.reading import is_acronym, read, same_source, spelt
from termbase.words import Piece, Searched, is_hyphenated, searched

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


@dataclass(frozen=True, slots=True)
class _Part:
    """A layer but for the terms whose concepts are `gone`."""

    layer: Layer
    gone: frozenset[str] = frozenset()

    def terms(self) -> Iterator[Term]:
        return (term for term in self.layer.terms if term.id not in self.gone)


_Order = tuple[int, int, int, bool, tuple[int, ...], int, int]


def order(candidate: _Candidate) -> _Order:
    """Return what candidates are sorted by, an item for each `Rule`; the winner comes first."""
    term = candidate.term
    return (
        int(term.scope),
        candidate.start - candidate.end,
        int(candidate.form),
        not term.preferred,
        _newest_first(term.changed),
        candidate.start,
        candidate.index,
    )


@lru_cache(maxsize=10_000)
def _newest_first(changed: str) -> tuple[int, ...]:
    return (*(-ord(char) for char in changed), 0)


class Termbase:
    """A fixed set of terms, compiled once and then only read, so safe to share between threads."""

    def __init__(self, terms: Iterable[Term]) -> None:
        given = [term for term in terms if term.source.strip()]
        self._parts = tuple(_Part(layer) for layer in layers(given))

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms as they were given."""
        return tuple(chain.from_iterable(part.terms() for part in self._parts))

    def without(self, identities: Iterable[str]) -> "Termbase":
        """Return these terms but for those with one of the ids, as if built of them; at once."""
        gone = frozenset(identities) - {""}
        return _of(replace(part, gone=part.gone | gone) for part in self._parts)

    def then(self, others: "Termbase") -> "Termbase":
        """Return these terms and behind them `others`, as if built of both; at once."""
        return _of((*self._parts, *others._parts))

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
        if not self._parts:
            return
        covering = lexicon().covering(text.text)
        in_words = any(part.layer.has_words for part in self._parts)
        ways = (False, True) if is_hyphenated(text.text) else (False,)
        for closed in ways:  # Chinese terms need no lemmas
            looked = searched(text.text, key if in_words else str, closed=closed)
            first = 0
            for part in self._parts:
                yield from _readings(part, first, looked, text, covering)
                first += len(part.layer.terms)


def _of(parts: Iterable[_Part]) -> Termbase:
    made = Termbase(())
    made._parts = tuple(parts)
    return made


def _readings(
    part: _Part,
    first: int,
    looked: Searched,
    text: Folded,
    covering: Mapping[str, Sequence[Covering]],
) -> Iterator[_Candidate]:
    """The places of the terms of a part, which are numbered from `first`."""
    for number, begin, stop in part.layer.hits(looked.text):
        pieces = looked.span(begin, stop)
        start, end = pieces[0].start, _end(pieces, text.text)
        for index, spelling in part.layer.named(number):
            term, source = part.layer.terms[index], spelt(spelling)
            form = None if term.id in part.gone else read(source, pieces, text)
            if form is not None and stands(source.key, start, covering):
                yield _Candidate(start, end, first + index, term, form)


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


def word_end(text: str, start: int, end: int) -> int:
    """Return where the word at text[start:end] ends, its inflection included; 0 inside a word.

    Chinese has no word boundaries; Latin letters and digits do.
    """
    if start and _is_latin(text[start]) and _is_latin(text[start - 1]):
        return 0
    return inflected_end(text, end) if _is_latin(text[end - 1]) else end


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
