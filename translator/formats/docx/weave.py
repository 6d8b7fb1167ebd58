"""TaggedText > tree: the tags of a translation turned into a paragraph that is always valid.

An engine may lose tags, double them, or put them in an order that XML does not know. Nothing that
the paragraph held is dropped for it: what has no place goes to the end.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from translator.formats.docx.inline import Enclosure, Flat, Item, Look, Point, Span, Text
from translator.model import Tag, TaggedText

_MAX_DEPTH = 150  # spans within spans; no paragraph that can be read has more


def weave(flat: Flat, target: TaggedText, ranges: Iterable[tuple[int, int]] = ()) -> Span:
    """Return the tree of `flat` with the text and the tags of `target`.

    `ranges` are pairs of refs of points, the first of which must stay before the second, such as
    the start and the end of a bookmark.
    """
    loom = _Loom([_Frame(0, flat.root)])
    start = 0
    for tag in _mend(flat.marks, target, ranges):
        loom.text(target.text[start : tag.at])
        start = tag.at
        loom.tag(tag, flat.marks[tag.ref])
    loom.text(target.text[start:])
    return loom.finish()


@dataclass(slots=True, eq=False)
class _Frame:
    """A span under way; once `ended`, it is closed as soon as those above it are."""

    ref: int
    span: Span
    items: list[Item] = field(default_factory=list)
    ended: bool = False

    @property
    def look(self) -> Look:
        return self.span.look

    def again(self) -> "_Frame":
        return _Frame(self.ref, self.span)


@dataclass(slots=True)
class _Loom:
    """The spans now open, outermost first."""

    frames: list[_Frame]

    def text(self, text: str) -> None:
        if text:
            top = self.frames[-1]
            top.items.append(Text(text, top.look))

    def tag(self, tag: Tag, mark: Point | Span) -> None:
        if isinstance(mark, Point):
            self.frames[-1].items.append(mark)
        elif tag.kind == "open":
            self._open(tag.ref, mark)
        else:
            self._close(tag.ref)

    def finish(self) -> Span:
        while len(self.frames) > 1:
            self._pop()
        root = self.frames[0]
        return replace(root.span, items=tuple(root.items))

    def _open(self, ref: int, span: Span) -> None:
        if span.shell is not None:
            self._leave_narrow_enclosure()
        if len(self.frames) > _MAX_DEPTH:
            self.finish()
        self.frames.append(_Frame(ref, span))

    def _leave_narrow_enclosure(self) -> None:
        for frame in self.frames[1:]:
            shell = frame.span.shell
            if isinstance(shell, Enclosure) and shell.holds_runs_only:
                while frame in self.frames:
                    self._pop()
                return

    def _close(self, ref: int) -> None:
        place = next((n for n, frame in enumerate(self.frames) if n and frame.ref == ref), None)
        if place is None:
            return
        above = self.frames[place + 1 :]
        if any(frame.span.shell is not None for frame in above):
            self.frames[place].ended = True
            return
        for _ in range(len(above) + 1):
            self._pop()
        self.frames += [frame.again() for frame in above if not frame.ended]
        while self.frames[-1].ended:
            self._pop()

    def _pop(self) -> None:
        frame = self.frames.pop()
        if frame.items or frame.span.shell is not None:
            self.frames[-1].items.append(replace(frame.span, items=tuple(frame.items)))


def _mend(
    marks: Mapping[int, Point | Span], target: TaggedText, ranges: Iterable[tuple[int, int]]
) -> list[Tag]:
    """Return each tag of the source once: opens before their closes, ranges the right way round."""
    tags = _known(marks, target)
    count = Counter(tag.ref for tag in tags)
    lead, kept, trail, opened = list[Tag](), list[Tag](), list[Tag](), set[int]()
    for tag in tags:
        if count[tag.ref] > 1:
            kept.append(replace(tag, kind="close" if tag.ref in opened else "open"))
            opened.add(tag.ref)
        elif tag.kind == "point":
            kept.append(tag)
        elif _has_shell(marks[tag.ref]):
            kept.append(tag)
            if tag.kind == "open":
                trail.append(replace(tag, at=len(target.text), kind="close"))
            else:
                lead.append(replace(tag, at=0, kind="open"))
    lost = ((ref, mark) for ref, mark in marks.items() if not count[ref])
    trail += (tag for ref, mark in lost for tag in _whole(ref, mark, len(target.text)))
    tags = lead + kept + trail
    _turn(tags, ranges)
    return tags


def _has_shell(mark: Point | Span) -> bool:
    """Whether something would be lost with `mark`; a mere change of look may go."""
    return isinstance(mark, Span) and mark.shell is not None


def _whole(ref: int, mark: Point | Span, at: int) -> tuple[Tag, ...]:
    if isinstance(mark, Point):
        return (Tag(at, "point", ref),)
    return (Tag(at, "open", ref), Tag(at, "close", ref)) if mark.shell is not None else ()


def _known(marks: Mapping[int, Point | Span], target: TaggedText) -> list[Tag]:
    """Return the tags that mean something, the first of each, inside the text and in order."""
    first = dict[tuple[str, int], Tag]()
    for tag in target.tags:
        mark = marks.get(tag.ref)
        if mark is not None and isinstance(mark, Point) == (tag.kind == "point"):
            at = min(max(tag.at, 0), len(target.text))
            first.setdefault((tag.kind, tag.ref), replace(tag, at=at))
    return sorted(first.values(), key=lambda tag: tag.at)


def _turn(tags: list[Tag], ranges: Iterable[tuple[int, int]]) -> None:
    """Swap the two ends of each range whose end comes first."""
    place = {tag.ref: number for number, tag in enumerate(tags) if tag.kind == "point"}
    for start, end in ranges:
        first, second = place[end], place[start]
        if first < second:
            tags[first] = replace(tags[first], ref=start)
            tags[second] = replace(tags[second], ref=end)
            place[start], place[end] = first, second
