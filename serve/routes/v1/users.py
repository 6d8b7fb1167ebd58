"""Accounts, for administrators; one's own, for everybody."""

from typing import Annotated

from fastapi import APIRouter, Response, status
from pydantic import BaseModel, ConfigDict, Field

from serve.auth.roles import Permission, Role
from serve.deps import Manager, Owner, Serving
from serve.errors import documented
from serve.etags import Seen, tell
from serve.paging import Page, Paging
from serve.services.accounts import Account, NewAccount
from serve.texts import Text

router = APIRouter(tags=["users"])
_MINE = documented("wrong_credentials")
_ONE = documented("not_found")
_EDIT = documented("not_found", "last_administrator", "stale", "precondition_required")

Name = Annotated[Text, Field(pattern=r"^\w[\w.@+-]{1,63}$")]
Password = Annotated[Text, Field(min_length=10, max_length=200)]
Quota = Annotated[int, Field(ge=0, le=2_000_000_000)]


class NewUser(BaseModel):
    """An account to be made."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "li.na", "role": "terminologist"}]},
    )

    name: Name
    role: Role
    password: Password | None = None
    display: Text = Field("", max_length=200)
    quota: Quota = 0


class UserChanges(BaseModel):
    """What to change of an account; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"role": "contributor"}]}
    )

    display: Annotated[Text, Field(max_length=200)] | None = None
    role: Role | None = None
    active: bool | None = None
    quota: Quota | None = None
    password: Password | None = None


class Mine(BaseModel):
    """One's own account, what one may do, and the characters of this month."""

    account: Account
    permissions: list[Permission]
    projects: list[str]
    used: int
    quota: int


class NewPassword(BaseModel):
    """A new password for oneself; `old` is empty where there was none."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"old": "", "new": "correct horse battery"}]},
    )

    old: Text = Field("", max_length=200)
    new: Password


@router.get("/me")
def get_me(actor: Owner, service: Serving) -> Mine:
    """Say who one is."""
    return Mine(
        account=service.accounts.get(actor.id),
        permissions=sorted(actor.role.permissions & actor.scopes),
        projects=[item.project for item in actor.projects],
        used=service.usage.this_month(actor.id),
        quota=service.usage.quota(actor),
    )


@router.post("/me/password", status_code=status.HTTP_204_NO_CONTENT, responses=_MINE)
def change_password(asked: NewPassword, actor: Owner, service: Serving) -> None:
    """Change one's own password; all browsers are signed out."""
    service.failures.take(actor.id)
    service.accounts.change_password(actor, asked.old, asked.new)


@router.get("/users")
def list_users(_actor: Manager, service: Serving, paging: Paging) -> Page[Account]:
    """List accounts by name."""
    return service.accounts.page(paging)


@router.post("/users", status_code=status.HTTP_201_CREATED, responses=documented("taken"))
def create_user(asked: NewUser, actor: Manager, service: Serving, response: Response) -> Account:
    """Make an account."""
    new = NewAccount(asked.name, asked.role, asked.password or "", asked.display, asked.quota)
    made = service.accounts.create(new, actor)
    tell(response, made.number)
    return made


@router.get("/users/{user}", responses=_ONE)
def get_user(user: Text, _actor: Manager, service: Serving, response: Response) -> Account:
    """Return an account."""
    found = service.accounts.get(user)
    tell(response, found.number)
    return found


@router.patch("/users/{user}", responses=_EDIT)
def update_user(
    user: Text, asked: UserChanges, seen: Seen, actor: Manager, service: Serving, response: Response
) -> Account:
    """Change an account."""
    changes = asked.model_dump(exclude_none=True)
    found = service.accounts.update(user, seen, changes, actor)
    tell(response, found.number)
    return found


@router.delete("/users/{user}", status_code=status.HTTP_204_NO_CONTENT, responses=_EDIT)
def close_user(user: Text, seen: Seen, actor: Manager, service: Serving) -> None:
    """Close an account: its keys and sessions are gone, what it did stays told."""
    service.accounts.close(user, seen, actor)
