"""Elements > lines: each stretch of text between blocks is a unit, what stands in it a tag."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from translator.formats.tree.element import Element, Piece, line_ends
from translator.formats.tree.flat import (
    BLANKS,
    Flat,
    Item,
    Pair,
    Sign,
    floating,
    has_text,
    trimmed,
)
from translator.formats.tree.grammar import Grammar
from translator.model import TaggedText

__all__ = ["Line", "line_ends", "lines"]


@dataclass(frozen=True, slots=True)
class Line:
    """The text from start to end as a unit; `marks` says what its tags are.

    `breaks` are what stands for the new lines in it, `path` is the element that it stands in,
    after those around it. `form` says how the text is written where it is no content of an element.
    """

    id: str
    content: TaggedText
    start: int
    end: int
    place: str
    path: tuple[Element, ...]
    level: int = 0
    marks: dict[int, Sign | Pair] = field(default_factory=dict)
    breaks: tuple[Sign, ...] = ()
    is_cdata: bool = False
    form: str = ""


def lines(root: Element, text: str, grammar: Grammar) -> Iterator[Line]:
    """Yield every line in the language in which there is a letter, in document order."""
    numbers, ends = count(1), line_ends(text)
    for path, run, order in _runs((root,), grammar, numbers):
        items = trimmed(run, grammar)
        flat = Flat(grammar)
        flat.add(items)
        if any(character.isalpha() for character in flat.text):
            yield Line(
                order,
                flat.content,
                _begin(items[0], text),
                _end(items[-1], text),
                _place(path, bisect_left(ends, items[0].start) + 1, grammar),
                path,
                grammar.level(path),
                flat.marks,
                tuple(flat.breaks),
                all(isinstance(each, Piece) and each.cdata for each in items),
            )


def _runs(
    path: tuple[Element, ...], grammar: Grammar, numbers: Iterator[int]
) -> Iterator[tuple[tuple[Element, ...], Sequence[Item], str]]:
    """Yield the runs of line items in the last element of `path`, each with the id of its line."""
    element, number = path[-1], next(numbers)
    mixed = any(isinstance(each, Piece) and has_text(each, grammar) for each in element.children)
    run, order = list[Item](), count(1)
    for each in (*element.children, None):
        if each is not None and _in_line(each, grammar, mixed=mixed):
            run.append(each)
            continue
        yield path, run, f"{number}.{next(order)}"
        for inner in floating(run, grammar):
            if not grammar.is_foreign(inner):
                yield from _runs((*path, inner), grammar, numbers)
        run = []
        if isinstance(each, Element) and grammar.is_read(each, element):
            yield from _runs((*path, each), grammar, numbers)


def _in_line(item: Item, grammar: Grammar, *, mixed: bool) -> bool:
    """Return whether `item` is part of a line, rather than a block in it.

    `mixed` says whether there are words directly in the element that it stands in.
    """
    if isinstance(item, Piece):
        return True
    if item.name in grammar.signs or item.name in grammar.floating:
        return True
    if grammar.is_block(item):
        return False
    if not mixed and not grammar.is_known(item):
        return False
    own = any(isinstance(each, Piece) and has_text(each, grammar) for each in item.children)
    return all(_in_line(each, grammar, mixed=own) for each in item.elements)


def _begin(item: Item, text: str) -> int:
    if isinstance(item, Element) or item.cdata or item.text is None:
        return item.start
    raw = text[item.start : item.end]
    return item.start + len(raw) - len(raw.lstrip(BLANKS))


def _end(item: Item, text: str) -> int:
    if isinstance(item, Element) or item.cdata or item.text is None:
        return item.end
    raw = text[item.start : item.end]
    return item.end - (len(raw) - len(raw.rstrip(BLANKS)))


def _place(path: Sequence[Element], line: int, grammar: Grammar) -> str:
    """Return where a line stands: "3.1, p, line 120"."""
    labels = (
        each.words()
        for above in reversed(path)
        if above.name in grammar.sections
        for each in above.elements
        if each.name == "label" and each is not path[-1]
    )
    label = next((text for text in labels if text), "")
    return ", ".join(part for part in (label, path[-1].name, f"line {line}") if part)
