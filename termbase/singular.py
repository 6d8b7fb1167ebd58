"""The singular of an English word, to count its forms as one."""

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

_SHORT = 3  # letters: "gas", "bus"
_PLURAL = re.compile(r"[^’'sui]s\Z")
_WITH_ES = re.compile(r"(?:sses|xes|ches|shes|oes)\Z")
_ENDS_IN_S = frozenset(
    ("always", "apparatus", "atlas", "bias", "canvas", "chaos", "ethos", "gas", "lens", "means")
) | frozenset(("news", "physics", "series", "species"))


@lru_cache(maxsize=100_000)
def singular(word: str) -> str:
    """Return `word`, in small letters, without the ending of its plural, where it has one."""
    known = _irregular().get(word)
    if known:
        return known
    if len(word) <= _SHORT or word in _ENDS_IN_S or not _PLURAL.search(word):
        return word
    if word.endswith(("yses", "theses")):
        return word[:-2] + "is"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if _WITH_ES.search(word) else word[:-1]


@cache
def _irregular() -> dict[str, str]:
    """The table beside this module, read backwards."""
    with (files("termbase") / "plurals.tsv").open(encoding="utf-8") as file:
        return {row["plural"]: row["singular"] for row in csv.DictReader(file, delimiter="\t")}
