"""The first administrator: somebody must be there to make the other accounts (◆ database)."""

from collections.abc import Callable

from pydantic import SecretStr
from sqlalchemy import func, select

from serve import schema
from serve.auth.actor import Actor
from serve.auth.roles import Role
from serve.auth.tokens import digest
from serve.database import Database
from serve.services.accounts import NewAccount, add
from serve.services.keys import Keys, NewKey

NAME = "admin"


def begin(database: Database, given: SecretStr | None, announce: Callable[[str], None]) -> None:
    """Make an administrator where there is no account, and let the `given` key be theirs.

    Without a given key one is made, of which `announce` is told.
    """
    with database.writing() as connection:
        accounts = connection.scalars(select(func.count()).select_from(schema.user)).one()
        if not accounts:
            add(connection, NewAccount(NAME, Role.ADMINISTRATOR, display="Administrator"), "")
        wanted = select(schema.user.c.id).where(schema.user.c.name == NAME)
        identity = connection.scalars(wanted).one_or_none()
        secret = given.get_secret_value() if given else ""
        kept = select(schema.key.c.id).where(schema.key.c.digest == digest(secret))
        known = bool(secret) and connection.execute(kept).first() is not None
    if identity is None or known or (accounts and not secret):
        return
    actor = Actor(identity, NAME, Role.ADMINISTRATOR)
    _, made = Keys(database).create(actor, NewKey("first"), secret)
    if not given:
        announce(made)
