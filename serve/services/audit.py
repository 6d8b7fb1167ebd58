"""Who did what to what: noted in the transaction that does it (◆ database)."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from serve import schema
from serve.auth.actor import Actor
from serve.context import REQUEST
from serve.database import Database, now
from serve.paging import Page, Wanted, page_of

_audit = schema.audit.c


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Something that was done; `what` is like `user.update`, `detail` what was changed."""

    id: int
    at: str
    who: str
    name: str
    what: str
    target: str
    request: str
    detail: dict[str, str | int | bool | None]


def note(
    connection: Connection,
    actor: Actor,
    what: str,
    target: str,
    **detail: str | int | bool | None,
) -> None:
    """Note that `actor` did `what` to `target`; secrets are no detail."""
    row = {
        "at": now(),
        "who": actor.id,
        "name": actor.name,
        "what": what,
        "target": target,
        "request": REQUEST.get(),
        "detail": json.dumps(detail, ensure_ascii=False),
    }
    connection.execute(insert(schema.audit).values(row))


class Audit:
    """The log as it is read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, wanted: Wanted, who: str = "", what: str = "") -> Page[AuditEntry]:
        """Return entries, the newest first; of one person, of one kind or group of kinds."""
        rows = select(*_audit)
        rows = rows.where(_audit.who == who) if who else rows
        rows = rows.where(_audit.what.startswith(what, autoescape=True)) if what else rows
        with self._database.reading() as connection:
            return page_of(connection, rows, [_audit.id], wanted, _entry, falling=True)


def _entry(*row: str) -> AuditEntry:
    identity, at, who, name, what, target, request, detail = row
    return AuditEntry(int(identity), at, who, name, what, target, request, json.loads(detail))
