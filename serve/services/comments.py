"""What people say to one another about a segment (◆ database)."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from serve import schema
from serve.auth.actor import Actor
from serve.auth.roles import Permission
from serve.auth.tokens import new_id
from serve.database import Database, now
from serve.etags import check
from serve.problem import Problem
from serve.services import document_rows, segment_table

_comment, _user = schema.comment.c, schema.user.c


@dataclass(frozen=True, slots=True)
class Comment:
    """Something said about a segment; `number` counts its revisions, `name` is who said it."""

    id: str
    number: int
    position: int
    who: str
    name: str
    at: str
    text: str


_COLUMNS = (
    _comment.id, _comment.number, _comment.position, _comment.who, _user.name, _comment.at,
    _comment.text,
)  # fmt: skip


class Comments:
    """The comments of one database; may be shared between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, document: str, position: int, actor: Actor) -> list[Comment]:
        """Return what was said about a segment, the oldest first.

        Raises:
            Problem: `actor` does not see the document, or there is no such segment.
        """
        with self._database.reading() as connection:
            document_rows.seen(connection, document, actor)
            segment_table.one(connection, document, position)
            where = (_comment.document == document) & (_comment.position == position)
            wanted = select(*_COLUMNS).join_from(schema.comment, schema.user).where(where)
            rows = connection.execute(wanted.order_by(_comment.at, _comment.id))
            return [Comment(*row) for row in rows]

    def add(self, document: str, position: int, text: str, actor: Actor) -> Comment:
        """Say something; whoever sees a document may.

        Raises:
            Problem: see `all`.
        """
        identity = new_id()
        with self._database.writing() as connection:
            document_rows.seen(connection, document, actor)
            segment_table.one(connection, document, position)
            said = {"document": document, "position": position, "who": actor.id, "text": text}
            connection.execute(
                insert(schema.comment).values(id=identity, number=1, at=now(), **said)
            )
            return _one(connection, document, identity)

    def edit(self, document: str, comment: str, seen: int, text: str, actor: Actor) -> Comment:
        """Say it otherwise, as the one who said it.

        Raises:
            Problem: see `all`; it is another's, or was changed meanwhile.
        """
        with self._database.writing() as connection:
            found = self._own(connection, document, comment, actor)
            check(seen, found.number)
            told = update(schema.comment).where(_comment.id == comment)
            connection.execute(told.values(text=text, number=found.number + 1))
            return _one(connection, document, comment)

    def delete(self, document: str, comment: str, seen: int, actor: Actor) -> None:
        """Take it back, as the one who said it.

        Raises:
            Problem: see `edit`.
        """
        with self._database.writing() as connection:
            found = self._own(connection, document, comment, actor)
            check(seen, found.number)
            connection.execute(delete(schema.comment).where(_comment.id == comment))

    def _own(self, connection: Connection, document: str, comment: str, actor: Actor) -> Comment:
        document_rows.seen(connection, document, actor)
        found = _one(connection, document, comment)
        if found.who != actor.id:
            raise Problem("forbidden", permission=Permission.MANAGE.value)
        return found


def move(connection: Connection, document: str, position: int, to: int) -> None:
    """Let the comments of one segment be those of another."""
    where = (_comment.document == document) & (_comment.position == position)
    connection.execute(update(schema.comment).where(where).values(position=to))


def _one(connection: Connection, document: str, comment: str) -> Comment:
    where = (_comment.document == document) & (_comment.id == comment)
    wanted = select(*_COLUMNS).join_from(schema.comment, schema.user).where(where)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise Problem("not_found", what="comment")
    return Comment(*row)
