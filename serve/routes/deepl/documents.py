"""`/v2/document`: up, wait, down."""

from datetime import timedelta
from pathlib import PurePosixPath
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel
from starlette.background import BackgroundTask

from serve.auth.actor import Actor
from serve.deps import Editor, Serving
from serve.fields import Fields, Given
from serve.problem import Problem
from serve.routes.deepl import words
from serve.routes.deepl.words import Listed
from serve.service import Service
from serve.services.document_rows import DocumentState
from serve.services.documents import Upload
from serve.services.exports import Form
from serve.services.memories import document_of
from serve.services.tickets import Tickets
from serve.services.translation import Options
from serve.texts import Text

router = APIRouter(prefix="/v2/document", tags=["deepl"])
LASTS = timedelta(days=7)
_KEY = "document"
_STATES: dict[DocumentState, Literal["queued", "translating", "done", "error"]] = {
    DocumentState.QUEUED: "queued",
    DocumentState.TRANSLATING: "translating",
    DocumentState.DONE: "done",
}


class DocumentFields(BaseModel):
    """What is asked for beside the file; see `TranslateFields`."""

    target_lang: Text
    source_lang: Text | None = None
    filename: Text | None = None
    formality: Literal["default", "more", "less", "prefer_more", "prefer_less"] | None = None
    glossary_id: Text | None = None
    glossary_ids: Listed = []
    output_format: Text | None = None
    style_id: Text | None = None
    translation_memory_id: Text | None = None


class KeyField(BaseModel):
    """What opens a document beside the API key."""

    document_key: Text


class Handle(BaseModel):
    """A document that was taken in."""

    document_id: str
    document_key: str


class Status(BaseModel):
    """How far a document is; it is asked for every five seconds, whatever it says."""

    document_id: str
    status: Literal["queued", "translating", "done", "error"]
    seconds_remaining: int | None = None
    billed_characters: int | None = None
    error_message: str | None = None


def _upload_body() -> dict[str, object]:
    told = words.body(DocumentFields, "multipart/form-data")
    schema = told["requestBody"]["content"]["multipart/form-data"]["schema"]
    schema["properties"]["file"] = {"type": "string", "format": "binary"}
    schema["required"].append("file")
    return told


@router.post("", responses=words.errors(404, 456), openapi_extra=_upload_body())
def upload_deepl_document(given: Given, service: Serving, actor: Editor) -> Handle:
    """Take a document in and let it be translated."""
    asked = given.read(DocumentFields)
    upload = _upload(asked, given, service, actor)
    made = service.documents.create(upload, actor)
    key = Tickets(service.database).give(actor.id, _KEY, made.id, LASTS)
    return Handle(document_id=words.dashed(made.id), document_key=key)


@router.post(
    "/{document_id}",
    response_model_exclude_none=True,
    responses=words.errors(404),
    openapi_extra=words.body(KeyField),
)
def get_deepl_document(document_id: str, given: Given, service: Serving, actor: Editor) -> Status:
    """Say how far a document is."""
    identity, _ = _opened(document_id, given, service, actor)
    found = service.documents.progress(identity, actor)
    done = found.state is DocumentState.DONE
    state = _STATES.get(found.state, "error")
    waits = state in {"queued", "translating"}
    return Status(
        document_id=words.dashed(identity),
        status=state,
        seconds_remaining=(found.seconds_left or 1) if waits else None,
        billed_characters=service.documents.get(identity, actor).characters if done else None,
        error_message=(found.detail or found.state.value) if state == "error" else None,
    )


@router.post(
    "/{document_id}/result",
    response_class=Response,
    responses={
        200: {
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            }
        },
        **words.errors(404),
    },
    openapi_extra=words.body(KeyField),
)
def download_deepl_document(
    document_id: str, given: Given, service: Serving, actor: Editor
) -> Response:
    """Give the translation; once it has been taken, it is there for our own API alone."""
    identity, secret = _opened(document_id, given, service, actor)
    found = service.documents.get(identity, actor)
    if _STATES.get(found.state) is None:
        detail = service.documents.progress(identity, actor).detail or found.state.value
        raise Problem("invalid_input", reason=detail)
    file = service.exports.export(identity, Form.TRANSLATION, actor)
    taken = BackgroundTask(Tickets(service.database).take, secret)
    return Response(file.data, media_type=file.media, background=taken)


def _upload(asked: DocumentFields, given: Fields, service: Service, actor: Actor) -> Upload:
    file = given.files.get("file")
    if file is None:
        raise Problem("invalid_input", reason="file: a file is needed")
    name = asked.filename or file.name
    suffix = PurePosixPath(name).suffix.lower()
    if asked.output_format and f".{asked.output_format.lower().lstrip('.')}" != suffix:
        reason = f"output_format: a {suffix} file is given back as {suffix}, not otherwise"
        raise Problem("invalid_input", reason=reason)
    if asked.formality in {"more", "less"}:
        raise Problem("invalid_input", reason="formality: not supported for these languages")
    if asked.style_id:
        raise Problem("invalid_input", reason="style_id: not supported")
    target = words.language(asked.target_lang, "target_lang")
    source = words.source_language(asked.source_lang)
    named = (*([asked.glossary_id] if asked.glossary_id else []), *asked.glossary_ids)
    options = Options(
        terms=words.terms(service, actor, named, source, target),
        document=document_of(service.database, actor, asked.translation_memory_id or ""),
    )
    return Upload(name, file.data, source, target, options=options)


def _opened(document: str, given: Fields, service: Service, actor: Actor) -> tuple[str, str]:
    """The id of the document that the key opens, and the key.

    Raises:
        Problem: it does not open this one.
    """
    secret = given.read(KeyField).document_key
    opened = Tickets(service.database).opens(secret, _KEY)
    wanted = document.replace("-", "").lower()
    if opened != (actor.id, wanted):
        raise Problem("not_found", what="document")
    return wanted, secret
