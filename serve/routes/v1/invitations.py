"""Invitations to make an account, for administrators."""

from fastapi import APIRouter, Request, status
from pydantic import BaseModel, ConfigDict, Field

from serve.auth.roles import Role
from serve.context import SECRET
from serve.deps import Manager, Serving
from serve.errors import documented
from serve.paging import Page, Paging
from serve.services.invitations import Invitation
from serve.texts import Text

router = APIRouter(tags=["invitations"])


class InvitationRequest(BaseModel):
    """An invitation to be made: as what, to which project, and for how many days."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"role": "translator", "days": 14}]}
    )

    role: Role
    project: Text | None = None
    days: int = Field(14, ge=1, le=365)


class InvitationMade(BaseModel):
    """A new invitation; `token` is shown now and never again."""

    invitation: Invitation
    token: str


@router.get("/invitations")
def list_invitations(_actor: Manager, service: Serving, paging: Paging) -> Page[Invitation]:
    """List invitations, the oldest first."""
    return service.invitations.page(paging)


@router.post("/invitations", status_code=status.HTTP_201_CREATED, responses=documented("not_found"))
def create_invitation(
    asked: InvitationRequest, request: Request, actor: Manager, service: Serving
) -> InvitationMade:
    """Make an invitation, whose token signs one person up."""
    made, token = service.invitations.create(asked.role, asked.project, asked.days, actor)
    setattr(request.state, SECRET, True)
    return InvitationMade(invitation=made, token=token)


@router.delete(
    "/invitations/{invitation}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=documented("not_found"),
)
def delete_invitation(invitation: Text, actor: Manager, service: Serving) -> None:
    """Take an invitation back."""
    service.invitations.delete(invitation, actor)
