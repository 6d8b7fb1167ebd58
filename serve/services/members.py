"""Who belongs to an organisation or a project, and as what (◆ database)."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, insert, select

from serve import schema
from serve.auth.actor import Actor
from serve.auth.roles import Permission, Role
from serve.database import Database
from serve.paging import Page, Wanted, page_of
from serve.problem import Problem
from serve.revisions import change, remove
from serve.services.audit import note

_user = schema.user.c


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to it."""

    user: str
    number: int
    name: str
    role: Role


class Members:
    """The members of organisations, or of projects.

    `visible` raises a problem where an actor may not see what they belong to.
    """

    def __init__(
        self,
        database: Database,
        table: Table,
        kind: str,
        visible: Callable[[Connection, str, Actor], object],
    ) -> None:
        self._database = database
        self._table = table
        self._kind = kind
        self._visible = visible

    def page(self, group: str, actor: Actor, wanted: Wanted) -> Page[Member]:
        """Return members by name.

        Raises:
            Problem: there is no such group, or `actor` may not see it.
        """
        kept = self._table.c
        rows = select(kept.user, kept.number, _user.name, kept.role)
        rows = rows.where(kept[self._kind] == group, kept.user == _user.id)
        with self._database.reading() as connection:
            self._visible(connection, group, actor)
            return page_of(connection, rows, [_user.name], wanted, Member)

    def get(self, group: str, user: str, actor: Actor) -> Member:
        """Return a member.

        Raises:
            Problem: see `page`; or they do not belong to it.
        """
        with self._database.reading() as connection:
            self._visible(connection, group, actor)
            found = self._present(connection, group, user)
        if found is None:
            raise Problem("not_found", what="member")
        return found

    def put(self, group: str, user: str, role: Role, seen: int | None, actor: Actor) -> Member:
        """Let somebody belong to it with this role; who does already needs the number `seen`.

        Raises:
            Problem: see `page`; `actor` may not say so, there is no such user, or the member was
                changed meanwhile.
        """
        with self._database.writing() as connection:
            self._managed(connection, group, actor)
            known = self._present(connection, group, user)
            if known is None:
                self._add(connection, group, user, role)
            else:
                if seen is None:
                    raise Problem("precondition_required")
                change(connection, self._table, self._row(group, user), seen, {"role": role})
            note(connection, actor, f"{self._kind}.member", group, user=user, role=role.value)
            made = self._present(connection, group, user)
        if made is None:
            raise Problem("not_found", what="member")
        return made

    def remove(self, group: str, user: str, seen: int, actor: Actor) -> None:
        """Let somebody belong to it no more.

        Raises:
            Problem: see `put`; or they do not belong to it.
        """
        with self._database.writing() as connection:
            self._managed(connection, group, actor)
            known = self._present(connection, group, user)
            if known is None:
                raise Problem("not_found", what="member")
            remove(connection, self._table, self._row(group, user), seen)
            note(connection, actor, f"{self._kind}.leave", group, user=user)

    def _add(self, connection: Connection, group: str, user: str, role: Role) -> None:
        if not connection.execute(select(_user.id).where(_user.id == user)).first():
            raise Problem("not_found", what="user")
        row = {self._kind: group, "user": user, "role": role, "number": 1}
        connection.execute(insert(self._table).values(**row))

    def _present(self, connection: Connection, group: str, user: str) -> Member | None:
        kept = self._table.c
        wanted = select(kept.user, kept.number, _user.name, kept.role)
        where = self._row(group, user) & (kept.user == _user.id)
        row = connection.execute(wanted.where(where)).one_or_none()
        return None if row is None else Member(*row)

    def _row(self, group: str, user: str) -> ColumnElement[bool]:
        kept = self._table.c
        return (kept[self._kind] == group) & (kept.user == user)

    def _managed(self, connection: Connection, group: str, actor: Actor) -> None:
        self._visible(connection, group, actor)
        may = actor.may_in if self._kind == "project" else actor.may_within
        if not may(group, Permission.MANAGE):
            raise Problem("forbidden", permission=Permission.MANAGE.value)
