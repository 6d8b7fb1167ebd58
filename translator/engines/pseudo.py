"""The engine that changes every letter and nothing else: shows what a format does not translate."""

import unicodedata
from collections.abc import Iterator, Sequence

from translator.engines.base import Continuation, Hypothesis, Progress, Request
from translator.model import Link
from translator.symbols import ALL_PLACEHOLDERS

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "áƀçđéƒĝĥíĵķĺɱñóþɋŕšţúṽŵẋýžÁɃÇĐÉƑĜĤÍĴĶĹṀÑÓÞɊŔŠŢÚṼŴẊÝŽ"
_ACCENTS = dict(zip(_PLAIN, _ACCENTED, strict=True))
_ACUTE = "\u0301"
_WIDE = frozenset("WF")  # Unicode Standard Annex 11


class Pseudo:
    """Accents letters and brackets Chinese characters; placeholders and terms stay."""

    name = "pseudo"
    translates = False

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Return the changed text of each request."""
        if progress:
            progress(len(requests))
        return [(Hypothesis(_changed(request), 0.0),) for request in requests]

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`; there is nothing it could have said instead."""
        return [0.0] * len(continuations)

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """See `Engine.align`; each character comes from one."""
        return [tuple(_links(each)) for each in continuations]


def pseudo(text: str) -> str:
    """Return `text` with each letter accented and each wide one, as Chinese ones are, bracketed."""
    return "".join(map(_letter, text))


def _letter(char: str) -> str:
    if char in _ACCENTS:
        return _ACCENTS[char]
    if not char.isalpha() or char in ALL_PLACEHOLDERS:
        return char
    return f"[{char}]" if unicodedata.east_asian_width(char) in _WIDE else char + _ACUTE


def _changed(request: Request) -> str:
    return "".join(_pieces(request))


def _pieces(request: Request) -> Iterator[str]:
    """Yield what becomes of each character."""
    kept = {at for note in request.annotations for at in range(note.start, note.end)}
    for at, char in enumerate(request.text):
        yield char if at in kept else _letter(char)


def _links(asked: Continuation) -> Iterator[Link]:
    """Yield a link for each character, unless the text is none of ours."""
    pieces = list(_pieces(asked.request))
    end = 0
    for at, piece in enumerate(pieces if "".join(pieces) == asked.text else ()):
        start, end = end, end + len(piece)
        yield Link(start, end, at, at + 1, 1.0)
