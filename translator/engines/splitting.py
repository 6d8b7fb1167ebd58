"""Over-long text > pieces at punctuation, to be translated one by one and joined; no loss."""

import re
from collections.abc import Callable

_PLACES = (
    re.compile(r"(?<=[。！？；.!?;])(?=[^”’」』）)\d])"),
    re.compile(r"(?<=[，：,:、])(?!\d)"),
    re.compile(r"(?<=\s)(?=\S)"),
    re.compile(r"(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])"),
    re.compile(r"(?s)(?<=.)(?=.)"),
)

Fits = Callable[[int, int], bool]


def split_long(text: str, fits: Fits, whole: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pieces of `text` as offsets, each of which `fits` if it can be cut at all.

    Cuts are made at the strongest punctuation near the middle, and never inside one of the
    stretches in `whole` (offsets). What can be cut nowhere stays in one piece.
    """
    return _pieces(text, 0, len(text), fits, whole)


def _pieces(
    text: str, start: int, end: int, fits: Fits, whole: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    at = None if fits(start, end) else _cut(text, start, end, whole)
    if at is None:
        return [(start, end)]
    return [*_pieces(text, start, at, fits, whole), *_pieces(text, at, end, fits, whole)]


def _cut(text: str, start: int, end: int, whole: list[tuple[int, int]]) -> int | None:
    """Where to cut text[start:end]: at the strongest place that leaves a tenth on both sides."""
    middle, margin = (start + end) / 2, (end - start) / 10
    best: int | None = None
    for places in _PLACES:
        cuts = [
            hit.start()
            for hit in places.finditer(text, start, end)
            if start < hit.start() < end and not any(a < hit.start() < b for a, b in whole)
        ]
        at = min(cuts, key=lambda cut: abs(cut - middle), default=None)
        if at is not None and abs(at - middle) < 4 * margin:
            return at
        best = at if at is not None else best
    return best
