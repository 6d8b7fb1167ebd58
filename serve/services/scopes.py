"""Whose terms and pairs: everybody's, a project's, one's own; and who may do what with them."""

from typing import Literal

from serve.auth.actor import Actor
from serve.auth.roles import Permission
from serve.problem import Problem
from termbase.model import Scope

Named = Literal["shared", "project", "personal"]
NAMES: dict[Scope, str] = {
    Scope.SHARED: "shared",
    Scope.TEAM: "project",
    Scope.PERSONAL: "personal",
    Scope.DOCUMENT: "document",
}


def held(actor: Actor, scope: Named, project: str) -> tuple[Scope, str]:
    """Return the scope and the owner that a request names; `project` is ORGANISATION/PROJECT.

    Raises:
        Problem: it names no project where one is needed, or one that they do not see.
    """
    if (scope == "project") != bool(project):
        reason = "project: needed with the scope “project”, and with no other"
        raise Problem("invalid_input", reason=reason)
    if scope == "shared":
        return Scope.SHARED, ""
    if scope == "personal":
        return Scope.PERSONAL, actor.name
    if project not in {item.name for item in actor.projects}:
        raise Problem("not_found", what="project")
    return Scope.TEAM, project


def may(actor: Actor, permission: Permission, scope: Scope, owner: str) -> bool:
    """Whether they may do so with what has this scope; with their own they may do all."""
    if scope is Scope.PERSONAL:
        return owner == actor.name and actor.may(Permission.TRANSLATE)
    if scope is Scope.TEAM:
        projects = [item.project for item in actor.projects if item.name == owner]
        return any(actor.may_in(project, permission) for project in projects)
    return scope is Scope.SHARED and actor.may(permission)


def require(actor: Actor, permission: Permission, scope: Scope, owner: str) -> None:
    """Refuse what they may not do.

    Raises:
        Problem: they may not.
    """
    if not may(actor, permission, scope, owner):
        raise Problem("forbidden", permission=permission.value)
