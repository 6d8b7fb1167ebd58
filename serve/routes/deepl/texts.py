"""`POST /v2/translate`."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from serve.auth.actor import Actor
from serve.deps import Serving, Translator
from serve.fields import Given
from serve.problem import Problem
from serve.routes.deepl import words
from serve.routes.deepl.words import Listed, Tags
from serve.service import Service
from serve.services.marked import MarkupService, Way
from serve.services.markup import Rules
from serve.services.memories import document_of
from serve.services.translation import Options
from serve.texts import Text
from termbase.text import Language
from translator.model import Direction

router = APIRouter(tags=["deepl"])


class TranslateFields(BaseModel):
    """What is asked for. What is not named here is left alone: other clients send more.

    `context`, `split_sentences`, `preserve_formatting` and `model_type` change nothing: there is
    one model, which sees the texts of a request together.
    """

    text: Listed = Field(min_length=1)
    target_lang: Text
    source_lang: Text | None = None
    context: Text | None = None
    split_sentences: Literal["0", "1", "nonewlines", "on", "off"] | None = None
    preserve_formatting: bool | None = None
    formality: Literal["default", "more", "less", "prefer_more", "prefer_less"] | None = None
    glossary_id: Text | None = None
    glossary_ids: Listed = []
    style_id: Text | None = None
    translation_memory_id: Text | None = None
    translation_memory_threshold: int | None = Field(None, ge=0, le=100)
    tag_handling: Literal["xml", "html"] | None = None
    tag_handling_version: Literal["v1", "v2"] | None = None
    outline_detection: bool = True
    non_splitting_tags: Tags = []
    splitting_tags: Tags = []
    ignore_tags: Tags = []
    model_type: (
        Literal["quality_optimized", "latency_optimized", "prefer_quality_optimized"] | None
    ) = None
    show_billed_characters: bool = False
    custom_instructions: Listed = []


class Translation(BaseModel):
    """One text; the last two are told where they were asked for."""

    detected_source_language: str
    text: str
    billed_characters: int | None = None
    model_type_used: str | None = None


class Translations(BaseModel):
    """The texts in their order."""

    translations: list[Translation]


@router.post(
    "/v2/translate",
    response_model=Translations,
    response_model_exclude_none=True,
    responses=words.errors(404, 456),
    openapi_extra=words.body(TranslateFields),
)
def translate_deepl(given: Given, service: Serving, actor: Translator) -> Translations:
    """Translate texts; the same request, asked again while the first is worked on, waits for it."""
    asked = given.read(TranslateFields)
    _check(asked, service)
    return service.inflight.shared(
        (actor.id, asked.model_dump_json()), lambda: _translated(asked, service, actor)
    )


def _check(asked: TranslateFields, service: Service) -> None:
    settings = service.settings
    if len(asked.text) > settings.max_texts:
        raise Problem("too_many", limit=settings.max_texts, what="texts")
    if max(map(len, asked.text)) > settings.max_text:
        raise Problem("too_many", limit=settings.max_text, what="characters")
    if asked.formality in {"more", "less"}:
        reason = "formality: not supported for these languages; prefer_more and prefer_less are"
        raise Problem("invalid_input", reason=reason)
    if asked.style_id or asked.custom_instructions:
        what = "style_id" if asked.style_id else "custom_instructions"
        raise Problem("invalid_input", reason=f"{what}: not supported")
    if asked.glossary_id and asked.glossary_ids:
        raise Problem("invalid_input", reason="give glossary_id or glossary_ids, not both")


def _translated(asked: TranslateFields, service: Service, actor: Actor) -> Translations:
    target = words.language(asked.target_lang, "target_lang")
    source = words.source_language(asked.source_lang)
    named = (*([asked.glossary_id] if asked.glossary_id else []), *asked.glossary_ids)
    options = Options(
        terms=words.terms(service, actor, named, source, target),
        document=document_of(service.database, actor, asked.translation_memory_id or ""),
    )
    done = _walked(asked, (source, target), service, actor, options)
    service.metrics.characters.labels("text").inc(sum(map(len, asked.text)))
    model = "latency_optimized" if asked.model_type == "latency_optimized" else "quality_optimized"
    return Translations(
        translations=[
            Translation(
                detected_source_language="ZH" if direction.source.is_chinese else "EN",
                text=found,
                billed_characters=len(text) if asked.show_billed_characters else None,
                model_type_used=model if asked.model_type else None,
            )
            for text, (direction, found) in zip(asked.text, done, strict=True)
        ]
    )


def _walked(
    asked: TranslateFields,
    way: tuple[Language | None, Language],
    service: Service,
    actor: Actor,
    options: Options,
) -> list[tuple[Direction, str]]:
    source, target = way
    if asked.tag_handling is None:
        done = service.translation.translate(
            asked.text, target, source, actor=actor, options=options
        )
        return [(item.direction, item.translation) for item in done]
    rules = Rules(
        asked.tag_handling,
        frozenset(asked.ignore_tags),
        frozenset(asked.splitting_tags),
        frozenset(asked.non_splitting_tags),
        asked.outline_detection,
    )
    markup = MarkupService(service.translation, service.usage)
    marked = markup.translate(asked.text, rules, Way(source, target), actor=actor, options=options)
    return [(item.direction, item.translation) for item in marked]
