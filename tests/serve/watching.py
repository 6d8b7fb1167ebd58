"""Documents uploaded and waited for."""

import time
from typing import Any

from tests.serve.world import World

_LONG = 60.0  # seconds after which nothing will come of it


def uploaded(world: World, text: str, who: str = "member", **fields: str) -> str:
    """Upload a plain text; return the id of the document."""
    answer = world.client.post(
        "/api/v1/documents",
        files={"file": ("a.txt", text.encode())},
        data=fields,
        headers={"Authorization": f"Bearer {world.secrets[who]}"},
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def awaited(
    world: World, identity: str, who: str = "member", state: str = "done"
) -> dict[str, Any]:
    """Wait until a document is in a state; return its progress."""
    end = time.monotonic() + _LONG
    while True:
        found: dict[str, Any] = world.ask(who, "GET", f"documents/{identity}/progress").json()
        if found["state"] == state:
            return found
        assert time.monotonic() < end, found
        time.sleep(0.02)
