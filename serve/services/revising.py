"""Segment > segment: what a person's edit, split or join makes of it. No disk, no engine."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from serve.database import now
from serve.services.segment_rows import HUMAN, Findings, SegmentRecord, SegmentState
from termbase.match import TermMatch
from translator.bilingual.mend import mended
from translator.errors import InputError
from translator.model import Direction, Issue, Origin, Tag, TaggedText, Translation
from translator.steps.check import check
from translator.steps.terms import verify


def edited(
    record: SegmentRecord, text: str, tags: tuple[Tag, ...] | None, direction: Direction, who: str
) -> SegmentRecord:
    """Return the segment with another target; without `tags` those that it has move along.

    Each tag of the source is in it once: what an editor lost or doubled is mended, and told.
    """
    moved = _moved(record.target, text) if tags is None else tags
    done = mended(record.source, TaggedText(text, moved))
    lost = tuple(Issue("codes", remark, record.place) for remark in done.remarks)
    made = replace(record, target=done.target, origin=HUMAN, match=None)
    made = replace(made, state=SegmentState.TRANSLATED)
    matches = [outcome.match for outcome in record.findings.outcomes]
    return _next(made, _found(made, matches, direction, lost), who)


def with_state(record: SegmentRecord, state: SegmentState, who: str) -> SegmentRecord:
    """Return the segment as far as somebody says that it is.

    Raises:
        InputError: it has no target.
    """
    if not record.target.text.strip() and record.source.text.strip():
        raise InputError("the segment has no translation yet")
    return _next(replace(record, state=state), record.findings, who)


def split(
    record: SegmentRecord, at: tuple[int, int], position: int, direction: Direction, who: str
) -> tuple[SegmentRecord, SegmentRecord]:
    """Return two segments, cut `at` these offsets of source and target; the second one is new.

    Raises:
        InputError: nothing would be left of one of them.
    """
    sources = _cut(record.source, at[0], "source")
    targets = _cut(record.target, at[1], "target") if record.target.text else (record.target,) * 2
    matches = [outcome.match for outcome in record.findings.outcomes]
    before = [match for match in matches if match.end <= at[0]]
    after = [_shifted(match, -at[0]) for match in matches if match.start >= at[0]]
    first = replace(record, source=sources[0], target=targets[0], last=False)
    second = replace(record, source=sources[1], target=targets[1], position=position, number=0)
    return (
        _remade(first, before, direction, who),
        _remade(second, after, direction, who),
    )


def joined(
    first: SegmentRecord, second: SegmentRecord, direction: Direction, who: str
) -> SegmentRecord:
    """Return one segment that has the texts of two that follow one another in a paragraph.

    Raises:
        InputError: they are of two paragraphs.
    """
    if first.unit != second.unit:
        raise InputError("the next segment is of another paragraph")
    length = len(first.source.text)
    matches = [outcome.match for outcome in first.findings.outcomes]
    matches += [_shifted(outcome.match, length) for outcome in second.findings.outcomes]
    made = replace(
        first,
        source=TaggedText.join([first.source, second.source]),
        target=TaggedText.join([first.target, second.target]),
        last=second.last,
    )
    return _remade(made, matches, direction, who)


def _remade(
    record: SegmentRecord, matches: Sequence[TermMatch], direction: Direction, who: str
) -> SegmentRecord:
    is_done = bool(record.target.text.strip()) or not record.source.text.strip()
    state = SegmentState.TRANSLATED if is_done else SegmentState.UNTRANSLATED
    made = replace(record, origin=HUMAN if is_done else "", match=None, state=state)
    found = _found(made, matches, direction) if is_done else Findings()
    return _next(made, found, who)


def _found(
    record: SegmentRecord,
    matches: Sequence[TermMatch],
    direction: Direction,
    issues: tuple[Issue, ...] = (),
) -> Findings:
    """What the checks and the terms say of the target as it is."""
    item = Translation(record.segment, record.target, Origin.ENGINE, direction, issues=issues)
    done = check(verify(item, matches))
    return Findings(done.outcomes, done.issues)


def _next(record: SegmentRecord, findings: Findings, who: str) -> SegmentRecord:
    return replace(record, number=record.number + 1, findings=findings, who=who, changed=now())


def _cut(text: TaggedText, at: int, name: str) -> tuple[TaggedText, TaggedText]:
    if not (text.text[:at].strip() and text.text[at:].strip()):
        raise InputError(f"{name}: nothing would be left of one of the two parts")
    first, second = text.split([at, len(text.text)])
    return first, second


def _shifted(match: TermMatch, by: int) -> TermMatch:
    return replace(match, start=match.start + by, end=match.end + by)


def _moved(before: TaggedText, text: str) -> tuple[Tag, ...]:
    """The tags of `before` where the words that they stood at are now."""
    places = {len(before.text): len(text)}
    matcher = SequenceMatcher(None, before.text, text, autojunk=False)
    for block in matcher.get_matching_blocks():
        places |= {block.a + step: block.b + step for step in range(block.size)}
    moved, reached = list[Tag](), 0
    for tag in before.tags:
        reached = max(reached, places.get(tag.at, reached))
        moved.append(replace(tag, at=reached))
    return tuple(moved)
