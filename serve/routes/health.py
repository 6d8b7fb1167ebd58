"""Whether the service lives, is ready to work, and how it fares."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from serve.deps import Serving
from serve.errors import documented
from serve.problem import Problem
from termbase.database import HEAD, schema_of

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Requests can be worked on; `schema` is that of the database."""

    status: Literal["ok"] = "ok"
    engine: str
    schema_version: str


@router.get("/live")
async def live() -> Alive:
    """Say that the process lives."""
    return Alive()


@router.get("/ready", responses=documented("starting", "database_unavailable"))
def ready(service: Serving) -> Ready:
    """Say whether engine, termbase and database can be used."""
    found = schema_of(service.database.engine)
    problem = service.engines.problem or service.live.problem
    if found != HEAD:
        problem = f"the tables are at {found}, not at {HEAD}"
    if problem:
        raise Problem("starting", reason=problem)
    return Ready(engine=service.engines.name, schema_version=found)


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(service: Serving) -> Response:
    """Give counters to Prometheus."""
    return Response(service.metrics.page(), media_type="text/plain; version=0.0.4; charset=utf-8")
