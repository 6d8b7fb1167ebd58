"""Accounts: made, changed, closed (◆ database). A name is for ever, since terms bear it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from serve import schema
from serve.auth.actor import Actor
from serve.auth.passwords import hashed, is_right
from serve.auth.roles import Role
from serve.auth.tokens import new_id
from serve.database import Database, now
from serve.paging import Page, Wanted, page_of
from serve.problem import Problem
from serve.revisions import change
from serve.services.audit import note

_user = schema.user.c
_COLUMNS = (
    _user.id, _user.number, _user.name, _user.display, _user.role, _user.active, _user.quota,
    _user.created,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody with an account; `quota` is in characters a month, 0 for that of the service."""

    id: str
    number: int
    name: str
    display: str
    role: Role
    active: bool
    quota: int
    created: str


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made; without a password one signs in by API keys alone."""

    name: str
    role: Role
    password: str = ""
    display: str = ""
    quota: int = 0


class Accounts:
    """The accounts of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, wanted: Wanted) -> Page[Account]:
        """Return accounts by name."""
        with self._database.reading() as connection:
            return page_of(connection, select(*_COLUMNS), [_user.name], wanted, Account)

    def get(self, identity: str) -> Account:
        """Return an account.

        Raises:
            Problem: there is none of this id.
        """
        with self._database.reading() as connection:
            return _present(connection, _user.id == identity)

    def create(self, new: NewAccount, actor: Actor) -> Account:
        """Make an account in the name of an administrator.

        Raises:
            Problem: the name is taken.
        """
        kept = hashed(new.password) if new.password else ""
        with self._database.writing() as connection:
            made = add(connection, new, kept)
            note(connection, actor, "user.create", made.id, name=made.name, role=made.role.value)
        return made

    def update(
        self, identity: str, seen: int, changes: Mapping[str, str | int | bool], actor: Actor
    ) -> Account:
        """Change display, role, active, quota or password; a new password ends all sessions.

        Raises:
            Problem: there is none of this id, it was changed meanwhile, or nobody would be left
                to administrate.
        """
        values = dict(changes)
        if "password" in values:
            values["password"] = hashed(str(values["password"]))
        with self._database.writing() as connection:
            _hold_administrators(connection)
            _present(connection, _user.id == identity)
            change(connection, schema.user, _user.id == identity, seen, values)
            _keep_an_administrator(connection)
            if "password" in values or not values.get("active", True):
                sessions = schema.session.c.user == identity
                connection.execute(delete(schema.session).where(sessions))
            told = {name: value for name, value in changes.items() if name != "password"}
            told |= {"password": "changed"} if "password" in values else {}
            note(connection, actor, "user.update", identity, **told)
            return _present(connection, _user.id == identity)

    def close(self, identity: str, seen: int, actor: Actor) -> None:
        """Close an account: nobody can sign in with it; what it did stays told.

        Raises:
            Problem: see `update`.
        """
        with self._database.writing() as connection:
            _hold_administrators(connection)
            known = _present(connection, _user.id == identity)
            closed = {"active": False, "password": ""}
            change(connection, schema.user, _user.id == identity, seen, closed)
            _keep_an_administrator(connection)
            for table in (schema.session, schema.key):
                connection.execute(delete(table).where(table.c.user == identity))
            note(connection, actor, "user.close", identity, name=known.name)

    def change_password(self, actor: Actor, old: str, new: str) -> None:
        """Change one's own password; other browsers are signed out.

        Raises:
            Problem: the old one is wrong.
        """
        with self._database.reading() as connection:
            found = select(_user.password).where(_user.id == actor.id)
            kept = str(connection.scalars(found).one())
        if kept and not is_right(kept, old):
            raise Problem("wrong_credentials")
        self.update(actor.id, self.get(actor.id).number, {"password": new}, actor)


def add(connection: Connection, new: NewAccount, password: str) -> Account:
    """Write an account; `password` is hashed already, since that takes long.

    Raises:
        Problem: the name is taken.
    """
    name = new.name.casefold()
    if connection.execute(select(_user.id).where(_user.name == name)).first():
        raise Problem("taken", what="user", name=name)
    made = Account(new_id(), 1, name, new.display, new.role, True, new.quota, now())
    row = {field: getattr(made, field) for field in Account.__slots__}
    connection.execute(insert(schema.user).values(**row, password=password))
    return made


def _present(connection: Connection, where: ColumnElement[bool]) -> Account:
    row = connection.execute(select(*_COLUMNS).where(where)).one_or_none()
    if row is None:
        raise Problem("not_found", what="user")
    return Account(*row)


def _hold_administrators(connection: Connection) -> None:
    """Let nobody else change an administrator until the transaction ends."""
    held = select(_user.id).where(_user.role == Role.ADMINISTRATOR).order_by(_user.id)
    connection.execute(held.with_for_update()).all()


def _keep_an_administrator(connection: Connection) -> None:
    wanted = (_user.role == Role.ADMINISTRATOR) & _user.active
    if not connection.scalars(select(func.count()).select_from(schema.user).where(wanted)).one():
        raise Problem("last_administrator")
