"""`/v2/glossaries`: one dictionary each."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from serve.deps import Serving, Translator
from serve.fields import Given
from serve.problem import Problem
from serve.routes.deepl import words
from serve.services.glossaries import Glossaries, Glossary, written
from serve.texts import Text

router = APIRouter(prefix="/v2/glossaries", tags=["deepl"])


class NewGlossary(BaseModel):
    """A glossary; `entries` are lines of TSV or CSV."""

    name: Text
    source_lang: Text
    target_lang: Text
    entries: Text
    entries_format: Text = "tsv"


class GlossaryInfo(BaseModel):
    """A glossary without its entries."""

    glossary_id: str
    ready: bool
    name: str
    source_lang: str
    target_lang: str
    creation_time: str
    entry_count: int


class GlossaryList(BaseModel):
    """All of somebody's that have one dictionary."""

    glossaries: list[GlossaryInfo]


def _told(glossary: Glossary) -> GlossaryInfo:
    """A glossary of this version.

    Raises:
        Problem: it has not one dictionary.
    """
    if len(glossary.counts) != 1:
        reason = "this glossary has not one dictionary; ask for it by /v3/glossaries"
        raise Problem("invalid_input", reason=reason)
    [((source, target), count)] = glossary.counts
    return GlossaryInfo(
        glossary_id=words.dashed(glossary.id),
        ready=True,
        name=glossary.name,
        source_lang=source,
        target_lang=target,
        creation_time=words.stamp(glossary.created),
        entry_count=count,
    )


@router.post("", status_code=201, responses=words.errors(), openapi_extra=words.body(NewGlossary))
def create_glossary(given: Given, service: Serving, actor: Translator) -> GlossaryInfo:
    """Make a glossary."""
    asked = given.read(NewGlossary)
    found = words.dictionary(
        asked.source_lang, asked.target_lang, asked.entries, asked.entries_format
    )
    return _told(Glossaries(service.database).make(actor.id, asked.name, [found]))


@router.get("", responses=words.errors())
def list_glossaries(service: Serving, actor: Translator) -> GlossaryList:
    """List those that have one dictionary."""
    found = Glossaries(service.database).of(actor.id)
    return GlossaryList(glossaries=[_told(item) for item in found if len(item.counts) == 1])


@router.get("/{glossary_id}", responses=words.errors(404))
def get_glossary(glossary_id: str, service: Serving, actor: Translator) -> GlossaryInfo:
    """Say what a glossary is."""
    return _told(Glossaries(service.database).get(actor.id, glossary_id))


@router.delete("/{glossary_id}", status_code=204, responses=words.errors(404))
def delete_glossary(glossary_id: str, service: Serving, actor: Translator) -> Response:
    """Forget a glossary."""
    Glossaries(service.database).drop(actor.id, glossary_id)
    return Response(status_code=204)


@router.get(
    "/{glossary_id}/entries",
    response_class=Response,
    responses={
        200: {"content": {"text/tab-separated-values": {"schema": {"type": "string"}}}},
        **words.errors(404),
    },
)
def get_glossary_entries(glossary_id: str, service: Serving, actor: Translator) -> Response:
    """Give the entries of a glossary as TSV."""
    kept = Glossaries(service.database)
    glossary = kept.get(actor.id, glossary_id)
    _told(glossary)
    [(pair, _count)] = glossary.counts
    found = kept.dictionary(actor.id, glossary_id, pair)
    return Response(written(found.entries), media_type="text/tab-separated-values; charset=utf-8")
