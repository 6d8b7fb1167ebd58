"""Memories as other clients know them: those of the store by scope, and imported ones (◆ database).

An imported memory answers the requests that name it alone; the others answer whoever sees them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select

from corpus.model import Entry, Status
from corpus.rows import COLUMNS, entry_of
from corpus.schema import pair as _pairs
from serve.auth.actor import Actor
from serve.auth.tokens import new_id
from serve.database import Database, now
from serve.problem import Problem
from serve.schema_clients import memory as _memories
from serve.services.glossaries import plain
from termbase.model import Scope

_memory, _pair = _memories.c, _pairs.c
_PAGE = 1_000  # pairs read at once


@dataclass(frozen=True, slots=True)
class Holding:
    """A memory: the pairs of one scope and owner; `own` is whether it was imported as such."""

    id: str
    name: str
    scope: Scope
    owner: str
    own: bool = False
    created: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the pairs of a memory, how many there are in all, where the next part begins."""

    entries: tuple[Entry, ...]
    count: int
    next: int | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which pairs: those that hold `text` in either language, after the one with the id `after`."""

    text: str = ""
    cased: bool = False
    after: int = 0
    limit: int = 50


class Memories:
    """The memories that somebody sees; may be shared between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, actor: Actor) -> list[Holding]:
        """Return the memories of `actor`: shared, theirs, their projects', imported ones."""
        scopes = [
            _standing("shared", Scope.SHARED, ""),
            _standing("personal", Scope.PERSONAL, actor.name),
            *(_standing(item.name, Scope.TEAM, item.name) for item in actor.projects),
        ]
        mine = select(_memories).where(_memory.owner == actor.id).order_by(_memory.created)
        with self._database.reading() as connection:
            rows = connection.execute(mine).all()
        return [
            *scopes,
            *(
                Holding(row.id, row.name, Scope.DOCUMENT, owner_of(row.id), True, row.created)
                for row in rows
            ),
        ]

    def get(self, actor: Actor, identity: str) -> Holding:
        """Return a memory that `actor` sees.

        Raises:
            Problem: they see none of that id.
        """
        wanted = plain(identity)
        found = next((item for item in self.of(actor) if item.id == wanted), None)
        if found is None:
            raise Problem("not_found", what="translation memory")
        return found

    def make(self, actor: Actor, name: str) -> Holding:
        """Keep the name of a new memory."""
        row = {"id": new_id(), "owner": actor.id, "name": name, "created": now(), "changed": now()}
        with self._database.writing() as connection:
            connection.execute(insert(_memories).values(row))
        return self.get(actor, row["id"])

    def drop(self, actor: Actor, identity: str) -> None:
        """Forget an imported memory: its pairs answer nobody any more.

        Raises:
            Problem: there is none, or it is that of a scope.
        """
        found = self.get(actor, identity)
        if not found.own:
            reason = f"the memory “{found.name}” is more than one import and cannot be deleted"
            raise Problem("refused", reason=reason)
        with self._database.writing() as connection:
            connection.execute(delete(_memories).where(_memory.id == found.id))

    def count(self, holding: Holding) -> int:
        """Return how many pairs a memory has."""
        with self._database.reading() as connection:
            return _count(connection, *_held(holding))

    def part(self, holding: Holding, wanted: Filter) -> Slice:
        """Return the pairs of a memory that are wanted, by their ids."""
        where = [*_held(holding), *_holding(wanted)]
        page = select(*COLUMNS).where(*where, _pair.id > wanted.after).order_by(_pair.id)
        with self._database.reading() as connection:
            rows = connection.execute(page.limit(wanted.limit + 1)).all()
            count = _count(connection, *where)
        entries = tuple(entry_of(row) for row in rows[: wanted.limit])
        return Slice(entries, count, entries[-1].id if len(rows) > wanted.limit else None)

    def pairs(self, holding: Holding) -> Iterator[Entry]:
        """Yield the pairs of a memory, the oldest first."""
        after: int | None = 0
        while after is not None:
            found = self.part(holding, Filter(after=after, limit=_PAGE))
            yield from found.entries
            after = found.next


def owner_of(identity: str) -> str:
    """Return the owner of the pairs of an imported memory."""
    return f"memory:{identity}"


def document_of(database: Database, actor: Actor, identity: str) -> str:
    """Return the document whose pairs a request uses that names a memory.

    Raises:
        Problem: they see none of that id.
    """
    if not identity:
        return ""
    found = Memories(database).get(actor, identity)
    return found.owner if found.own else ""


def _standing(name: str, scope: Scope, owner: str) -> Holding:
    identity = uuid5(NAMESPACE_OID, f"biaoyi memory {scope.name} {owner}").hex
    return Holding(identity, name, scope, owner)


def _held(holding: Holding) -> tuple[ColumnElement[bool], ...]:
    alive = _pair.merged.is_(None) & (_pair.status > int(Status.REJECTED))
    return alive, _pair.scope == int(holding.scope), _pair.owner == holding.owner


def _holding(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    if not wanted.text:
        return
    if wanted.cased:
        yield or_(*(func.replace(side, wanted.text, "") != side for side in (_pair.zh, _pair.en)))
    else:
        text = wanted.text.lower()
        sides = (func.lower(side) for side in (_pair.zh, _pair.en))
        yield or_(*(side.contains(text, autoescape=True) for side in sides))


def _count(connection: Connection, *where: ColumnElement[bool]) -> int:
    return int(
        connection.execute(select(func.count()).select_from(_pairs).where(*where)).scalar_one()
    )
