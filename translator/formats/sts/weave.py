"""Targets > the text of the file: what no target touches is copied as it was written."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from translator.formats.sts.flat import Pair, Sign
from translator.formats.sts.languages import Mention
from translator.formats.sts.lines import Line
from translator.formats.sts.markup import legal
from translator.model import Tag, TaggedText


@dataclass(frozen=True, slots=True)
class Change:
    """A line and its target, or a mention of the language and its tag."""

    place: Line | Mention
    target: TaggedText


def rewritten(text: str, changes: Iterable[Change]) -> str:
    """Return `text` with the changes made; one may lie within a sign of another."""
    ordered = sorted(changes, key=lambda change: (change.place.start, -change.place.end))
    return _Weaver(text, ordered, [change.place.start for change in ordered]).copy(0, len(text))


@dataclass(frozen=True, slots=True)
class _Weaver:
    text: str
    changes: Sequence[Change]
    starts: Sequence[int]

    def copy(self, start: int, end: int) -> str:
        """Return the text from start to end with the changes inside it made."""
        return "".join(self._pieces(start, end))

    def _pieces(self, start: int, end: int) -> Iterator[str]:
        at = start
        for index in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            change = self.changes[index]
            if change.place.start >= at and change.place.end <= end:
                yield self.text[at : change.place.start]
                yield self._made(change)
                at = change.place.end
        yield self.text[at:end]

    def _made(self, change: Change) -> str:
        place, target = change.place, change.target
        if isinstance(place, Mention):
            return place.before + target.text + place.after
        if place.is_cdata:
            return f"<![CDATA[{target.text.replace(']]>', ']]]]><![CDATA[>')}]]>"
        return "".join(self._line(place, target))

    def _line(self, line: Line, target: TaggedText) -> Iterator[str]:
        at = 0
        for tag in mended(line.marks, target):
            yield legal(target.text[at : tag.at])
            at = tag.at
            mark = line.marks[tag.ref]
            if isinstance(mark, Sign):
                yield self.copy(mark.start, mark.end)
            elif tag.kind == "open":
                yield self.copy(mark.start, mark.inner)
            else:
                yield self.copy(mark.close, mark.end)
        yield legal(target.text[at:])


def mended(marks: Mapping[int, Sign | Pair], target: TaggedText) -> list[Tag]:
    """Return each tag of the source once and well nested.

    What was lost comes at the end, but for half a pair or one that only changes the look.
    """
    whole = _whole(marks, target)
    kept = {tag.ref for tag in whole}
    tags, opened = list[Tag](), list[int]()
    for tag in whole:
        if tag.kind == "open":
            opened.append(tag.ref)
        while tag.kind == "close" and tag.ref in opened:
            tags.append(replace(tag, ref=opened.pop()))
        if tag.kind != "close":
            tags.append(tag)
    for ref, mark in marks.items():
        if ref not in kept:
            tags += _restored(ref, mark, len(target.text))
    return tags


def _whole(marks: Mapping[int, Sign | Pair], target: TaggedText) -> list[Tag]:
    """The tags that mean something, in order: points, and pairs the right way round."""
    first = dict[tuple[int, str], Tag]()
    for tag in sorted(target.tags, key=lambda each: each.at):
        mark = marks.get(tag.ref)
        if mark is not None and isinstance(mark, Sign) == (tag.kind == "point"):
            at = min(max(tag.at, 0), len(target.text))
            opens = (tag.ref, "open") in first
            if tag.kind != "close" or opens:
                first.setdefault((tag.ref, tag.kind), replace(tag, at=at))
    return [tag for (ref, kind), tag in first.items() if kind != "open" or (ref, "close") in first]


def _restored(ref: int, mark: Sign | Pair, at: int) -> tuple[Tag, ...]:
    if isinstance(mark, Sign):
        return (Tag(at, "point", ref),)
    return () if mark.is_look else (Tag(at, "open", ref), Tag(at, "close", ref))
