"""Browsers that somebody is signed in with (◆ database)."""

from datetime import timedelta

from sqlalchemy import delete, insert

from serve import schema
from serve.auth.actor import Actor
from serve.auth.tokens import digest, new_token
from serve.database import Database, now
from serve.services.audit import note

_session = schema.session.c


class Sessions:
    """The sessions of one database."""

    def __init__(self, database: Database, hours: int) -> None:
        self._database = database
        self._lasts = timedelta(hours=hours)

    def begin(self, actor: Actor) -> str:
        """Return the token of a new session; sessions that have ended are forgotten."""
        token = new_token()
        row = {"digest": digest(token), "user": actor.id, "created": now()}
        with self._database.writing() as connection:
            connection.execute(delete(schema.session).where(_session.expires < now()))
            expires = now(self._lasts)
            connection.execute(insert(schema.session).values(**row, expires=expires))
            note(connection, actor, "session.begin", actor.id)
        return token

    def end(self, token: str) -> None:
        """End the session with this token, if there is one."""
        with self._database.writing() as connection:
            mine = _session.digest == digest(token)
            connection.execute(delete(schema.session).where(mine))
