"""Who may do what: every operation of the API has a row in `matrix.tsv`, and meets it.

The rows say which status each of `ACTORS` is answered with. What the addresses name (`SEEDS`) is
made anew for each request and belongs to a project of the reader, the member and the reviewer; the
`other` belongs to nothing and is answered as if it were not there. Bodies are the examples of the
API, or those of `BODIES` where they must name something.
"""

import csv
import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from serve.auth.actor import Actor
from serve.auth.roles import Role
from serve.services.accounts import NewAccount
from serve.services.keys import NewKey
from tests.serve import documented, known
from tests.serve.world import PASSWORD, ROOT, World, unique

ACTORS = ("nobody", "reader", "other", "member", "reviewer", "administrator")
MATRIX = Path(__file__).with_name("matrix.tsv")
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})

Operation = tuple[str, str]


def _organisation(world: World) -> str:
    made = world.organisation()
    for name in ("reader", "member", "reviewer"):
        role = Role.READER if name == "reader" else Role.CONTRIBUTOR
        world.service.organisations.members.put(made, world.people[name].id, role, None, ROOT)
    return made


def _user(world: World) -> str:
    return world.service.accounts.create(NewAccount(unique("user"), Role.READER), ROOT).id


def _key(world: World) -> str:
    owner = world.people["member"]
    made, _ = world.service.keys.create(Actor(owner.id, owner.name, owner.role), NewKey("seed"))
    return made.id


def _invitation(world: World) -> str:
    by = world.people["administrator"]
    actor = Actor(by.id, by.name, by.role)
    return world.service.invitations.create(Role.READER, None, 1, actor)[0].id


# What stands in an address > how to make one.
SEEDS: dict[str, Callable[[World], str]] = {
    "organisation": _organisation,
    "project": World.project,
    "user": _user,
    "key": _key,
    "invitation": _invitation,
    "model": lambda _world: "shipped",
    "document": documented.document,
    "position": lambda _world: "0",
    "comment": documented.comment,
    "form": lambda _world: "source",
    **known.SEEDS,
}
# Of an operation under something with members the user is one of them.
MEMBERS = "/members/{user}"
# Bodies that must name something, or say it once.
BODIES: dict[Operation, Callable[[World], object]] = {
    ("POST", "/api/v1/users"): lambda _world: {"name": unique("user"), "role": "reader"},
    ("POST", "/api/v1/organisations"): lambda _world: {"name": unique("org")},
    ("POST", "/api/v1/projects"): lambda world: {
        "organisation": _organisation(world),
        "name": unique("project"),
    },
    ("POST", "/api/v1/sessions"): lambda world: {"key": world.secrets["reader"]},
    ("POST", "/api/v1/sign-up"): lambda _world: {"name": unique("user"), "password": PASSWORD},
    ("POST", "/api/v1/me/password"): lambda _world: {"old": "", "new": PASSWORD},
    **known.BODIES,
}


def _rows() -> dict[Operation, Mapping[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {(row["method"], row["path"]): row for row in rows}


def _operations(world: World) -> dict[Operation, Mapping[str, Any]]:
    found = world.client.get("/api/openapi.json").json()["paths"]
    return {
        (method.upper(), path): operation
        for path, item in found.items()
        for method, operation in item.items()
        if method in _METHODS
    }


def test_every_operation_has_a_row_and_every_row_an_operation(here: World) -> None:
    assert _rows().keys() == _operations(here).keys()


@pytest.mark.parametrize(
    ("operation", "who"),
    list(itertools.product(_rows(), ACTORS)),
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_each_actor_is_answered_as_the_row_says(
    here: World, operation: Operation, who: str
) -> None:
    here.client.cookies.clear()
    described = _operations(here)[operation]
    seeds = {name: SEEDS[name](here) for name in _names(described)}
    if operation[1].endswith(MEMBERS):
        _join(here, operation[1], seeds)

    answer = here.ask(
        "" if who == "nobody" else who,
        operation[0],
        operation[1].format_map(seeds),
        _body(here, operation, described),
        {"If-Match": '"1"'} if _has(described, "if-match") else {},
    )

    assert str(answer.status_code) == _rows()[operation][who], answer.text[:300]
    assert str(answer.status_code) in described["responses"], "undocumented"


def _names(described: Mapping[str, Any]) -> list[str]:
    return [item["name"] for item in described.get("parameters", []) if item["in"] == "path"]


def _has(described: Mapping[str, Any], header: str) -> bool:
    return any(item["name"].lower() == header for item in described.get("parameters", []))


def _join(world: World, path: str, seeds: Mapping[str, str]) -> None:
    """Let the user of an address belong to what it names."""
    kind = "organisation" if "{organisation}" in path else "project"
    service = world.service.organisations if kind == "organisation" else world.service.projects
    service.members.put(seeds[kind], seeds["user"], Role.READER, None, ROOT)


def _body(world: World, operation: Operation, described: Mapping[str, Any]) -> object:
    if operation in BODIES:
        return BODIES[operation](world)
    content = described.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    name = content["schema"]["$ref"].rpartition("/")[2]
    schemas = world.client.get("/api/openapi.json").json()["components"]["schemas"]
    return schemas[name]["examples"][0]
