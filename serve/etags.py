"""ETags: the number of a revision. Who changes something says which revision they saw."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from serve.problem import Problem

_SEEN = re.compile(r'(?:W/)?"(\d{1,9})"')


def etag(number: int) -> str:
    """Return the ETag of the revision `number`."""
    return f'"{number}"'


def tell(response: Response, number: int) -> None:
    """Put the ETag of the revision `number` on the answer."""
    response.headers["ETag"] = etag(number)


def _seen(
    if_match: Annotated[str | None, Header(description="The ETag that you saw.")] = None,
) -> int:
    if if_match is None:
        raise Problem("precondition_required")
    found = _SEEN.fullmatch(if_match.strip())
    return int(found[1]) if found else -1  # which no revision has


Seen = Annotated[int, Depends(_seen)]


def _seen_if_any(
    if_match: Annotated[str | None, Header(description="The ETag that you saw, if any.")] = None,
) -> int | None:
    return None if if_match is None else _seen(if_match)


SeenIfAny = Annotated[int | None, Depends(_seen_if_any)]


def check(seen: int, number: int) -> None:
    """Accept a change of the revision `number` by somebody who saw the revision `seen`.

    Raises:
        Problem: it was changed meanwhile.
    """
    if seen != number:
        raise Problem("stale", headers={"ETag": etag(number)}, etag=etag(number))
