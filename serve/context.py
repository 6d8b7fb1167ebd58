"""What a request carries with it to wherever it is worked on."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """A request that its caller may repeat under the name `key`."""

    caller: str
    key: str


REQUEST: ContextVar[str] = ContextVar("request", default="")  # its id
CLAIM: ContextVar[Claim | None] = ContextVar("claim", default=None)
SECRET = "secret"  # noqa: S105 - in the state of a request: its answer has a secret in it
