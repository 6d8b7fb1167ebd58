"""The segments of a document: read, edited, confirmed, split, joined, talked about."""

from typing import Annotated, Literal, Self

from fastapi import APIRouter, Path, Query, Response, status
from pydantic import BaseModel, ConfigDict, Field

from serve.deps import Editor, Reader, Serving
from serve.errors import documented
from serve.etags import Seen, tell
from serve.paging import Page, Paging
from serve.routes.v1.translate import Doubt, TermUse
from serve.services.comments import Comment
from serve.services.document_report import uses_of
from serve.services.segment_rows import SegmentRecord, SegmentState
from serve.services.segment_table import Revision
from serve.services.segments import Edit
from serve.texts import Text
from translator.model import Tag, TaggedText

router = APIRouter(prefix="/documents/{document}", tags=["segments"])
_ONE = documented("not_found")
_EDIT = documented("not_found", "not_ready", "stale", "precondition_required", "invalid_input")
_COMMENT = documented("not_found", "stale", "precondition_required")
_MOST = 20_000  # characters of a segment, or a comment
Position = Annotated[int, Path(ge=0, le=2**31 - 1, description="What names a segment.")]


class InlineTag(BaseModel):
    """A mark standing before text[at]; an `open` and its `close` share `ref`."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    at: int = Field(ge=0, le=_MOST)
    kind: Literal["open", "close", "point"]
    ref: int = Field(ge=0, le=2**31 - 1)


class Marked(BaseModel):
    """A text with its marks; an edit may leave them out: they move along with their words."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    text: Text = Field(max_length=_MOST)
    tags: list[InlineTag] | None = Field(None, max_length=1000)

    @classmethod
    def of(cls, text: TaggedText) -> Self:
        """Return what is told of a text."""
        return cls.model_validate(text)


class Segment(BaseModel):
    """A segment; `position` names it and gives the order, `last` whether it ends its paragraph."""

    position: int
    number: int
    place: str
    unit: str
    last: bool
    source: Marked
    target: Marked
    origin: str
    state: SegmentState
    match: int | None
    memory: str
    terms: list[TermUse]
    issues: list[Doubt]
    who: str
    changed: str

    @classmethod
    def of(cls, record: SegmentRecord) -> Self:
        """Return what is told of a segment."""
        found = record.findings
        return cls(
            position=record.position,
            number=record.number,
            place=record.place,
            unit=record.unit,
            last=record.last,
            source=Marked.of(record.source),
            target=Marked.of(record.target),
            origin=record.origin,
            state=record.state,
            match=record.match,
            memory=found.memory.pair.origin if found.memory else "",
            terms=[TermUse.of(row) for row in uses_of(record)],
            issues=[Doubt(check=item.check, detail=item.detail) for item in found.issues],
            who=record.who,
            changed=record.changed,
        )


class SegmentEdit(BaseModel):
    """What becomes of a segment; `confirmed` lets the memory and equal segments have it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"target": {"text": "Scope"}, "state": "confirmed"}]},
    )

    target: Marked | None = None
    state: Literal["translated", "needs review", "confirmed"] | None = None


class SegmentEdited(BaseModel):
    """A segment as it is now; `spread` are the positions of others that got its translation.

    `remembered` is whether the memory has the pair now.
    """

    segment: Segment
    remembered: bool
    spread: list[int]


class SegmentSplit(BaseModel):
    """Where to cut: offsets in characters of the source and of the target."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"source": 6, "target": 22}]}
    )

    source: int = Field(ge=1, le=_MOST)
    target: int = Field(ge=0, le=_MOST)


class Said(BaseModel):
    """A comment."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": "See GB/T 1.1."}]}
    )

    text: Text = Field(min_length=1, max_length=_MOST)


class SegmentRevision(BaseModel):
    """A segment as it was before somebody (`who`) did something (`what`) to it."""

    who: str
    at: str
    what: str
    before: Segment

    @classmethod
    def of(cls, revision: Revision) -> Self:
        """Return what is told of a revision."""
        before = Segment.of(revision.before)
        return cls(who=revision.who, at=revision.at, what=revision.what, before=before)


@router.get("/segments", responses=_ONE)
def list_segments(
    document: Text,
    actor: Reader,
    service: Serving,
    paging: Paging,
    state: Annotated[list[SegmentState] | None, Query(description="Only of these.")] = None,
    words: Annotated[Text, Query(max_length=200, description="In one of the texts.")] = "",
) -> Page[Segment]:
    """List segments in reading order."""
    found = service.segments.page(document, actor, paging, tuple(state or ()), words)
    return Page(list(map(Segment.of, found.items)), found.next)


@router.get("/segments/{position}", responses=_ONE)
def get_segment(
    document: Text, position: Position, actor: Reader, service: Serving, response: Response
) -> Segment:
    """Return a segment."""
    found = service.segments.get(document, position, actor)
    tell(response, found.number)
    return Segment.of(found)


@router.patch("/segments/{position}", responses=_EDIT)
def update_segment(  # noqa: PLR0913, PLR0917 - what a request has
    document: Text,
    position: Position,
    asked: SegmentEdit,
    seen: Seen,
    actor: Editor,
    service: Serving,
    response: Response,
) -> SegmentEdited:
    """Edit the target, or say how far the segment is."""
    text = asked.target
    tags = None
    if text is not None and text.tags is not None:
        tags = tuple(Tag(min(tag.at, len(text.text)), tag.kind, tag.ref) for tag in text.tags)
    state = SegmentState(asked.state) if asked.state else None
    edit = Edit(text.text if text else None, tags, state)
    done = service.segments.edit(document, position, seen, edit, actor)
    tell(response, done.record.number)
    return SegmentEdited(
        segment=Segment.of(done.record), remembered=done.remembered, spread=list(done.spread)
    )


@router.get("/segments/{position}/history", responses=_ONE)
def get_history(
    document: Text, position: Position, actor: Reader, service: Serving
) -> list[SegmentRevision]:
    """Return what a segment was before each change, the oldest first."""
    return list(map(SegmentRevision.of, service.segments.history(document, position, actor)))


@router.post("/segments/{position}/split", responses=_EDIT)
def split_segment(
    document: Text,
    position: Position,
    asked: SegmentSplit,
    seen: Seen,
    actor: Editor,
    service: Serving,
) -> list[Segment]:
    """Cut a segment in two."""
    at = asked.source, asked.target
    return list(map(Segment.of, service.segments.split(document, position, seen, at, actor)))


@router.post("/segments/{position}/join", responses=_EDIT)
def join_segment(
    document: Text,
    position: Position,
    seen: Seen,
    actor: Editor,
    service: Serving,
    response: Response,
) -> Segment:
    """Join a segment with the next one of its paragraph."""
    found = service.segments.join(document, position, seen, actor)
    tell(response, found.number)
    return Segment.of(found)


@router.get("/segments/{position}/comments", responses=_ONE)
def list_comments(
    document: Text, position: Position, actor: Reader, service: Serving
) -> list[Comment]:
    """List what was said about a segment, the oldest first."""
    return service.comments.all(document, position, actor)


@router.post("/segments/{position}/comments", status_code=status.HTTP_201_CREATED, responses=_ONE)
def add_comment(
    document: Text,
    position: Position,
    asked: Said,
    actor: Reader,
    service: Serving,
    response: Response,
) -> Comment:
    """Say something about a segment."""
    made = service.comments.add(document, position, asked.text, actor)
    tell(response, made.number)
    return made


@router.patch("/comments/{comment}", responses=_COMMENT)
def update_comment(  # noqa: PLR0913, PLR0917 - what a request has
    document: Text,
    comment: Text,
    asked: Said,
    seen: Seen,
    actor: Reader,
    service: Serving,
    response: Response,
) -> Comment:
    """Say it otherwise; one's own comments alone."""
    made = service.comments.edit(document, comment, seen, asked.text, actor)
    tell(response, made.number)
    return made


@router.delete("/comments/{comment}", status_code=status.HTTP_204_NO_CONTENT, responses=_COMMENT)
def delete_comment(
    document: Text, comment: Text, seen: Seen, actor: Reader, service: Serving
) -> None:
    """Take a comment back; one's own alone."""
    service.comments.delete(document, comment, seen, actor)
