"""The nouns of the corpus: sentence pairs, where they come from, and what a look-up gives."""

import enum
from dataclasses import dataclass

from termbase.history import Change
from termbase.model import Scope


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that say the same; `origin` names the file and place they come from."""

    source: str
    target: str
    origin: str = ""


class Kind(enum.StrEnum):
    """How a stored pair answers a text."""

    CONTEXT = "context"  # the texts are equal, and so are those before and after
    EXACT = "exact"
    SUBSTITUTED = "substituted"  # numbers or references differ, and were put into the target
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class MemoryMatch:
    """A pair that answers a segment; `score` is a percentage, 100 for an equal source."""

    pair: Pair
    score: int = 100
    kind: Kind = Kind.EXACT
    entry: int = 0  # the id of the pair in the store; 0 where it comes from a file


class MemoryProblem(ValueError):
    """What was asked of the memory cannot be; the message says what and why."""


class NoPair(MemoryProblem):
    """No pair has this id."""


class Status(enum.IntEnum):
    """How far a pair has come. What is rejected answers nothing, in no scope below its own."""

    REJECTED = 0
    DRAFT = 1
    CONFIRMED = 2
    REVIEWED = 3


class Origin(enum.IntEnum):
    """Who made the target; the higher is trusted more."""

    IMPORTED = 1
    POST_EDITED = 2  # by a machine, then by a person
    HUMAN = 3


@dataclass(frozen=True, slots=True)
class InlineTag:
    """A mark standing before text[at]; an `open` and its `close` share `ref`.

    `code` is what it was in the file it came from, for the way back there.
    """

    at: int
    kind: str  # "open", "close" or "point"
    ref: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The texts before and after, of either language; "" at an end, None where it is not known."""

    zh_before: str | None = None
    zh_after: str | None = None
    en_before: str | None = None
    en_after: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """One place where a pair was found: document and position, who gave it and when (ISO 8601).

    `licence` says on what terms; `domain` is an ICS or CCS code, or words.
    """

    document: str = ""
    position: str = ""
    who: str = ""
    at: str = ""
    licence: str = ""
    domain: str = ""
    origin: Origin = Origin.IMPORTED
    neighbours: Neighbours = Neighbours()


@dataclass(frozen=True, slots=True)
class Entry:
    """A pair as the store keeps it: both texts, for whom it holds, how far it has come.

    `owner` is whose it is below the scope `SHARED`. `origin` and `at` are the best and the latest
    of its provenance. `id` and `number`, which counts its revisions, are given by the store.
    """

    zh: str
    en: str
    scope: Scope = Scope.SHARED
    owner: str = ""
    status: Status = Status.CONFIRMED
    origin: Origin = Origin.IMPORTED
    at: str = ""
    zh_tags: tuple[InlineTag, ...] = ()
    en_tags: tuple[InlineTag, ...] = ()
    used: int = 0
    id: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """An entry to be kept, and where it was found."""

    entry: Entry
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class EntryRevision:
    """An entry as `change` left it."""

    entry: Entry
    change: Change


@dataclass(frozen=True, slots=True)
class Imported:
    """How many pairs an import added, how many it met again, and of these gave news of.

    `rejected` are those that were rejected here and stay so.
    """

    added: int = 0
    merged: int = 0
    same: int = 0
    rejected: int = 0

    def __add__(self, other: "Imported") -> "Imported":
        return Imported(
            self.added + other.added,
            self.merged + other.merged,
            self.same + other.same,
            self.rejected + other.rejected,
        )


@dataclass(frozen=True, slots=True)
class Query:
    """A text to look up, with its neighbours: "" at an end, None where they are not known."""

    text: str
    before: str | None = None
    after: str | None = None
    tags: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A stored pair that answers a query, best first.

    `target` is the pair's, with the query's numbers and references where `kind` is SUBSTITUTED.
    """

    entry: Entry
    score: int
    kind: Kind
    source: str
    target: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A pair in which a phrase stands: from `start` to `end` in `text`, its side of it."""

    entry: Entry
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A whole stored text that stands in a query, from `start` to `end`; `target` answers it."""

    start: int
    end: int
    entry: Entry
    target: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Which pairs are wanted; what is empty does not limit. `since` is a day, ISO 8601.

    Licence, domain and document are how one of its provenances begins.
    """

    scope: Scope | None = None
    owner: str = ""
    status: Status = Status.DRAFT  # this far or further
    licence: str = ""
    domain: str = ""
    document: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry with all its provenance."""

    entry: Entry
    provenance: tuple[Provenance, ...]
