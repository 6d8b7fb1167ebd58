"""The store as a whole: how much there is, of whom and of what, what is there twice (◆)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from corpus import schema
from corpus.model import Entry, Origin, Selection, Status
from corpus.rows import seen_by
from corpus.store import Store
from corpus.words import digest, key, units
from termbase.concept import Viewer
from termbase.model import Scope

_TWO = 2  # bytes of a unit's code


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of the pairs that somebody sees, those that were rejected among them.

    A word or number in a Chinese text counts as one character, as word processors count.
    """

    pairs: int
    characters: int
    words: int
    status: dict[str, int]
    scope: dict[str, int]
    origin: dict[str, int]
    domain: dict[str, int]
    licence: dict[str, int]
    contributor: dict[str, int]
    month: dict[str, int]
    version: int


def statistics(store: Store, viewer: Viewer) -> Statistics:
    """Return the counts of what `viewer` sees.

    Raises:
        Unavailable: the database failed.
    """
    pair, found = schema.pair.c, schema.provenance.c
    with store.reading() as connection:
        counting = _Counting(connection, seen_by(viewer) & pair.merged.is_(None))
        pairs, characters, words = counting.sums()
        return Statistics(
            pairs=pairs,
            characters=characters,
            words=words,
            status=_named(counting.of(pair.status), Status),
            scope=_named(counting.of(pair.scope), Scope),
            origin=_named(counting.of(pair.origin), Origin),
            domain=counting.of_provenance(found.domain),
            licence=counting.of_provenance(found.licence),
            contributor=counting.of_provenance(found.who),
            month=dict(sorted(counting.of_provenance(func.substr(found.at, 1, 7)).items())),
            version=store.version(),
        )


class _Counting:
    """The statements, over the same pairs."""

    def __init__(self, connection: Connection, where: ColumnElement[bool]) -> None:
        self._connection = connection
        self._where = where

    def sums(self) -> tuple[int, int, int]:
        """Pairs, Chinese characters, English words."""
        zh, en = (
            func.coalesce(func.sum(func.length(schema.pair.c[f"{side}_units"])), 0)
            for side in ("zh", "en")
        )
        row = self._connection.execute(select(func.count(), zh, en).where(self._where)).one()
        return int(row[0]), int(row[1]) // _TWO, int(row[2]) // _TWO

    def of(self, column: ColumnElement[int]) -> dict[int, int]:
        """Pairs by the value of a column."""
        rows = select(column, func.count()).where(self._where).group_by(column)
        found = self._connection.execute(rows)
        return {int(row[0]): int(row[1]) for row in found}

    def of_provenance(self, value: ColumnElement[str]) -> dict[str, int]:
        """Pairs by what their provenance says, the most frequent first; one may count twice."""
        count = func.count(schema.provenance.c.pair.distinct())
        joined = select(value, count).join_from(schema.provenance, schema.pair)
        rows = joined.where(self._where).group_by(value).order_by(count.desc(), value)
        return {str(name) or "none": number for name, number in self._connection.execute(rows)}


def _named(
    counts: dict[int, int], names: type[Status] | type[Scope] | type[Origin]
) -> dict[str, int]:
    return {item.name.lower(): counts[item] for item in names if item in counts}


def twins(store: Store, viewer: Viewer) -> Iterator[tuple[Entry, ...]]:
    """Yield pairs that say the same but for case and punctuation, the one to keep first.

    Those of different scopes are not held together.

    Raises:
        Unavailable: the database failed.
    """
    first: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for kept in store.pairs(viewer, Selection()):
        same = _loosely(kept.entry)
        known = first.setdefault(same, kept.entry.id)
        if known != kept.entry.id:
            groups.setdefault(known, [known]).append(kept.entry.id)
    for ids in groups.values():
        entries = [store.get(identity).entry for identity in ids]
        yield tuple(_by_worth(entries))


def _loosely(entry: Entry) -> int:
    sides = ("\x01".join(units(key(text))) for text in (entry.zh, entry.en))
    return digest(*sides, str(int(entry.scope)), entry.owner)


def _by_worth(entries: Sequence[Entry]) -> list[Entry]:
    def worth(item: Entry) -> tuple[object, ...]:
        return item.status, item.origin, item.used, item.at, -item.id

    return sorted(entries, key=worth, reverse=True)
