"""The forms that an English word may take, by a library and by what the library cannot say.

simplemma knows one lemma a word: "leaves" is a form of "leave" to it and "axes" of "axe". So
plurals go by rule and by `plurals.tsv`; the library answers for verbs and what is irregular.
"""

import enum
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simplemma.strategies import DictionaryLookupStrategy

_ENDING = re.compile(r"(?:e?s)?(?:['’]s?)?(?![A-Za-z0-9])", re.IGNORECASE)
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)\Z")
_CONSONANT_Y = re.compile(r"[^aeiou]y\Z")
_ISE = re.compile(r"(?<=...)(i|y)s(?=(?:e|es|ed|er|ers|ing|ation|ations|ational|able)\Z)")
_DOUBLED = re.compile(r"(?<=[aeiou])(ll|pp)(?=(?:ed|ing|er|ers)\Z)")
_ENDINGS = ("", "s", "ed", "d", "ing", "ings")
_OTHER_ENDINGS = (
    (re.compile(r"([iy])z(?=(?:e|es|ed|er|ing|ation|ations)\Z)"), r"\1s"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers)\Z)"), "l"),
    (re.compile(r"(?<=[aeiou])l(?=(?:ed|ing|er|ers)\Z)"), "ll"),
)
_CLOSED_SYLLABLE = re.compile(r"[^aeiou][aeiou][bdgklmnprt]\Z")
_VERBAL = ("ed", "ing")
_COMPARED = ("er", "est")
_SHORTEST = 3  # below that a word has no forms but the plural
_KEY_ENDING = re.compile(r"(?<=..)[es]+\Z")


class Form(enum.IntEnum):
    """How a word of a text stands to a word of a term, the closest first."""

    SAME = 0
    SPELLING = 1  # "color" for "colour"
    PLURAL = 2  # or the singular of a plural
    IRREGULAR = 3  # "written" for "write"
    VERBAL = 4  # -ed, -ing


def inflected_end(text: str, end: int) -> int:
    """Return where a word whose stem ends at `end` ends; 0 if it is another word."""
    tail = _ENDING.match(text, end)
    return tail.end() if tail else 0


@lru_cache(maxsize=50_000)
def form_of(found: str, word: str) -> Form | None:
    """Return what form of `word` the word `found` is, both in small letters; None if of another.

    A form that is a word of its own is none: "bearing" is no form of "bear", "saw" none of "see".
    """
    if found == word:
        return Form.SAME
    ours, theirs = spelled(word), spelled(found)
    if ours == theirs:
        return Form.SPELLING
    if theirs in plurals(ours) or found in plurals(word):
        return Form.PLURAL
    if not ours.isalpha() or len(ours) < _SHORTEST or not _is_lemma(lemma(theirs), ours):
        return None
    if lemma(theirs + "s") == theirs or theirs.endswith(_COMPARED):
        return None
    return Form.VERBAL if theirs.endswith(_VERBAL) else Form.IRREGULAR


def _is_lemma(known: str | None, word: str) -> bool:
    """Whether `known` is `word`, be it with one l or two: "instal"."""
    return known is not None and (known == word or (word == known + "l" and word.endswith("ll")))


def pattern(term: str) -> re.Pattern[str]:
    """Return a pattern that finds what a translator may well write for `term`, in any case.

    Every word may stand in any of its forms and in either spelling; a hyphen, a space or nothing
    may stand between two words. It is looser than what is searched for in a source.
    """
    words = [word for word in re.split(r"[\s-]+", term.strip()) if word] or [""]
    joined = r"[\s-]*".join(_any_form(word.lower()) for word in words)
    return re.compile(rf"(?<![A-Za-z0-9]){joined}(?:['’]s?)?(?![A-Za-z0-9])", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def _any_form(word: str) -> str:
    found = forms(word) if word.isalpha() and word.isascii() else {word, *plurals(word)}
    return f"(?:{'|'.join(map(re.escape, sorted(found, key=len, reverse=True)))})"


def forms(word: str) -> frozenset[str]:
    """Return the forms of an English word, as loosely as a translator may inflect it.

    Among them are the singular of a plural, "coating" for "coat", and "meter" for "metre".
    """
    known = lemma(word)
    stems = {word, *_respellings(word)}
    if known is not None and word in plurals(known):
        stems.add(known)
    found = set(stems)
    for stem in stems:
        found |= plurals(stem) | _verbal(stem) | _irregular_forms().get(stem, frozenset())
    return frozenset(found)


def plurals(word: str) -> frozenset[str]:
    """Return the plurals that `word`, in small letters, may have."""
    if not word.isalpha():
        return frozenset({word + "s"})
    known = _irregular_plurals().get(word)
    regular = _regular_plurals(word)
    return regular | {known} if known else regular


def _regular_plurals(word: str) -> frozenset[str]:
    if word.endswith("sis"):
        return frozenset({word[:-2] + "es"})
    if _SIBILANT.search(word):
        return frozenset({word + "es"})
    if _CONSONANT_Y.search(word):
        return frozenset({word[:-1] + "ies"})
    if word.endswith("man"):
        return frozenset({word[:-2] + "en", word + "s"})
    return frozenset({word + "s", word + "es"} if word.endswith("o") else {word + "s"})


@lru_cache(maxsize=20_000)
def _verbal(word: str) -> frozenset[str]:
    """The regular forms of a verb, doubled consonants or not; none of what looks like a form."""
    if word.endswith(_VERBAL):
        return frozenset()
    stem = word.removesuffix("e")
    stems = {stem, stem + stem[-1:]} if _CLOSED_SYLLABLE.search(word) else {stem}
    found = {start + ending for start in stems for ending in _VERBAL}
    return frozenset(found | {word[:-1] + "ied"} if _CONSONANT_Y.search(word) else found)


@lru_cache(maxsize=200_000)  # each word of a large termbase once
def key(word: str) -> str:
    """Return what all forms of `word` have in common, and some other words: to search by."""
    if len(word) < _SHORTEST or not word.isalpha() or not word.isascii():
        return word.removesuffix("s") if len(word) > 1 else word
    low = word
    for _ in range(3):
        low = lemma(low) or _singular(low)
    low = _irregular_plurals().get(low, low)
    low = _loosely_spelled(low[:-2] + "es" if low.endswith("sis") else low)
    return _KEY_ENDING.sub("", low[:-1] if low.endswith("ll") else low)


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word


def lemma(word: str) -> str | None:
    """Return the one lemma that the library knows of `word`; None if it does not know it."""
    return _lookup(word)


@lru_cache(maxsize=100_000)
def _lookup(word: str) -> str | None:
    return _library().get_lemma(word, "en")


@cache
def _library() -> "DictionaryLookupStrategy":
    """Half a second and 60 MB, so only where there is English."""
    from simplemma.strategies import DictionaryLookupStrategy

    return DictionaryLookupStrategy()


@cache
def _irregular_forms() -> dict[str, frozenset[str]]:
    """What no rule makes of a lemma: "written" and "wrote" of "write"."""
    found: dict[str, set[str]] = {}
    dictionary = _dictionary()
    for form, known in dictionary.items():
        regular = form.endswith(("s", *_VERBAL, *_COMPARED)) or not form.islower()
        alike = form != known and form[0] == known[0] and form.isalpha()
        if alike and not regular and dictionary.get(form + "s") != form:
            found.setdefault(known, set()).add(form)
    return {known: frozenset(some) for known, some in found.items()}


def _dictionary() -> "Mapping[str, str]":
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary("en")


def _respellings(word: str) -> frozenset[str]:
    """The other spellings of `word`: "color" for "colour", and the other way round."""
    pairs = [pair for where in ("anywhere", "checking") for pair in _spellings(where).items()]
    endings = [(pair, word.removeprefix(side)) for pair in pairs for side in pair]
    found = {
        other + ending
        for pair, ending in endings
        for other in pair
        if ending != word and ending in _ENDINGS
    }
    changed = {ending.sub(other, word) for ending, other in _OTHER_ENDINGS}
    return frozenset({*found, spelled(word), *changed} - {word})


def spelled(word: str) -> str:
    """Return the American spelling of `word` where either spelling means the same."""
    return _respelled(word, "anywhere")


@lru_cache(maxsize=50_000)
def _loosely_spelled(word: str) -> str:
    return _DOUBLED.sub(lambda pair: pair[1][0], _respelled(spelled(word), "checking"))


@lru_cache(maxsize=100_000)
def _respelled(word: str, where: str) -> str:
    known = _spellings(where)
    for ending in _ENDINGS:
        stem = word.removesuffix(ending) if ending else word
        if stem in known and word.endswith(ending):
            return known[stem] + ending
    return _ISE.sub(r"\1z", word)


@cache
def _spellings(where: str) -> dict[str, str]:
    return {british: american for british, american, use in _rows("spelling") if use == where}


@cache
def _irregular_plurals() -> dict[str, str]:
    return dict(_rows("plurals"))


def _rows(name: str) -> list[list[str]]:
    """The rows of a table beside this module, without its head."""
    text = (files("termbase") / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
