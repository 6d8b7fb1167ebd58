"""Pairs > those to learn from and those to judge by, split by document, never by sentence."""

import re
from collections.abc import Sequence
from hashlib import sha256

from corpus.model import Pair
from termbase.text import fold

_LINES = 20  # of a source whose documents are not told apart: what stands together is one document
_NUMBERED = re.compile(r"(.+):(\d+)")


def document_of(pair: Pair) -> str:
    """Return a name for the document that `pair` is from: a stretch of lines of its source.

    A pair that names no line is a document of its own.
    """
    place = _NUMBERED.fullmatch(pair.origin)
    if not place:
        return pair.source
    return f"{place[1]}:{int(place[2]) // _LINES}"


def split(pairs: Sequence[Pair], size: int) -> tuple[list[Pair], list[Pair]]:
    """Return (train, dev): dev has about `size` distinct pairs, whole documents chosen by hash.

    Pairs that share a text, of either language, with one of dev are in neither.
    """
    documents: dict[str, dict[Pair, None]] = {}
    for pair in pairs:
        if _NUMBERED.fullmatch(pair.origin):
            documents.setdefault(document_of(pair), {})[pair] = None
    dev: dict[Pair, None] = {}
    for name in sorted(documents, key=_rank):
        if len(dev) >= size:
            break
        dev |= documents[name]
    known = _texts(dev)
    return [pair for pair in pairs if known.isdisjoint(_texts([pair]))], list(dev)


def _texts(pairs: Sequence[Pair] | dict[Pair, None]) -> set[str]:
    return {fold(text) for pair in pairs for text in (pair.source, pair.target)}


def _rank(name: str) -> bytes:
    return sha256(name.encode()).digest()
