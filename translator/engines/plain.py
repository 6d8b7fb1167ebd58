"""For models whose vocabulary has no symbols of ours (OPUS-MT): literals go through as text."""

import re

from translator.engines.base import Request
from translator.symbols import ALL_PLACEHOLDERS


def to_plain(request: Request) -> str:
    """Return the text with each placeholder replaced by what it stands for; tags disappear."""
    shown = dict(request.literals)
    return "".join(
        shown.get(char, "") if char in ALL_PLACEHOLDERS else char for char in request.text
    )


def from_plain(text: str, request: Request) -> str:
    """Return `text` with each literal that the model has kept replaced by its placeholder.

    Longer literals are sought first, and whole ones: not the "1" of "21" or of "10 mm".
    """
    for mark, literal in sorted(request.literals, key=lambda pair: -len(pair[1])):
        if literal and mark in request.text:
            whole = rf"(?<![A-Za-z0-9])(?<!\d\.){re.escape(literal)}(?![A-Za-z0-9]|\.\d)"
            text = re.sub(whole, mark, text, count=1)
    return text
