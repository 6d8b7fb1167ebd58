"""`/v3/glossaries`: a dictionary for each direction."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from serve.deps import Serving, Translator
from serve.fields import Given
from serve.routes.deepl import words
from serve.services.glossaries import Dictionary, Glossaries, Glossary, written
from serve.texts import Text

router = APIRouter(prefix="/v3/glossaries", tags=["deepl"])


class DictionaryFields(BaseModel):
    """What a glossary says in one direction; `entries` are lines of TSV or CSV."""

    source_lang: Text
    target_lang: Text
    entries: Text
    entries_format: Text = "tsv"

    def read(self) -> Dictionary:
        """Return it.

        Raises:
            Problem: it is not right.
        """
        return words.dictionary(
            self.source_lang, self.target_lang, self.entries, self.entries_format
        )


class NewMultilingual(BaseModel):
    """A glossary with its dictionaries."""

    name: Text
    dictionaries: list[DictionaryFields]


class MultilingualChanges(BaseModel):
    """What to change: what is left out stays. Entries are added, or get a new target."""

    name: Text | None = None
    dictionaries: list[DictionaryFields] = []


class DictionaryInfo(BaseModel):
    """A dictionary without its entries."""

    source_lang: str
    target_lang: str
    entry_count: int


class MultilingualInfo(BaseModel):
    """A glossary without its entries."""

    glossary_id: str
    name: str
    dictionaries: list[DictionaryInfo]
    creation_time: str


class MultilingualList(BaseModel):
    """All of somebody's."""

    glossaries: list[MultilingualInfo]


class DictionaryEntries(BaseModel):
    """A dictionary; `entries` are TSV."""

    source_lang: str
    target_lang: str
    entries: str
    entries_format: str = "tsv"


class EntriesAnswer(BaseModel):
    """The dictionary that was asked for."""

    dictionaries: list[DictionaryEntries]


Source = Annotated[str, Query(alias="source_lang")]
Target = Annotated[str, Query(alias="target_lang")]


def _told(glossary: Glossary) -> MultilingualInfo:
    return MultilingualInfo(
        glossary_id=words.dashed(glossary.id),
        name=glossary.name,
        dictionaries=[
            DictionaryInfo(source_lang=source, target_lang=target, entry_count=count)
            for (source, target), count in glossary.counts
        ],
        creation_time=words.stamp(glossary.created),
    )


@router.post(
    "", status_code=201, responses=words.errors(), openapi_extra=words.body(NewMultilingual)
)
def create_multilingual_glossary(
    given: Given, service: Serving, actor: Translator
) -> MultilingualInfo:
    """Make a glossary."""
    asked = given.read(NewMultilingual)
    found = [item.read() for item in asked.dictionaries]
    return _told(Glossaries(service.database).make(actor.id, asked.name, found))


@router.get("", responses=words.errors())
def list_multilingual_glossaries(service: Serving, actor: Translator) -> MultilingualList:
    """List the glossaries."""
    found = Glossaries(service.database).of(actor.id)
    return MultilingualList(glossaries=list(map(_told, found)))


@router.get("/{glossary_id}", responses=words.errors(404))
def get_multilingual_glossary(
    glossary_id: str, service: Serving, actor: Translator
) -> MultilingualInfo:
    """Say what a glossary is."""
    return _told(Glossaries(service.database).get(actor.id, glossary_id))


@router.patch(
    "/{glossary_id}", responses=words.errors(404), openapi_extra=words.body(MultilingualChanges)
)
def update_multilingual_glossary(
    glossary_id: str, given: Given, service: Serving, actor: Translator
) -> MultilingualInfo:
    """Rename a glossary, or put entries into it."""
    asked = given.read(MultilingualChanges)
    found = [item.read() for item in asked.dictionaries]
    kept = Glossaries(service.database)
    return _told(kept.change(actor.id, glossary_id, asked.name, found))


@router.delete("/{glossary_id}", status_code=204, responses=words.errors(404))
def delete_multilingual_glossary(glossary_id: str, service: Serving, actor: Translator) -> Response:
    """Forget a glossary."""
    Glossaries(service.database).drop(actor.id, glossary_id)
    return Response(status_code=204)


@router.get("/{glossary_id}/entries", responses=words.errors(404))
def get_dictionary(
    glossary_id: str, source: Source, target: Target, service: Serving, actor: Translator
) -> EntriesAnswer:
    """Give a dictionary of a glossary."""
    pair = words.pair(source, target)
    found = Glossaries(service.database).dictionary(actor.id, glossary_id, pair)
    told = DictionaryEntries(
        source_lang=pair[0], target_lang=pair[1], entries=written(found.entries)
    )
    return EntriesAnswer(dictionaries=[told])


@router.put(
    "/{glossary_id}/dictionaries",
    responses=words.errors(404),
    openapi_extra=words.body(DictionaryFields),
)
def replace_dictionary(
    glossary_id: str, given: Given, service: Serving, actor: Translator
) -> DictionaryInfo:
    """Let a glossary say this in one direction, and nothing of what it said."""
    found = given.read(DictionaryFields).read()
    Glossaries(service.database).replace(actor.id, glossary_id, found)
    return DictionaryInfo(
        source_lang=found.pair[0], target_lang=found.pair[1], entry_count=len(found.entries)
    )


@router.delete("/{glossary_id}/dictionaries", status_code=204, responses=words.errors(404))
def delete_dictionary(
    glossary_id: str, source: Source, target: Target, service: Serving, actor: Translator
) -> Response:
    """Forget what a glossary says in one direction."""
    pair = words.pair(source, target)
    Glossaries(service.database).drop(actor.id, glossary_id, pair)
    return Response(status_code=204)
