"""Segments as they are kept: texts with their tags, where a target came from, what was found."""

import enum
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import NamedTuple

from pydantic import TypeAdapter

from corpus.literals import shape
from corpus.model import MemoryMatch
from corpus.words import key
from serve import schema
from serve.database import now
from termbase.model import Term
from translator.model import Issue, Segment, State, Tag, TaggedText, TermOutcome, Translation

_segment = schema.segment.c
STEP = 4096  # between the positions of two segments that were never split
HUMAN = "human"  # the origin of a target that somebody wrote


class SegmentState(enum.StrEnum):
    """How far a segment is."""

    UNTRANSLATED = "untranslated"
    TRANSLATED = "translated"
    NEEDS_REVIEW = "needs review"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found when a segment was translated or edited."""

    outcomes: tuple[TermOutcome, ...] = ()
    issues: tuple[Issue, ...] = ()
    revised_for: tuple[Term, ...] = ()
    memory: MemoryMatch | None = None


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """A segment; `position` names it and gives the reading order, `number` counts its revisions.

    `origin` is "" while it has no target; `match` the percentage of the pair that answered it.
    `who` is the account that changed it last, "" for none.
    """

    document: str
    position: int
    number: int
    unit: str
    place: str
    last: bool
    source: TaggedText
    target: TaggedText
    origin: str
    state: SegmentState
    match: int | None
    findings: Findings
    who: str
    changed: str

    @property
    def segment(self) -> Segment:
        """The segment as the walk knows it."""
        return Segment(self.unit, self.source, self.place, self.last)


_FINDINGS = TypeAdapter(Findings)
_TAGS = TypeAdapter(tuple[Tag, ...])


class _Stored(NamedTuple):
    """A row of `COLUMNS`."""

    document: str
    position: int
    number: int
    unit: str
    place: str
    last: bool
    source: str
    source_tags: str
    target: str
    target_tags: str
    origin: str
    state: str
    match: int | None
    body: str
    who: str
    changed: str


COLUMNS = tuple(_segment[name] for name in _Stored._fields)


def record_of(*values: object) -> SegmentRecord:
    """Return the segment of a row of `COLUMNS`."""
    row = _Stored._make(values)
    return SegmentRecord(
        row.document,
        row.position,
        row.number,
        row.unit,
        row.place,
        row.last,
        TaggedText(row.source, _TAGS.validate_json(row.source_tags)),
        TaggedText(row.target, _TAGS.validate_json(row.target_tags)),
        row.origin,
        SegmentState(row.state),
        row.match,
        _FINDINGS.validate_json(row.body),
        row.who,
        row.changed,
    )


def row_of(record: SegmentRecord) -> dict[str, object]:
    """Return the row of a segment."""
    return {
        "document": record.document,
        "position": record.position,
        "number": record.number,
        "unit": record.unit,
        "place": record.place,
        "last": record.last,
        "source": record.source.text,
        "source_tags": _json(record.source.tags),
        "target": record.target.text,
        "target_tags": _json(record.target.tags),
        "digest": digest_of(record.source.text),
        "origin": record.origin,
        "state": record.state.value,
        "match": record.match,
        "body": _FINDINGS.dump_json(record.findings).decode(),
        "who": record.who,
        "changed": record.changed,
    }


def new_records(document: str, segments: Sequence[Segment]) -> list[SegmentRecord]:
    """Return the segments of a document that is not translated yet."""
    at = now()
    return [
        SegmentRecord(
            document,
            number * STEP,
            1,
            item.unit,
            item.place,
            item.last,
            item.source,
            TaggedText(""),
            "",
            SegmentState.UNTRANSLATED,
            None,
            Findings(),
            "",
            at,
        )
        for number, item in enumerate(segments)
    ]


def translated(record: SegmentRecord, item: Translation, who: str = "") -> SegmentRecord:
    """Return the next revision of a segment: its translation as the walk gave it."""
    review = item.state is State.NEEDS_REVIEW
    return SegmentRecord(
        record.document,
        record.position,
        record.number + 1,
        record.unit,
        record.place,
        record.last,
        record.source,
        item.target,
        item.origin.value,
        SegmentState.NEEDS_REVIEW if review else SegmentState.TRANSLATED,
        item.memory.score if item.memory else None,
        Findings(item.outcomes, item.issues, item.revised_for, item.memory),
        who,
        now(),
    )


def digest_of(text: str) -> str:
    """Return what texts that are equal but for their numbers have in common."""
    return sha256(shape(key(text)).encode("utf-8", "surrogatepass")).hexdigest()


def _json(tags: Sequence[Tag]) -> str:
    return json.dumps([asdict(tag) for tag in tags], separators=(",", ":")) if tags else "[]"
