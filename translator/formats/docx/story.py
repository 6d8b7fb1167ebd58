"""A part > its paragraphs, in reading order, each with its place in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.docx.drawing import read_drawing, write_drawing
from translator.formats.docx.fields import Fields, find_fields
from translator.formats.docx.inline import Flat
from translator.formats.docx.markup import attribute, kind, parse, spellings
from translator.formats.docx.paragraph import read_paragraph
from translator.formats.docx.parts import TextPart
from translator.formats.docx.rebuild import write_paragraph
from translator.formats.docx.strays import is_stray, read_stray, write_stray
from translator.model import TaggedText

_PARAGRAPHS = ("w:p", "w:rt", "a:p")
_TABLES = ("w:tbl", "w:tr", "w:tc")
_NOTES = ("w:footnote", "w:endnote", "w:comment", "w:docPart")
_SKIPPED = ("w:del", "w:moveFrom", "m:oMath", "a:fld")
_BRANCHES = ("mc:AlternateContent", "mc:Choice", "mc:Fallback")
_TEXTS = ("w:t", "a:t")
_WATCHED = spellings(
    *_PARAGRAPHS, *_TEXTS, *_TABLES, *_NOTES, *_SKIPPED, *_BRANCHES, "w:txbxContent"
)


@dataclass(frozen=True, slots=True)
class Branch:
    """Where in an `mc:AlternateContent` a paragraph stands: in which, and in which child of it."""

    whole: int
    number: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a part; `id` is unique in the document and does not hang on the text."""

    id: str
    place: str
    element: etree._Element
    flat: Flat
    branches: tuple[Branch, ...] = ()

    def write(self, target: TaggedText) -> bool:
        """Replace the content, unless it is `target` already; return whether it was replaced."""
        if target == self.flat.content:
            return False
        sort = kind(self.element)
        if sort in _TEXTS:
            write_stray(self.element, target)
        elif sort == "a:p":
            write_drawing(self.element, self.flat, target)
        else:
            write_paragraph(self.element, self.flat, target)
        return True


def read_story(part: TextPart, data: bytes) -> tuple[etree._Element, tuple[Paragraph, ...]]:
    """Return the root of a part and the paragraphs with text in it.

    Raises:
        BrokenDocument: the part is not well-formed.
    """
    root = parse(part.name, data)
    fields = find_fields(root)
    found = list[Paragraph]()
    for number, (element, place, branches) in enumerate(_walk(root, part.label)):
        flat = _read(element, fields)
        if flat.content.text.strip():
            found.append(Paragraph(f"{part.name}#{number}", place, element, flat, branches))
    return root, tuple(found)


def _read(element: etree._Element, fields: Fields) -> Flat:
    sort = kind(element)
    if sort in _TEXTS:
        return read_stray(element, fields)
    return read_drawing(element) if sort == "a:p" else read_paragraph(element, fields)


def twins(paragraphs: Sequence[Paragraph]) -> dict[str, str]:
    """Return which paragraphs repeat another one, by their ids.

    An `mc:AlternateContent` says the same thing in several ways (ECMA-376 Part 3, 10.2.1), of
    which a reader sees one: a paragraph of a later way that equals one of the first follows it.
    """
    firsts = dict[tuple[int, TaggedText], list[str]]()
    used = dict[tuple[Branch, TaggedText], int]()
    result = dict[str, str]()
    for paragraph in paragraphs:
        content = paragraph.flat.content
        later = [branch for branch in paragraph.branches if branch.number > 1]
        leaders = firsts.get((later[0].whole, content), []) if later else []
        if leaders:
            count = used.get((later[0], content), 0)
            used[later[0], content] = count + 1
            result[paragraph.id] = leaders[min(count, len(leaders) - 1)]
            continue
        for branch in paragraph.branches:
            if branch.number == 1:
                firsts.setdefault((branch.whole, content), []).append(paragraph.id)
    return result


@dataclass(slots=True)
class _Area:
    """What paragraphs and tables are counted in: the body, a cell, a note, a text box."""

    name: str
    label: Callable[[int], str]
    paragraphs: int = 0
    tables: int = 0


@dataclass(slots=True)
class _Table:
    name: str
    rows: int = 0
    cells: int = 0


_Found = tuple[etree._Element, str, tuple[Branch, ...]]


def _walk(root: etree._Element, label: str) -> list[_Found]:
    """Return the paragraphs under `root` with their places; deletions and formulae have none."""
    walker = _Walker([_story_area(label)])
    events = etree.iterwalk(root, events=("start", "end"), tag=_WATCHED)
    for event, element in events:
        name = kind(element)
        if event == "end":
            walker.leave(name)
        elif name in _SKIPPED:
            events.skip_subtree()
        else:
            walker.enter(name, element)
    return walker.found


def _story_area(label: str) -> _Area:
    return _Area("" if label == "body" else label, lambda n: f"{label}, paragraph {n}")


def _inner_area(name: str) -> _Area:
    """Return an area of usually one paragraph: its number is only told from the second on."""
    return _Area(name, lambda n: name if n == 1 else f"{name}, paragraph {n}")


@dataclass(slots=True)
class _Walker:
    """Counts on the way through a part."""

    areas: list[_Area]
    tables: list[_Table] = field(default_factory=list)
    branches: list[list[Branch]] = field(default_factory=list)
    found: list[_Found] = field(default_factory=list)
    notes: int = 0
    boxes: int = 0
    wholes: int = 0

    def enter(self, name: str, element: etree._Element) -> None:
        if name in _TEXTS:
            if is_stray(element):
                self._find(element, self.areas[-1].label(self.areas[-1].paragraphs))
        elif name in _PARAGRAPHS:
            self._enter_paragraph(element)
        elif name in _TABLES:
            self._enter_table(name)
        elif name in _BRANCHES:
            self._enter_branch(name)
        else:
            self._enter_area(name, element)

    def leave(self, name: str) -> None:
        if name == "w:tbl":
            self.tables.pop()
        elif name == "mc:AlternateContent":
            self.branches.pop()
        elif name in ("w:tc", "w:txbxContent", *_NOTES):
            self.areas.pop()

    def _enter_paragraph(self, element: etree._Element) -> None:
        area = self.areas[-1]
        if kind(element) == "w:rt":
            place = f"{area.label(area.paragraphs)}, phonetic guide"
        else:
            area.paragraphs += 1
            place = area.label(area.paragraphs)
        self._find(element, place)

    def _find(self, element: etree._Element, place: str) -> None:
        branches = tuple(each[-1] for each in self.branches if each)
        self.found.append((element, place, branches))

    def _enter_table(self, name: str) -> None:
        if name == "w:tbl":
            area = self.areas[-1]
            area.tables += 1
            prefix = f"{area.name}, " if area.name else ""
            self.tables.append(_Table(f"{prefix}table {area.tables}"))
        elif name == "w:tr":
            self._table.rows += 1
            self._table.cells = 0
        else:
            table = self._table
            table.cells += 1
            self.areas.append(_inner_area(f"{table.name}, row {table.rows}, cell {table.cells}"))

    @property
    def _table(self) -> _Table:
        return self.tables[-1] if self.tables else _Table("table")

    def _enter_branch(self, name: str) -> None:
        if name == "mc:AlternateContent":
            self.wholes += 1
            self.branches.append([])
        elif self.branches:
            whole = self.branches[-1]
            number = len(whole) + 1
            whole.append(Branch(whole[0].whole if whole else self.wholes, number))

    def _enter_area(self, name: str, element: etree._Element) -> None:
        if name == "w:txbxContent":
            seen_once = all(each[-1].number == 1 for each in self.branches if each)
            self.boxes += seen_once
            self.areas.append(_inner_area(f"text box {self.boxes}"))
            return
        if attribute(element, "type") in ("", "normal"):
            self.notes += 1
        label = "building block" if name == "w:docPart" else name.partition(":")[2]
        self.areas.append(_inner_area(f"{label} {self.notes}"))
