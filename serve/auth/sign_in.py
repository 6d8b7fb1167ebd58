"""An API key, a cookie, or a name and password > the actor; looked up anew at each request."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from serve import schema
from serve.auth.actor import Actor, Belonging
from serve.auth.passwords import is_right
from serve.auth.roles import Permission, Role
from serve.auth.tokens import digest
from serve.database import Database, now

_user, _key, _session = schema.user.c, schema.key.c, schema.session.c
_COLUMNS = (_user.id, _user.name, _user.role, _user.quota)
_ALL = frozenset(Permission)


@dataclass(frozen=True, slots=True)
class _Account:
    id: str
    name: str
    role: Role
    quota: int


def by_key(database: Database, secret: str) -> Actor | None:
    """Return whose API key `secret` is; None where it is nobody's or has expired."""
    wanted = select(*_COLUMNS, _key.id.label("key"), _key.scopes, _key.expires, _key.used).where(
        _key.user == _user.id, _key.digest == digest(secret), _user.active
    )
    with database.reading() as connection:
        row = connection.execute(wanted).one_or_none()
        if row is None or (row.expires and row.expires <= now()):
            return None
        scopes = frozenset(map(Permission, row.scopes.split())) or _ALL
        actor = _actor(connection, _Account(*row[:4]), scopes, row.key)
    if row.used[:10] != now()[:10]:  # the day is enough, and costs one write a day
        with database.writing(is_effect=False) as connection:
            used = update(schema.key).where(_key.id == row.key).values(used=now())
            connection.execute(used)
    return actor


def by_session(database: Database, token: str) -> Actor | None:
    """Return who is signed in with the cookie `token`; None where that has ended."""
    wanted = select(*_COLUMNS).where(
        _session.user == _user.id,
        _session.digest == digest(token),
        _session.expires > now(),
        _user.active,
    )
    with database.reading() as connection:
        row = connection.execute(wanted).one_or_none()
        return None if row is None else _actor(connection, _Account(*row[:4]))


def by_password(database: Database, name: str, password: str) -> Actor | None:
    """Return who has this name and password."""
    wanted = select(*_COLUMNS, _user.password).where(_user.name == name, _user.active)
    with database.reading() as connection:
        row = connection.execute(wanted).one_or_none()
        if not is_right(row.password if row else "", password) or row is None:
            return None
        return _actor(connection, _Account(*row[:4]))


def by_id(database: Database, identity: str) -> Actor | None:
    """Return the actor of an account, for work that goes on after their request."""
    wanted = select(*_COLUMNS).where(_user.id == identity, _user.active)
    with database.reading() as connection:
        row = connection.execute(wanted).one_or_none()
        return None if row is None else _actor(connection, _Account(*row[:4]))


def _actor(
    connection: Connection,
    account: _Account,
    scopes: frozenset[Permission] = _ALL,
    key: str = "",
) -> Actor:
    whole = schema.organisation_member.c
    found = select(whole.organisation, whole.role).where(whole.user == account.id)
    organisations = {each.organisation: each.role for each in connection.execute(found)}
    return Actor(
        account.id,
        account.name,
        account.role,
        account.quota,
        scopes,
        key,
        tuple(_belongings(connection, account.id, organisations)),
        tuple(organisations.items()),
    )


def _belongings(
    connection: Connection, identity: str, organisations: dict[str, Role]
) -> list[Belonging]:
    """The projects of their own, and all of their organisations; the higher role counts."""
    member, project = schema.project_member.c, schema.project.c
    mine = select(member.project, member.role).where(member.user == identity)
    roles = {each.project: each.role for each in connection.execute(mine)}
    seen = project.id.in_(roles) | project.organisation.in_(organisations)
    rows = connection.execute(
        select(project.id, project.organisation, project.name).where(seen).order_by(project.name)
    )
    order = list(Role)
    return [
        Belonging(
            row.id,
            row.organisation,
            row.name,
            max(
                (
                    found
                    for found in (roles.get(row.id), organisations.get(row.organisation))
                    if found
                ),
                key=order.index,
            ),
        )
        for row in rows
    ]
