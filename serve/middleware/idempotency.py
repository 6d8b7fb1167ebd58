"""A POST with an Idempotency-Key has its effect once, and the same answer each time.

The key is claimed before the request is worked on, and whatever the request writes notes in the
same transaction that it had effect; so after a crash it is known whether to do it again.
"""

import hashlib
import json
from collections.abc import MutableMapping
from datetime import timedelta

from anyio.to_thread import run_sync
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serve import schema
from serve.auth.tokens import digest
from serve.context import CLAIM, SECRET, Claim
from serve.database import Database, now
from serve.errors import answered, problem_of
from serve.problem import Problem
from termbase.database import Unavailable

_KEPT = timedelta(hours=24)
_RUNNING = timedelta(minutes=5)  # after that whoever ran it is gone
_LONGEST = 255  # characters of a key
_COPIED = frozenset({"content-type", "location", "etag"})
_SERVER_ERROR = 500
_REFUSALS = frozenset({401, 403, 429})
_OURS = "/api/"

_row = schema.idempotency.c


class Idempotency:
    """Keeps the answers of a day."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or give the answer that it had before."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        key = headers.get("idempotency-key", "")
        known_by = headers.get("authorization") or headers.get("cookie")
        if not (key and known_by and scope["method"] == "POST" and scope["path"].startswith(_OURS)):
            await self._app(scope, receive, send)
            return
        database: Database = scope["app"].state.service.database
        body = await Request(scope, receive).body()
        claim = Claim(_caller(headers), key)
        try:
            known = await run_sync(_claimed, database, claim, _fingerprint(scope, body))
        except (Problem, Unavailable) as error:
            language = headers.get("accept-language", "")
            told = answered(problem_of(error), scope["path"], language)
            await told(scope, receive, send)
            return
        if known is not None:
            await known(scope, receive, send)
            return
        await self._run(database, claim, scope, _replayed(body, receive), send)

    async def _run(
        self, database: Database, claim: Claim, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Have the request worked on; keep its answer, unless it failed on our side."""
        answer = _Kept(send, scope.setdefault("state", {}))
        token = CLAIM.set(claim)
        try:
            await self._app(scope, receive, answer)
        finally:
            CLAIM.reset(token)
            await run_sync(answer.keep, database, claim)


class _Kept:
    """Sends an answer on, and holds it."""

    def __init__(self, send: Send, state: MutableMapping[str, object]) -> None:
        self._send = send
        self._state = state
        self._status = _SERVER_ERROR
        self._headers: dict[str, str] = {}
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            found = Headers(raw=message["headers"])
            self._headers = {name: found[name] for name in _COPIED if name in found}
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
        await self._send(message)

    def keep(self, database: Database, claim: Claim) -> None:
        """Keep the answer; where nothing was done keep none, so that it may be tried again.

        An answer that has a secret in it is not kept.
        """
        mine = (_row.caller == claim.caller) & (_row.key == claim.key)
        with database.writing() as connection:
            if self._status >= _SERVER_ERROR or self._status in _REFUSALS:
                running = mine & (_row.state == "running")
                connection.execute(delete(schema.idempotency).where(running))
            elif not self._state.get(SECRET):
                self._answered(connection, mine)

    def _answered(self, connection: Connection, mine: ColumnElement[bool]) -> None:
        told = {"status": self._status, "headers": json.dumps(self._headers)}
        kept = update(schema.idempotency).where(mine)
        connection.execute(kept.values(state="answered", body=bytes(self._body), **told))


def _claimed(database: Database, claim: Claim, fingerprint: str) -> Response | None:
    """The answer of before, or None once the key is claimed.

    Raises:
        Problem: it was used for another request, or for one that is not answered.
    """
    if len(claim.key) > _LONGEST:
        raise Problem("malformed", reason=f"Idempotency-Key: {_LONGEST} characters at most")
    mine = (_row.caller == claim.caller) & (_row.key == claim.key)
    row = {"caller": claim.caller, "key": claim.key, "request": fingerprint, "at": now()}
    empty = {"state": "running", "status": 0, "headers": "{}", "body": b""}
    with database.writing() as connection:
        connection.execute(delete(schema.idempotency).where(_row.at < now(-_KEPT)))
        gone = mine & (_row.state == "running") & (_row.at < now(-_RUNNING))
        connection.execute(delete(schema.idempotency).where(gone))
        known = connection.execute(select(schema.idempotency).where(mine)).one_or_none()
        if known is None:
            connection.execute(insert(schema.idempotency).values(**row, **empty))
            return None
    if known.request != fingerprint:
        raise Problem("idempotency_other")
    if known.state != "answered":
        raise Problem(f"idempotency_{'running' if known.state == 'running' else 'lost'}")
    headers = {**json.loads(known.headers), "Idempotency-Replayed": "true"}
    return Response(known.body, known.status, headers)


def _caller(headers: Headers) -> str:
    """A digest of how the caller signed in: keys of different callers are different keys."""
    return digest(f"{headers.get('authorization', '')}\n{headers.get('cookie', '')}")


def _fingerprint(scope: Scope, body: bytes) -> str:
    made = hashlib.sha256(f"{scope['path']}?{scope['query_string'].decode('latin-1')}\n".encode())
    made.update(body)
    return made.hexdigest()


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body once more, then what comes after it."""
    given = False

    async def received() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return received
