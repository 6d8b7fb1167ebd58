"""Projects and their members."""

from fastapi import APIRouter, Response, status
from pydantic import BaseModel, ConfigDict

from serve.deps import Reader, Serving
from serve.errors import documented
from serve.etags import Seen, SeenIfAny, tell
from serve.paging import Page, Paging
from serve.routes.v1.organisations import Membership, ShortName, Title, Titled
from serve.services.members import Member
from serve.services.projects import Project
from serve.texts import Text

router = APIRouter(prefix="/projects", tags=["projects"])
_ONE = documented("not_found")
_EDIT = documented("not_found", "stale", "precondition_required")
_EMPTY = documented("not_found", "not_empty", "stale", "precondition_required")


class NewProject(BaseModel):
    """A project to be made; the name, which that of the organisation stands before, is for ever."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "organisation": "0f8fad5bd9cb469fa16570867728950e",
                    "name": "gb-t-1-1",
                    "title": "GB/T 1.1",
                }
            ]
        },
    )

    organisation: Text
    name: ShortName
    title: Title = ""


@router.get("")
def list_projects(actor: Reader, service: Serving, paging: Paging) -> Page[Project]:
    """List one's projects by name; for administrators all."""
    return service.projects.page(actor, paging)


@router.post("", status_code=status.HTTP_201_CREATED, responses=documented("not_found", "taken"))
def create_project(
    asked: NewProject, actor: Reader, service: Serving, response: Response
) -> Project:
    """Make a project in an organisation that one administrates."""
    made = service.projects.create(asked.organisation, asked.name, asked.title, actor)
    tell(response, made.number)
    return made


@router.get("/{project}", responses=_ONE)
def get_project(project: Text, actor: Reader, service: Serving, response: Response) -> Project:
    """Return a project."""
    found = service.projects.get(project, actor)
    tell(response, found.number)
    return found


@router.patch("/{project}", responses=_EDIT)
def update_project(
    project: Text,
    asked: Titled,
    seen: Seen,
    actor: Reader,
    service: Serving,
    response: Response,
) -> Project:
    """Change the title."""
    found = service.projects.update(project, seen, asked.title, actor)
    tell(response, found.number)
    return found


@router.delete("/{project}", status_code=status.HTTP_204_NO_CONTENT, responses=_EMPTY)
def delete_project(project: Text, seen: Seen, actor: Reader, service: Serving) -> None:
    """Remove a project without documents."""
    service.projects.delete(project, seen, actor)


@router.get("/{project}/members", responses=_ONE)
def list_project_members(
    project: Text, actor: Reader, service: Serving, paging: Paging
) -> Page[Member]:
    """List members by name."""
    return service.projects.members.page(project, actor, paging)


@router.get("/{project}/members/{user}", responses=_ONE)
def get_project_member(
    project: Text, user: Text, actor: Reader, service: Serving, response: Response
) -> Member:
    """Return a member."""
    found = service.projects.members.get(project, user, actor)
    tell(response, found.number)
    return found


@router.put("/{project}/members/{user}", responses=_EDIT)
def put_project_member(  # noqa: PLR0913, PLR0917 - what a request has
    project: Text,
    user: Text,
    asked: Membership,
    seen: SeenIfAny,
    actor: Reader,
    service: Serving,
    response: Response,
) -> Member:
    """Let somebody belong to it; to change as what, give the ETag of the member in If-Match."""
    found = service.projects.members.put(project, user, asked.role, seen, actor)
    tell(response, found.number)
    return found


@router.delete("/{project}/members/{user}", status_code=status.HTTP_204_NO_CONTENT, responses=_EDIT)
def delete_project_member(
    project: Text, user: Text, seen: Seen, actor: Reader, service: Serving
) -> None:
    """Let somebody belong to it no more."""
    service.projects.members.remove(project, user, seen, actor)
