"""Signing in and out with a browser, and signing up."""

from fastapi import APIRouter, Request, Response, status
from pydantic import BaseModel, ConfigDict, Field

from serve.auth import sign_in
from serve.auth.roles import Role
from serve.deps import COOKIE, Serving, actor_with_key, address_of, refuse_other_sites
from serve.errors import documented
from serve.problem import Problem
from serve.routes.v1.users import Name, Password
from serve.services.accounts import Account, NewAccount
from serve.texts import Text

router = APIRouter(tags=["sessions"])


class SignIn(BaseModel):
    """A name and a password, or an API key."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "li.na", "password": "correct horse battery"}]},
    )

    name: Text = Field("", max_length=64)
    password: Text = Field("", max_length=200)
    key: Text = Field("", max_length=200)


class SignUp(BaseModel):
    """A new account; the invitation is needed where signing up is not open to all."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "li.na", "password": "correct horse battery"}]},
    )

    name: Name
    password: Password
    display: Text = Field("", max_length=200)
    invitation: Text = Field("", max_length=200)


@router.post(
    "/sessions",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=documented("wrong_credentials", "cross_origin", "rate_limited"),
)
def begin_session(asked: SignIn, request: Request, response: Response, service: Serving) -> None:
    """Sign a browser in: the answer sets a cookie."""
    _refuse_others_pages(request)
    if asked.key:
        actor = actor_with_key(request, service, asked.key)
    else:
        address = address_of(request)
        service.failures.check(address)
        found = sign_in.by_password(service.database, asked.name.casefold(), asked.password)
        if found is None:
            service.failures.take(address)
            raise Problem("wrong_credentials")
        actor = found
    response.set_cookie(
        COOKIE,
        service.sessions.begin(actor),
        max_age=service.settings.session_hours * 3600,
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="lax",
    )


@router.delete(
    "/sessions/current",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=documented("cross_origin"),
)
def end_session(request: Request, response: Response, service: Serving) -> None:
    """Sign this browser out; without a session there is nothing to do."""
    if token := request.cookies.get(COOKIE, ""):
        refuse_other_sites(request)
        service.sessions.end(token)
        response.delete_cookie(COOKIE)


@router.post(
    "/sign-up",
    status_code=status.HTTP_201_CREATED,
    responses=documented("wrong_credentials", "sign_up_closed", "taken", "rate_limited"),
)
def sign_up(asked: SignUp, request: Request, service: Serving) -> Account:
    """Make an account of one's own, by an invitation or where that is open to all."""
    _refuse_others_pages(request)
    service.failures.take(address_of(request))  # a slow hash each: as dear as a wrong password
    if service.settings.sign_up == "closed":
        raise Problem("sign_up_closed")
    new = NewAccount(asked.name, Role.READER, asked.password, asked.display)
    return service.invitations.sign_up(new, asked.invitation)


def _refuse_others_pages(request: Request) -> None:
    """What comes from a browser comes from our own page; programs say nothing of where."""
    if request.headers.get("sec-fetch-site") or request.headers.get("origin"):
        refuse_other_sites(request)
