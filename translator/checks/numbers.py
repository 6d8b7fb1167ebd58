"""Are the numbers of the source the numbers of the target? They are compared as values."""

import re
from collections import Counter
from collections.abc import Iterator

from translator.model import Issue, Translation
from translator.standards.literals import find_literals

_NUMBER = re.compile(r"\d+(?:[,\u00a0\u2009 ]\d{3}(?!\d))*(?:\.\d+)*")
_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "first": "1", "second": "2", "third": "3",
    "twice": "2", "single": "1", "一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5",
    "六": "6", "七": "7", "八": "8", "九": "9", "十": "10",
}  # fmt: skip
_SPELT = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(_WORDS)})(?![A-Za-z])", re.IGNORECASE)


def numbers(translation: Translation) -> Iterator[Issue]:
    """Every number of the source stands in the target as often, and no other."""
    direction = translation.direction
    source_text = translation.segment.source.text
    if direction.changes_language:
        source_text = _rendered(translation)
    source, target = _values(source_text), _values(translation.target.text)
    missing, extra = source - target, target - source
    missing -= _spelt(translation.target.text)
    extra -= _spelt(source_text)
    if missing or extra:
        parts = [
            f"{name} {', '.join(sorted(values.elements()))}"
            for name, values in (("missing", missing), ("added", extra))
            if values
        ]
        yield Issue("numbers", "; ".join(parts))


def _rendered(translation: Translation) -> str:
    """The source with its literals (dates, 万, ranges) as the target should say them."""
    text = translation.segment.source.text
    pieces, start = list[str](), 0
    for literal in find_literals(text, translation.direction):
        pieces += [text[start : literal.start], literal.renderings[0]]
        start = literal.end
    return "".join([*pieces, text[start:]])


def _values(text: str) -> Counter[str]:
    """The numbers of `text`, without separators of thousands and noughts that change nothing."""
    found = (re.sub(r"[,\u00a0\u2009 ]", "", hit.group()) for hit in _NUMBER.finditer(text))
    return Counter(number.lstrip("0") or "0" for number in found)


def _spelt(text: str) -> Counter[str]:
    return Counter(_WORDS[hit.group().lower()] for hit in _SPELT.finditer(text))
