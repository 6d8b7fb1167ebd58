"""`/v3/translation_memories`: the memories of the store, and imports and exports of TMX."""

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from corpus.model import Entry
from serve.auth.sign_in import by_id
from serve.database import now
from serve.deps import Contributor, Reader, Serving
from serve.fields import Given
from serve.problem import Problem
from serve.routes.deepl import words
from serve.routes.deepl.memory_shapes import (
    Awaited,
    Exported,
    Job,
    JobError,
    JobResult,
    MemoryInfo,
    MemoryList,
    NewImport,
    SegmentList,
    SourceSegment,
    TargetSegment,
)
from serve.service import Service
from serve.services.documents import file_name
from serve.services.memories import Filter, Holding, Memories
from serve.services.memory_jobs import LASTS, MemoryJob, MemoryJobs
from serve.texts import Text

router = APIRouter(prefix="/v3/translation_memories", tags=["deepl"])
_PAGE = 25


@router.get("", responses=words.errors())
def list_translation_memories(
    service: Serving,
    actor: Reader,
    page: Annotated[int, Query(ge=0, le=10_000)] = 0,
    page_size: Annotated[int, Query(ge=1, le=_PAGE)] = _PAGE,
) -> MemoryList:
    """List the memories: the shared one, one's own, those of projects, imported ones."""
    kept = Memories(service.database)
    found = kept.of(actor)
    part = found[page * page_size : (page + 1) * page_size]
    return MemoryList(
        translation_memories=[_told(item, kept.count(item)) for item in part],
        total_count=len(found),
    )


@router.get("/{memory_id}", responses=words.errors(404))
def get_translation_memory(memory_id: str, service: Serving, actor: Reader) -> MemoryInfo:
    """Say what a memory is."""
    kept = Memories(service.database)
    found = kept.get(actor, memory_id)
    return _told(found, kept.count(found))


@router.delete("/{memory_id}", status_code=204, responses=words.errors(404))
def delete_translation_memory(memory_id: str, service: Serving, actor: Contributor) -> Response:
    """Forget an imported memory."""
    Memories(service.database).drop(actor, memory_id)
    return Response(status_code=204)


@router.get("/{memory_id}/segments", responses=words.errors(404))
def list_translation_memory_segments(  # noqa: PLR0913, PLR0917 - one parameter an option
    memory_id: str,
    service: Serving,
    actor: Reader,
    page_size: Annotated[int, Query(ge=1, le=100)] = 50,
    page_cursor: Annotated[int, Query(ge=0, le=2**53)] = 0,
    filter_text: Annotated[Text, Query(min_length=2, max_length=1000)] | None = None,
    filter_case_sensitive: bool = False,
) -> SegmentList:
    """List the pairs of a memory."""
    kept = Memories(service.database)
    wanted = Filter(filter_text or "", filter_case_sensitive, page_cursor, page_size)
    found = kept.part(kept.get(actor, memory_id), wanted)
    return SegmentList(
        segments=list(map(_segment, found.entries)),
        segment_count=found.count,
        next_page_cursor=None if found.next is None else str(found.next),
    )


@router.post(
    "/import", status_code=202, responses=words.errors(), openapi_extra=words.body(NewImport)
)
def import_translation_memory(
    given: Given, request: Request, service: Serving, actor: Contributor
) -> Awaited:
    """Announce a file of TMX."""
    asked = given.read(NewImport)
    if asked.source_file.content_length > service.settings.max_upload:
        raise Problem("too_large", limit=service.settings.max_upload)
    file, name = asked.source_file, asked.parameters.display_name
    job = MemoryJob(
        "", "", "", "", name, file_name(file.file_name), file.content_type, file.content_length,
        "", "", 0, "", "",
    )  # fmt: skip
    made, secret = _jobs(service).expect(actor, job)
    url = str(request.url_for("upload_translation_memory", upload=secret))
    return Awaited(job_id=words.dashed(made.id), upload_url=url, expires_at=words.stamp(now(LASTS)))


@router.put("/uploads/{upload}", responses=words.errors(404))
async def upload_translation_memory(upload: str, request: Request, service: Serving) -> Response:
    """Take the file of an import; the address is the key."""
    jobs = _jobs(service)
    job = await run_sync(jobs.waiting, upload)
    actor = await run_sync(by_id, service.database, job.owner)
    if actor is None:
        raise Problem("not_found", what="upload")
    await run_sync(jobs.upload, job, actor, await request.body())
    return Response(status_code=200)


@router.get("/jobs/{job_id}", response_model_exclude_none=True, responses=words.errors(404))
def get_translation_memory_job(
    job_id: str, request: Request, service: Serving, actor: Reader
) -> Job:
    """Say how far an import or an export is."""
    jobs = _jobs(service)
    return _job(jobs.get(actor, job_id), request, jobs)


@router.post("/{memory_id}/export", status_code=202, responses=words.errors(404))
def export_translation_memory(memory_id: str, service: Serving, actor: Reader) -> Exported:
    """Export a memory as TMX: the job says where to fetch it."""
    made = _jobs(service).export(actor, memory_id)
    memory = words.dashed(made.memory)
    return Exported(job_id=words.dashed(made.id), parameters={"translation_memory_id": memory})


@router.get(
    "/downloads/{download}",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"application/xml": {"schema": {"type": "string"}}}},
        **words.errors(404),
    },
)
def download_translation_memory(download: str, service: Serving) -> StreamingResponse:
    """Give the file of an export; the address is the key."""
    jobs = _jobs(service)
    found = jobs.opened(download)
    actor = by_id(service.database, found.owner)
    if actor is None:
        raise Problem("not_found", what="download")
    return StreamingResponse(jobs.fetched(found, actor), media_type="application/xml")


def _jobs(service: Service) -> MemoryJobs:
    return MemoryJobs(service.database, service.memory)


def _told(found: Holding, count: int) -> MemoryInfo:
    return MemoryInfo(
        translation_memory_id=words.dashed(found.id),
        name=found.name,
        segment_count=count,
        creation_time=words.stamp(found.created) if found.created else None,
    )


def _segment(entry: Entry) -> SourceSegment:
    at = words.stamp(entry.at) if "." in entry.at else None
    target = TargetSegment(
        target_segment_id=f"{entry.id}-en", target_text=entry.en, creation_time=at
    )
    return SourceSegment(
        source_segment_id=f"{entry.id}-zh",
        source_text=entry.zh,
        targets=[target],
        creation_time=at,
    )


def _job(found: MemoryJob, request: Request, jobs: MemoryJobs) -> Job:
    ready = found.operation == "export" and found.state in {"completed", "downloaded"}
    url = (
        str(request.url_for("download_translation_memory", download=jobs.ticket(found)))
        if ready
        else None
    )
    memory = words.dashed(found.memory) if found.memory else None
    result = JobResult(
        status=found.state,
        translation_memory_id=memory,
        download_url=url,
        expires_at=words.stamp(now(LASTS)) if url else None,
        skipped_segment_count=found.skipped if found.operation == "import" else None,
        error=JobError(message=found.detail) if found.state == "failed" else None,
    )
    return Job(
        job_id=words.dashed(found.id),
        operation=found.operation,
        results=[result],
        creation_time=words.stamp(found.created),
        updated_time=words.stamp(found.changed),
        parameters={"translation_memory_id": memory} if memory else {},
    )
