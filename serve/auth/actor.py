"""The one who asks, as a request has them."""

from dataclasses import dataclass

from serve.auth.roles import Permission, Role
from termbase.concept import Viewer


@dataclass(frozen=True, slots=True)
class Belonging:
    """A project that somebody belongs to, and as what; `name` is ORGANISATION/PROJECT."""

    project: str
    organisation: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a program; `scopes` are those of the API key that they came with, if any.

    `key` is the id of that key; "" in a browser. `organisations` are those that somebody belongs
    to as a whole, with the role in each.
    """

    id: str
    name: str
    role: Role
    quota: int = 0
    scopes: frozenset[Permission] = frozenset(Permission)
    key: str = ""
    projects: tuple[Belonging, ...] = ()
    organisations: tuple[tuple[str, Role], ...] = ()

    def may(self, permission: Permission) -> bool:
        """Whether they may do so in the service."""
        return permission in self.role.permissions & self.scopes

    def may_in(self, project: str, permission: Permission) -> bool:
        """Whether they may do so in the project with the id `project`."""
        if self.may(Permission.MANAGE):
            return True
        roles = (item.role for item in self.projects if item.project == project)
        return permission in self.scopes and any(permission in role.permissions for role in roles)

    def may_within(self, organisation: str, permission: Permission) -> bool:
        """Whether they may do so in the whole organisation with that id."""
        if self.may(Permission.MANAGE):
            return True
        roles = (role for identity, role in self.organisations if identity == organisation)
        return permission in self.scopes and any(permission in role.permissions for role in roles)

    def sees(self, project: str) -> bool:
        """Whether they see that the project exists."""
        return self.may_in(project, Permission.READ)

    def viewer(self, document: str = "") -> Viewer:
        """Return them as the termbase and the memory know them."""
        return Viewer(self.name, frozenset(item.name for item in self.projects), document)
