"""The memory: looked up, given to, decided on."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response, status
from pydantic import BaseModel, ConfigDict, Field

from corpus.concordance import concordance
from corpus.index import Side
from corpus.model import (
    Entry,
    EntryRevision,
    Found,
    Given,
    Origin,
    Provenance,
    Selection,
    Status,
)
from corpus.model import Query as Sought
from corpus.scores import EXACT
from corpus.search import Wanted, find
from serve.deps import Contributor, Reader, Serving
from serve.errors import documented
from serve.etags import Seen, tell
from serve.paging import Page, Paging
from serve.problem import Problem
from serve.routes.v1.concepts import Long, Short
from serve.routes.v1.pairs import (
    FoundAt,
    Match,
    Occurrence,
    PairRevision,
    PairTold,
    PairWithSources,
)
from serve.service import Service
from serve.services.pairs import PairChange, PairDesk
from serve.services.scopes import Named, held
from serve.texts import Text
from termbase.model import Scope
from translator.language import detect

router = APIRouter(prefix="/memory", tags=["memory"])
Identity = Annotated[int, Path(ge=1, lt=2**31)]
Language = Literal["zh", "en"]
StatusName = Literal["draft", "confirmed", "reviewed", "rejected"]
Sentence = Annotated[Text, Field(min_length=1, max_length=20_000)]
_EDIT = documented(
    "not_found", "forbidden", "refused", "stale_content", "precondition_required", "invalid_input"
)


class Looked(BaseModel):
    """A text to look up, with its neighbours: "" at an end, null where they are not known."""

    model_config = ConfigDict(extra="forbid")

    text: Sentence
    before: Text | None = Field(None, max_length=20_000)
    after: Text | None = Field(None, max_length=20_000)


class Lookups(BaseModel):
    """Texts to look up, and which answers are wanted."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"texts": [{"text": "风扇应符合表 3 的要求。"}]}]},
    )

    texts: list[Looked] = Field(min_length=1, max_length=200)
    language: Language | None = Field(None, description="By default, as each text looks.")
    limit: int = Field(5, ge=1, le=100)
    least: int = Field(70, ge=30, le=101, description="Percent.")


class NewPair(BaseModel):
    """A pair to be kept; a draft until somebody else confirms it, but in the scope `personal`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"zh": "风扇应完好。", "en": "The fan shall be intact."}]},
    )

    zh: Sentence
    en: Sentence
    scope: Named = "shared"
    project: Short = ""
    domain: Short = ""
    licence: Short = Field("", description="On what terms it is given.")
    comment: Long = ""


class PairChanges(BaseModel):
    """What to say anew; a status decides: `rejected` needs a comment."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"status": "confirmed"}]}
    )

    zh: Sentence | None = None
    en: Sentence | None = None
    status: StatusName | None = None
    comment: Long = ""


class Merge(BaseModel):
    """The pairs whose place another takes."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"others": [2, 3]}]})

    others: list[Identity] = Field(min_length=1, max_length=100)
    comment: Long = ""


class PairFilters(BaseModel):
    """Which pairs; what is left out does not limit, and the texts are how something begins."""

    status: StatusName = Field("draft", description="This far or further.")
    scope: Named | None = None
    project: Short = ""
    domain: Short = ""
    licence: Short = ""
    document: Short = ""
    since: Short = Field("", description="A day, like 2026-01-31.")


@router.post("/find")
def find_pairs(asked: Lookups, actor: Reader, service: Serving) -> list[list[Match]]:
    """Return for each text the pairs that answer it, the best first."""
    # What is as near as that is equal, and found without a comparison.
    wanted = Wanted(limit=asked.limit, least=asked.least, fuzzy=asked.least < EXACT)
    sides = [asked.language or _side(item.text) for item in asked.texts]
    found: list[tuple[Found, ...]] = [() for _ in sides]
    for side in sorted(set(sides)):
        mine = [at for at, other in enumerate(sides) if other == side]
        queries = [
            Sought(asked.texts[at].text, asked.texts[at].before, asked.texts[at].after)
            for at in mine
        ]
        answers = find(service.memory, side, queries, actor.viewer(), wanted)
        for at, answer in zip(mine, answers, strict=True):
            found[at] = answer
    return [list(map(Match.of, answers)) for answers in found]


@router.get("/concordance", responses=documented("invalid_input"))
def search_concordance(
    actor: Reader,
    service: Serving,
    phrase: Annotated[Text, Query(min_length=1, max_length=200)],
    language: Language | None = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 50,
) -> list[Occurrence]:
    """Return pairs in which words or characters stand in a row, with where."""
    side = language or _side(phrase)
    hits = concordance(service.memory, side, phrase, actor.viewer(), limit)
    return list(map(Occurrence.of, hits))


@router.get("/pairs", responses=documented("not_found", "invalid_input"))
def list_pairs(
    actor: Reader, service: Serving, paging: Paging, which: Annotated[PairFilters, Query()]
) -> Page[PairWithSources]:
    """List pairs by their ids, with where each was found."""
    found = _desk(service).page(actor, paging, selection(which, actor))
    return Page([_with(item.entry, item.provenance) for item in found.items], found.next)


@router.post(
    "/pairs",
    status_code=status.HTTP_201_CREATED,
    responses=documented("not_found", "forbidden", "invalid_input", "refused"),
)
def give_pair(asked: NewPair, actor: Contributor, service: Serving, response: Response) -> PairTold:
    """Give a pair; what the memory has already gets one more giver."""
    scope, owner = held(actor, asked.scope, asked.project)
    level = Status.CONFIRMED if scope is Scope.PERSONAL else Status.DRAFT
    entry = Entry(asked.zh.strip(), asked.en.strip(), scope, owner, level, Origin.HUMAN)
    found = Provenance(
        who=actor.name, licence=asked.licence, domain=asked.domain, origin=Origin.HUMAN
    )
    done, kept = _desk(service).give(actor, Given(entry, found), asked.comment)
    if done.rejected:
        raise Problem("refused", reason=f"the pair {kept.entry.id} says the same and was rejected")
    return _told(response, kept)


@router.get("/pairs/{pair}", responses=documented("not_found"))
def get_pair(
    pair: Identity, actor: Reader, service: Serving, response: Response
) -> PairWithSources:
    """Return a pair with where it was found."""
    desk = _desk(service)
    found = desk.get(actor, pair).entry
    tell(response, found.number)
    return _with(found, desk.provenance(pair))


@router.get("/pairs/{pair}/history", responses=documented("not_found"))
def get_pair_history(pair: Identity, actor: Reader, service: Serving) -> list[PairRevision]:
    """Return what happened to a pair, the oldest first."""
    return [
        PairRevision(
            pair=PairTold.of(item.entry),
            at=item.change.at,
            who=item.change.who,
            what=item.change.what,
            why=item.change.why,
        )
        for item in _desk(service).history(actor, pair)
    ]


@router.patch("/pairs/{pair}", responses=_EDIT)
def change_pair(
    pair: Identity,
    asked: PairChanges,
    seen: Seen,
    actor: Reader,
    service: Serving,
    response: Response,
) -> PairTold:
    """Change the texts of a pair, confirm, review or reject it; nobody confirms their own."""
    level = Status[asked.status.upper()] if asked.status else None
    said = PairChange(asked.zh, asked.en, level, asked.comment)
    return _told(response, _desk(service).change(actor, pair, seen, said))


@router.post("/pairs/{pair}/merge", responses=documented("not_found", "forbidden", "invalid_input"))
def merge_pairs(
    pair: Identity, asked: Merge, actor: Reader, service: Serving, response: Response
) -> PairTold:
    """Let a pair take the place of others, with where those were found."""
    return _told(response, _desk(service).merge(actor, pair, asked.others, asked.comment))


def selection(which: PairFilters, actor: Reader) -> Selection:
    """Return which pairs are wanted, as the store knows it.

    Raises:
        Problem: a project that they do not see.
    """
    scope, owner = held(actor, which.scope, which.project) if which.scope else (None, "")
    level = Status[which.status.upper()]
    return Selection(scope, owner, level, which.licence, which.domain, which.document, which.since)


def _desk(service: Service) -> PairDesk:
    return PairDesk(service.database, service.memory)


def _side(text: str) -> Side:
    return "zh" if detect(text).is_chinese else "en"


def _told(response: Response, kept: EntryRevision) -> PairTold:
    tell(response, kept.entry.number)
    return PairTold.of(kept.entry)


def _with(entry: Entry, found: Sequence[Provenance]) -> PairWithSources:
    told = PairTold.of(entry).model_dump()
    return PairWithSources(**told, provenance=list(map(FoundAt.of, found)))
