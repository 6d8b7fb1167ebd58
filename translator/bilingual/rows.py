"""Translations > rows: a segment with its source, its target, and what is to be said of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from translator.model import (
    Issue,
    Origin,
    Segment,
    State,
    TaggedText,
    TermOutcome,
    Translation,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A segment; without a target it is not translated, and a draft is nothing to go by."""

    segment: Segment
    target: TaggedText | None = None
    origin: Origin | None = None
    state: State = State.TRANSLATED
    issues: tuple[Issue, ...] = ()
    terms: tuple[TermOutcome, ...] = ()
    is_draft: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether a person shall look at it."""
        return bool(self.issues) or self.state is State.NEEDS_REVIEW


def rows_of(translations: Iterable[Translation], *, is_draft: bool = False) -> tuple[Row, ...]:
    """Return a row for each translation."""
    return tuple(
        Row(
            each.segment,
            each.target,
            each.origin,
            each.state,
            each.issues,
            each.outcomes,
            is_draft,
        )
        for each in translations
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A row without the white space around it, or such white space, which has no row."""

    source: TaggedText
    target: TaggedText | None
    row: Row | None = None


def parts(rows: Sequence[Row]) -> Iterator[Part]:
    """Yield the parts of a unit; the sources joined give its source, the targets its target."""
    for row in rows:
        lead, core, trail = _cut(row.segment.source)
        if row.target is None:
            before, target, after = None, None, None
        else:
            before, target, after = _cut(row.target)
        if lead.text or (before and before.text):
            yield Part(lead, before)
        if any(each and (each.text or each.tags) for each in (core, target)):
            yield Part(core, target, row)
        if trail.text or (after and after.text):
            yield Part(trail, after)


def _cut(text: TaggedText) -> tuple[TaggedText, TaggedText, TaggedText]:
    """Cut off the white space before and after the words and the tags."""
    places = [tag.at for tag in text.tags]
    length = len(text.text)
    start = min([length - len(text.text.lstrip()), *places])
    end = max([len(text.text.rstrip()), start, *places])
    tags = tuple(replace(tag, at=tag.at - start) for tag in text.tags)
    return (
        TaggedText(text.text[:start]),
        TaggedText(text.text[start:end], tags),
        TaggedText(text.text[end:]),
    )
