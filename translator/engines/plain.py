"""For models whose vocabulary has no symbols of ours (OPUS-MT): literals go through as text."""

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

    Longer literals are sought first: "10 mm" before "10".
    """
    for mark, literal in sorted(request.literals, key=lambda pair: -len(pair[1])):
        if literal and mark in request.text:
            text = text.replace(literal, mark, 1)
    return text
