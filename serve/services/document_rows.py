"""Documents as they are kept, and who may see and change them (◆ database)."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, and_, false, or_, select, update

from serve import schema
from serve.auth.actor import Actor, Belonging
from serve.auth.roles import Permission
from serve.database import now
from serve.problem import Problem
from serve.services.translation import Options
from termbase.text import Language
from translator.model import Direction, Issue

_document = schema.document.c
OPTIONS = TypeAdapter(Options)
NOTES = TypeAdapter(tuple[Issue, ...])


class DocumentState(enum.StrEnum):
    """How far a document is."""

    QUEUED = "queued"
    TRANSLATING = "translating"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document; without a project it is its owner's alone.

    `error` is the code of the problem that ended its translation and `detail` its sentence.
    `segments` and `characters` are counted in its source.
    """

    id: str
    number: int
    owner: str
    project: str | None
    name: str
    source_language: Language
    target_language: Language
    state: DocumentState
    segments: int
    characters: int
    error: str
    detail: str
    created: str
    changed: str

    @property
    def direction(self) -> Direction:
        """From which language into which."""
        return Direction(self.source_language, self.target_language)


COLUMNS = tuple(_document[name] for name in DocumentRecord.__slots__)


def record_of(*values: object) -> DocumentRecord:
    """Return the document of a row of `COLUMNS`."""
    found = dict(zip(DocumentRecord.__slots__, values, strict=True))
    return _RECORD.validate_python(found)


_RECORD = TypeAdapter(DocumentRecord)


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that `actor` sees a document."""
    own = and_(_document.project.is_(None), _document.owner == actor.id)
    if actor.may(Permission.MANAGE):
        return or_(own, _document.project.is_not(None))
    mine = [item.project for item in actor.projects if actor.sees(item.project)]
    return or_(own, _document.project.in_(mine) if mine else false())


def seen(connection: Connection, identity: str, actor: Actor) -> DocumentRecord:
    """Return a document that `actor` sees.

    Raises:
        Problem: there is none of this id, or it is not theirs to see.
    """
    wanted = select(*COLUMNS).where(_document.id == identity, seen_by(actor))
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise Problem("not_found", what="document")
    return record_of(*row)


def editable(connection: Connection, identity: str, actor: Actor) -> DocumentRecord:
    """Return a document that `actor` may change.

    Raises:
        Problem: see `seen`; or they may only look at it.
    """
    found = seen(connection, identity, actor)
    if not may_edit(actor, found.project):
        raise Problem("forbidden", permission=Permission.DOCUMENTS.value)
    return found


def may_edit(actor: Actor, project: str | None) -> bool:
    """Whether `actor` may change the documents of a project, or without one their own."""
    if project is None:
        return actor.may(Permission.DOCUMENTS)
    return actor.may_in(project, Permission.DOCUMENTS)


def details(connection: Connection, identity: str) -> Row[*tuple[object, ...]]:
    """Return what a document has besides: its files, options and notes."""
    columns = (_document.source, _document.target, _document.options, _document.notes)
    return connection.execute(select(*columns).where(_document.id == identity)).one()


def change(connection: Connection, document: str, values: Mapping[str, object]) -> None:
    """Make a new revision of a document."""
    told = update(schema.document).where(_document.id == document)
    connection.execute(told.values(**values, number=_document.number + 1, changed=now()))


def count(connection: Connection, document: str, more: int) -> None:
    """Note that a document has so many segments more."""
    told = update(schema.document).where(_document.id == document)
    counted = {"segments": _document.segments + more, "finished": _document.finished + more}
    connection.execute(told.values(**counted, changed=now()))


def project_name(connection: Connection, project: str) -> str:
    """Return the name of a project, ORGANISATION/PROJECT."""
    wanted = select(schema.project.c.name).where(schema.project.c.id == project)
    return str(connection.scalars(wanted).one())


def within(connection: Connection, actor: Actor, project: str | None) -> Actor:
    """Return `actor` as they work on a document of a project: without what others have.

    Who sees the document sees what they would leave in it.
    """
    if project is None:
        return actor
    kept = schema.project.c
    wanted = select(kept.id, kept.organisation, kept.name).where(kept.id == project)
    found = connection.execute(wanted).one()
    belonging = Belonging(found.id, found.organisation, found.name, actor.role)
    return replace(actor, projects=(belonging,))
