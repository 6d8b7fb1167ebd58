"""What routes are given: the service, and who asks."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from serve.auth import sign_in
from serve.auth.actor import Actor
from serve.auth.roles import Permission
from serve.problem import Problem
from serve.service import Service

COOKIE = "biaoyi_session"
_KEY_SCHEMES = frozenset({"bearer", "deepl-auth-key"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_BEARER = HTTPBearer(auto_error=False, scheme_name="key", description="An API key.")
_COOKIE = APIKeyCookie(
    name=COOKIE, auto_error=False, scheme_name="session", description="A browser that signed in."
)


def service_of(request: Request) -> Service:
    """Return what the application has opened."""
    service: Service = request.app.state.service
    return service


Serving = Annotated[Service, Depends(service_of)]


def actor_of(
    request: Request,
    service: Serving,
    _bearer: Annotated[object, Security(_BEARER)] = None,  # these two are for OpenAPI
    _cookie: Annotated[object, Security(_COOKIE)] = None,
) -> Actor:
    """Return who asks, by an API key or a session.

    Raises:
        Problem: nobody did, the key is wrong, or they ask too often.
    """
    if secret := _secret(request):
        actor = actor_with_key(request, service, secret)
    elif token := request.cookies.get(COOKIE, ""):
        if request.method not in _SAFE:
            refuse_other_sites(request)
        found = sign_in.by_session(service.database, token)
        if found is None:
            raise Problem("unauthorised")
        actor = found
    else:
        raise Problem("unauthorised")
    request.state.actor = actor.id
    service.requests.take(actor.id)
    return actor


def actor_with_key(request: Request, service: Service, secret: str) -> Actor:
    """Return whose API key `secret` is; wrong ones count against the address they come from.

    Raises:
        Problem: it is nobody's, or too many were tried.
    """
    address = address_of(request)
    service.failures.check(address)
    actor = sign_in.by_key(service.database, secret)
    if actor is None:
        service.failures.take(address)
        raise Problem("wrong_credentials")
    return actor


def address_of(request: Request) -> str:
    """Return where a request comes from, as the nearest trusted proxy says."""
    return request.client.host if request.client else ""


def refuse_other_sites(request: Request) -> None:
    """Let only requests of our own pages change something in the name of a browser's user.

    Raises:
        Problem: it comes from another site, or does not say from where.
    """
    site = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin", "")
    if site:
        ours = site in {"same-origin", "none"}
    else:
        ours = bool(origin) and urlsplit(origin).netloc == request.headers.get("host", "")
    if not ours:
        raise Problem("cross_origin")


def _secret(request: Request) -> str:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() in _KEY_SCHEMES else ""


Asking = Annotated[Actor, Depends(actor_of)]


class Permitted:
    """Gives the actor, if they may do so."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def __call__(self, actor: Asking) -> Actor:
        """Return the actor.

        Raises:
            Problem: they may not.
        """
        if not actor.may(self.permission):
            raise Problem("forbidden", permission=self.permission.value)
        return actor


Owner = Annotated[Actor, Depends(Permitted(Permission.ACCOUNT))]
Reader = Annotated[Actor, Depends(Permitted(Permission.READ))]
Translator = Annotated[Actor, Depends(Permitted(Permission.TRANSLATE))]
Editor = Annotated[Actor, Depends(Permitted(Permission.DOCUMENTS))]
Contributor = Annotated[Actor, Depends(Permitted(Permission.SUGGEST))]
Reviewer = Annotated[Actor, Depends(Permitted(Permission.REVIEW))]
Manager = Annotated[Actor, Depends(Permitted(Permission.MANAGE))]
