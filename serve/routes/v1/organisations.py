"""Organisations and their members."""

from typing import Annotated

from fastapi import APIRouter, Response, status
from pydantic import BaseModel, ConfigDict, Field

from serve.auth.roles import Role
from serve.deps import Manager, Reader, Serving
from serve.errors import documented
from serve.etags import Seen, SeenIfAny, tell
from serve.paging import Page, Paging
from serve.services.members import Member
from serve.services.organisations import Organisation
from serve.texts import Text

router = APIRouter(prefix="/organisations", tags=["organisations"])
_ONE = documented("not_found")
_EDIT = documented("not_found", "stale", "precondition_required")
_EMPTY = documented("not_found", "not_empty", "stale", "precondition_required")

ShortName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Title = Annotated[Text, Field(max_length=200)]


class NewOrganisation(BaseModel):
    """An organisation to be made; the name is for ever."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "sac-tc46", "title": "全国信息与文献标委会"}]},
    )

    name: ShortName
    title: Title = ""


class Titled(BaseModel):
    """A new title."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"title": "TC 46"}]})

    title: Title


class Membership(BaseModel):
    """As what somebody belongs to it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"role": "translator"}]}
    )

    role: Role


@router.get("")
def list_organisations(actor: Reader, service: Serving, paging: Paging) -> Page[Organisation]:
    """List one's organisations by name; for administrators all."""
    return service.organisations.page(actor, paging)


@router.post("", status_code=status.HTTP_201_CREATED, responses=documented("taken"))
def create_organisation(
    asked: NewOrganisation, actor: Manager, service: Serving, response: Response
) -> Organisation:
    """Make an organisation."""
    made = service.organisations.create(asked.name, asked.title, actor)
    tell(response, made.number)
    return made


@router.get("/{organisation}", responses=_ONE)
def get_organisation(
    organisation: Text, actor: Reader, service: Serving, response: Response
) -> Organisation:
    """Return an organisation."""
    found = service.organisations.get(organisation, actor)
    tell(response, found.number)
    return found


@router.patch("/{organisation}", responses=_EDIT)
def update_organisation(
    organisation: Text,
    asked: Titled,
    seen: Seen,
    actor: Reader,
    service: Serving,
    response: Response,
) -> Organisation:
    """Change the title."""
    found = service.organisations.update(organisation, seen, asked.title, actor)
    tell(response, found.number)
    return found


@router.delete("/{organisation}", status_code=status.HTTP_204_NO_CONTENT, responses=_EMPTY)
def delete_organisation(organisation: Text, seen: Seen, actor: Reader, service: Serving) -> None:
    """Remove an organisation without projects."""
    service.organisations.delete(organisation, seen, actor)


@router.get("/{organisation}/members", responses=_ONE)
def list_organisation_members(
    organisation: Text, actor: Reader, service: Serving, paging: Paging
) -> Page[Member]:
    """List members by name."""
    return service.organisations.members.page(organisation, actor, paging)


@router.get("/{organisation}/members/{user}", responses=_ONE)
def get_organisation_member(
    organisation: Text, user: Text, actor: Reader, service: Serving, response: Response
) -> Member:
    """Return a member."""
    found = service.organisations.members.get(organisation, user, actor)
    tell(response, found.number)
    return found


@router.put("/{organisation}/members/{user}", responses=_EDIT)
def put_organisation_member(  # noqa: PLR0913, PLR0917 - what a request has
    organisation: Text,
    user: Text,
    asked: Membership,
    seen: SeenIfAny,
    actor: Reader,
    service: Serving,
    response: Response,
) -> Member:
    """Let somebody belong to it; to change as what, give the ETag of the member in If-Match."""
    found = service.organisations.members.put(organisation, user, asked.role, seen, actor)
    tell(response, found.number)
    return found


@router.delete(
    "/{organisation}/members/{user}", status_code=status.HTTP_204_NO_CONTENT, responses=_EDIT
)
def delete_organisation_member(
    organisation: Text, user: Text, seen: Seen, actor: Reader, service: Serving
) -> None:
    """Let somebody belong to it no more."""
    service.organisations.members.remove(organisation, user, seen, actor)
