"""Documents: uploaded, translated by a job, watched, downloaded."""

import json
from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import quote

from anyio import sleep
from anyio.to_thread import run_sync
from fastapi import APIRouter, File, Form, Header, Query, Response, UploadFile, status
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, TypeAdapter

from serve.auth.actor import Actor
from serve.deps import Editor, Reader, Serving
from serve.errors import documented, event_of
from serve.etags import Seen, tell
from serve.paging import Page, Paging
from serve.problem import Problem
from serve.routes.v1.translate import Mode
from serve.service import Service
from serve.services import exports
from serve.services.document_rows import DocumentRecord, DocumentState
from serve.services.documents import Progress, Upload
from serve.services.translation import Options
from serve.texts import Text
from termbase.concept import TermError
from termbase.text import Language

router = APIRouter(prefix="/documents", tags=["documents"])
_ONE = documented("not_found")
_EDIT = documented("not_found", "stale", "precondition_required", "invalid_input")
_TAKEN = documented(
    "not_found", "unknown_format", "broken_document", "invalid_input", "too_large",
    "quota_exceeded", "rate_limited",
)  # fmt: skip
_SAID = TypeAdapter(Progress)
_PAUSE = 0.5  # seconds between two looks at a job
_ENDED = frozenset({DocumentState.DONE, DocumentState.FAILED, DocumentState.CANCELLED})
_BINARY = {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}


class Renamed(BaseModel):
    """Another name for a document; its ending stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "a.txt"}]})

    name: Text


@router.post("", status_code=status.HTTP_201_CREATED, responses=_TAKEN)
async def create_document(  # noqa: PLR0913, PLR0917 - what a request has
    service: Serving,
    actor: Editor,
    response: Response,
    file: Annotated[UploadFile, File(description="Its name says of which format it is.")],
    source: Annotated[Language | None, Form(description="By default, as the file looks.")] = None,
    target: Annotated[Language | None, Form(description="By default, the other one.")] = None,
    project: Annotated[Text, Form(description="By default it is yours alone.")] = "",
    mode: Annotated[Mode, Form()] = Mode.SOFT,
    use_termbase: Annotated[bool, Form()] = True,
    use_memory: Annotated[bool, Form()] = True,
) -> DocumentRecord:
    """Upload a file, which is translated by and by."""
    options = Options(termbase=use_termbase, memory=use_memory, strict=mode is Mode.STRICT)
    data = await file.read()
    upload = Upload(file.filename or "", data, source, target, project or None, options)
    made = await run_sync(service.documents.create, upload, actor)
    tell(response, made.number)
    return made


@router.get("")
def list_documents(
    actor: Reader,
    service: Serving,
    paging: Paging,
    project: Annotated[Text, Query(description="Only those of a project.")] = "",
) -> Page[DocumentRecord]:
    """List the documents that one sees, the newest first."""
    return service.documents.page(actor, paging, project)


@router.get("/{document}", responses=_ONE)
def get_document(
    document: Text, actor: Reader, service: Serving, response: Response
) -> DocumentRecord:
    """Return a document."""
    found = service.documents.get(document, actor)
    tell(response, found.number)
    return found


@router.patch("/{document}", responses=_EDIT)
def rename_document(
    document: Text,
    asked: Renamed,
    seen: Seen,
    actor: Editor,
    service: Serving,
    response: Response,
) -> DocumentRecord:
    """Give a document another name."""
    found = service.documents.rename(document, seen, asked.name, actor)
    tell(response, found.number)
    return found


@router.delete("/{document}", status_code=status.HTTP_204_NO_CONTENT, responses=_EDIT)
def delete_document(document: Text, seen: Seen, actor: Editor, service: Serving) -> None:
    """Throw a document away with all that belongs to it."""
    service.documents.delete(document, seen, actor)


@router.post("/{document}/cancel", responses=_ONE)
def cancel_document(document: Text, actor: Editor, service: Serving) -> DocumentRecord:
    """Let a document not be translated any further."""
    return service.documents.cancel(document, actor)


@router.post("/{document}/translate", responses=documented("not_found", "conflict"))
def translate_document(document: Text, actor: Editor, service: Serving) -> DocumentRecord:
    """Let a document be translated that failed or was cancelled; it goes on where it was."""
    return service.documents.again(document, actor)


@router.get("/{document}/progress", responses=_ONE)
def get_progress(document: Text, actor: Reader, service: Serving) -> Progress:
    """Say how far a document is."""
    return service.documents.progress(document, actor)


@router.get(
    "/{document}/events",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}, **_ONE},
)
async def watch_document(
    document: Text,
    actor: Reader,
    service: Serving,
    accept_language: Annotated[str, Header()] = "",
) -> Response:
    """Send an event `progress` whenever there is some, until the document is done or will not be.

    The last event is `end`, with the same data, or `problem`.
    """
    first = await run_sync(service.documents.progress, document, actor)
    events = _events(document, first, actor, service, accept_language)
    return StreamingResponse(events, media_type="text/event-stream")


async def _events(
    document: str, first: Progress, actor: Actor, service: Service, language: str
) -> AsyncIterator[str]:
    told, now = None, first
    try:
        while now.state not in _ENDED:
            if now != told:
                yield _event("progress", now)
                told = now
            await sleep(_PAUSE)
            now = await run_sync(service.documents.progress, document, actor)
    except (Problem, TermError) as error:
        yield event_of(error, language)
        return
    yield _event("end", now)


def _event(name: str, progress: Progress) -> str:
    said = json.dumps(_SAID.dump_python(progress, mode="json"), ensure_ascii=False)
    return f"event: {name}\ndata: {said}\n\n"


@router.get(
    "/{document}/exports/{form}",
    response_class=Response,
    responses={200: _BINARY, **documented("not_found", "not_ready", "broken_document")},
)
def export_document(
    document: Text, form: exports.Form, actor: Reader, service: Serving
) -> Response:
    """Download the source, the translation, or both side by side; or the report."""
    found = service.exports.export(document, form, actor)
    headers = {"Content-Disposition": named(found.name)}
    return Response(found.data, media_type=found.media, headers=headers)


def named(name: str) -> str:
    """Return the header that gives a download its name (RFC 6266)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
