"""Units of texts > pairs that may be near them: the rarest tokens first, then a first comparison.

Of a text that is near enough most tokens are kept, so that one of the rarest ones is in it: that
many are asked for as an edit may take away, and one more. Where this would be too much to read,
the rarest alone are; so a candidate may be missed in a large store, but none in a small one.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein
from sqlalchemy import ColumnElement, Connection, func, select

from corpus import schema
from corpus.among import among
from corpus.index import ID_MASK, LENGTH_BITS, Ask, Places, Side, index_of
from corpus.intake import SAMPLE
from corpus.rows import Sided
from corpus.words import code

_READ = 5_000  # places of rare tokens that are read for a text
_RAREST = 3  # tokens that are asked for however frequent they are
_COMPARED = 200  # candidates that are compared by their units
_KEPT = 30  # of them that are scored
_TOGETHER = 32  # texts whose candidates are fetched at once


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is asked for one text, and how rare each of it is."""

    asks: tuple[Ask, ...]
    weights: tuple[float, ...]
    length: int


def candidates(
    connection: Connection,
    side: Side,
    texts: Sequence[Sided],
    least: int,
    allowed: ColumnElement[bool],
) -> list[list[int]]:
    """Return for each text the ids of pairs that may be `least` percent near, the nearest first.

    What is not `allowed`, a condition on rows of `schema.pair`, takes no place of others.
    """
    known = _frequencies(connection, side, {token for text in texts for token in text.tokens})
    size = connection.scalar(select(func.max(schema.pair.c.id))) or 1
    plans = [_plan(text, known, size, least) for text in texts]
    asked = [ask for plan in plans for ask in plan.asks]
    places = iter(index_of(connection).places(connection, side, asked) if asked else ())
    chosen = [_likeliest(plan, [next(places) for _ in plan.asks]) for plan in plans]
    coded = _Coded(connection, side, allowed)
    return list(_nearest(coded, texts, chosen, least))


def _frequencies(connection: Connection, side: Side, tokens: set[str]) -> dict[str, int]:
    """In about how many pairs each token stands; what is rare is missing."""
    kept = schema.frequency.c
    where = (kept.side == side) & among(connection, kept.token, tokens)
    rows = connection.execute(select(kept.token, kept.count).where(where))
    return {token: count * SAMPLE for token, count in rows}


def _plan(text: Sided, known: Mapping[str, int], size: int, least: int) -> _Plan:
    """Which tokens to ask for: the rarest, as many as make it certain or as may be read."""
    length = len(text.units)
    low = math.ceil(length * least / 100)
    high = int(length * 100 / least)
    tokens = sorted((known.get(token, 0) + SAMPLE // 2, token) for token in set(text.tokens))
    edits = high * (100 - least) // 100
    certain = 2 * edits + 1  # an edit takes away two tokens at most
    asks: list[Ask] = []
    weights: list[float] = []
    read = 0
    for count, token in tokens[:certain]:
        read += count
        if len(asks) >= _RAREST and read > _READ:
            break
        asks.append(Ask(token, low, high))
        weights.append(math.log(1 + size / count))
    return _Plan(tuple(asks), tuple(weights), length)


def _likeliest(plan: _Plan, places: Sequence[Places]) -> list[int]:
    """The pairs that have most of the tokens, and of these those of a like length."""
    if not places:
        return []
    weights = [np.full(len(at), weight) for at, weight in zip(places, plan.weights, strict=True)]
    found, which = np.unique(np.concatenate(places), return_inverse=True)
    if len(found) > _COMPARED:
        worth = np.bincount(which, weights=np.concatenate(weights))
        worth -= 0.01 * np.abs((found >> LENGTH_BITS) - plan.length)
        found = found[np.argpartition(-worth, _COMPARED)[:_COMPARED]]
    return [int(place) for place in found & ID_MASK]


@dataclass(frozen=True, slots=True)
class _Coded:
    """The units of pairs that are allowed, by their ids."""

    connection: Connection
    side: Side
    allowed: ColumnElement[bool]

    def units(self, ids: set[int]) -> dict[int, str]:
        """Return the units of these pairs, a character each."""
        pair = schema.pair.c
        where = among(self.connection, pair.id, ids) & self.allowed
        rows = self.connection.execute(select(pair.id, pair[f"{self.side}_units"]).where(where))
        return {identity: bytes(coded).decode("utf-16-le") for identity, coded in rows}


def _nearest(
    coded: _Coded, texts: Sequence[Sided], chosen: Sequence[Sequence[int]], least: int
) -> Iterator[list[int]]:
    for at in range(0, len(texts), _TOGETHER):
        together = chosen[at : at + _TOGETHER]
        units = coded.units({identity for ids in together for identity in ids})
        for text, ids in zip(texts[at : at + _TOGETHER], together, strict=True):
            near = process.extract(
                code(text.units).decode("utf-16-le"),
                {identity: units[identity] for identity in ids if identity in units},
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=least / 100 - 1e-6,
                limit=_KEPT,
            )
            yield [identity for _, _, identity in near]
