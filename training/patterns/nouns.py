"""What fills a slot, and its English forms: plural, a or an."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Noun:
    """A filler: Chinese, English, and its English plural, which is "" for a mass noun."""

    chinese: str
    english: str
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in either language, values that are usual for it, and usual tolerances."""

    chinese: str
    english: str
    values: tuple[str, ...]
    tolerances: tuple[str, ...]


_AN_WORD = re.compile(r"(?:hour|honest|honour|heir)", re.IGNORECASE)
_A_WORD = re.compile(
    r"(?:uni(?!n|m|d(?!i)|ssu)|us[aeu]|uti|uto|ur[aei]|ubiq|eu|ewe|one(?![a-z])|once)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-Z](?:[A-Z0-9]|[-\d]|(?![a-z]))")
_SAID_AS_WORDS = re.compile(r"(?:LAN|RAM|ROM|SIM|SCADA|FIFO|HEPA|LIDAR|NAND|RADAR)")


def article(phrase: str) -> str:
    """Return "a" or "an" for the sound with which `phrase` begins."""
    if phrase[0].isdigit():
        return "an" if re.match(r"8|1[18](?!\d)|1[18] \d{3}", phrase) else "a"
    if _LETTERS.match(phrase) and not _SAID_AS_WORDS.match(phrase):
        return "an" if phrase[0] in "AEFHILMNORSX" else "a"
    if _AN_WORD.match(phrase):
        return "an"
    return "an" if phrase[0].lower() in "aeiou" and not _A_WORD.match(phrase) else "a"


def pluralise(phrase: str) -> str:
    """Return the regular plural of a phrase by its last word."""
    if re.search(r"(?:s|x|z|ch|sh)$", phrase):
        return phrase + "es"
    return phrase[:-1] + "ies" if re.search(r"[^aeiou]y$", phrase) else phrase + "s"
