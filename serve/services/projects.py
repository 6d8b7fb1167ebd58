"""Projects, which documents, terms and pairs belong to, and who works in them (◆ database)."""

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


@dataclass(frozen=True, slots=True)
class Project:
    """A project; `name`, ORGANISATION/PROJECT, is the owner of its terms and pairs."""

    id: str
    number: int
    organisation: str
    name: str
    title: str
    created: str


_COLUMNS = tuple(_project[name] for name in Project.__slots__)


class Projects:
    """The projects of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.members = Members(database, schema.project_member, "project", self._visible)

    def page(self, actor: Actor, wanted: Wanted) -> Page[Project]:
        """Return, by name, the projects that `actor` sees."""
        rows = select(*_COLUMNS)
        if not actor.may(Permission.MANAGE):
            rows = rows.where(_project.id.in_([item.project for item in actor.projects]))
        with self._database.reading() as connection:
            return page_of(connection, rows, [_project.name], wanted, Project)

    def get(self, identity: str, actor: Actor) -> Project:
        """Return a project.

        Raises:
            Problem: there is none of this id, or `actor` may not see it.
        """
        with self._database.reading() as connection:
            return self._visible(connection, identity, actor)

    def create(self, organisation: str, name: str, title: str, actor: Actor) -> Project:
        """Make a project in an organisation.

        Raises:
            Problem: there is no such organisation, the name is taken, or `actor` may not.
        """
        with self._database.writing() as connection:
            wanted = select(_organisation.name).where(_organisation.id == organisation)
            above = connection.scalars(wanted).one_or_none()
            inside = any(item.organisation == organisation for item in actor.projects)
            if not above or not (inside or actor.may_within(organisation, Permission.READ)):
                raise Problem("not_found", what="organisation")
            if not actor.may_within(organisation, Permission.MANAGE):
                raise Problem("forbidden", permission=Permission.MANAGE.value)
            made = Project(new_id(), 1, organisation, f"{above}/{name}", title, now())
            if connection.execute(select(_project.id).where(_project.name == made.name)).first():
                raise Problem("taken", what="project", name=made.name)
            row = {field: getattr(made, field) for field in Project.__slots__}
            connection.execute(insert(schema.project).values(**row))
            note(connection, actor, "project.create", made.id, name=made.name)
        return made

    def update(self, identity: str, seen: int, title: str, actor: Actor) -> Project:
        """Change the title.

        Raises:
            Problem: see `get`; or it was changed meanwhile, or `actor` may not change it.
        """
        with self._database.writing() as connection:
            self._managed(connection, identity, actor)
            change(connection, schema.project, _project.id == identity, seen, {"title": title})
            note(connection, actor, "project.update", identity, title=title)
            return self._visible(connection, identity, actor)

    def delete(self, identity: str, seen: int, actor: Actor) -> None:
        """Remove a project without documents; its terms and pairs stay, for nobody to see.

        Raises:
            Problem: see `update`; or it has documents.
        """
        with self._database.writing() as connection:
            known = self._managed(connection, identity, actor)
            has = select(schema.document.c.id).where(schema.document.c.project == identity)
            if connection.execute(has).first():
                raise Problem("not_empty", what="documents")
            remove(connection, schema.project, _project.id == identity, seen)
            note(connection, actor, "project.delete", identity, name=known.name)

    def _visible(self, connection: Connection, identity: str, actor: Actor) -> Project:
        row = connection.execute(select(*_COLUMNS).where(_project.id == identity)).one_or_none()
        if row is None or not actor.sees(identity):
            raise Problem("not_found", what="project")
        return Project(*row)

    def _managed(self, connection: Connection, identity: str, actor: Actor) -> Project:
        found = self._visible(connection, identity, actor)
        if not actor.may_in(identity, Permission.MANAGE):
            raise Problem("forbidden", permission=Permission.MANAGE.value)
        return found
