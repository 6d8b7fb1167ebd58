"""Secrets that open one thing for some time, kept as digests (◆ database)."""

from datetime import timedelta

from sqlalchemy import delete, insert, select

from serve.auth.tokens import digest, new_token
from serve.database import Database, now
from serve.schema_clients import ticket

_ticket = ticket.c


class Tickets:
    """Gives tickets out and takes them; may be shared between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, owner: str, what: str, target: str, lasts: timedelta) -> str:
        """Return a new secret for the thing `target` of the kind `what`."""
        secret = new_token()
        row = {"digest": digest(secret), "owner": owner, "what": what, "target": target}
        with self._database.writing() as connection:
            connection.execute(delete(ticket).where(_ticket.expires < now()))
            connection.execute(insert(ticket).values(**row, expires=now(lasts)))
        return secret

    def opens(self, secret: str, what: str) -> tuple[str, str] | None:
        """Return whose it is and what it opens; None where it is unknown or too old."""
        wanted = select(_ticket.owner, _ticket.target).where(
            _ticket.digest == digest(secret), _ticket.what == what, _ticket.expires > now()
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else (row.owner, row.target)

    def take(self, secret: str) -> None:
        """Let it open nothing any more."""
        with self._database.writing() as connection:
            connection.execute(delete(ticket).where(_ticket.digest == digest(secret)))
