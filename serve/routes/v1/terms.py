"""Terms: found, listed, proposed, decided on."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response, status
from pydantic import BaseModel, ConfigDict, Field

from serve.deps import Reader, Serving
from serve.errors import documented
from serve.etags import Seen, tell
from serve.paging import Page, Paging
from serve.routes.v1.concepts import (
    ConceptTold,
    Long,
    NewConcept,
    NewDefinition,
    NewTerm,
    RevisionTold,
    Short,
    VotesTold,
)
from serve.service import Service
from serve.services.scopes import Named, held
from serve.services.terms import Decision, Filter, Said, Terminology
from serve.texts import Text
from termbase.concept import Concept, Grade, Status
from termbase.history import Revision

router = APIRouter(prefix="/terms", tags=["terms"])
Identity = Annotated[str, Path(pattern="^[0-9a-f]{14}$")]
_ONE = documented("not_found")
_EDIT = documented(
    "not_found", "stale_content", "precondition_required", "forbidden", "refused", "invalid_term"
)


class Sought(BaseModel):
    """A text whose terms are wanted."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": "风扇应完好。"}]}
    )

    text: Text = Field(min_length=1, max_length=20_000)


class MoreTerms(BaseModel):
    """Further terms of a concept, as proposals."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"terms": [{"text": "ventilator", "language": "en"}]}]},
    )

    terms: list[NewTerm] = Field(min_length=1, max_length=100)
    comment: Long = ""


class Changes(BaseModel):
    """What to say of a concept; what is left out stays, "" empties."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"domain": "ICS 23.120"}]}
    )

    domain: Short | None = None
    source: Short | None = None
    note: Long | None = None
    definitions: list[NewDefinition] | None = Field(None, max_length=10)
    comment: Long = ""


class Verdict(BaseModel):
    """What becomes of the proposals of a concept; `terms` names some of them, else it is all."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"comment": "as in GB/T 1236"}]}
    )

    comment: Long = ""
    terms: list[Text] = Field([], max_length=100)
    grade: Grade | None = Field(None, description="What a term is approved as.")


class Vote(BaseModel):
    """For, against, or no more."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"value": 1}]})

    value: Literal[-1, 0, 1]
    comment: Long = ""


class Filters(BaseModel):
    """Which concepts are listed."""

    status: Status | None = None
    scope: Named | None = None
    project: Short = ""
    domain: Short = Field("", description="How it begins.")


@router.get("", responses=documented("not_found", "invalid_input"))
def list_terms(
    actor: Reader, service: Serving, paging: Paging, which: Annotated[Filters, Query()]
) -> Page[ConceptTold]:
    """List concepts by their ids; go on while there is a `next`, even after an empty page."""
    scope, owner = held(actor, which.scope, which.project) if which.scope else (None, "")
    wanted = Filter(which.status, scope, owner, which.domain)
    found = _terms(service).page(actor, paging, wanted)
    return Page(list(map(ConceptTold.of, found.items)), found.next)


@router.get("/review")
def list_term_proposals(actor: Reader, service: Serving, paging: Paging) -> Page[ConceptTold]:
    """List concepts with proposals that wait for a review, with the votes on them."""
    found = _terms(service).page(actor, paging, Filter(Status.PROPOSED))
    votes = service.terms.votes()
    return Page(
        [ConceptTold.of(item, votes.get(item.concept.id)) for item in found.items], found.next
    )


@router.post("/find")
def find_terms(asked: Sought, actor: Reader, service: Serving) -> list[ConceptTold]:
    """Return the concepts whose terms stand in a text, of any status, in the order of the text."""
    return list(map(ConceptTold.of, service.index.find(asked.text, actor.viewer())))


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=documented("taken", "invalid_term", "invalid_input", "not_found", "stale_content"),
)
def propose_concept(
    asked: NewConcept, actor: Reader, service: Serving, response: Response
) -> ConceptTold:
    """Propose a concept; somebody else approves it."""
    scope, owner = held(actor, asked.scope, asked.project)
    concept = Concept(
        tuple(item.designation() for item in asked.terms),
        tuple(item.definition() for item in asked.definitions),
        asked.domain,
        asked.source,
        asked.note,
        scope,
        owner,
    )
    return _told(response, _terms(service).propose(actor, concept, asked.comment))


@router.get("/{concept}", responses=_ONE)
def get_concept(
    concept: Identity, actor: Reader, service: Serving, response: Response
) -> ConceptTold:
    """Return a concept with the votes on it."""
    terms = _terms(service)
    last = terms.get(actor, concept)[-1]
    tell(response, last.number)
    return ConceptTold.of(last, terms.votes(concept))


@router.get("/{concept}/history", responses=_ONE)
def get_concept_history(concept: Identity, actor: Reader, service: Serving) -> list[RevisionTold]:
    """Return what happened to a concept, the oldest first."""
    history = _terms(service).get(actor, concept)
    before = [None, *(item.concept for item in history)]
    return [RevisionTold.of(item, last) for item, last in zip(history, before, strict=False)]


@router.post("/{concept}/terms", responses=_EDIT)
def propose_terms(
    concept: Identity,
    asked: MoreTerms,
    seen: Seen,
    actor: Reader,
    service: Serving,
    response: Response,
) -> ConceptTold:
    """Propose further terms of a concept."""
    items = [item.designation() for item in asked.terms]
    return _told(response, _terms(service).extend(actor, concept, seen, items, asked.comment))


@router.patch("/{concept}", responses=_EDIT)
def edit_concept(
    concept: Identity,
    asked: Changes,
    seen: Seen,
    actor: Reader,
    service: Serving,
    response: Response,
) -> ConceptTold:
    """Say more about a concept, or otherwise; its terms change by proposals and reviews alone."""
    given = asked.definitions
    definitions = None if given is None else tuple(item.definition() for item in given)
    said = Said(asked.domain, asked.source, asked.note, definitions)
    return _told(response, _terms(service).edit(actor, concept, seen, said, asked.comment))


@router.post("/{concept}/{verdict}", responses=_EDIT)
def decide_concept(  # noqa: PLR0913, PLR0917 - what a request has
    concept: Identity,
    verdict: Literal["approve", "reject", "withdraw"],
    asked: Verdict,
    seen: Seen,
    actor: Reader,
    service: Serving,
    response: Response,
) -> ConceptTold:
    """Approve, reject or withdraw what a concept proposes; nobody approves their own."""
    decision = Decision(verdict, asked.comment, tuple(asked.terms), asked.grade)
    return _told(response, _terms(service).decide(actor, concept, seen, decision))


@router.put("/{concept}/vote", responses=documented("not_found", "forbidden"))
def vote_on_concept(concept: Identity, asked: Vote, actor: Reader, service: Serving) -> VotesTold:
    """Vote on what a concept proposes; a vote decides nothing, the reviewer sees it."""
    return VotesTold.of(_terms(service).vote(actor, concept, asked.value, asked.comment))


def _terms(service: Service) -> Terminology:
    return Terminology(service.database, service.terms)


def _told(response: Response, kept: Revision) -> ConceptTold:
    tell(response, kept.number)
    return ConceptTold.of(kept)
