"""Terms from files and into files, from sentence pairs, and the termbase as a whole."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from corpus.model import Selection
from corpus.model import Status as PairStatus
from serve.auth.actor import Actor
from serve.auth.roles import Permission
from serve.deps import Contributor, Reader, Serving
from serve.errors import documented
from serve.routes.v1.concepts import Short
from serve.service import Service
from serve.services.documents import file_name
from serve.services.scopes import NAMES, Named, held, require
from serve.services.term_files import MEDIA, Given, take, written
from serve.services.terms import Filter, Terminology
from serve.texts import Text
from termbase.compiled import Direction, rivals
from termbase.concept import Concept, Status
from termbase.extract import Proposal, Texts, propose
from termbase.history import Change
from termbase.text import Language
from translator.language import detect

router = APIRouter(prefix="/terms", tags=["terms"])
_LEARNED_FROM = 50_000  # pairs of the memory at most


class TermImport(BaseModel):
    """What an import did; `refused` names the first rows that are no concepts."""

    added: int
    changed: int
    same: int
    refused: list[str]
    refused_count: int


class Rival(BaseModel):
    """One of several targets of one source."""

    target: str
    concept: str
    scope: str
    origin: str


class Conflicting(BaseModel):
    """Approved terms of one domain with one source and several targets; the first is used."""

    source: str
    target_language: Language
    domain: str
    terms: list[Rival]


class TermCounts(BaseModel):
    """How much there is of what somebody sees."""

    concepts: int
    terms: int
    version: int
    status: dict[str, int]
    language: dict[str, int]
    grade: dict[str, int]
    scope: dict[str, int]
    domain: dict[str, int]


class GivenTexts(BaseModel):
    """A sentence and its translation."""

    model_config = ConfigDict(extra="forbid")

    zh: Text = Field(min_length=1, max_length=20_000)
    en: Text = Field(min_length=1, max_length=20_000)


class Extraction(BaseModel):
    """Pairs to find terms in; without any, those of the memory whose domain begins so."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"pairs": [{"zh": "风扇应完好。", "en": "The fan shall be intact."}]}]
        },
    )

    pairs: list[GivenTexts] = Field([], max_length=10_000)
    domain: Short = ""
    least: int | None = Field(None, ge=1, description="Pairs in which both stand.")
    limit: int = Field(100, ge=1, le=1_000)
    propose: bool = Field(False, description="Put them into the termbase, as proposals.")


class ExtractedTerm(BaseModel):
    """A pair of terms that may be right; counts are of sentences, `score` is 0–1."""

    zh: str
    en: str
    score: float
    together: int
    count_zh: int
    count_en: int
    example: GivenTexts


class Extracted(BaseModel):
    """The best pairs, of how many sentences, and how many were proposed."""

    pairs: int
    terms: list[ExtractedTerm]
    proposed: int


class Chosen(BaseModel):
    """Which concepts are exported, and as what."""

    format: Literal["csv", "tsv", "xlsx", "tbx"] = "csv"
    status: Status | None = None
    scope: Named | None = None
    project: Short = ""
    domain: Short = Field("", description="How it begins.")


@router.post(
    "/import",
    responses=documented("not_found", "forbidden", "invalid_input", "invalid_term", "too_large"),
)
def import_terms(  # noqa: PLR0913, PLR0917 - one parameter a field
    file: Annotated[UploadFile, File(description="TBX, XLSX, CSV or TSV.")],
    actor: Contributor,
    service: Serving,
    scope: Annotated[Named, Form()] = "shared",
    project: Annotated[Short, Form()] = "",
    approved: Annotated[bool, Form(description="They were approved elsewhere.")] = False,
    domain: Annotated[Short, Form(description="Of concepts that name none.")] = "",
    comment: Annotated[Short, Form()] = "",
) -> TermImport:
    """Import concepts; what the termbase has is left as it is, what is no concept is named."""
    where = held(actor, scope, project)
    require(actor, Permission.REVIEW if approved else Permission.SUGGEST, *where)
    settled = approved or scope == "personal"
    given = Given(*where, Status.APPROVED if settled else Status.PROPOSED, domain)
    name = file_name(file.filename or "terms")
    change = Change(actor.name, "import", f"{name}: {comment}" if comment else name)
    taken = take(service.terms, name, file.file.read(), given, change)
    return TermImport(
        added=taken.done.added,
        changed=taken.done.changed,
        same=taken.done.same,
        refused=list(taken.refused),
        refused_count=taken.refused_count,
    )


@router.get(
    "/export",
    response_class=Response,
    responses={
        200: {"content": {media.partition(";")[0]: {} for media in MEDIA.values()}},
        **documented("not_found", "invalid_input"),
    },
)
def export_terms(actor: Reader, service: Serving, chosen: Annotated[Chosen, Query()]) -> Response:
    """Give the concepts that one sees as a file, which an import reads back."""
    scope, owner = held(actor, chosen.scope, chosen.project) if chosen.scope else (None, "")
    which = Filter(chosen.status, scope, owner, chosen.domain)
    terms = Terminology(service.database, service.terms)
    found = (
        _only(item.concept, chosen.status)
        for item in terms.seen(actor)
        if which.takes(item.concept)
    )
    headers = {"Content-Disposition": f'attachment; filename="terms.{chosen.format}"'}
    return Response(written(chosen.format, found), media_type=MEDIA[chosen.format], headers=headers)


@router.get("/conflicts")
def list_term_conflicts(actor: Reader, service: Serving) -> list[Conflicting]:
    """List where approved terms of one domain have one source and different targets."""
    present = list(service.terms.present())
    ways = ((Language.ZH, Language.EN), (Language.EN, Language.ZH))
    return [
        Conflicting(
            source=found.terms[0].source,
            target_language=target,
            domain=found.domain,
            terms=[
                Rival(target=t.target, concept=t.id, scope=NAMES[t.scope], origin=t.origin)
                for t in found.terms
            ],
        )
        for source, target in ways
        for found in rivals(present, Direction(source, target), actor.viewer())
    ]


@router.get("/stats")
def get_term_stats(actor: Reader, service: Serving) -> TermCounts:
    """Count concepts and terms."""
    seen = list(Terminology(service.database, service.terms).seen(actor))
    terms = [term for item in seen for term in item.concept.designations]
    return TermCounts(
        concepts=len(seen),
        terms=len(terms),
        version=service.terms.version(),
        status=Counter(term.status.value for term in terms),
        language=Counter(term.language.value for term in terms),
        grade=Counter(term.grade.value for term in terms),
        scope=Counter(NAMES[item.concept.scope] for item in seen),
        domain=Counter(item.concept.domain for item in seen),
    )


@router.post("/extract", responses=documented("forbidden"))
def extract_terms(asked: Extraction, actor: Contributor, service: Serving) -> Extracted:
    """Find pairs of terms that stand together in sentence pairs; nothing is approved."""
    texts = [Texts(item.zh, item.en) for item in asked.pairs] or _remembered(asked, actor, service)
    chinese = detect("\n".join(item.zh for item in texts[:500]))
    chinese = chinese if chinese.is_chinese else Language.ZH
    found = propose(texts, chinese, asked.least)[: asked.limit]
    count = _proposed(found, chinese, actor, service) if asked.propose else 0
    return Extracted(pairs=len(texts), terms=list(map(_told, found)), proposed=count)


def _remembered(asked: Extraction, actor: Actor, service: Service) -> list[Texts]:
    wanted = Selection(domain=asked.domain, status=PairStatus.CONFIRMED)
    pairs = islice(service.memory.pairs(actor.viewer(), wanted), _LEARNED_FROM)
    return [Texts(item.entry.zh, item.entry.en) for item in pairs]


def _proposed(found: Sequence[Proposal], chinese: Language, actor: Actor, service: Service) -> int:
    """Propose what the termbase has not in any status."""
    known = {pair for item in service.terms.present() for pair in _called(item.concept)}
    new = [item.concept(chinese) for item in found if (item.zh, item.en.lower()) not in known]
    return service.terms.put(new, Change(actor.name, "extract")).added


def _called(concept: Concept) -> list[tuple[str, str]]:
    chinese = [item.text for item in concept.designations if item.language.is_chinese]
    english = [item.text.lower() for item in concept.designations if not item.language.is_chinese]
    return [(zh, en) for zh in chinese for en in english]


def _told(item: Proposal) -> ExtractedTerm:
    return ExtractedTerm(
        zh=item.zh,
        en=item.en,
        score=round(item.score, 3),
        together=item.together,
        count_zh=item.count_zh,
        count_en=item.count_en,
        example=GivenTexts(zh=item.example.zh, en=item.example.en),
    )


def _only(concept: Concept, wanted: Status | None) -> Concept:
    items = concept.designations
    kept = tuple(item for item in items if wanted is None or item.status is wanted)
    return replace(concept, designations=kept)
