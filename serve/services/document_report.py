"""Segments as they are now > the report of a document."""

from collections import Counter
from collections.abc import Sequence

from serve.services.document_rows import DocumentRecord
from serve.services.segment_rows import HUMAN, SegmentRecord, SegmentState
from termbase.text import Language
from translator.model import Direction, Issue, Origin, State, Translation
from translator.report import (
    Report,
    SegmentRow,
    UseRow,
    count_words,
    issue_rows,
    line_rows,
    outcome_rows,
    own_term_rows,
    revision_rows,
    term_rows,
)


def report_of(
    record: DocumentRecord,
    segments: Sequence[SegmentRecord],
    notes: Sequence[Issue],
    *,
    engine: str,
    mode: str,
) -> Report:
    """Return the report; what was confirmed has no issues any more."""
    done = [_translation(item, record) for item in segments]
    return Report(
        input=record.name,
        output="",
        source_language=record.source_language.value,
        target_language=record.target_language.value,
        engine=engine,
        segments=len(segments),
        words=sum(count_words(item.source.text) for item in segments),
        origins=dict(Counter(item.origin or item.state.value for item in segments)),
        translations=tuple(map(_row, segments)),
        terms=term_rows(done),
        issues=issue_rows(done, notes),
        notes=(),
        seconds=0.0,
        own_terms=own_term_rows(done),
        revisions=revision_rows(done),
        mode=mode,
        outcomes=outcome_rows(done),
    )


def uses_of(item: SegmentRecord) -> tuple[UseRow, ...]:
    """Return what became of each term of a segment."""
    any_way = Direction(Language.ZH, Language.EN)  # where a term stands is the same in each
    found = item.findings.outcomes
    return line_rows([Translation(item.segment, item.target, Origin.ENGINE, any_way, found)])


def _translation(item: SegmentRecord, record: DocumentRecord) -> Translation:
    """The segment as the walk left it; who wrote its target matters to no count but the origins."""
    found = item.findings
    return Translation(
        item.segment,
        item.target,
        Origin.ENGINE if item.origin in ("", HUMAN) else Origin(item.origin),
        record.direction,
        found.outcomes,
        () if item.state is SegmentState.CONFIRMED else found.issues,
        found.revised_for,
        State.NEEDS_REVIEW if item.state is SegmentState.NEEDS_REVIEW else State.TRANSLATED,
        found.memory,
    )


def _row(item: SegmentRecord) -> SegmentRow:
    pair = item.findings.memory
    told = ""
    if pair and item.origin == Origin.MEMORY.value:
        told = f"{pair.score} % {pair.kind.value}"
        told = f"{told}: {pair.pair.origin}" if pair.pair.origin else told
    return SegmentRow(
        item.place, item.origin, item.source.text, item.target.text, item.state.value, told
    )
