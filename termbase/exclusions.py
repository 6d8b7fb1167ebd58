"""Places in a text where a short term is no word of its own, by a lexicon of longer words.

`exclusions.tsv` has a row for each term and longer word, and whether the term stands in it: 应 does
not stand in 应力 (stress), but it does in 应力求 (shall strive). Of the words of the lexicon that
cover a place the longest decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import ahocorasick_rs

from termbase.folding import folded
from termbase.words import is_word_char


@dataclass(frozen=True, slots=True)
class Lexicon:
    """For each longer word the terms that it is about, and whether they stand in it."""

    words: tuple[str, ...]
    verdicts: tuple[Mapping[str, bool], ...]
    automaton: ahocorasick_rs.AhoCorasick

    def covering(self, text: str) -> "dict[str, list[Covering]]":
        """Return where words of the lexicon stand in folded `text`, by the terms they speak of."""
        spaced = text.replace("-", " ").replace("\n", " ")
        found: dict[str, list[Covering]] = {}
        for index, start, end in self.automaton.find_matches_as_indexes(spaced, overlapping=True):
            if not _inside_word(spaced, start, end):
                for term, verdict in self.verdicts[index].items():
                    place = start + max(0, self.words[index].find(term))
                    found.setdefault(term, []).append(Covering(start, end, place, stands=verdict))
        return found


@dataclass(frozen=True, slots=True)
class Covering:
    """A word of the lexicon at its place in a folded text."""

    start: int
    end: int
    place: int  # of the first of the term in it; in English the term may stand there in a form
    stands: bool


def stands(source: str, start: int, covering: Mapping[str, Sequence[Covering]]) -> bool:
    """Whether the folded term `source`, found at `start`, is a word of its own there."""
    known = covering.get(source)
    if not known:
        return True
    is_english = source.isascii()
    over = [
        item
        for item in known
        if item.place == start or (is_english and item.start <= start < item.end)
    ]
    return max(over, key=lambda item: item.end - item.start).stands if over else True


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the file, compiled."""
    words: dict[str, dict[str, bool]] = {}
    text = (files("termbase") / "exclusions.tsv").read_text(encoding="utf-8")
    for term, word, verdict in (line.split("\t") for line in text.splitlines()[1:]):
        verdicts = words.setdefault(folded(word).replace("-", " "), {})
        verdicts[folded(term)] = verdict == "yes"
    automaton = ahocorasick_rs.AhoCorasick(list(words))
    return Lexicon(tuple(words), tuple(words.values()), automaton)


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(
        (before and is_word_char(before) and is_word_char(text[start]))
        or (after and is_word_char(after) and is_word_char(text[end - 1]))
    )
