"""A target text that lacks something > the texts with which the engine may go on instead.

Post and Vilar 2018 search for the place while decoding; here the finished text offers its places,
the engine weighs what is lacking at each of them, and goes on from the best (`steps.repair`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from termbase.inflect import plurals
from termbase.text import Language
from translator.symbols import ALL_PLACEHOLDERS

_MOST = 4  # places that are weighed, those nearest to where the source has it
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’.-][A-Za-z0-9]+)*|\S")
_NO_GAP_AFTER = "(“‘/["
_BEFORE_END = re.compile(r"[\s.。！？!?;；:：]*$")


@dataclass(frozen=True, slots=True)
class Splice:
    """`begins`, a beginning of the text, goes on as `text`, which ends in what was lacking."""

    begins: str
    text: str


def splices(text: str, spelling: str, language: Language, near: float) -> list[Splice]:
    """Return places of `text` with `spelling` put there, about `near` (0–1) of the way."""
    return [respelt(text[:at].rstrip(), spelling, language) for at in _places(text, language, near)]


def until_repeated(text: str) -> str:
    """Return what stands before the first placeholder that comes again; nothing if none does."""
    seen = set[str]()
    for at, char in enumerate(text):
        if char in ALL_PLACEHOLDERS:
            if char in seen:
                return text[:at].rstrip()
            seen.add(char)
    return ""


def respelt(begins: str, spelling: str, language: Language) -> Splice:
    """Return `begins` going on with `spelling`."""
    return Splice(begins, put(begins, spelling, language))


def spellings(target: str, language: Language) -> tuple[str, ...]:
    """Return the forms of a term among which an engine may choose: singular and plural."""
    last = target.rpartition(" ")[2]
    if language.is_chinese or not last.islower() or last.endswith("s"):
        return (target,)
    return target, *(target.removesuffix(last) + plural for plural in sorted(plurals(last)))


def _places(text: str, language: Language, near: float) -> list[int]:
    """Offsets where a word may be put: before a word, or after the last."""
    last = _BEFORE_END.search(text)
    end = last.start() if last else len(text)
    found = [*(place for place in _word_starts(text, language) if place < end), end]
    return sorted(sorted(found, key=lambda place: abs(place / max(end, 1) - near))[:_MOST])


def _word_starts(text: str, language: Language) -> Iterator[int]:
    """Where words begin; in Chinese, each character may be a word's first."""
    for word in _WORD.finditer(text):
        first = word.group()[0]
        if language.is_chinese or first.isalnum() or first in ALL_PLACEHOLDERS or not word.start():
            yield word.start()


def put(before: str, spelling: str, language: Language) -> str:
    """Return `before` and `spelling`, with a space between where one belongs, or with a capital."""
    if language.is_chinese:
        return before + spelling
    if not before:
        return spelling[:1].upper() + spelling[1:]
    return before + ("" if before[-1] in _NO_GAP_AFTER else " ") + spelling
