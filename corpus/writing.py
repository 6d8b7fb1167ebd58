"""Statements that change pairs, and keep what they were (◆ disk)."""

from sqlalchemy import Connection, delete, insert, select, update

from corpus import schema
from corpus.index import index_of
from corpus.model import Entry, MemoryProblem
from corpus.rows import SIDES, body_of, content_of, indexed, row_of, sided
from corpus.words import key
from termbase.history import Change


def rewrite(connection: Connection, before: Entry, after: Entry, made: Change) -> None:
    """Keep `before` in the history and write `after`, which has the same texts, in its place."""
    kept = schema.pair.c
    version = select(kept.version).where(kept.id == before.id).scalar_subquery()
    row = {"pair": before.id, "number": before.number, "version": version, "body": body_of(before)}
    connection.execute(insert(schema.revision).values(row))
    values = {
        "number": after.number,
        "version": made.version,
        "status": int(after.status),
        "origin": int(after.origin),
        "at": after.at,
        "used": after.used,
    }
    connection.execute(update(schema.pair).where(kept.id == before.id).values(values))


def write_anew(connection: Connection, before: Entry, after: Entry, made: Change) -> None:
    """Write `after` with its texts, and index them for those of `before`."""
    rewrite(connection, before, after, made)
    _remember(connection, before, after)
    old = sided(key(before.zh)), sided(key(before.en))
    new = sided(key(after.zh)), sided(key(after.en))
    row = row_of(after, made.version, new, content_of(after))
    where = schema.pair.c.id == after.id
    connection.execute(update(schema.pair).where(where).values(dict(row)))
    index = index_of(connection)
    for side, gone, come in zip(SIDES, old, new, strict=True):
        index.remove(connection, side, [indexed(before.id, gone)])
        index.add(connection, side, [indexed(after.id, come)])


def _remember(connection: Connection, before: Entry, after: Entry) -> None:
    """Note what the pair said, and forget that it said before what it says again."""
    kept = schema.former.c
    contents = [content_of(before), content_of(after)]
    where = (kept.pair == before.id) & kept.content.in_(contents)
    connection.execute(delete(schema.former).where(where))
    if contents[0] != contents[1]:
        row = {"content": contents[0], "pair": before.id}
        connection.execute(insert(schema.former).values(row))


def refuse_twin(connection: Connection, entry: Entry) -> None:
    """Refuse an entry that says what another pair says for the same people.

    Raises:
        MemoryProblem: there is one, which the message names.
    """
    pair = schema.pair.c
    same = (pair.content == content_of(entry)) & (pair.id != entry.id) & pair.merged.is_(None)
    whose = (pair.scope == int(entry.scope)) & (pair.owner == entry.owner)
    twin = connection.scalar(select(pair.id).where(same & whose))
    if twin is not None:
        raise MemoryProblem(f"pair {twin} says the same; edit or merge that one")


def said_by(entry: Entry) -> tuple[object, ...]:
    """Return all of an entry that is looked up: its texts, and for whom it holds."""
    return entry.zh, entry.en, entry.zh_tags, entry.en_tags, entry.scope, entry.owner
