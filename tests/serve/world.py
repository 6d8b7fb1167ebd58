"""A small world that the service is asked in: people with their keys, and what belongs to them."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi.testclient import TestClient
from httpx2 import Response

from serve.app import V1
from serve.auth.actor import Actor
from serve.auth.roles import Role
from serve.service import Service
from serve.services.accounts import Account, NewAccount
from serve.services.keys import NewKey

ROOT = Actor("0" * 32, "root", Role.ADMINISTRATOR)  # for what is there before a test
# People of the world: `other` belongs to nothing, the rest to what `World.project` makes.
PEOPLE = {
    "reader": Role.READER,
    "other": Role.TRANSLATOR,
    "member": Role.CONTRIBUTOR,
    "reviewer": Role.TERMINOLOGIST,
    "administrator": Role.ADMINISTRATOR,
}
PASSWORD = "correct horse battery"  # noqa: S105
_COUNT = itertools.count(1)


def unique(word: str = "name") -> str:
    """A word that was not there before."""
    return f"{word}{next(_COUNT)}"


@dataclass
class World:
    """A running application and the keys of its people."""

    client: TestClient
    service: Service
    people: dict[str, Account] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def person(self, name: str, role: Role, password: str = "") -> Account:
        """Make an account with a key."""
        made = self.service.accounts.create(NewAccount(unique(name), role, password), ROOT)
        actor = Actor(made.id, made.name, role)
        self.people[name] = made
        self.secrets[name] = self.service.keys.create(actor, NewKey("test"))[1]
        return made

    def ask(
        self,
        who: str,
        method: str,
        path: str,
        json: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Send a request with the key of `who`, or of nobody where that is empty."""
        sent = {"Authorization": f"Bearer {self.secrets[who]}"} if who else {}
        where = path if path.startswith("/") else f"{V1}/{path}"
        return self.client.request(method, where, json=json, headers={**sent, **(headers or {})})

    def organisation(self) -> str:
        """Make an organisation; return its id."""
        return self.service.organisations.create(unique("org"), "", ROOT).id

    def project(self) -> str:
        """Make a project of the reader, the member and the reviewer; return its id."""
        made = self.service.projects.create(self.organisation(), unique("project"), "", ROOT)
        for name in ("reader", "member", "reviewer"):
            role = PEOPLE[name]
            self.service.projects.members.put(made.id, self.people[name].id, role, None, ROOT)
        return made.id


def said(answer: Response) -> str:
    """The code of a problem, in the form that all problems have."""
    found = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert found["status"] == answer.status_code
    assert found["detail"]
    assert found["request_id"] == answer.headers["x-request-id"]
    return str(found["code"])
