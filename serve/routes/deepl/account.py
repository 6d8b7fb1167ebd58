"""`/v2/usage`, `/v2/languages`, `/v3/languages` and `/v2/glossary-language-pairs`."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from serve.deps import Reader, Serving
from serve.fields import Given
from serve.routes.deepl import words
from serve.services.glossaries import PAIRS

router = APIRouter(tags=["deepl"])
_UNLIMITED = 1_000_000_000_000  # characters; clients need a number


class Used(BaseModel):
    """Characters of this month, and how many there may be."""

    character_count: int
    character_limit: int


class Known(BaseModel):
    """A language."""

    language: str
    name: str
    supports_formality: bool | None = None


class Languages(BaseModel):
    """Of which languages we speak: those texts may be in, or those they may become."""

    type: Literal["source", "target"] = "source"


class Resource(BaseModel):
    """A language, and what it may be."""

    lang: str
    name: str
    usable_as_source: bool
    usable_as_target: bool


class GlossaryPair(BaseModel):
    """Two languages of a dictionary."""

    source_lang: str
    target_lang: str


class GlossaryPairs(BaseModel):
    """All of them."""

    supported_languages: list[GlossaryPair]


@router.get("/v2/usage", responses=words.errors())
def get_deepl_usage(service: Serving, actor: Reader) -> Used:
    """Say what was used this month."""
    limit = service.usage.quota(actor) or _UNLIMITED
    return Used(character_count=service.usage.this_month(actor.id), character_limit=limit)


@router.get(
    "/v2/languages",
    response_model=list[Known],
    response_model_exclude_none=True,
    responses=words.errors(),
    openapi_extra={
        "parameters": [
            {
                "name": "type",
                "in": "query",
                "description": "It may stand in the body, too.",
                "schema": {"type": "string", "enum": ["source", "target"], "default": "source"},
            }
        ]
    },
)
def list_deepl_languages(given: Given, _actor: Reader) -> list[Known]:
    """List the languages."""
    if given.read(Languages).type == "source":
        return [Known(language=tag, name=name) for tag, name in words.SOURCES.items()]
    return [
        Known(language=tag, name=name, supports_formality=False)
        for tag, name in words.TARGETS.items()
    ]


@router.get("/v3/languages", responses=words.errors())
def list_deepl_resources(_actor: Reader) -> list[Resource]:
    """List the languages, and what each may be; it is the same for every resource."""
    names = {**words.TARGETS, **words.SOURCES}
    return [
        Resource(
            lang=tag.lower(),
            name=name,
            usable_as_source=tag in words.SOURCES,
            usable_as_target=tag in words.TARGETS,
        )
        for tag, name in names.items()
    ]


@router.get("/v2/glossary-language-pairs", responses=words.errors())
def list_glossary_pairs(_actor: Reader) -> GlossaryPairs:
    """List the languages that a glossary may have."""
    found = [GlossaryPair(source_lang=source, target_lang=target) for source, target in PAIRS]
    return GlossaryPairs(supported_languages=found)
