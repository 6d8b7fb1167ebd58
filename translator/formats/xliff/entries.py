"""Elements > what is to be translated: the sources, what their targets are, and which are done."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from translator.formats.tree.element import Element, Piece
from translator.formats.tree.flat import BLANKS
from translator.formats.tree.lines import Line, line_ends
from translator.formats.xliff import names
from translator.formats.xliff.inline import Content, segments


@dataclass(frozen=True, slots=True)
class Part:
    """A line of an entry; `kept` is its translation, where that was done before."""

    line: Line
    kept: Element | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A trans-unit of XLIFF 1.x or a segment of 2.x: the target is `model` in other words.

    `next` are the segments and ignorables of 2.x that follow in the unit.
    """

    holder: Element
    source: Element
    model: Element
    target: Element | None
    parts: tuple[Part, ...]
    is_shut: bool  # whether the file says that it shall not be translated, or not again
    next: tuple[Element, ...] = ()

    @property
    def is_1(self) -> bool:
        """Whether it is of XLIFF 1.x."""
        return self.holder.name == "trans-unit"

    @property
    def open(self) -> tuple[Line, ...]:
        """The lines that wait for a translation."""
        return () if self.is_shut else tuple(each.line for each in self.parts if not each.kept)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What holds for all that stands in an element."""

    is_shut: bool = False
    keeps_space: bool = False

    def within(self, element: Element) -> "_Scope":
        space, told = element.value("xml:space"), element.value("translate")
        return _Scope(
            told == "no" if told else self.is_shut,
            space == "preserve" if space else self.keeps_space,
        )


def entries(root: Element, text: str) -> Iterator[Entry]:
    """Yield every entry in document order."""
    return _Reader(text, line_ends(text), count(1)).group(root, _Scope())


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    ends: Sequence[int]
    numbers: Iterator[int]

    def group(self, parent: Element, scope: _Scope) -> Iterator[Entry]:
        for each in parent.elements:
            inner = scope.within(each)
            if each.name in names.GROUPS:
                yield from self.group(each, inner)
            elif each.name == "trans-unit":
                yield from self._entry((each,), each, inner)
            elif each.name == "unit":
                rows = [e for e in each.elements if e.name in ("segment", "ignorable")]
                for number, row in enumerate(rows):
                    if row.name == "segment":
                        yield from self._entry(rows[number:], each, inner)

    def _entry(self, rows: Sequence[Element], unit: Element, scope: _Scope) -> Iterator[Entry]:
        holder = rows[0]
        source, target = _child(holder, "source"), _child(holder, "target")
        if source is None:
            return
        divided = _child(holder, "seg-source")
        model = divided if divided and segments(divided.children) else source
        scope = replace(scope, keeps_space=scope.within(source).keeps_space)
        place = f"unit {unit.value('id')}"
        if holder is not unit and holder.value("id"):
            place += f", segment {holder.value('id')}"
        parts = tuple(self._parts(model, target, _state(holder, target), scope, place))
        if parts:
            is_shut = scope.is_shut or holder.value("approved") == "yes"
            yield Entry(holder, source, model, target, parts, is_shut, tuple(rows[1:]))

    def _parts(
        self, model: Element, target: Element | None, state: str, scope: _Scope, place: str
    ) -> Iterator[Part]:
        theirs = {e.value("mid"): e for e in segments(target.children)} if target else {}
        rows = [(each, theirs.get(each.value("mid"))) for each in segments(model.children)]
        for source, old in rows or [(model, target)]:
            kept = old if old is not None and _is_done(source, old, state) else None
            inner = (e for e in source.walk() if e.name == "sub" and e is not source)
            for each in (source, *inner):
                line = self._line(each, scope, place)
                if line.content.text.strip() or line.content.tags:
                    yield Part(line, kept)

    def _line(self, element: Element, scope: _Scope, place: str) -> Line:
        content = Content(scope.keeps_space)
        content.add(element.children)
        start, end = element.inner, element.close
        if not scope.keeps_space:
            start, end = _trimmed(self.text, start, end)
        return Line(
            str(next(self.numbers)),
            content.tagged,
            start,
            end,
            f"{place}, line {bisect_left(self.ends, start) + 1}",
            (),
            marks=content.marks,
            breaks=tuple(content.breaks),
        )


def _is_blank(item: Element | Piece) -> bool:
    return isinstance(item, Piece) and item.text is not None and not item.text.strip(BLANKS)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the ends of what is not white space between two places."""
    written = text[start:end]
    first = start + len(written) - len(written.lstrip(BLANKS))
    return first, max(first, start + len(written.rstrip(BLANKS)))


def _child(element: Element, name: str) -> Element | None:
    return next((each for each in element.elements if each.name == name), None)


def _state(holder: Element, target: Element | None) -> str:
    own = target.value("state") if target else ""
    return own or holder.value("state")


def _is_done(source: Element, target: Element, state: str) -> bool:
    """Return whether a target is a translation: says so, or is not just the source again."""
    if all(_is_blank(each) for each in target.children) or state in names.TO_DO:
        return False
    return state in names.DONE or target.words() != source.words()
