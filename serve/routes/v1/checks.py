"""Rules that a translation can be held against, and languages."""

import inspect

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from serve.deps import Reader, Serving, Translator
from serve.errors import documented
from serve.routes.v1.translate import Doubt, TermUse
from serve.services.checking import Checked, checked
from serve.services.languages import detected
from serve.texts import Text
from termbase.text import Language
from translator.checks import CHECKS
from translator.model import Direction

router = APIRouter()


class Rule(BaseModel):
    """A rule by its name, in a sentence."""

    name: str
    says: str


class Pairing(BaseModel):
    """A text and its translation."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"source": "风扇不应超过 3 m/s。", "target": "The fan shall not exceed 5 m/s."}
            ]
        },
    )

    source: Text = Field(min_length=1, max_length=20_000)
    target: Text = Field(max_length=20_000)
    source_language: Language | None = Field(None, description="By default, as it looks.")
    target_language: Language | None = Field(None, description="By default, the other.")


class Verdict(BaseModel):
    """What is doubtful about a translation, and what became of the terms of the source."""

    source_language: Language
    target_language: Language
    issues: list[Doubt]
    terms: list[TermUse]

    @classmethod
    def of(cls, found: Checked) -> "Verdict":
        """Return what is told of a check."""
        return cls(
            source_language=found.direction.source,
            target_language=found.direction.target,
            issues=[Doubt(check=item.check, detail=item.detail) for item in found.issues],
            terms=list(map(TermUse.of, found.terms)),
        )


class Sample(BaseModel):
    """A text whose language is asked for."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": "风扇应完好。"}]}
    )

    text: Text = Field(min_length=1, max_length=20_000)


class Guess(BaseModel):
    """A language, and its share in what says something, 0–100."""

    language: Language
    confidence: float


class Spoken(BaseModel):
    """A language, and what can be made of it."""

    language: Language
    name_zh: str
    name_en: str
    targets: list[Language]


_NAMES = {
    Language.ZH: ("中文（简体）", "Chinese (simplified)"),
    Language.ZH_HANT: ("中文（繁体）", "Chinese (traditional)"),
    Language.EN: ("英文", "English"),
}


@router.get("/checks", tags=["checks"])
def list_checks(_actor: Reader) -> list[Rule]:
    """List the rules."""
    return [
        Rule(name=check.__name__, says=(inspect.getdoc(check) or "").splitlines()[0])
        for check in CHECKS
    ]


@router.post("/checks", tags=["checks"], responses=documented("database_unavailable"))
def check_translation(asked: Pairing, actor: Translator, service: Serving) -> Verdict:
    """Hold a translation against all rules and the termbase."""
    source = asked.source_language or detected(asked.source).language
    target = asked.target_language or (Language.EN if source.is_chinese else Language.ZH)
    way = Direction(source, target)
    terms = service.live.of(way, actor.viewer())
    return Verdict.of(checked(asked.source, asked.target, way, terms))


@router.get("/languages", tags=["languages"])
def list_languages(_actor: Reader) -> list[Spoken]:
    """List the languages, and what can be made of each."""
    return [
        Spoken(
            language=each,
            name_zh=names[0],
            name_en=names[1],
            targets=[other for other in Language if other is not each],
        )
        for each, names in _NAMES.items()
    ]


@router.post("/detect", tags=["languages"])
def detect_language(asked: Sample, _actor: Reader) -> Guess:
    """Say which language a text is in."""
    found = detected(asked.text)
    return Guess(language=found.language, confidence=found.confidence)
