"""What a file of terms gives, row by row: a concept, or why there is none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from termbase.concept import Concept, problems, tidied
from termbase.text import Language


class BrokenExchange(ValueError):
    """A file that cannot be read or written as a whole; the message names it and the place."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept and where it stands: "terms.csv, line 3"."""

    concept: Concept
    place: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row or entry that is no concept, where it stands, and why."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


Rows = Iterator[Entry | Rejected]
_TRADITIONAL = frozenset(("hant", "tw", "hk", "mo"))
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def language_of(tag: str) -> Language | None:
    """Return the language of a BCP 47 tag, `_` for `-` allowed; None if it is none of ours."""
    first, *others = re.split("[-_]", tag.strip().lower())
    if first == "en":
        return Language.EN
    if first != "zh":
        return None
    return Language.ZH_HANT if _TRADITIONAL & set(others) else Language.ZH


def entry(concept: Concept, place: str) -> Entry | Rejected:
    """Return `concept` as an entry, or what keeps it from being one."""
    concept = tidied(concept)
    found = list(problems(concept))
    return Rejected(place, "; ".join(found)) if found else Entry(concept, place)


def for_xml(text: str, concept: Concept) -> str:
    """Return `text` unless XML cannot hold it.

    Raises:
        BrokenExchange: it cannot; the message names the concept and the character.
    """
    found = _NOT_IN_XML.search(text)
    if found:
        code = f"U+{ord(found[0]):04X}"
        raise BrokenExchange(f"concept {concept.id}: holds {code}, which XML cannot; take it out")
    return text
