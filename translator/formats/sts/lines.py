"""Elements > lines: each stretch of text between blocks is a unit, what stands in it a tag."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from translator.formats.sts import names
from translator.formats.sts.flat import (
    BLANKS,
    SIGNS,
    Flat,
    Item,
    Pair,
    Sign,
    floating,
    has_text,
    trimmed,
)
from translator.formats.sts.languages import is_foreign
from translator.formats.sts.markup import Element, Piece, line_ends
from translator.model import TaggedText

_BREAKING = names.BLOCKS | names.SHUT | names.METADATA


@dataclass(frozen=True, slots=True)
class Line:
    """The text from start to end as a unit; `marks` says what its tags are.

    `path` is the element that it stands in, after those around it.
    """

    id: str
    content: TaggedText
    marks: dict[int, Sign | Pair]
    start: int
    end: int
    place: str
    path: tuple[Element, ...]
    is_cdata: bool

    @property
    def level(self) -> int:
        """The level of a title of a section, 0 for other text."""
        if len(self.path) < 2 or self.path[-1].name != "title":  # noqa: PLR2004
            return 0
        above = [each for each in self.path[:-1] if each.name in names.SECTIONS]
        return len(above) if self.path[-2].name in names.SECTIONS else 0


def lines(root: Element, text: str, language: str) -> Iterator[Line]:
    """Yield every line in `language` in which there is a letter, in document order."""
    numbers, ends = count(1), line_ends(text)
    for path, run, order in _runs((root,), language, numbers):
        items = trimmed(run, language)
        flat = Flat(language)
        flat.add(items)
        if any(character.isalpha() for character in flat.text):
            yield Line(
                order,
                flat.content,
                flat.marks,
                _begin(items[0]),
                _end(items[-1]),
                _place(path, bisect_left(ends, items[0].start) + 1),
                path,
                all(isinstance(each, Piece) and each.cdata for each in items),
            )


def _runs(
    path: tuple[Element, ...], language: str, numbers: Iterator[int]
) -> Iterator[tuple[tuple[Element, ...], Sequence[Item], str]]:
    """Yield the runs of line items in the last element of `path`, each with the id of its line."""
    element, number = path[-1], next(numbers)
    run, order = list[Item](), count(1)
    for each in (*element.children, None):
        if each is not None and _in_line(each, element):
            run.append(each)
            continue
        yield path, run, f"{number}.{next(order)}"
        for inner in floating(run):
            if not is_foreign(inner, language):
                yield from _runs((*path, inner), language, numbers)
        run = []
        if isinstance(each, Element) and _is_read(each, element, language):
            yield from _runs((*path, each), language, numbers)


def _in_line(item: Item, parent: Element) -> bool:
    """Return whether `item` is part of a line of `parent`, rather than a block in it."""
    if isinstance(item, Piece) or item.name in SIGNS:
        return True
    if item.name in _BREAKING:
        return False
    known = item.name in names.INLINE
    return (known or _is_mixed(parent)) and all(_in_line(each, item) for each in item.elements)


def _is_mixed(element: Element) -> bool:
    return any(isinstance(each, Piece) and has_text(each, "") for each in element.children)


def _is_read(element: Element, parent: Element, language: str) -> bool:
    if parent.name in names.METADATA and element.name not in names.METADATA_READ:
        return False
    return element.name not in names.SHUT and not is_foreign(element, language)


def _begin(item: Item) -> int:
    if isinstance(item, Element) or item.cdata or item.text is None:
        return item.start
    lead = len(item.text) - len(item.text.lstrip(BLANKS))
    return item.start + (lead if len(item.text) == item.end - item.start else 0)


def _end(item: Item) -> int:
    if isinstance(item, Element) or item.cdata or item.text is None:
        return item.end
    trail = len(item.text) - len(item.text.rstrip(BLANKS))
    return item.end - (trail if len(item.text) == item.end - item.start else 0)


def _place(path: Sequence[Element], line: int) -> str:
    """Return where a line stands: "3.1, p, line 120"."""
    labels = (
        each.words()
        for above in reversed(path)
        for each in above.elements
        if each.name == "label" and each is not path[-1] and above.name in names.SECTIONS
    )
    label = next((text for text in labels if text), "")
    return ", ".join(part for part in (label, path[-1].name, f"line {line}") if part)
