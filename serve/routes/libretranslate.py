"""The API of LibreTranslate, as its clients use it: thin, over the same services."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from serve.auth.actor import Actor
from serve.auth.roles import Permission
from serve.deps import Serving, actor_with_key
from serve.fields import Given
from serve.problem import Problem
from serve.routes.deepl.words import Listed, body
from serve.service import Service
from serve.services.languages import Detected, detected
from serve.services.marked import MarkupService, Way
from serve.services.markup import Rules
from serve.services.suggestions import suggest as _suggest
from serve.services.translation import Options
from serve.texts import Text
from termbase.text import Language
from translator.language import named

router = APIRouter(tags=["libretranslate"])
_CODES = {Language.EN: "en", Language.ZH: "zh-Hans", Language.ZH_HANT: "zh-Hant"}
_NAMES = {Language.EN: "English", Language.ZH: "Chinese", Language.ZH_HANT: "Chinese (traditional)"}
_OLD = {"zt": Language.ZH_HANT}
_MOST = 100  # alternatives that may be asked for


class _Keyed(BaseModel):
    api_key: Text = ""


class TranslateFields(_Keyed):
    """What is asked for; with a list the answer has lists. No alternatives are given."""

    q: Text | list[Text]
    source: Text = "auto"
    target: Text
    format: Literal["text", "html"] = "text"
    alternatives: int = Field(0, ge=0, le=_MOST)


class DetectFields(_Keyed):
    """A text whose language is asked for."""

    q: Listed = Field(min_length=1)


class SuggestFields(_Keyed):
    """A text `q` that would be better translated as `s`."""

    q: Text = Field(min_length=1, max_length=20_000)
    s: Text = Field(min_length=1, max_length=20_000)
    source: Text
    target: Text


class Found(BaseModel):
    """A language, and how sure that is, 0–100."""

    confidence: float
    language: str


class Translated(BaseModel):
    """The translation; lists where a list was asked for."""

    translatedText: str | list[str]  # noqa: N815 - its clients call it so
    detectedLanguage: Found | list[Found] | None = None  # noqa: N815
    alternatives: list[str] | list[list[str]] | None = None


class Known(BaseModel):
    """A language and what can be made of it."""

    code: str
    name: str
    targets: list[str]


class Suggested(BaseModel):
    """It waits for a review."""

    success: bool = True


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of errors: these, and those that any request may have."""
    schema = {
        "type": "object",
        "required": ["error"],
        "properties": {"error": {"type": "string"}},
    }
    told = {"description": "Why not.", "content": {"application/json": {"schema": schema}}}
    return dict.fromkeys(sorted({400, 403, 413, 415, 429, 503, *statuses}), told)


def actor_of(request: Request, service: Serving, given: Given) -> Actor:
    """Return whose key the field `api_key` of the body is, or that of the header.

    Raises:
        Problem: there is none or a wrong one, or it stands in the address, where logs keep it.
    """
    if "api_key" in given.query:
        raise Problem("malformed", reason="api_key: give it in the body, not in the address")
    _, _, header = request.headers.get("authorization", "").partition(" ")
    secret = str(given.body.get("api_key") or header.strip())
    if not secret:
        raise Problem("unauthorised")
    actor = actor_with_key(request, service, secret)
    request.state.actor = actor.id
    service.requests.take(actor.id)
    return actor


def _permitted(permission: Permission) -> Any:  # noqa: ANN401 - what FastAPI takes
    def permitted(actor: Annotated[Actor, Depends(actor_of)]) -> Actor:
        if not actor.may(permission):
            raise Problem("forbidden", permission=permission.value)
        return actor

    return Depends(permitted)


Translator = Annotated[Actor, _permitted(Permission.TRANSLATE)]
Contributor = Annotated[Actor, _permitted(Permission.SUGGEST)]
Editor = Annotated[Actor, _permitted(Permission.DOCUMENTS)]


@router.post(
    "/translate",
    response_model=Translated,
    response_model_exclude_none=True,
    responses=errors(),
    openapi_extra=body(TranslateFields),
)
def translate_libre(given: Given, service: Serving, actor: Translator) -> Translated:
    """Translate a text, or several."""
    asked = given.read(TranslateFields)
    texts = asked.q if isinstance(asked.q, list) else [asked.q]
    _check(texts, service)
    auto = asked.source.lower() == "auto"
    source = None if auto else language(asked.source, "source")
    done = _walked(asked, texts, Way(source, language(asked.target, "target")), service, actor)
    service.metrics.characters.labels("text").inc(sum(map(len, texts)))
    found = [_found(detected(text)) for text in texts] if auto else []
    empty: list[list[str]] = [[] for _ in texts]
    if isinstance(asked.q, list):
        return Translated(
            translatedText=done,
            detectedLanguage=found or None,
            alternatives=empty if asked.alternatives else None,
        )
    return Translated(
        translatedText=done[0],
        detectedLanguage=found[0] if auto else None,
        alternatives=empty[0] if asked.alternatives else None,
    )


def _check(texts: list[str], service: Service) -> None:
    settings = service.settings
    if len(texts) > settings.max_texts:
        raise Problem("too_many", limit=settings.max_texts, what="texts")
    if max(map(len, texts), default=0) > settings.max_text:
        raise Problem("too_many", limit=settings.max_text, what="characters")


def _walked(
    asked: TranslateFields, texts: list[str], way: Way, service: Service, actor: Actor
) -> list[str]:
    def call() -> list[str]:
        if asked.format == "html":
            markup = MarkupService(service.translation, service.usage)
            marked = markup.translate(texts, Rules("html"), way, actor=actor, options=Options())
            return [item.translation for item in marked]
        done = service.translation.translate(texts, way.target, way.source, actor=actor)
        return [item.translation for item in done]

    what = (actor.id, asked.model_dump_json(exclude={"api_key"}))
    return service.inflight.shared(what, call)


@router.post("/detect", responses=errors(), openapi_extra=body(DetectFields))
def detect_libre(given: Given, _actor: Translator) -> list[Found]:
    """Say which language a text is in."""
    return [_found(detected(text)) for text in given.read(DetectFields).q]


@router.get("/languages", responses=errors())
def list_libre_languages() -> list[Known]:
    """List the languages, and what can be made of each."""
    targets = list(_CODES.values())
    return [
        Known(code=code, name=_NAMES[each], targets=[other for other in targets if other != code])
        for each, code in _CODES.items()
    ]


@router.post("/suggest", responses=errors(), openapi_extra=body(SuggestFields))
def suggest_translation(given: Given, service: Serving, actor: Contributor) -> Suggested:
    """Keep a better translation as a draft, which somebody else then confirms."""
    asked = given.read(SuggestFields)
    source, target = language(asked.source, "source"), language(asked.target, "target")
    if source.is_chinese == target.is_chinese:
        raise Problem("invalid_input", reason="source and target: one must be Chinese, one English")
    zh, en = (asked.q, asked.s) if source.is_chinese else (asked.s, asked.q)
    _suggest(service.memory, actor.name, zh, en)
    return Suggested()


@router.get("/health")
def get_health() -> Health:
    """Say that the process lives."""
    return Health()


def language(code: str, field: str) -> Language:
    """Return the language of a code, an old one too.

    Raises:
        Problem: it is none of ours.
    """
    found = _OLD.get(code.lower()) or named(code)
    if found is None:
        known = ", ".join(_CODES.values())
        raise Problem(
            "invalid_input", reason=f"{field}: {code} is not supported; there are {known}"
        )
    return found


def _found(found: Detected) -> Found:
    return Found(confidence=found.confidence, language=_CODES[found.language])
