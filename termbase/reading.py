"""Words of a text > whether they are those of a term: forms, case, and what must not stand beside.

What the search finds is only likely; these rules are what precision is made of.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from termbase.folding import Folded, cased, folded
from termbase.inflect import Form, form_of, plurals
from termbase.words import Piece, is_plain, is_word_char, searched

_PREPOSITIONS = frozenset({"of", "for", "in", "on", "to", "at", "by", "with", "from", "per"})
_PARTICLES = frozenset({"off", "on", "down", "up", "out", "in", "over"})
_ARTICLES = frozenset({"a", "an", "the", "or", "and", "as", "no", "not"})
_FUNCTION_WORDS = _PREPOSITIONS | _PARTICLES | _ARTICLES
_PREFIXES = frozenset(
    {"non", "anti", "semi", "quasi", "pseudo", "un", "re", "de", "pre", "post", "sub", "super"}
    | {"over", "multi", "co"}
)
_SYMBOL = 2  # letters; a term so short is a symbol in its own case: "Ra"
_SHOUTED = 4  # letters; a longer word in capitals is emphasis, not an acronym
_NUMBER_BEFORE = re.compile(r"\d[.,:/-]\Z")
_NUMBER_AFTER = re.compile(r"[.,:/-]\d|[+#]")
_PREFIX = re.compile(r"\w+\Z")


@dataclass(frozen=True, slots=True)
class Spelt:
    """A term as it is compared: its words in small letters, and what joins them.

    `cased` has the words in their own case: acronyms and symbols, which are matched in no other;
    the others are empty. `key` is what the sources of one term have in common.
    """

    words: tuple[str, ...]
    cased: tuple[str, ...]
    is_common: bool  # no capitals in it
    gaps: tuple[str, ...]  # before each word
    key: str


@lru_cache(maxsize=50_000)
def spelt(source: str) -> Spelt:
    """Return `source` as it is compared."""
    shared = same_source(source)
    if is_plain(shared):
        return Spelt((), (), is_common=True, gaps=(), key=shared)
    own = cased(source).strip()
    pieces = [piece for piece in searched(folded(source).strip(), str).pieces if piece.word]
    written = tuple(own[piece.start : piece.end] for piece in pieces)
    words, gaps = tuple(p.word for p in pieces), tuple(p.gap for p in pieces)
    shouts = len(words) > 1 and own.isupper()  # all of it in capitals: no acronyms
    strict = tuple("" if shouts or not _keeps_case(word) else word for word in written)
    return Spelt(words, strict, written == words, gaps, shared)


def _keeps_case(word: str) -> bool:
    return is_acronym(word) or (len(word) <= _SYMBOL and word != word.lower())


def same_source(text: str) -> str:
    """Return what the sources of one term have in common: no case, no width, hyphens as spaces."""
    return folded(text).replace("-", " ").strip()


def is_acronym(word: str) -> bool:
    """Whether `word` is written in capitals for a reason: "EMC", "IoT", "pH"."""
    letters = [char for char in word if char.isalpha() and char.isascii()]
    return bool(letters) and " " not in word and any(char.isupper() for char in letters[1:])


def read(term: Spelt, pieces: Sequence[Piece], text: Folded) -> Form | None:
    """Return the form in which `term` stands in `pieces`, None if they are something else."""
    words = [piece for piece in pieces if piece.word]
    if not words:
        return Form.SAME
    start, end = pieces[0].start, pieces[-1].end
    if len(words) != len(term.words) or _is_part(text.text, start, end):
        return None
    for piece, word in zip(words, term.cased, strict=True):
        if word and text.cased[piece.start : piece.end] not in {word, word + "s"}:
            return None
    if len(words) == 1 and term.is_common and _is_acronym_there(words[0], text):
        return None
    if _opens(term, words):
        return None
    return words_form([piece.word for piece in words], term.words)


def words_form(found: Sequence[str], words: Sequence[str]) -> Form | None:
    """Return the farthest form of a word; only the head of a term may be inflected."""
    farthest = Form.SAME
    heads = _heads(tuple(words))
    for place, (ours, word) in enumerate(zip(found, words, strict=True)):
        form = form_of(ours, word)
        if form is None and place in heads and len(words) > 1 and word in plurals(ours):
            form = Form.PLURAL  # "hexagon bolt" for "hexagon bolts"
        if form is None or form > _farthest(place, words, heads):
            return None
        farthest = max(farthest, form)
    return farthest


def _farthest(place: int, words: Sequence[str], heads: Sequence[int]) -> Form:
    if place not in heads:
        return Form.SPELLING
    is_verb = len(words) == 1 or (place == 0 and words[-1] in _PARTICLES)
    return Form.VERBAL if is_verb else Form.IRREGULAR


@lru_cache(maxsize=20_000)
def _heads(words: tuple[str, ...]) -> tuple[int, ...]:
    """Which of `words` may be inflected: the last, the one before a preposition, a phrasal verb."""
    before = [at - 1 for at, word in enumerate(words) if at and word in _PREPOSITIONS][:1]
    verb = [0] if len(words) > 1 and words[-1] in _PARTICLES else []
    return (*verb, *before, len(words) - 1)


def _opens(term: Spelt, found: Sequence[Piece]) -> bool:
    """Whether a hyphen is a space in the text, by a word that may belong elsewhere: "in line"."""
    return any(
        ours == "-" and piece.gap != "-" and not _FUNCTION_WORDS.isdisjoint(pair)
        for ours, piece, pair in zip(
            term.gaps[1:], found[1:], zip(term.words, term.words[1:], strict=False), strict=True
        )
    )


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a word or number goes on beyond text[start:end]: "10" in "3.10", "ray" in "X-ray"."""
    if text[start].isdigit() and _NUMBER_BEFORE.search(text, max(0, start - 2), start):
        return True
    after = text[end : end + 2]
    if is_word_char(text[end - 1]) and _NUMBER_AFTER.match(after):
        return after[0] in "+#" or text[end - 1].isdigit()
    if end - start == 1 and after[:1] == "-" and is_word_char(after):
        return True  # "H-beam"
    if text[start - 1 : start] != "-" or not is_word_char(text[start]):
        return False
    prefix = _PREFIX.search(text[: start - 1])
    return prefix is not None and (len(prefix.group()) == 1 or prefix.group() in _PREFIXES)


def _is_acronym_there(piece: Piece, text: Folded) -> bool:
    """Whether what is a common word of the terms is an acronym in the text: "PIN" is no pin."""
    found = text.cased[piece.start : piece.end]
    if not 1 < len(found) <= _SHOUTED or not found.isupper():
        return False
    return any(char.islower() for char in text.cased)
