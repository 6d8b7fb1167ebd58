"""The API of LibreTranslate: files, and what its page and its tools ask for."""

import asyncio
from datetime import timedelta
from time import monotonic

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from serve.auth.actor import Actor
from serve.auth.sign_in import by_id
from serve.deps import Serving
from serve.fields import Given
from serve.problem import Problem
from serve.routes.deepl.words import body
from serve.routes.libretranslate import Editor, Known, errors, language, list_libre_languages
from serve.routes.v1.documents import named
from serve.service import Service
from serve.services.document_rows import DocumentState
from serve.services.documents import Upload
from serve.services.exports import Form
from serve.services.tickets import Tickets
from serve.texts import Text
from translator.formats import FORMATS

router = APIRouter(tags=["libretranslate"])
_LASTS = timedelta(hours=1)
_PATIENCE = 600.0  # seconds that a request waits for its file
_PAUSE = 0.25  # seconds between two looks
_TICKET = "libre_file"
_WAITING = frozenset({DocumentState.QUEUED, DocumentState.TRANSLATING})


class FileFields(BaseModel):
    """What is asked for beside the file."""

    source: Text
    target: Text
    api_key: Text = ""


class FileLink(BaseModel):
    """Where the translated file is for an hour; the address is the key."""

    translatedFileUrl: str  # noqa: N815 - its clients call it so


class Sides(BaseModel):
    """The languages that a page begins with."""

    source: Known
    target: Known


class FrontendSettings(BaseModel):
    """What a page of such a server asks for first."""

    apiKeys: bool = True  # noqa: N815
    keyRequired: bool = True  # noqa: N815
    charLimit: int  # noqa: N815
    frontendTimeout: int = 500  # noqa: N815
    suggestions: bool = True
    filesTranslation: bool = True  # noqa: N815
    supportedFilesFormat: list[str]  # noqa: N815
    language: Sides


def _file_body() -> dict[str, object]:
    told = body(FileFields, "multipart/form-data")
    schema = told["requestBody"]["content"]["multipart/form-data"]["schema"]
    schema["properties"]["file"] = {"type": "string", "format": "binary"}
    schema["required"].append("file")
    return told


@router.post("/translate_file", responses=errors(404), openapi_extra=_file_body())
async def translate_file(
    given: Given, request: Request, service: Serving, actor: Editor
) -> FileLink:
    """Translate a file and say where it is; this waits for the translation."""
    asked = given.read(FileFields)
    file = given.files.get("file")
    if file is None:
        raise Problem("invalid_input", reason="file: a file is needed")
    source = None if asked.source.lower() == "auto" else language(asked.source, "source")
    upload = Upload(file.name, file.data, source, language(asked.target, "target"))
    made = await run_sync(service.documents.create, upload, actor)
    await _wait(service, made.id, actor)
    tickets = Tickets(service.database)
    secret = await run_sync(tickets.give, actor.id, _TICKET, made.id, _LASTS)
    return FileLink(translatedFileUrl=str(request.url_for("download_libre_file", file=secret)))


@router.get(
    "/download_file/{file}",
    response_class=Response,
    responses={
        200: {
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            }
        },
        **errors(404),
    },
)
def download_libre_file(file: str, service: Serving) -> Response:
    """Give a translated file."""
    opened = Tickets(service.database).opens(file, _TICKET)
    actor = by_id(service.database, opened[0]) if opened else None
    if opened is None or actor is None:
        raise Problem("not_found", what="file")
    found = service.exports.export(opened[1], Form.TRANSLATION, actor)
    headers = {"Content-Disposition": named(found.name)}
    return Response(found.data, media_type=found.media, headers=headers)


@router.get("/frontend/settings")
def get_frontend_settings(service: Serving) -> FrontendSettings:
    """Say what this server can."""
    known = {item.code: item for item in list_libre_languages()}
    return FrontendSettings(
        charLimit=service.settings.max_text,
        supportedFilesFormat=sorted(form.suffix for form in FORMATS),
        language=Sides(source=known["zh-Hans"], target=known["en"]),
    )


@router.get("/spec", include_in_schema=False)
def get_spec(request: Request) -> dict[str, object]:
    """Give the description of all addresses."""
    found: dict[str, object] = request.app.openapi()
    return found


async def _wait(service: Service, identity: str, actor: Actor) -> None:
    """Wait until a document is translated.

    Raises:
        Problem: it failed, or takes too long.
    """
    ends = monotonic() + _PATIENCE
    while monotonic() < ends:
        found = await run_sync(service.documents.progress, identity, actor)
        if found.state is DocumentState.DONE:
            return
        if found.state not in _WAITING:
            raise Problem("invalid_input", reason=found.detail or found.state.value)
        await asyncio.sleep(_PAUSE)
    raise Problem("starting", reason="the file takes long; fetch it as a document of /api/v1 later")
