"""Revisions > rows and back: the statements of the term store (◆ disk)."""

from collections.abc import Collection, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    insert,
    select,
    update,
)

from termbase import schema
from termbase.history import Change, Revision
from termbase.record import from_json, to_json

IS_PRESENT = (
    select(schema.concept.c.id)
    .where(
        schema.concept.c.id == schema.revision.c.concept,
        schema.concept.c.number == schema.revision.c.number,
    )
    .exists()
)


def revisions(
    wanted: ColumnElement[bool],
) -> Select[str, int, str, int, str, str, str, str]:
    """Return the query for the revisions that are `wanted`; `read` understands its rows."""
    kept, made = schema.revision.c, schema.change.c
    columns = (kept.concept, kept.number, kept.body, kept.version)
    told = (made.at, made.who, made.what, made.why)
    return select(*columns, *told).join(schema.change).where(wanted)


def read(row: Row[str, int, str, int, str, str, str, str]) -> Revision:
    """Return the revision of a row of `revisions`."""
    identity, number, body, version, at, who, what, why = row
    return Revision(from_json(body, identity), number, Change(who, what, why, at, version))


def bodies_of(connection: Connection, identities: Collection[str]) -> dict[str, list[str]]:
    """Return what each revision of these concepts says, in JSON, the oldest first."""
    kept = schema.revision.c
    wanted = select(kept.concept, kept.body).where(kept.concept.in_(identities))
    bodies: dict[str, list[str]] = {}
    for identity, body in connection.execute(wanted.order_by(kept.number)):
        bodies.setdefault(identity, []).append(body)
    return bodies


def write(connection: Connection, revisions: Sequence[Revision]) -> None:
    """Add the revisions, and point their concepts at the last of each."""
    if not revisions:
        return
    rows = [
        {
            "concept": item.concept.id,
            "number": item.number,
            "version": item.change.version,
            "body": to_json(item.concept),
        }
        for item in revisions
    ]
    connection.execute(insert(schema.revision), rows)
    last = {item.concept.id: item.number for item in revisions}
    first = {item.concept.id for item in revisions if item.number == 1}
    pointers = [{"id": key, "number": number} for key, number in last.items() if key in first]
    if pointers:
        connection.execute(insert(schema.concept), pointers)
    moved = [{"which": key, "to": number} for key, number in last.items() if key not in first]
    if moved:
        pointer = update(schema.concept).where(schema.concept.c.id == bindparam("which"))
        connection.execute(pointer.values(number=bindparam("to")), moved)
