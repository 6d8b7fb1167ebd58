"""Targets > the text of the file: what no target touches is copied as it was written."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from translator.formats.tree.flat import Pair, Sign
from translator.formats.tree.lines import Line
from translator.model import Tag, TaggedText

Copy = Callable[[int, int], str]  # the text from one offset to another, with its changes made


@dataclass(frozen=True, slots=True)
class Change:
    """A line and its target."""

    place: Line
    target: TaggedText


@dataclass(frozen=True, slots=True)
class Stamp:
    """What to write from start to end, whatever the targets say."""

    start: int
    end: int
    text: str


Say = Callable[[Line, TaggedText, Copy], str]


def rewritten(text: str, changes: Iterable[Change], stamps: Iterable[Stamp], say: Say) -> str:
    """Return `text` with the changes made, as `say` says them; one may lie within a sign."""
    edits = [
        *(_Edit(each.place.start, each.place.end, each) for each in changes),
        *(_Edit(each.start, each.end, each) for each in stamps),
    ]
    edits.sort(key=lambda edit: (edit.start, -edit.end))
    return _Weaver(text, edits, [edit.start for edit in edits], say).copy(0, len(text))


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    what: Change | Stamp


@dataclass(frozen=True, slots=True)
class _Weaver:
    text: str
    edits: Sequence[_Edit]
    starts: Sequence[int]
    say: Say

    def copy(self, start: int, end: int) -> str:
        """Return the text from start to end with the edits inside it made."""
        return "".join(self._pieces(start, end))

    def _pieces(self, start: int, end: int) -> Iterator[str]:
        at = start
        for index in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            edit = self.edits[index]
            if edit.start >= at and edit.end <= end:
                yield self.text[at : edit.start]
                yield self._made(edit.what)
                at = edit.end
        yield self.text[at:end]

    def _made(self, what: Change | Stamp) -> str:
        if isinstance(what, Stamp):
            return what.text
        return self.say(what.place, what.target, self.copy)


def woven(line: Line, target: TaggedText, copy: Copy, escape: Callable[[str], str]) -> str:
    """Return a target with the marks of its line between its words."""
    pieces, at, used = list[str](), 0, count()
    for tag in mended(line.marks, target):
        pieces += _broken(target.text[at : tag.at], line.breaks, used, copy, escape)
        pieces.append(_marked(line.marks[tag.ref], tag, copy))
        at = tag.at
    pieces += _broken(target.text[at:], line.breaks, used, copy, escape)
    return "".join(pieces)


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


def _broken(
    text: str, breaks: Sequence[Sign], used: Iterator[int], copy: Copy, escape: Callable[[str], str]
) -> Iterator[str]:
    """Yield a text with what stands for its new lines; beyond those of the source, as the last."""
    first, *rest = text.split("\n")
    yield escape(first)
    for line in rest:
        if breaks:
            sign = breaks[min(next(used), len(breaks) - 1)]
            yield copy(sign.start, sign.end)
        else:
            yield " "
        yield escape(line)


def _marked(mark: Sign | Pair, tag: Tag, copy: Copy) -> str:
    if isinstance(mark, Sign):
        return copy(mark.start, mark.end)
    return copy(mark.start, mark.inner) if tag.kind == "open" else copy(mark.close, mark.end)


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
