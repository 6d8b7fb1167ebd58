"""The description of the API, in which all problems have one schema."""

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from serve.errors import PROBLEM_SCHEMA


def describe(app: FastAPI) -> None:
    """Let `app` give the description, which is made once."""

    def openapi() -> dict[str, object]:
        if app.openapi_schema is None:
            app.openapi_schema = _made(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _made(app: FastAPI) -> dict[str, object]:
    found = get_openapi(
        title=app.title, version=app.version, summary=app.summary, routes=app.routes
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM_SCHEMA
    for operation in (each for item in found["paths"].values() for each in item.values()):
        if _UNUSED in str(operation["responses"].get("422")):
            del operation["responses"]["422"]  # clients of others are told 400
    return found


_UNUSED = "schemas/HTTPValidationError"
