"""Organisations, which have projects, and who belongs to a whole one (◆ database)."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from serve import schema
from serve.auth.actor import Actor
from serve.auth.roles import Permission
from serve.auth.tokens import new_id
from serve.database import Database, now
from serve.paging import Page, Wanted, page_of
from serve.problem import Problem
from serve.revisions import change, remove
from serve.services.audit import note
from serve.services.members import Members

_organisation, _project = schema.organisation.c, schema.project.c
_member = schema.organisation_member


@dataclass(frozen=True, slots=True)
class Organisation:
    """What has projects; its name is for ever, since terms of its projects bear it."""

    id: str
    number: int
    name: str
    title: str
    created: str


_COLUMNS = tuple(_organisation[name] for name in Organisation.__slots__)


class Organisations:
    """The organisations of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.members = Members(database, _member, "organisation", self._visible)

    def page(self, actor: Actor, wanted: Wanted) -> Page[Organisation]:
        """Return, by name, the organisations that `actor` belongs to; for administrators all."""
        rows = select(*_COLUMNS)
        if not actor.may(Permission.MANAGE):
            mine = {identity for identity, _ in actor.organisations}
            rows = rows.where(_organisation.id.in_(mine | {p.organisation for p in actor.projects}))
        with self._database.reading() as connection:
            return page_of(connection, rows, [_organisation.name], wanted, Organisation)

    def get(self, identity: str, actor: Actor) -> Organisation:
        """Return an organisation.

        Raises:
            Problem: there is none of this id, or `actor` may not see it.
        """
        with self._database.reading() as connection:
            return self._visible(connection, identity, actor)

    def create(self, name: str, title: str, actor: Actor) -> Organisation:
        """Make an organisation.

        Raises:
            Problem: the name is taken.
        """
        made = Organisation(new_id(), 1, name, title, now())
        with self._database.writing() as connection:
            if connection.execute(
                select(_organisation.id).where(_organisation.name == name)
            ).first():
                raise Problem("taken", what="organisation", name=name)
            row = {field: getattr(made, field) for field in Organisation.__slots__}
            connection.execute(insert(schema.organisation).values(**row))
            note(connection, actor, "organisation.create", made.id, name=name)
        return made

    def update(self, identity: str, seen: int, title: str, actor: Actor) -> Organisation:
        """Change the title.

        Raises:
            Problem: see `get`; or it was changed meanwhile, or `actor` may not change it.
        """
        with self._database.writing() as connection:
            self._managed(connection, identity, actor)
            change(
                connection,
                schema.organisation,
                _organisation.id == identity,
                seen,
                {"title": title},
            )
            note(connection, actor, "organisation.update", identity, title=title)
            return self._visible(connection, identity, actor)

    def delete(self, identity: str, seen: int, actor: Actor) -> None:
        """Remove an organisation without projects.

        Raises:
            Problem: see `update`; or it has projects.
        """
        with self._database.writing() as connection:
            known = self._managed(connection, identity, actor)
            has = select(_project.id).where(_project.organisation == identity)
            if connection.execute(has).first():
                raise Problem("not_empty", what="projects")
            remove(connection, schema.organisation, _organisation.id == identity, seen)
            note(connection, actor, "organisation.delete", identity, name=known.name)

    def _visible(self, connection: Connection, identity: str, actor: Actor) -> Organisation:
        wanted = select(*_COLUMNS).where(_organisation.id == identity)
        row = connection.execute(wanted).one_or_none()
        inside = any(item.organisation == identity for item in actor.projects)
        if row is None or not (inside or actor.may_within(identity, Permission.READ)):
            raise Problem("not_found", what="organisation")
        return Organisation(*row)

    def _managed(self, connection: Connection, identity: str, actor: Actor) -> Organisation:
        found = self._visible(connection, identity, actor)
        if not actor.may_within(identity, Permission.MANAGE):
            raise Problem("forbidden", permission=Permission.MANAGE.value)
        return found
