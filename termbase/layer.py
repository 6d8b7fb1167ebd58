"""Terms > layers: each some thousand of them, compiled to be searched together.

They are cut small because a layer is compiled without a break: no other thread runs meanwhile.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from termbase.folding import folded
from termbase.inflect import key
from termbase.model import Term
from termbase.words import has_words, searched_source

_SIZE = 25_000  # terms of a layer; they hold the other threads up for less than 0.1 s
_COMPOUND = 2  # words
_SHORT = (2, 8)  # letters of either word of a compound that may be written as one


@dataclass(frozen=True, slots=True)
class Layer:
    """Terms and the forms that they are searched by.

    The form number n is that of the terms `indices[k]` in the spellings `spellings[k]`, for k from
    `begins[n]` to `begins[n + 1]`. Arrays, since the collector of garbage need not walk them.
    """

    terms: tuple[Term, ...]
    automaton: ahocorasick_rs.AhoCorasick
    begins: "array[int]"
    indices: "array[int]"
    spellings: tuple[str, ...]
    has_words: bool

    def hits(self, text: str) -> list[tuple[int, int, int]]:
        """Return which forms stand in the searched form `text`, from where, and to where."""
        return self.automaton.find_matches_as_indexes(text, overlapping=True)

    def named(self, form: int) -> Iterator[tuple[int, str]]:
        """Yield the numbers of the terms that are searched by `form`, and how each is spelt."""
        entries = slice(self.begins[form], self.begins[form + 1])
        return zip(self.indices[entries], self.spellings[entries], strict=True)


def layers(terms: Sequence[Term]) -> Iterator[Layer]:
    """Yield layers of `terms`, in their order."""
    for at in range(0, len(terms), _SIZE):
        yield _layer(tuple(terms[at : at + _SIZE]))


def _layer(terms: tuple[Term, ...]) -> Layer:
    forms: dict[str, int] = {}
    numbers: list[int] = []
    indices: list[int] = []
    spellings: list[str] = []
    for index, term in enumerate(terms):
        for form, spelling in _searched_forms(term.source):
            if form:
                numbers.append(forms.setdefault(form, len(forms)))
                indices.append(index)
                spellings.append(spelling)
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    begins = array("L", [0]) * (len(forms) + 1)
    for number in numbers:
        begins[number + 1] += 1
    for number in range(len(forms)):
        begins[number + 1] += begins[number]
    return Layer(
        terms,
        ahocorasick_rs.AhoCorasick(list(forms)),
        begins,
        array("L", map(indices.__getitem__, order)),
        tuple(map(spellings.__getitem__, order)),
        any(map(has_words, forms)),
    )


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


def _is_short(word: str) -> bool:
    return word.isascii() and word.isalpha() and _SHORT[0] <= len(word) <= _SHORT[1]
