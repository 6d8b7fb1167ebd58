"""Bounds what a request brings: its size, and how long it may be silent in the midst of it."""

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serve.errors import answered
from serve.problem import Problem

_SILENCE = 30.0  # seconds without a byte of a body that is not complete
_TOO_LARGE, _TOO_SLOW = 413, 408


class Bodies:
    """Refuses bodies over `small` bytes, or with a file over `large`."""

    def __init__(self, app: ASGIApp, small: int, large: int) -> None:
        self._app = app
        self._small = small
        self._large = large

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self._large if _has_file(headers) else self._small
        if int(length if (length := headers.get("content-length", "0")).isdecimal() else 0) > limit:
            problem = Problem("too_large", limit=limit)
            language = headers.get("accept-language", "")
            await answered(problem, scope["path"], language)(scope, receive, send)
            return
        await self._app(scope, _bounded(receive, limit), send)


def _has_file(headers: Headers) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "multipart/form-data" or kind in {"application/octet-stream", "application/xml"}


def _bounded(receive: Receive, limit: int) -> Receive:
    """The body in its pieces, up to `limit` bytes."""
    taken = 0
    ended = False

    async def received() -> Message:
        nonlocal taken, ended
        try:
            async with asyncio.timeout(None if ended else _SILENCE):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(_TOO_SLOW) from error
        if message["type"] == "http.request":
            taken += len(message.get("body", b""))
            ended = not message.get("more_body", False)
            if taken > limit:
                raise HTTPException(_TOO_LARGE, str(limit))
        return message

    return received
