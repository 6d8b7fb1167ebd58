"""API keys: made and shown once, known by their beginning, taken back (◆ database)."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select

from serve import schema
from serve.auth.actor import Actor
from serve.auth.roles import Permission
from serve.auth.tokens import digest, new_id, new_key, shown
from serve.database import Database, now
from serve.paging import Page, Wanted, page_of
from serve.problem import Problem
from serve.services.audit import note

_key = schema.key.c
_COLUMNS = (
    _key.id, _key.user, _key.name, _key.prefix, _key.scopes, _key.created, _key.expires, _key.used,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret; without `scopes` it allows all that its owner may do.

    `expires` and `used`, the last day that it was used, are empty for never.
    """

    id: str
    user: str
    name: str
    prefix: str
    scopes: list[Permission]
    created: str
    expires: str
    used: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to be made; it expires after `days`, 0 for never."""

    name: str
    scopes: frozenset[Permission] = frozenset()
    days: int = 0


class Keys:
    """The API keys of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, user: str, wanted: Wanted) -> Page[ApiKey]:
        """Return the keys of somebody, the oldest first."""
        rows = select(*_COLUMNS).where(_key.user == user)
        with self._database.reading() as connection:
            return page_of(connection, rows, [_key.created, _key.id], wanted, _made)

    def create(self, actor: Actor, new: NewKey, secret: str = "") -> tuple[ApiKey, str]:
        """Make a key for `actor`; return it and its secret, which is nowhere else.

        Raises:
            Problem: the key would allow more than that with which the actor came.
        """
        beyond = (new.scopes or frozenset(Permission)) - actor.scopes
        if beyond:
            raise Problem("forbidden", permission=min(beyond))
        secret = secret or new_key()
        expires = now(timedelta(days=new.days)) if new.days else ""
        row = {
            "id": new_id(),
            "user": actor.id,
            "name": new.name,
            "prefix": shown(secret),
            "scopes": " ".join(sorted(new.scopes)),
            "created": now(),
            "expires": expires,
            "used": "",
        }
        with self._database.writing() as connection:
            connection.execute(insert(schema.key).values(**row, digest=digest(secret)))
            note(connection, actor, "key.create", row["id"], name=new.name, scopes=row["scopes"])
        return _made(*row.values()), secret

    def delete(self, identity: str, actor: Actor) -> None:
        """Take a key back: one's own, or for an administrator any.

        Raises:
            Problem: there is none of this id, or it is somebody else's.
        """
        mine = _key.id == identity
        if not actor.may(Permission.MANAGE):
            mine &= _key.user == actor.id
        with self._database.writing() as connection:
            gone = connection.execute(delete(schema.key).where(mine).returning(_key.prefix)).first()
            if gone is None:
                raise Problem("not_found", what="key")
            note(connection, actor, "key.delete", identity, prefix=gone.prefix)


def _made(*row: str) -> ApiKey:
    identity, user, name, prefix, scopes, created, expires, used = row
    allowed = list(map(Permission, scopes.split()))
    return ApiKey(identity, user, name, prefix, allowed, created, expires, used)
