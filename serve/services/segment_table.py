"""Segments read and written, with what they were before (◆ database)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy import update as changed

from serve import schema
from serve.database import now
from serve.problem import Problem
from serve.services.segment_rows import COLUMNS, SegmentRecord, record_of, row_of

_segment, _revision = schema.segment.c, schema.segment_revision.c
_KEY = ("document", "position")
_BODY = TypeAdapter(SegmentRecord)


@dataclass(frozen=True, slots=True)
class Revision:
    """A segment as it was `before` somebody did something to it."""

    who: str
    at: str
    what: str
    before: SegmentRecord


def read(connection: Connection, document: str, *where: ColumnElement[bool]) -> list[SegmentRecord]:
    """Return the segments of a document, in reading order."""
    wanted = select(*COLUMNS).where(_segment.document == document, *where)
    return [record_of(*row) for row in connection.execute(wanted.order_by(_segment.position))]


def one(
    connection: Connection, document: str, position: int, *, to_change: bool = False
) -> SegmentRecord:
    """Return a segment; one that is to be changed is locked.

    Raises:
        Problem: there is none at this position.
    """
    wanted = select(*COLUMNS).where(_segment.document == document, _segment.position == position)
    wanted = wanted.with_for_update() if to_change else wanted
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise Problem("not_found", what="segment")
    return record_of(*row)


def following(connection: Connection, record: SegmentRecord) -> SegmentRecord | None:
    """Return the segment after another, locked."""
    after = (_segment.document == record.document) & (_segment.position > record.position)
    wanted = select(*COLUMNS).where(after).order_by(_segment.position).limit(1).with_for_update()
    row = connection.execute(wanted).one_or_none()
    return None if row is None else record_of(*row)


def save(connection: Connection, records: Sequence[SegmentRecord]) -> None:
    """Write segments in the place of what they were."""
    if not records:
        return
    rows = [row_of(record) for record in records]
    values: dict[str, BindParameter[object]] = {
        name: bindparam(f"new_{name}") for name in rows[0] if name not in _KEY
    }
    mine = (_segment.document == bindparam("of_document")) & (
        _segment.position == bindparam("at_position")
    )
    connection.execute(
        changed(schema.segment).where(mine).values(**values),
        [
            {"of_document": row["document"], "at_position": row["position"]}
            | {f"new_{name}": row[name] for name in values}
            for row in rows
        ],
    )


def keep(connection: Connection, before: Sequence[SegmentRecord], who: str, what: str) -> None:
    """Keep segments as they were in the history: `who` did `what` to them."""
    rows = [
        {
            "document": item.document,
            "position": item.position,
            "number": item.number,
            "who": who,
            "at": now(),
            "what": what,
            "body": _BODY.dump_json(item).decode(),
        }
        for item in before
    ]
    if rows:
        connection.execute(insert(schema.segment_revision), rows)


def history(connection: Connection, document: str, position: int) -> list[Revision]:
    """Return what a segment was before each change, the oldest first."""
    mine = (_revision.document == document) & (_revision.position == position)
    columns = (_revision.who, _revision.at, _revision.what, _revision.body)
    rows = connection.execute(select(*columns).where(mine).order_by(_revision.number))
    return [Revision(r.who, r.at, r.what, _BODY.validate_json(r.body)) for r in rows]


def last_number(connection: Connection, document: str, position: int) -> int:
    """Return the number of the last revision that was ever at a position; 0 for none."""
    mine = (_revision.document == document) & (_revision.position == position)
    return int(connection.scalar(select(func.max(_revision.number)).where(mine)) or 0)


def numbered(record: SegmentRecord, number: int) -> SegmentRecord:
    """Return a segment as the revision `number`."""
    return replace(record, number=number)


def remove(connection: Connection, record: SegmentRecord) -> None:
    """Take a segment out."""
    mine = (_segment.document == record.document) & (_segment.position == record.position)
    connection.execute(delete(schema.segment).where(mine))


def beside(connection: Connection, record: SegmentRecord) -> tuple[str, str]:
    """Return the sources before and after a segment; "" at an end."""
    mine = select(_segment.source).where(_segment.document == record.document).limit(1)
    before = mine.where(_segment.position < record.position).order_by(_segment.position.desc())
    after = mine.where(_segment.position > record.position).order_by(_segment.position)
    return connection.scalar(before) or "", connection.scalar(after) or ""


def replace_open(
    connection: Connection, news: Sequence[SegmentRecord], who: str, what: str
) -> tuple[int, ...]:
    """Write new revisions of those segments that nobody changed meanwhile; say which ones."""
    places = [item.position for item in news]
    if not places:
        return ()
    where = (_segment.document == news[0].document) & _segment.position.in_(places)
    rows = connection.execute(select(*COLUMNS).where(where).with_for_update())
    present = {item.position: item for item in (record_of(*row) for row in rows)}
    fresh = [
        item
        for item in news
        if item.position in present and present[item.position].number == item.number - 1
    ]
    keep(connection, [present[item.position] for item in fresh], who, what)
    save(connection, fresh)
    return tuple(item.position for item in fresh)
