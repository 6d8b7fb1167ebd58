"""Texts > the stored pairs that answer them, best first: equal, but for numbers, or near (◆ disk).

A document is looked up at once: each kind of question is one statement for all of its segments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, select

from corpus import schema
from corpus.among import among
from corpus.candidates import candidates
from corpus.index import Side
from corpus.literals import shape, substituted
from corpus.model import Entry, Found, Kind, MemoryMatch, Pair, Query, Status
from corpus.rows import COLUMNS, Sided, alive, answers, entry_of, sided
from corpus.scores import CONTEXT, EXACT, SUBSTITUTED, TAG_PENALTY, score, trust
from corpus.store import Store
from corpus.words import key
from termbase.concept import Viewer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: how many answers, how near in percent, how far their review.

    Without `fuzzy` equal texts alone are answers, and without `substitute` none gets other numbers.
    """

    limit: int = 5
    least: int = 70
    status: Status = Status.DRAFT
    fuzzy: bool = True
    substitute: bool = True


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query with what is looked up of it."""

    query: Query
    key: str
    sided: Sided


def find(
    store: Store, side: Side, queries: Sequence[Query], viewer: Viewer, wanted: Wanted | None = None
) -> list[tuple[Found, ...]]:
    """Return what answers each query, whose language is `side`, best first.

    Raises:
        Unavailable: the database failed.
    """
    limits = wanted or Wanted()
    asked = [_Asked(query, whole, sided(whole)) for query in queries for whole in [key(query.text)]]
    with store.reading() as connection:
        search = _Search(connection, side, viewer, limits)
        found = search.equal(asked)
        if limits.substitute:
            found = _joined(found, search.but_for_numbers(asked))
        if limits.fuzzy:
            found = _joined(found, search.near(asked))
        best = [_best(items, limits) for items in found]
        return search.placed(best)


def recall(
    store: Store, side: Side, viewer: Viewer, texts: Sequence[str], least: int = EXACT
) -> list[MemoryMatch | None]:
    """Return the best confirmed pair for each text of a document, in reading order.

    `least` is the percentage that it must have; with 100 its source equals the text.
    """
    queries = [
        Query(text, texts[at - 1] if at else "", texts[at + 1] if at + 1 < len(texts) else "")
        for at, text in enumerate(texts)
    ]
    near = least < EXACT
    wanted = Wanted(1, least, Status.CONFIRMED, fuzzy=near, substitute=near)
    return [_match(found, side) for found in find(store, side, queries, viewer, wanted)]


def _match(found: Sequence[Found], side: Side) -> MemoryMatch | None:
    """The first as it is stored: who uses it puts other numbers into it by slots."""
    for item in found:
        origin = item.documents[0] if item.documents else f"pair {item.entry.id}"
        target = item.entry.en if side == "zh" else item.entry.zh
        pair = Pair(item.source, target, origin)
        return MemoryMatch(pair, item.score, item.kind, item.entry.id)
    return None


class _Search:
    """The statements, each for all queries."""

    def __init__(self, connection: Connection, side: Side, viewer: Viewer, wanted: Wanted) -> None:
        self._connection = connection
        self._side = side
        self._wanted = wanted
        self._today = datetime.now(UTC).date()
        reviewed = schema.pair.c.status >= int(wanted.status)
        self._allowed = alive(viewer) & reviewed
        self._answers = answers(viewer) & reviewed

    def equal(self, asked: Sequence[_Asked]) -> list[list[Found]]:
        """The pairs with the same key; those with the same neighbours, too, are more."""
        column = schema.pair.c[f"{self._side}_key"]
        entries = self._by(column, {item.sided.key for item in asked})
        near = self._neighbours(asked, entries)
        return [
            [
                self._found(entry, *_kind(item.query, near.get(entry.id, ())))
                for entry in entries.get(item.sided.key, ())
                if key(self._source(entry)) == item.key
            ]
            for item in asked
        ]

    def but_for_numbers(self, asked: Sequence[_Asked]) -> list[list[Found]]:
        """The pairs that are equal but for numbers and references, with those put in."""
        column = schema.pair.c[f"{self._side}_shape"]
        shapes = {item.sided.shape for item in asked if item.sided.shape is not None}
        entries = self._by(column, shapes)
        found: list[list[Found]] = []
        for item in asked:
            known = entries.get(item.sided.shape, ()) if item.sided.shape is not None else ()
            found.append([new for entry in known if (new := self._adapted(item, entry))])
        return found

    def _adapted(self, item: _Asked, entry: Entry) -> Found | None:
        source = key(self._source(entry))
        if source == item.key or shape(source) != shape(item.key):
            return None
        target = substituted(item.key, source, self._target(entry))
        if target is None:
            return None
        return replace(self._found(entry, Kind.SUBSTITUTED, SUBSTITUTED), target=target)

    def near(self, asked: Sequence[_Asked]) -> list[list[Found]]:
        """The pairs whose texts are near."""
        texts = [item.sided for item in asked]
        ids = candidates(self._connection, self._side, texts, self._wanted.least, self._allowed)
        rows = self._by(schema.pair.c.id, {identity for one in ids for identity in one})
        entries = {identity: items[0] for identity, items in rows.items()}
        return [
            [self._scored(item, entries[identity]) for identity in one if identity in entries]
            for item, one in zip(asked, ids, strict=True)
        ]

    def _scored(self, item: _Asked, entry: Entry) -> Found:
        percent = score(item.key, key(self._source(entry)))
        if percent < EXACT:
            percent -= trust(entry, self._today)
            tags = entry.zh_tags if self._side == "zh" else entry.en_tags
            percent -= TAG_PENALTY if len(tags) != item.query.tags else 0
        return self._found(entry, Kind.FUZZY if percent < EXACT else Kind.EXACT, percent)

    def placed(self, found: Sequence[Sequence[Found]]) -> list[tuple[Found, ...]]:
        """Say in which documents each pair was found."""
        ids = {item.entry.id for items in found for item in items}
        kept = schema.provenance.c
        where = among(self._connection, kept.pair, ids) & (kept.document != "")
        rows = select(kept.pair, kept.document).where(where).distinct()
        named: dict[int, list[str]] = {}
        for identity, document in self._connection.execute(rows.order_by(kept.document)):
            named.setdefault(identity, []).append(document)
        return [
            tuple(replace(item, documents=tuple(named.get(item.entry.id, ()))) for item in items)
            for items in found
        ]

    def _by(self, column: ColumnElement[int], values: set[int]) -> dict[int, list[Entry]]:
        """The pairs that may answer, by the value of `column`."""
        if not values:
            return {}
        where = among(self._connection, column, values) & self._answers
        found: dict[int, list[Entry]] = {}
        for row in self._connection.execute(select(column.label("asked"), *COLUMNS).where(where)):
            found.setdefault(row.asked, []).append(entry_of(row))
        return found

    def _neighbours(
        self, asked: Sequence[_Asked], entries: Mapping[int, Sequence[Entry]]
    ) -> dict[int, set[tuple[str, str]]]:
        """What stands before and after each pair where it was found, as far as that is known."""
        ids = {
            entry.id
            for item in asked
            if item.query.before is not None and item.query.after is not None
            for entry in entries.get(item.sided.key, ())
        }
        if not ids:
            return {}
        kept = schema.provenance.c
        before, after = kept[f"{self._side}_before"], kept[f"{self._side}_after"]
        found: dict[int, set[tuple[str, str]]] = {}
        where = among(self._connection, kept.pair, ids) & before.is_not(None) & after.is_not(None)
        for pair, one, other in self._connection.execute(
            select(kept.pair, before, after).where(where)
        ):
            found.setdefault(pair, set()).add((key(one), key(other)))
        return found

    def _found(self, entry: Entry, kind: Kind, percent: int) -> Found:
        return Found(entry, percent, kind, self._source(entry), self._target(entry))

    def _source(self, entry: Entry) -> str:
        return entry.zh if self._side == "zh" else entry.en

    def _target(self, entry: Entry) -> str:
        return entry.en if self._side == "zh" else entry.zh


def _kind(query: Query, near: Sequence[tuple[str, str]] | set[tuple[str, str]]) -> tuple[Kind, int]:
    known = query.before is not None and query.after is not None
    if known and (key(query.before or ""), key(query.after or "")) in near:
        return Kind.CONTEXT, CONTEXT
    return Kind.EXACT, EXACT


def _joined(one: list[list[Found]], other: list[list[Found]]) -> list[list[Found]]:
    return [[*left, *right] for left, right in zip(one, other, strict=True)]


def _best(found: Sequence[Found], wanted: Wanted) -> list[Found]:
    """Each pair once, by its best answer; of equal percentages the more trustworthy first."""
    order = sorted(found, key=_worth, reverse=True)
    once = {item.entry.id: item for item in reversed(order)}
    near = [item for item in order if once[item.entry.id] is item and item.score >= wanted.least]
    return near[: wanted.limit]


def _worth(item: Found) -> tuple[int, int, int, int, str, int, int]:
    entry = item.entry
    return (
        item.score,
        int(entry.status),
        -int(entry.scope),
        int(entry.origin),
        entry.at,
        entry.used,
        entry.id,
    )
