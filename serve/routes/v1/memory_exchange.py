"""Pairs from files and into files, and the memory as a whole."""

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from corpus.exchange.admission import Said
from corpus.exchange.unit import units_of
from corpus.model import Status
from corpus.survey import statistics
from serve.auth.roles import Permission
from serve.deps import Contributor, Reader, Serving
from serve.errors import documented
from serve.routes.v1.concepts import Short
from serve.routes.v1.memory import PairFilters, selection
from serve.services.documents import file_name
from serve.services.pair_files import MEDIA, Arrived, exported, take
from serve.services.scopes import Named, held, require
from termbase.model import Scope

router = APIRouter(prefix="/memory", tags=["memory"])


class PairImport(BaseModel):
    """What an import did; `refused` names the first pairs that may not be kept.

    `rejected` were rejected here before, and stay so.
    """

    added: int
    merged: int
    same: int
    rejected: int
    refused: list[str]
    refused_count: int


class PairCounts(BaseModel):
    """How much there is of what somebody sees; characters of Chinese, words of English."""

    pairs: int
    characters: int
    words: int
    status: dict[str, int]
    scope: dict[str, int]
    origin: dict[str, int]
    domain: dict[str, int]
    licence: dict[str, int]
    contributor: dict[str, int]
    month: dict[str, int]
    version: int


class Chosen(PairFilters):
    """Which pairs are exported, and as what."""

    format: Literal["tmx", "xlf", "tsv", "csv", "xlsx", "jsonl"] = "tmx"


@router.post(
    "/import", responses=documented("not_found", "forbidden", "invalid_input", "too_large")
)
def import_pairs(  # noqa: PLR0913, PLR0917 - one parameter a field
    file: Annotated[UploadFile, File(description="TMX, XLIFF, TSV, CSV, XLSX or JSON Lines.")],
    actor: Contributor,
    service: Serving,
    scope: Annotated[Named, Form()] = "shared",
    project: Annotated[Short, Form()] = "",
    status: Annotated[Literal["draft", "confirmed", "reviewed"], Form()] = "draft",
    domain: Annotated[Short, Form(description="ICS or CCS code, or words.")] = "",
    licence: Annotated[Short, Form(description="On what terms they are given.")] = "",
    comment: Annotated[Short, Form()] = "",
) -> PairImport:
    """Import pairs; drafts are found and not used, others need who may review."""
    where = held(actor, scope, project)
    level = Status[status.upper()]
    require(actor, Permission.SUGGEST if level is Status.DRAFT else Permission.REVIEW, *where)
    name = file_name(file.filename or "pairs")
    arrived = Arrived(name, file.file.read())
    why = f"{name}: {comment}" if comment else name
    taken = take(service.memory, arrived, Said(where, level, licence, domain), actor, why)
    return PairImport(
        **asdict(taken.done), refused=list(taken.refused), refused_count=taken.refused_count
    )


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        200: {"content": {media.partition(";")[0]: {} for media in MEDIA.values()}},
        **documented("not_found", "invalid_input"),
    },
)
def export_pairs(
    actor: Reader, service: Serving, chosen: Annotated[Chosen, Query()]
) -> StreamingResponse:
    """Give the pairs that one sees as a file, which an import reads back.

    `X-Left-Out` counts pairs with characters that such a file cannot hold.
    """
    wanted = selection(chosen, actor)
    kept = service.memory.pairs(actor.viewer(), wanted)
    given = (item for each in kept for item in units_of(each, wanted))
    found = exported(chosen.format, given)
    headers = {
        "Content-Disposition": f'attachment; filename="memory.{chosen.format}"',
        "X-Left-Out": str(found.left_out),
    }
    return StreamingResponse(found.pieces, media_type=MEDIA[chosen.format], headers=headers)


@router.get("/stats")
def get_memory_stats(actor: Reader, service: Serving) -> PairCounts:
    """Count pairs, characters and words."""
    found = asdict(statistics(service.memory, actor.viewer()))
    found["scope"] = {_SCOPES.get(name, name): count for name, count in found["scope"].items()}
    return PairCounts(**found)


_SCOPES = {Scope.TEAM.name.lower(): "project"}
