"""The description of the API is whole: OpenAPI 3.1, examples that hold, problems of one shape."""

from collections.abc import Iterator
from typing import Any

from fastapi.routing import APIRoute
from pydantic import BaseModel

from serve import app as application
from tests.serve.world import World


def _described(world: World) -> dict[str, Any]:
    return dict(world.client.get("/api/openapi.json").json())


def _operations(world: World) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in _described(world)["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def test_it_is_openapi_3_1_and_every_operation_has_a_name_and_a_sentence(here: World) -> None:
    operations = dict(_operations(here))

    assert _described(here)["openapi"].startswith("3.1")
    ids = [operation["operationId"] for operation in operations.values()]
    assert len(set(ids)) == len(ids)
    assert [name for name, operation in operations.items() if not operation["description"]] == []


def test_every_problem_of_our_api_has_the_same_schema(here: World) -> None:
    for name, operation in _operations(here):
        if "/api/v1/" not in name:
            continue
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                [(media, content)] = answer["content"].items()
                assert media == "application/problem+json", name
                assert content["schema"]["$ref"].endswith("/Problem"), name


def test_what_needs_somebody_says_how_they_sign_in(here: World) -> None:
    open_to_all = {
        "POST /api/v1/sessions",
        "DELETE /api/v1/sessions/current",
        "POST /api/v1/sign-up",
    }
    for name, operation in _operations(here):
        if "/api/v1/" in name:
            needed = [next(iter(one)) for one in operation.get("security", [])]
            assert set(needed) == (set() if name in open_to_all else {"key", "session"}), name


def test_the_examples_are_bodies_that_are_taken() -> None:
    checked = 0
    without: list[str] = []
    for router in application.ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            kind = route.body_field.field_info.annotation if route.body_field else None
            if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
                continue
            examples = kind.model_json_schema().get("examples", [])
            if not examples and not kind.__name__.startswith("Body_"):  # forms with files
                without.append(route.name)
            for example in examples:
                kind.model_validate(example)
                checked += 1
    assert without == []
    assert checked > 8
