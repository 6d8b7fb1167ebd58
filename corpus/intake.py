"""New pairs > the store, in batches: what is known already gets one more provenance (◆ disk)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, func, insert, select, text, update

from corpus import schema
from corpus.among import among
from corpus.index import index_of
from corpus.model import Entry, Given, Imported, Origin, Provenance, Status
from corpus.rows import (
    COLUMNS,
    SIDES,
    Sided,
    checked,
    entry_of,
    indexed,
    mark_of,
    row_of,
    sided,
)
from corpus.words import digest, key
from corpus.writing import rewrite
from termbase.history import Change

SAMPLE = 16  # of the pairs, one in so many tells how frequent tokens are

_Same = tuple[int, int, str]  # content, scope, owner
_COUNT = text(
    "INSERT INTO memory_frequency (side, token, count) VALUES (:side, :token, :count) "
    "ON CONFLICT (side, token) DO UPDATE SET count = memory_frequency.count + excluded.count"
)


@dataclass(slots=True)
class _Batch:
    """What came, by what it says and for whom; and of this what the store has."""

    given: dict[_Same, list[Given]] = field(default_factory=dict)
    keys: dict[_Same, tuple[str, str]] = field(default_factory=dict)
    known: dict[_Same, Entry] = field(default_factory=dict)
    done: Imported = field(default_factory=Imported)


def take(connection: Connection, given: Sequence[Given], made: Change) -> Imported:
    """Add `given` as part of the change `made`.

    Raises:
        MemoryProblem: one may not be kept.
    """
    batch = _Batch()
    for item in given:
        entry = checked(item.entry, _place(item.provenance))
        keys = key(entry.zh), key(entry.en)
        same = digest(*keys), int(entry.scope), entry.owner
        batch.keys[same] = keys
        kept = item if entry is item.entry else Given(entry, item.provenance)
        batch.given.setdefault(same, []).append(kept)
    contents = [same[0] for same in batch.given]
    batch.known = {**_former(connection, batch), **dict(_known(connection, contents))}
    new = {same: items for same, items in batch.given.items() if same not in batch.known}
    added = _add(connection, new, [batch.keys[same] for same in new], made)
    _meet(connection, batch, made)
    batch.done += Imported(added=len(added), same=sum(len(items) - 1 for items in new.values()))
    return batch.done


def _place(found: Provenance) -> str:
    return ", ".join(filter(None, (found.document, found.position)))


def _known(connection: Connection, contents: Sequence[int]) -> Iterator[tuple[_Same, Entry]]:
    """The pairs that say the same; for one that was merged, what took its place."""
    pair = schema.pair.c
    moved: dict[int, list[_Same]] = {}
    wanted = among(connection, pair.content, contents)
    for row in connection.execute(select(pair.content, pair.merged, *COLUMNS).where(wanted)):
        entry = entry_of(row)
        same = row.content, int(entry.scope), entry.owner
        if row.merged is None:
            yield same, entry
        else:
            moved.setdefault(row.merged, []).append(same)
    for row in (
        connection.execute(select(*COLUMNS).where(among(connection, pair.id, moved)))
        if moved
        else ()
    ):
        yield from ((same, entry_of(row)) for same in moved[row.id])


def _former(connection: Connection, batch: _Batch) -> dict[_Same, Entry]:
    """What took the place of pairs that only files still give."""
    old = [
        same
        for same, items in batch.given.items()
        if all(item.provenance.origin is Origin.IMPORTED for item in items)
    ]
    found: dict[_Same, Entry] = {}
    wanted = among(connection, schema.former.c.content, {same[0] for same in old})
    joined = select(schema.former.c.content, *COLUMNS).join_from(schema.former, schema.pair)
    for row in connection.execute(joined.where(wanted)):
        entry = entry_of(row)
        found[row.content, int(entry.scope), entry.owner] = entry
    return found


def _add(
    connection: Connection,
    new: Mapping[_Same, Sequence[Given]],
    keys: Sequence[tuple[str, str]],
    made: Change,
) -> list[Entry]:
    """Write what the store has not, each once, with all its provenance."""
    if not new:
        return []
    first = (connection.scalar(select(func.max(schema.pair.c.id))) or 0) + 1
    entries = [
        _together(items, made, identity) for identity, items in enumerate(new.values(), first)
    ]
    sides = [(sided(zh), sided(en)) for zh, en in keys]
    rows = [
        row_of(entry, made.version, both, same[0])
        for entry, both, same in zip(entries, sides, new, strict=True)
    ]
    connection.execute(insert(schema.pair), rows)
    _index(connection, entries, sides)
    found = {
        entry.id: [item.provenance for item in items]
        for entry, items in zip(entries, new.values(), strict=True)
    }
    _trace(connection, found, made, {})
    return entries


def _together(items: Sequence[Given], made: Change, identity: int) -> Entry:
    """One entry for those that say the same: the furthest status, the best origin, the last day."""
    statuses = [item.entry.status for item in items]
    return replace(
        items[-1].entry,
        id=identity,
        number=1,
        status=Status.REJECTED if Status.REJECTED in statuses else max(statuses),
        origin=max(item.provenance.origin for item in items),
        at=max(item.provenance.at or made.at for item in items),
    )


def _index(
    connection: Connection, entries: Sequence[Entry], sides: Sequence[tuple[Sided, Sided]]
) -> None:
    index = index_of(connection)
    counts: Counter[tuple[str, str]] = Counter()
    for number, side in enumerate(SIDES):
        index.add(
            connection,
            side,
            [indexed(entry.id, both[number]) for entry, both in zip(entries, sides, strict=True)],
        )
        for entry, both in zip(entries, sides, strict=True):
            if entry.id % SAMPLE == 0:
                counts.update((side, token) for token in set(both[number].tokens))
    rows = [
        {"side": side, "token": token, "count": count}
        for (side, token), count in sorted(counts.items())
    ]
    if rows:
        connection.execute(_COUNT, rows)


def _meet(connection: Connection, batch: _Batch, made: Change) -> None:
    """Give the pairs that were there the provenance that is new, and the status that is higher."""
    met: dict[int, tuple[Entry, list[Given]]] = {}
    for same, entry in batch.known.items():
        if same not in batch.given:
            continue
        items = batch.given[same]
        if entry.status is Status.REJECTED:
            batch.done += Imported(rejected=len(items))
            continue
        met.setdefault(entry.id, (entry, []))[1].extend(items)
    found = {key: [item.provenance for item in items] for key, (_, items) in met.items()}
    news = _trace(connection, found, made, _marks(connection, list(met)))
    for identity, (entry, items) in met.items():
        better = _raised(entry, items, made)
        if better != replace(entry, at=better.at):
            rewrite(connection, entry, replace(better, number=entry.number + 1), made)
        elif identity in news and better != entry:
            where = schema.pair.c.id == identity
            connection.execute(update(schema.pair).where(where).values(at=better.at))
        changed = identity in news or better != replace(entry, at=better.at)
        batch.done += Imported(
            merged=len(items) if changed else 0, same=0 if changed else len(items)
        )


def _raised(entry: Entry, items: Sequence[Given], made: Change) -> Entry:
    known = Given(entry, Provenance(origin=entry.origin, at=entry.at))
    best = _together([*items, known], made, entry.id)
    rejected = best.status is Status.REJECTED  # a file may reject what is in use here: not silently
    return replace(
        entry,
        status=entry.status if rejected else best.status,
        origin=best.origin,
        at=best.at,
    )


def _marks(connection: Connection, pairs: Sequence[int]) -> dict[int, set[int]]:
    """The provenance that pairs have."""
    kept = schema.provenance.c
    found: dict[int, set[int]] = {}
    wanted = among(connection, kept.pair, pairs)
    for pair, mark in connection.execute(select(kept.pair, kept.mark).where(wanted)):
        found.setdefault(pair, set()).add(mark)
    return found


def _trace(
    connection: Connection,
    found: Mapping[int, Sequence[Provenance]],
    made: Change,
    marks: Mapping[int, set[int]],
) -> set[int]:
    """Write the provenance that is new; return the pairs that got some."""
    rows = []
    for pair, items in found.items():
        known = marks.get(pair, set())
        for item in items:
            mark = mark_of(item)
            if mark not in known:
                known = known | {mark}
                rows.append(_traced(pair, mark, item, made))
    if rows:
        connection.execute(insert(schema.provenance), rows)
    return {int(str(row["pair"])) for row in rows}


def _traced(pair: int, mark: int, item: Provenance, made: Change) -> dict[str, object]:
    near = item.neighbours
    return {
        "pair": pair,
        "mark": mark,
        "version": made.version,
        "origin": int(item.origin),
        "document": item.document,
        "position": item.position,
        "who": item.who or made.who,
        "at": item.at or made.at,
        "licence": item.licence,
        "domain": item.domain,
        "zh_before": near.zh_before,
        "zh_after": near.zh_after,
        "en_before": near.en_before,
        "en_after": near.en_after,
    }
