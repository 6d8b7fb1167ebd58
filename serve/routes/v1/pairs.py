"""Sentence pairs as the API tells of them."""

from typing import Self

from pydantic import BaseModel

from corpus.model import Entry, Found, Hit, Kind, Provenance
from serve.services.scopes import NAMES


class PairTold(BaseModel):
    """A pair; `revision` is its ETag."""

    id: int
    revision: int
    zh: str
    en: str
    scope: str
    owner: str
    status: str
    origin: str
    at: str
    used: int

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Return what is told of an entry."""
        return cls(
            id=entry.id,
            revision=entry.number,
            zh=entry.zh,
            en=entry.en,
            scope=NAMES[entry.scope],
            owner=entry.owner,
            status=entry.status.name.lower(),
            origin=entry.origin.name.lower(),
            at=entry.at,
            used=entry.used,
        )


class FoundAt(BaseModel):
    """Where a pair was found, who gave it, and on what terms."""

    document: str
    position: str
    who: str
    at: str
    licence: str
    domain: str
    origin: str

    @classmethod
    def of(cls, found: Provenance) -> Self:
        """Return what is told of a provenance."""
        return cls(
            document=found.document,
            position=found.position,
            who=found.who,
            at=found.at,
            licence=found.licence,
            domain=found.domain,
            origin=found.origin.name.lower(),
        )


class PairWithSources(PairTold):
    """A pair with where it was found."""

    provenance: list[FoundAt] = []


class PairRevision(BaseModel):
    """What happened to a pair, and how it was then."""

    pair: PairTold
    at: str
    who: str
    what: str
    why: str


class Match(BaseModel):
    """A pair that answers a text; `score` is a percentage, 101 where its neighbours are equal."""

    score: int
    kind: Kind
    source: str
    target: str
    documents: list[str]
    pair: PairTold

    @classmethod
    def of(cls, found: Found) -> Self:
        """Return what is told of an answer."""
        return cls(
            score=found.score,
            kind=found.kind,
            source=found.source,
            target=found.target,
            documents=list(found.documents),
            pair=PairTold.of(found.entry),
        )


class Occurrence(BaseModel):
    """A pair in which a phrase stands; spans are start and end in characters of its side."""

    pair: PairTold
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, hit: Hit) -> Self:
        """Return what is told of a hit."""
        return cls(pair=PairTold.of(hit.entry), spans=list(hit.spans))
