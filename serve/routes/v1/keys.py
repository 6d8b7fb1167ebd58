"""API keys of one's own."""

from fastapi import APIRouter, Request, status
from pydantic import BaseModel, ConfigDict, Field

from serve.auth.roles import Permission
from serve.context import SECRET
from serve.deps import Owner, Serving
from serve.errors import documented
from serve.paging import Page, Paging
from serve.services.keys import ApiKey, NewKey
from serve.texts import Text

router = APIRouter(tags=["keys"])


class KeyRequest(BaseModel):
    """A key to be made: for what, and for how many days; 0 for ever."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "Trados", "scopes": ["translate"], "days": 365}]},
    )

    name: Text = Field(min_length=1, max_length=200)
    scopes: list[Permission] = Field([], max_length=20, description="Empty for all.")
    days: int = Field(0, ge=0, le=36_500)


class KeyMade(BaseModel):
    """A new key; `secret` is shown now and never again."""

    key: ApiKey
    secret: str


@router.get("/keys")
def list_keys(actor: Owner, service: Serving, paging: Paging) -> Page[ApiKey]:
    """List one's own keys, the oldest first."""
    return service.keys.page(actor.id, paging)


@router.post("/keys", status_code=status.HTTP_201_CREATED)
def create_key(asked: KeyRequest, request: Request, actor: Owner, service: Serving) -> KeyMade:
    """Make a key; it may not allow more than what one came with."""
    new = NewKey(asked.name, frozenset(asked.scopes), asked.days)
    made, secret = service.keys.create(actor, new)
    setattr(request.state, SECRET, True)
    return KeyMade(key=made, secret=secret)


@router.delete(
    "/keys/{key}", status_code=status.HTTP_204_NO_CONTENT, responses=documented("not_found")
)
def delete_key(key: Text, actor: Owner, service: Serving) -> None:
    """Take a key back."""
    service.keys.delete(key, actor)
