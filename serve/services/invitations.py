"""Invitations, and signing up with one or without (◆ database)."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update

from serve import schema
from serve.auth.actor import Actor
from serve.auth.passwords import hashed
from serve.auth.roles import Role
from serve.auth.tokens import digest, new_id, new_token
from serve.database import Database, now
from serve.paging import Page, Wanted, page_of
from serve.problem import Problem
from serve.services.accounts import Account, NewAccount, add
from serve.services.audit import note

_invitation = schema.invitation.c
_COLUMNS = (
    _invitation.id, _invitation.role, _invitation.project, _invitation.invited_by,
    _invitation.created, _invitation.expires, _invitation.used,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation to make one account with a role, and to join a project with that role.

    `used` is empty until it is.
    """

    id: str
    role: Role
    project: str | None
    invited_by: str
    created: str
    expires: str
    used: str


class Invitations:
    """The invitations of one database; `role` is that of those who come without one."""

    def __init__(self, database: Database, role: Role, *, is_open: bool) -> None:
        self._database = database
        self._role = role
        self._is_open = is_open

    def page(self, wanted: Wanted) -> Page[Invitation]:
        """Return invitations, the oldest first."""
        by = [_invitation.created, _invitation.id]
        with self._database.reading() as connection:
            return page_of(connection, select(*_COLUMNS), by, wanted, Invitation)

    def create(
        self, role: Role, project: str | None, days: int, actor: Actor
    ) -> tuple[Invitation, str]:
        """Return a new invitation and its token, which is nowhere else.

        Raises:
            Problem: there is no such project.
        """
        token = new_token()
        made = Invitation(new_id(), role, project, actor.id, now(), now(timedelta(days=days)), "")
        row = {name: getattr(made, name) for name in Invitation.__slots__}
        with self._database.writing() as connection:
            known = select(schema.project.c.id).where(schema.project.c.id == project)
            if project and not connection.execute(known).first():
                raise Problem("not_found", what="project")
            connection.execute(insert(schema.invitation).values(**row, digest=digest(token)))
            note(connection, actor, "invitation.create", made.id, role=role.value)
        return made, token

    def delete(self, identity: str, actor: Actor) -> None:
        """Take an invitation back.

        Raises:
            Problem: there is none of this id.
        """
        with self._database.writing() as connection:
            gone = delete(schema.invitation).where(_invitation.id == identity)
            if not connection.execute(gone.returning(_invitation.id)).first():
                raise Problem("not_found", what="invitation")
            note(connection, actor, "invitation.delete", identity)

    def sign_up(self, new: NewAccount, token: str) -> Account:
        """Make an account, by an invitation if there is a token; else where that is open to all.

        Raises:
            Problem: it is not open, the invitation is used or has expired, or the name is taken.
        """
        password = hashed(new.password)
        with self._database.writing() as connection:
            if token:
                return self._invited(connection, new, password, token)
            if not self._is_open:
                raise Problem("sign_up_closed")
            made = add(connection, replace(new, role=self._role), password)
            _note_sign_up(connection, made)
            return made

    def _invited(
        self, connection: Connection, new: NewAccount, password: str, token: str
    ) -> Account:
        mine = (_invitation.digest == digest(token)) & (_invitation.used == "")
        valid = mine & (_invitation.expires > now())
        taken = update(schema.invitation).where(valid).values(used=now())
        row = connection.execute(taken.returning(*_COLUMNS)).one_or_none()
        if row is None:
            raise Problem("wrong_credentials")
        invited = Invitation(*row)
        made = add(connection, replace(new, role=invited.role), password)
        if invited.project:
            member = {"project": invited.project, "user": made.id, "role": invited.role}
            connection.execute(insert(schema.project_member).values(**member, number=1))
        _note_sign_up(connection, made, invitation=invited.id)
        return made


def _note_sign_up(connection: Connection, made: Account, **detail: str) -> None:
    actor = Actor(made.id, made.name, made.role)
    note(connection, actor, "user.sign_up", made.id, role=made.role.value, **detail)
