"""The segments of documents: read, edited, confirmed, split, joined (◆ database).

What is confirmed goes into the memory, and into the segments of the document that say the same.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, or_, select

from serve import schema
from serve.auth.actor import Actor
from serve.database import Database
from serve.etags import check
from serve.paging import Page, Wanted, page_of
from serve.problem import Problem
from serve.services import comments, document_rows, revising, segment_table
from serve.services.document_rows import DocumentRecord, DocumentState
from serve.services.segment_rows import (
    COLUMNS,
    STEP,
    SegmentRecord,
    SegmentState,
    record_of,
    row_of,
)
from serve.services.segment_table import Revision
from serve.services.spreading import Spreading
from translator.errors import InputError
from translator.model import Tag

_segment = schema.segment.c


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of a segment; what is None stays as it is. Without `tags` they move along."""

    text: str | None = None
    tags: tuple[Tag, ...] | None = None
    state: SegmentState | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A segment as it is now; `spread` are the positions of others that got its translation.

    `remembered` is whether the memory has the pair now.
    """

    record: SegmentRecord
    remembered: bool = False
    spread: tuple[int, ...] = ()


class Segments:
    """The segments of one database; may be shared between threads."""

    def __init__(self, database: Database, spreading: Spreading) -> None:
        self._database = database
        self._spreading = spreading

    def page(
        self,
        document: str,
        actor: Actor,
        wanted: Wanted,
        states: tuple[SegmentState, ...] = (),
        words: str = "",
    ) -> Page[SegmentRecord]:
        """Return segments in reading order: of some states, with `words` in one of the texts.

        Raises:
            Problem: see `document_rows.seen`.
        """
        where: list[ColumnElement[bool]] = [_segment.document == document]
        if states:
            where.append(_segment.state.in_([state.value for state in states]))
        if words:
            texts = (_segment.source, _segment.target)
            where.append(or_(*(text.icontains(words, autoescape=True) for text in texts)))
        with self._database.reading() as connection:
            document_rows.seen(connection, document, actor)
            rows = select(*COLUMNS).where(*where)
            return page_of(connection, rows, [_segment.position], wanted, record_of)

    def get(self, document: str, position: int, actor: Actor) -> SegmentRecord:
        """Return a segment.

        Raises:
            Problem: see `document_rows.seen`; or there is none at this position.
        """
        with self._database.reading() as connection:
            document_rows.seen(connection, document, actor)
            return segment_table.one(connection, document, position)

    def history(self, document: str, position: int, actor: Actor) -> list[Revision]:
        """Return what a segment was before each change, the oldest first.

        Raises:
            Problem: see `get`.
        """
        with self._database.reading() as connection:
            document_rows.seen(connection, document, actor)
            segment_table.one(connection, document, position)
            return segment_table.history(connection, document, position)

    def edit(self, document: str, position: int, seen: int, edit: Edit, actor: Actor) -> Edited:
        """Change a segment that somebody saw as its revision `seen`.

        Raises:
            Problem: see `document_rows.editable`; the document is not translated yet, or the
            segment was changed meanwhile. InputError: it is to be confirmed without a translation.
        """
        with self._database.writing() as connection:
            found = _ready(connection, document, actor)
            before = _seen(connection, document, position, seen)
            made = _edited(before, edit, found, actor)
            what = "edit" if edit.text is not None else "state"
            what = "confirm" if made.state is SegmentState.CONFIRMED else what
            segment_table.keep(connection, [before], actor.id, what)
            segment_table.save(connection, [made])
        if made.state is not SegmentState.CONFIRMED:
            return Edited(made)
        return Edited(made, *self._spreading.confirmed(found, made, actor))

    def split(
        self, document: str, position: int, seen: int, at: tuple[int, int], actor: Actor
    ) -> tuple[SegmentRecord, SegmentRecord]:
        """Cut a segment at these offsets of its source and its target.

        Raises:
            Problem: see `edit`; or it was split too often. InputError: see `revising.split`.
        """
        with self._database.writing() as connection:
            found = _ready(connection, document, actor)
            before = _seen(connection, document, position, seen)
            place = _between(before, segment_table.following(connection, before))
            first, second = revising.split(before, at, place, found.direction, actor.id)
            last = segment_table.last_number(connection, document, place)
            second = segment_table.numbered(second, last + 1)
            segment_table.keep(connection, [before], actor.id, "split")
            segment_table.save(connection, [first])
            connection.execute(insert(schema.segment), [row_of(second)])
            document_rows.count(connection, document, 1)
        return first, second

    def join(self, document: str, position: int, seen: int, actor: Actor) -> SegmentRecord:
        """Join a segment with the next one, whose comments become its own.

        Raises:
            Problem: see `edit`. InputError: there is no other in this paragraph.
        """
        with self._database.writing() as connection:
            found = _ready(connection, document, actor)
            first = _seen(connection, document, position, seen)
            second = segment_table.following(connection, first)
            if second is None:
                raise InputError("there is no segment after this one")
            made = revising.joined(first, second, found.direction, actor.id)
            segment_table.keep(connection, [first, second], actor.id, "join")
            comments.move(connection, document, second.position, position)
            segment_table.remove(connection, second)
            segment_table.save(connection, [made])
            document_rows.count(connection, document, -1)
        return made


def _ready(connection: Connection, document: str, actor: Actor) -> DocumentRecord:
    """The document, if it may be worked on."""
    found = document_rows.editable(connection, document, actor)
    if found.state is not DocumentState.DONE:
        raise Problem("not_ready", what=found.name)
    return found


def _seen(connection: Connection, document: str, position: int, seen: int) -> SegmentRecord:
    found = segment_table.one(connection, document, position, to_change=True)
    check(seen, found.number)
    return found


def _edited(
    before: SegmentRecord, edit: Edit, document: DocumentRecord, actor: Actor
) -> SegmentRecord:
    """The next revision: one, whatever was changed."""
    made = before
    if edit.text is not None:
        made = revising.edited(made, edit.text, edit.tags, document.direction, actor.id)
    if edit.state is not None:
        made = revising.with_state(made, edit.state, actor.id)
    return segment_table.numbered(made, before.number + 1)


def _between(before: SegmentRecord, after: SegmentRecord | None) -> int:
    """A position between two."""
    end = after.position if after else before.position + 2 * STEP
    place = (before.position + end) // 2
    if place == before.position:
        raise InputError("there is no room for another segment here; join some first")
    return place
