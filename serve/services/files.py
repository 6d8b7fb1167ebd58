"""Bytes that were uploaded or made, under an id of ours (◆ database)."""

import hashlib

from sqlalchemy import Connection, delete, insert, select

from serve import schema
from serve.auth.tokens import new_id
from serve.database import now

_file = schema.file.c


def put(connection: Connection, owner: str, data: bytes) -> str:
    """Keep `data` and return its id."""
    identity = new_id()
    made = {"id": identity, "owner": owner, "size": len(data), "created": now(), "body": data}
    digest = hashlib.sha256(data).hexdigest()
    connection.execute(insert(schema.file).values(**made, sha256=digest))
    return identity


def read(connection: Connection, identity: str) -> bytes:
    """Return the bytes of a file."""
    found: bytes = connection.scalars(select(_file.body).where(_file.id == identity)).one()
    return found


def remove(connection: Connection, identity: str) -> None:
    """Throw a file away."""
    connection.execute(delete(schema.file).where(_file.id == identity))
