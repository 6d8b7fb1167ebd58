"""Texts in, translations out; at once, or one after another as events."""

import enum
import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Self

from fastapi import APIRouter, Header, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from corpus.model import Kind, Pair
from serve.auth.actor import Actor
from serve.deps import Serving, Translator
from serve.errors import documented, event_of
from serve.problem import Problem
from serve.service import Service
from serve.services.translation import Options, TextResult, given_term
from serve.texts import Text
from termbase.concept import TermError
from termbase.text import Language
from translator.errors import TranslatorError
from translator.model import State
from translator.report import UseRow

router = APIRouter(tags=["translate"])
_PIECE = 16  # texts that make one event


class Mode(enum.StrEnum):
    """What happens to a translation without its terms: it is flagged, or needs a review."""

    SOFT = "soft"
    STRICT = "strict"


class GivenPair(BaseModel):
    """A text and what it is to become."""

    model_config = ConfigDict(extra="forbid")

    source: Text = Field(min_length=1, max_length=20_000)
    target: Text = Field(min_length=1, max_length=20_000)


class TranslateRequest(BaseModel):
    """What to translate, and how."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "texts": ["风扇应符合表 3 的要求。"],
                    "target": "en",
                    "terms": [{"source": "风扇", "target": "cooling fan"}],
                    "mode": "strict",
                }
            ]
        },
    )

    texts: list[Text] = Field(min_length=1, description="In reading order; neighbours count.")
    source: Language | None = Field(None, description="By default, as each text looks.")
    target: Language | None = Field(None, description="By default, the other language.")
    terms: list[GivenPair] = Field([], max_length=1000, description="Go before the termbase.")
    memory: list[GivenPair] = Field([], max_length=1000, description="Go before the memory.")
    use_termbase: bool = True
    use_memory: bool = True
    mode: Mode = Mode.SOFT
    document: Text = Field("", max_length=255, description="Whose own terms and pairs hold.")


class Segment(BaseModel):
    """One sentence; `match` is the percentage of the pair that answered it."""

    source: str
    target: str
    origin: str
    state: State
    match: int | None
    kind: Kind | None


class TermUse(BaseModel):
    """What became of a term at one place; spans are start and end in characters of the text."""

    source: str
    target: str
    outcome: str
    reason: str
    source_span: tuple[int, int]
    target_span: tuple[int, int] | None
    over: list[str]

    @classmethod
    def of(cls, row: UseRow) -> Self:
        """Return what is told of a use."""
        return cls.model_validate(row, from_attributes=True)


class Doubt(BaseModel):
    """Something for a person to look at; `check` names the rule."""

    check: str
    detail: str


class TextTranslation(BaseModel):
    """One text; `origin` is `mixed` where its sentences come from several, `match` the least."""

    source_language: Language
    target_language: Language
    translation: str
    origin: str
    state: State
    match: int | None
    segments: list[Segment]
    terms: list[TermUse]
    issues: list[Doubt]

    @classmethod
    def of(cls, result: TextResult) -> Self:
        """Return what is told of a result."""
        return cls(
            source_language=result.direction.source,
            target_language=result.direction.target,
            translation=result.translation,
            origin=result.origin,
            state=result.state,
            match=result.match,
            segments=[
                Segment.model_validate(item, from_attributes=True) for item in result.segments
            ],
            terms=[TermUse.of(row) for row in result.terms],
            issues=[Doubt(check=item.check, detail=item.detail) for item in result.issues],
        )


class TranslateAnswer(BaseModel):
    """The translations, in the order of the texts, and the characters that were counted."""

    translations: list[TextTranslation]
    characters: int


@router.post(
    "/translate",
    response_model=TranslateAnswer,
    responses={
        200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
        **documented("rate_limited", "quota_exceeded", "engine_failed", "database_unavailable"),
    },
)
def translate(
    asked: TranslateRequest,
    service: Serving,
    actor: Translator,
    accept: Annotated[str, Header()] = "",
    accept_language: Annotated[str, Header()] = "",
) -> TranslateAnswer | Response:
    """Translate texts.

    With `Accept: text/event-stream` each translation comes as an event `translation` as soon as it
    is there, with its `index`; the last event is `done`, or `problem`.
    """
    _check(asked, service)
    if "text/event-stream" in accept:
        events = _events(asked, service, actor, accept_language)
        return StreamingResponse(events, media_type="text/event-stream")
    return TranslateAnswer(
        translations=_translated(asked, asked.texts, service, actor),
        characters=sum(map(len, asked.texts)),
    )


def _check(asked: TranslateRequest, service: Service) -> None:
    settings = service.settings
    if len(asked.texts) > settings.max_texts:
        raise Problem("too_many", limit=settings.max_texts, what="texts")
    if max(map(len, asked.texts)) > settings.max_text:
        raise Problem("too_many", limit=settings.max_text, what="characters")


def _translated(
    asked: TranslateRequest, texts: Sequence[str], service: Service, actor: Actor
) -> list[TextTranslation]:
    options = Options(
        terms=tuple(given_term(item.source, item.target) for item in asked.terms),
        pairs=tuple(Pair(item.source, item.target, "request") for item in asked.memory),
        termbase=asked.use_termbase,
        memory=asked.use_memory,
        strict=asked.mode is Mode.STRICT,
        document=asked.document,
    )
    done = service.translation.translate(
        texts, asked.target, asked.source, actor=actor, options=options
    )
    service.metrics.characters.labels("text").inc(sum(map(len, texts)))
    return list(map(TextTranslation.of, done))


def _events(
    asked: TranslateRequest, service: Service, actor: Actor, language: str
) -> Iterator[str]:
    """The translations, a few at a time."""
    try:
        for begin in range(0, len(asked.texts), _PIECE):
            texts = asked.texts[begin : begin + _PIECE]
            for at, item in enumerate(_translated(asked, texts, service, actor), begin):
                told = {"index": at, **item.model_dump(mode="json")}
                yield f"event: translation\ndata: {json.dumps(told, ensure_ascii=False)}\n\n"
    except (Problem, TranslatorError, TermError) as error:
        yield event_of(error, language)
        return
    yield f"event: done\ndata: {json.dumps({'characters': sum(map(len, asked.texts))})}\n\n"
