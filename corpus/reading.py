"""Statements that read pairs and their provenance (◆ disk)."""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Connection, exists, select

from corpus import schema
from corpus.among import among
from corpus.model import EntryRevision, NoPair, Provenance, Selection
from corpus.rows import COLUMNS, entry_of, provenance_of
from termbase.history import Change


def present(connection: Connection, identity: int) -> EntryRevision:
    """Return a pair as it is.

    Raises:
        NoPair: none has this id.
    """
    made = schema.change.c
    told = (made.who, made.what, made.why, made.at.label("made_at"), made.version)
    joined = select(*COLUMNS, *told).join_from(schema.pair, schema.change)
    row = connection.execute(joined.where(schema.pair.c.id == identity)).first()
    if row is None:
        raise NoPair(f"{identity}: no pair has this id")
    change = Change(row.who, row.what, row.why, row.made_at, row.version)
    return EntryRevision(entry_of(row), change)


def selected(wanted: Selection) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on a row of `schema.pair` that `wanted` says."""
    pair, found = schema.pair.c, schema.provenance.c
    yield pair.merged.is_(None) & (pair.status >= int(wanted.status))
    if wanted.scope is not None:
        yield (pair.scope == int(wanted.scope)) & (pair.owner == wanted.owner)
    if wanted.since:
        yield pair.at >= wanted.since
    begins = [
        column.startswith(said, autoescape=True)
        for column, said in (
            (found.licence, wanted.licence),
            (found.domain, wanted.domain),
            (found.document, wanted.document),
        )
        if said
    ]
    if begins:
        yield exists().where(found.pair == pair.id, *begins)


def provenance_in(
    connection: Connection, pairs: Collection[int]
) -> dict[int, tuple[Provenance, ...]]:
    """Return where each of these pairs was found, the oldest first."""
    kept = schema.provenance
    wanted = (
        select(kept)
        .where(among(connection, kept.c.pair, pairs))
        .order_by(kept.c.version, kept.c.position)
    )
    found: dict[int, tuple[Provenance, ...]] = {}
    for row in connection.execute(wanted) if pairs else ():
        found[row.pair] = (*found.get(row.pair, ()), provenance_of(row))
    return found
