"""A tree > where its text stands: paragraphs and labels in reading order, each with its place."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.docx.labels import CELLS, KINDS, Label, labels
from translator.formats.docx.markup import attribute, kind, spellings
from translator.formats.docx.strays import is_stray

_PARAGRAPHS = ("w:p", "w:rt", "a:p")
_TABLES = ("w:tbl", "w:tr", "w:tc")
_NOTES = ("w:footnote", "w:endnote", "w:comment", "w:docPart")
_SKIPPED = ("w:del", "w:moveFrom", "m:oMath", "a:fld")
_BRANCHES = ("mc:AlternateContent", "mc:Choice", "mc:Fallback")
_AREAS = (*_NOTES, "w:txbxContent")
TEXTS = ("w:t", "a:t")
_WATCHED = (
    *spellings(*_PARAGRAPHS, *TEXTS, *_TABLES, *_SKIPPED, *_BRANCHES, *_AREAS),
    *KINDS,
)


@dataclass(frozen=True, slots=True)
class Branch:
    """Where in an `mc:AlternateContent` a paragraph stands: in which, and in which child of it."""

    whole: int
    number: int


@dataclass(frozen=True, slots=True)
class Found:
    """An element with text in it, and where it stands; `label` says which text, of several."""

    element: etree._Element
    place: str
    branches: tuple[Branch, ...]
    label: Label | None = None


def walk(root: etree._Element, label: str) -> list[Found]:
    """Return the paragraphs and labels under `root`; deletions and formulae have none."""
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


def _story_area(label: str) -> _Area:
    name = "" if label == "body" else label
    return _Area(name, lambda n: f"{label}, paragraph {n}" if n else label)


def _inner_area(name: str) -> _Area:
    """Return an area of usually one paragraph: its number is only told from the second on."""
    return _Area(name, lambda n: name if n <= 1 else f"{name}, paragraph {n}")


@dataclass(slots=True)
class _Walker:
    """Counts on the way through a part."""

    areas: list[_Area]
    tables: list[_Table] = field(default_factory=list)
    branches: list[list[Branch]] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    notes: int = 0
    boxes: int = 0
    wholes: int = 0

    def enter(self, name: str, element: etree._Element) -> None:
        if name in TEXTS:
            if is_stray(element):
                self._find(element, self._here)
        elif name in _PARAGRAPHS:
            self._enter_paragraph(element)
        elif name in _TABLES:
            self._enter_table(name)
        elif name in _BRANCHES:
            self._enter_branch(name)
        elif name in _AREAS:
            self._enter_area(name, element)
        else:
            for label in labels(element):
                here = self.areas[0].name if name in CELLS else self._here
                self._find(element, f"{here}, {label.name}", label)

    def leave(self, name: str) -> None:
        if name == "w:tbl":
            self.tables.pop()
        elif name == "mc:AlternateContent":
            self.branches.pop()
        elif name in ("w:tc", *_AREAS):
            self.areas.pop()

    def _enter_paragraph(self, element: etree._Element) -> None:
        if kind(element) == "w:rt":
            self._find(element, f"{self._here}, phonetic guide")
            return
        self.areas[-1].paragraphs += 1
        self._find(element, self._here)

    @property
    def _here(self) -> str:
        return self.areas[-1].label(self.areas[-1].paragraphs)

    def _find(self, element: etree._Element, place: str, label: Label | None = None) -> None:
        branches = tuple(each[-1] for each in self.branches if each)
        self.found.append(Found(element, place, branches, label))

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
