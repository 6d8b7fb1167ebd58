"""Over-long text > pieces at punctuation, to be translated one by one and joined; no loss."""

import re
from collections.abc import Callable

_PLACES = (
    re.compile(r"(?<=[。！？；.!?;])(?=[^”’」』）)\d])"),
    re.compile(r"(?<=[，：,:、])(?!\d)"),
    re.compile(r"(?<=\s)(?=\S)"),
    re.compile(r"(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])"),
)


def split_long(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Return pieces that each fit, cut at the strongest punctuation near their middles.

    A text in which no cut can be made is cut in halves.
    """
    if fits(text) or len(text) < 2:  # noqa: PLR2004 - a single character cannot be cut
        return [text]
    middle = len(text) / 2
    at = len(text) // 2
    for places in _PLACES:
        cuts = [hit.start() for hit in places.finditer(text) if 0 < hit.start() < len(text)]
        if cuts:
            at = min(cuts, key=lambda cut: abs(cut - middle))
            if len(text) * 0.1 < at < len(text) * 0.9:
                break
    return [*split_long(text[:at], fits), *split_long(text[at:], fits)]
