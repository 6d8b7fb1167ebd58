"""What each person used, day by day, and whether their quota reaches (◆ database)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from serve import schema
from serve.auth.actor import Actor
from serve.database import Database, now
from serve.problem import Problem

_usage = schema.usage.c


@dataclass(frozen=True, slots=True)
class Used:
    """What was used of one kind on one day."""

    day: str
    kind: str
    requests: int
    segments: int
    characters: int


class Usage:
    """Counts, in the database, so that every host counts the same."""

    def __init__(self, database: Database, quota: int) -> None:
        """Use `database`; `quota` (characters a month) is that of whoever has none of their own."""
        self._database = database
        self._quota = quota

    @contextmanager
    def charged(self, actor: Actor, kind: str, segments: int, characters: int) -> Iterator[None]:
        """Count the work done inside; where it fails nothing is counted.

        Raises:
            Problem: the quota of this month does not reach.
        """
        self.charge(actor, kind, segments, characters)
        try:
            yield
        except BaseException:
            with self._database.writing(is_effect=False) as connection:
                _add(connection, (actor.id, now()[:10], kind), (-1, -segments, -characters))
            raise

    def charge(self, actor: Actor, kind: str, segments: int, characters: int) -> None:
        """Count work.

        Raises:
            Problem: the quota of this month does not reach.
        """
        quota = self.quota(actor)
        with self._database.writing(is_effect=False) as connection:
            used = _this_month(_holding(connection, actor.id), actor.id) if quota else 0
            if quota and used + characters > quota:
                raise Problem("quota_exceeded", used=used, quota=quota, asked=characters)
            _add(connection, (actor.id, now()[:10], kind), (1, segments, characters))

    def quota(self, actor: Actor) -> int:
        """Return the characters that `actor` has a month, 0 for no limit."""
        return actor.quota or self._quota

    def this_month(self, user: str) -> int:
        """Return the characters that somebody used this month."""
        with self._database.reading() as connection:
            return _this_month(connection, user)

    def days(self, user: str, since: str, until: str) -> list[Used]:
        """Return what somebody used from the day `since` to the day `until`, by day and kind."""
        return self._read((_usage.user == user) & _usage.day.between(since, until))

    def _read(self, where: ColumnElement[bool]) -> list[Used]:
        columns = (_usage.day, _usage.kind, _usage.requests, _usage.segments, _usage.characters)
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns).where(where).order_by(*columns[:2]))
            return [Used(*row) for row in rows]


def _holding(connection: Connection, user: str) -> Connection:
    """The connection, on which nobody else counts for this person until its transaction ends."""
    row = select(schema.user.c.id).where(schema.user.c.id == user)
    connection.execute(row.with_for_update()).all()
    return connection


def _this_month(connection: Connection, user: str) -> int:
    mine = (_usage.user == user) & (_usage.day >= now()[:8])
    found = select(func.coalesce(func.sum(_usage.characters), 0)).where(mine)
    return int(connection.scalars(found).one())


def _add(connection: Connection, key: tuple[str, str, str], counts: tuple[int, int, int]) -> None:
    """Add to a row, or make it; never below nothing."""
    user, day, kind = key
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    names = ("requests", "segments", "characters")
    row = {"user": user, "day": day, "kind": kind}
    made = dialect.insert(schema.usage).values(**row, requests=0, segments=0, characters=0)
    connection.execute(made.on_conflict_do_nothing())
    mine = (_usage.user == user) & (_usage.day == day) & (_usage.kind == kind)
    added = {name: _usage[name] + count for name, count in zip(names, counts, strict=True)}
    connection.execute(update(schema.usage).where(mine).values(**added))
