"""TMX 1.4b > pairs of texts, one unit at a time. Inline codes are left out, the text kept."""

from collections.abc import Iterator
from pathlib import Path

from corpus.exchange.tmx_read import variants
from corpus.exchange.tmx_units import units
from corpus.exchange.unit import BrokenExchange, Refused
from corpus.model import Pair

__all__ = ["BrokenExchange", "read_tmx"]


def read_tmx(path: Path, source: str, target: str) -> Iterator[Pair]:
    """Yield the pairs of `path` from language `source` into `target` ("zh", "en").

    A unit with several variants of the source language (zh-CN, zh-TW) gives a pair for each; one
    without both languages is left out.

    Raises:
        BrokenExchange: not well-formed XML, or not TMX, or with entities of its own.
    """
    with path.open("rb") as file:
        for unit in units(file, path.name):
            if isinstance(unit, Refused):
                raise BrokenExchange(str(unit))
            sides = {
                language: [each.content[0].strip() for each in found]
                for language, found in variants(unit).items()
            }
            for ours in sides.get(source, ()):
                for theirs in sides.get(target, ())[:1]:
                    yield Pair(ours, theirs, unit.place)
