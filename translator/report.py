"""Translations > a report: counts, origins, the outcome of each term, each issue with its place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from termbase.model import Term
from translator.model import Issue, Origin, State, TermOutcome, Translation
from translator.steps.own_terms import HERE

_WORD = re.compile(r"[\u3400-\u9fff]|[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term of a document: how often it was matched, and with which outcomes.

    `rules` counts what it won by where other terms stood in the same place; `over` names those.
    """

    source: str
    target: str
    origin: str
    outcomes: dict[str, int]
    rules: dict[str, int]
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UseRow:
    """What became of a term at one place; `over` names the terms that it kept from there.

    The spans are start and end in characters; a term that is not used has no `target_span`.
    """

    source: str
    target: str
    outcome: str
    reason: str
    source_span: tuple[int, int]
    target_span: tuple[int, int] | None
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A use in the segment of that number, from 0; its spans are those within the segment."""

    segment: int
    place: str
    use: UseRow


@dataclass(frozen=True, slots=True)
class OwnTermRow:
    """A term that the document defines: where, how often it was matched, how often it was used."""

    source: str
    target: str
    origin: str
    matched: int
    used: int


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A segment that was asked for again, so that `source` is `target` throughout."""

    place: str
    source: str
    target: str
    translation: str


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One doubt: the rule, what it says, where, and the segment it is about."""

    check: str
    detail: str
    place: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One segment: where it stands, where its translation came from, and both texts."""

    place: str
    origin: str
    source: str
    target: str
    state: str = State.TRANSLATED.value
    memory: str = ""  # the percentage, kind and place of the pair that it was taken from


@dataclass(frozen=True, slots=True)
class Report:
    """What was done to one document. `seconds` is the time from reading to writing."""

    input: str
    output: str
    source_language: str
    target_language: str
    engine: str
    segments: int
    words: int
    origins: dict[str, int]
    translations: tuple[SegmentRow, ...]
    terms: tuple[TermRow, ...]
    issues: tuple[IssueRow, ...]
    notes: tuple[str, ...]
    seconds: float
    own_terms: tuple[OwnTermRow, ...] = ()
    revisions: tuple[RevisionRow, ...] = ()
    mode: str = "soft"
    outcomes: tuple[OutcomeRow, ...] = ()

    def with_notes(self, notes: Sequence[str]) -> "Report":
        """Return the report with further things a reader should know."""
        return replace(self, notes=(*self.notes, *notes))

    @property
    def term_counts(self) -> dict[str, int]:
        """Outcomes of all terms together."""
        counts: Counter[str] = Counter()
        for row in self.terms:
            counts.update(row.outcomes)
        return dict(counts)

    @property
    def needs_review(self) -> tuple[SegmentRow, ...]:
        """The segments that a person has to look at."""
        wanted = State.NEEDS_REVIEW.value
        return tuple(row for row in self.translations if row.state == wanted)

    @property
    def state_counts(self) -> dict[str, int]:
        """Segments by state, both states named."""
        review = len(self.needs_review)
        done = len(self.translations) - review
        return {State.TRANSLATED.value: done, State.NEEDS_REVIEW.value: review}

    @property
    def issue_counts(self) -> dict[str, int]:
        """Issues by rule, the most frequent first."""
        return dict(Counter(row.check for row in self.issues).most_common())


def count_words(text: str) -> int:
    """Return Chinese characters plus Latin words plus numbers, as word processors count."""
    return len(_WORD.findall(text))


def segment_rows(translations: Sequence[Translation]) -> tuple[SegmentRow, ...]:
    """Return the segments in reading order."""
    return tuple(
        SegmentRow(
            item.segment.place,
            item.origin.value,
            item.segment.source.text,
            item.target.text,
            item.state.value,
            _remembered(item),
        )
        for item in translations
    )


def _remembered(item: Translation) -> str:
    if item.memory is None or item.origin not in (Origin.MEMORY, Origin.ENGINE):
        return ""
    told = f"{item.memory.score} % {item.memory.kind.value}"
    return f"{told}: {item.memory.pair.origin}" if item.memory.pair.origin else told


def term_rows(translations: Sequence[Translation]) -> tuple[TermRow, ...]:
    """Return the terms in the order of their first use."""
    found: dict[tuple[str, str], list[TermOutcome]] = {}
    for item in translations:
        for outcome in item.outcomes:
            term = outcome.match.term
            found.setdefault((term.source, term.target), []).append(outcome)
    return tuple(
        TermRow(
            source,
            target,
            outcomes[0].match.term.origin,
            dict(Counter(outcome.outcome.value for outcome in outcomes)),
            dict(Counter(o.match.rule for o in outcomes if o.match.rule)),
            tuple(dict.fromkeys(_named(t) for o in outcomes for t in o.match.lost)),
        )
        for (source, target), outcomes in found.items()
    )


def _named(term: Term) -> str:
    return f"{term.source} → {term.target} ({term.scope.name.lower()})"


def outcome_rows(translations: Sequence[Translation]) -> tuple[OutcomeRow, ...]:
    """Return what became of each term at each place, in reading order."""
    return tuple(
        OutcomeRow(number, item.segment.place, _use(outcome))
        for number, item in enumerate(translations)
        for outcome in item.outcomes
    )


def line_rows(translations: Sequence[Translation]) -> tuple[UseRow, ...]:
    """Return what became of each term of one unit, with spans within the whole unit."""
    rows: list[UseRow] = []
    source, target = 0, 0
    for item in translations:
        rows += [_use(outcome, source, target) for outcome in item.outcomes]
        source += len(item.segment.source.text)
        target += len(item.target.text)
    return tuple(rows)


def _use(outcome: TermOutcome, source: int = 0, target: int = 0) -> UseRow:
    """`outcome` in a segment that begins at these offsets."""
    match = outcome.match
    return UseRow(
        match.term.source,
        match.term.target,
        outcome.outcome.value,
        outcome.reason,
        (source + match.start, source + match.end),
        (target + outcome.start, target + outcome.end) if outcome.start >= 0 else None,
        tuple(map(_named, match.lost)),
    )


def own_term_rows(translations: Sequence[Translation]) -> tuple[OwnTermRow, ...]:
    """Return the terms that the document defines itself, in the order of their first use."""
    found: dict[Term, list[TermOutcome]] = {}
    for item in translations:
        for outcome in item.outcomes:
            if outcome.match.term.origin.startswith(HERE):
                found.setdefault(outcome.match.term, []).append(outcome)
    return tuple(
        OwnTermRow(
            term.source,
            term.target,
            term.origin,
            len(outcomes),
            sum(outcome.start >= 0 for outcome in outcomes),
        )
        for term, outcomes in found.items()
    )


def revision_rows(translations: Sequence[Translation]) -> tuple[RevisionRow, ...]:
    """Return the segments that were asked for again for the sake of consistency."""
    return tuple(
        RevisionRow(item.segment.place, term.source, term.target, item.target.text)
        for item in translations
        for term in item.revised_for
    )


def issue_rows(
    translations: Sequence[Translation], document: Sequence[Issue]
) -> tuple[IssueRow, ...]:
    """Return the issues of the document itself, then those of its segments in reading order."""
    general = [IssueRow(issue.check, issue.detail, issue.place, "", "") for issue in document]
    own = [
        IssueRow(issue.check, issue.detail, issue.place, item.segment.source.text, item.target.text)
        for item in translations
        for issue in item.issues
    ]
    return (*general, *own)
