"""The forms that an English term may take in a sentence: plural and possessive of its last word."""

import re

_ENDING = re.compile(r"(?:e?s)?(?:['’]s?)?(?![A-Za-z0-9])", re.IGNORECASE)
_IRREGULAR = {
    "analysis": "analyses", "axis": "axes", "basis": "bases", "criterion": "criteria",
    "datum": "data", "foot": "feet", "half": "halves", "hypothesis": "hypotheses",
    "index": "indices", "knife": "knives", "leaf": "leaves", "matrix": "matrices",
    "medium": "media", "phenomenon": "phenomena", "radius": "radii", "spectrum": "spectra",
    "synthesis": "syntheses", "vertex": "vertices",
}  # fmt: skip


def inflected_end(text: str, end: int) -> int:
    """Return where a word whose stem ends at `end` ends; 0 if it is another word."""
    tail = _ENDING.match(text, end)
    return tail.end() if tail else 0


def forms(term: str) -> tuple[str, ...]:
    """Return the forms of `term` that are more than its letters with an ending."""
    *_, last = term.split(" ")
    start = term.removesuffix(last)
    if last.lower() in _IRREGULAR:
        return (start + _IRREGULAR[last.lower()],)
    return (f"{term[:-1]}ies",) if _becomes_ies(last) else ()


def _becomes_ies(word: str) -> bool:
    return word.isascii() and word[-1:].lower() == "y" and word[-2:-1].lower() not in ("", *"aeiou")


def pattern(term: str) -> re.Pattern[str]:
    """Return a pattern that finds `term` in English text, in any of its forms and in any case.

    Spaces and hyphens between its words may stand for one another.
    """
    *first, last = re.split(r"[\s-]+", term.strip()) or [""]
    words = [re.escape(word) for word in first]
    forms = {last, _IRREGULAR.get(last.lower(), last)}
    if _becomes_ies(last):
        forms.add(last[:-1] + "ies")
    stem = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    whole = r"[\s-]+".join([*words, f"(?:{stem})(?:e?s)?(?:['’]s?)?"])
    return re.compile(rf"(?<![A-Za-z0-9]){whole}(?![A-Za-z0-9])", re.IGNORECASE)
