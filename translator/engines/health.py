"""Signs that a model has lost its way: no output, a loop, no characters, no proportion."""

import re

from translator.engines.base import Request

_UNIT = re.compile(r"[A-Za-z]+|[\u3400-\u9fff]|[\ue000-\ue0ff]|\d+")
_LOOP_UNITS, _LOOP_TIMES = 4, 3
BROKEN = "\ufffd"  # what bytes become that are no character
_SHORT, _TOO_LONG, _TOO_SHORT = 8, 4.0, 6.0


def is_degenerate(request: Request, text: str) -> bool:
    """Return whether `text` can be no translation of `request`.

    Units are words and Chinese characters; ten characters become seven words (median).
    """
    if not text.strip():
        return bool(request.text.strip())
    if BROKEN in text and BROKEN not in request.text:
        return True
    ours, theirs = units(request.text), units(text)
    if len(theirs) > _SHORT and len(theirs) > _TOO_LONG * max(len(ours), 2):
        return True
    if len(ours) > _SHORT and len(ours) > _TOO_SHORT * max(len(theirs), 1):
        return True
    return has_loop(theirs) and not has_loop(ours)


def units(text: str) -> list[str]:
    """Return the words and Chinese characters of `text`, in lower case."""
    return [unit.lower() for unit in _UNIT.findall(text)]


def has_loop(words: list[str]) -> bool:
    """Return whether a run of up to four units stands three times or more, one after another.

    A single unit must stand four times: "very very very" is English, and 层层层 Chinese.
    """
    for size in range(1, _LOOP_UNITS + 1):
        times = _LOOP_TIMES + (size == 1)
        run = 0
        for here, before in zip(words[size:], words, strict=False):
            run = run + 1 if here == before else 0
            if run >= size * (times - 1):
                return True
    return False
