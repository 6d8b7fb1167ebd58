"""A package > all that is text in the workbook, sheet by sheet, and what is to be told of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.docx.markup import text_of
from translator.formats.office.drawings import Drawing, read_drawings, repeats
from translator.formats.office.kept import kept
from translator.formats.office.properties import read_properties
from translator.formats.office.spots import Parts, Spot, Story
from translator.formats.xlsx.banners import banner_spots
from translator.formats.xlsx.comments import comment_notes, comment_spots
from translator.formats.xlsx.copies import chart_copies
from translator.formats.xlsx.names import name_spots, obstacles
from translator.formats.xlsx.sheets import Cell, cell_spots, cells, check_spots, formula_notes
from translator.formats.xlsx.strings import rich_spot
from translator.formats.xlsx.tables import Table, read_table
from translator.formats.xlsx.workbook import Sheet, Workbook, open_workbook
from translator.model import Issue

_DRAWINGS = {
    "drawing": "drawing",
    "chart": "chart",
    "chartEx": "chart",
    "chartUserShapes": "chart",
    "diagramData": "diagram",
    "diagramDrawing": "diagram",
}
_CHARTS = ("chart", "chartEx")


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a workbook; `found` has it by sorts, `story` in the order of reading."""

    book: Workbook
    story: Story
    found: "Gathered"
    notes: tuple[Issue, ...]


def read_contents(parts: Parts) -> Contents:
    """Return the contents of a workbook.

    Raises:
        BrokenDocument: it is damaged or no workbook.
    """
    book = open_workbook(parts)
    reader = Gathered(parts, book, _shared(parts, book))
    for sheet in book.sheets:
        reader.sheet(sheet)
    why = list(obstacles(parts, book))
    names = () if why else name_spots(book)
    story = Story((*names, *reader.spots, *read_properties(parts)), reader.follows)
    charts = {part for sheet in book.sheets for part in sheet.parts(*_CHARTS)}
    story = Story(story.spots, {**story.follows, **chart_copies(story, charts, reader.cells)})
    notes = (*why, *reader.notes, *_formats(parts, book), *kept(parts.package))
    return Contents(book, story, reader, notes)


def _shared(parts: Parts, book: Workbook) -> list[etree._Element]:
    root = parts.root(book.strings) if book.strings else None
    return [] if root is None else root.findall("{*}si")


@dataclass(slots=True)
class Gathered:
    """What the sheets hold; `cells` are the spots of cells, `owners` the sheets of tables.

    `roots` and `texts` are the sheets and their cells with text, by their parts.

    A string that cells share stands where the first one does.
    """

    parts: Parts
    book: Workbook
    strings: list[etree._Element]
    spots: list[Spot] = field(default_factory=list)
    follows: dict[str, str] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    notes: list[Issue] = field(default_factory=list)
    roots: dict[str, etree._Element] = field(default_factory=dict)
    texts: dict[str, tuple[Cell, ...]] = field(default_factory=dict)
    cells: set[str] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    diagrams: dict[str, str] = field(default_factory=dict)

    def sheet(self, sheet: Sheet) -> None:
        """Add what a sheet holds."""
        root = self.parts.root(sheet.part)
        if root is None:
            return
        self.roots[sheet.part] = root
        found = dict[str, Cell]()
        self.texts[sheet.part] = tuple(cells(root))
        for number, cell in enumerate(self.texts[sheet.part]):
            found[cell.ref] = cell
            texts = list(self._cell(cell, sheet, number))
            self.cells |= {spot.id for spot in texts}
            self.spots += texts
        self.spots += comment_spots(self.parts, sheet)
        self.spots += check_spots(root, sheet.part, sheet.label)
        self.spots += banner_spots(root, sheet.part, sheet.label)
        self._drawings(sheet)
        self._tables(sheet, found)
        self.notes += formula_notes(root, sheet.label)
        self.notes += comment_notes(self.parts, sheet)

    def _cell(self, cell: Cell, sheet: Sheet, number: int) -> Iterator[Spot]:
        place = f"{sheet.label}, cell {cell.ref}"
        if cell.kind != "s":
            yield from cell_spots(cell, f"{sheet.part}#{cell.ref or number}", place)
        elif 0 <= cell.number < len(self.strings) and cell.number not in self.seen:
            self.seen.add(cell.number)
            shared = self.strings[cell.number]
            yield from rich_spot(shared, f"{self.book.strings}#{cell.number}", place)

    def _drawings(self, sheet: Sheet) -> None:
        for kind, part in sheet.related:
            if kind not in _DRAWINGS:
                continue
            drawing = Drawing(part, f"{sheet.label}, {_DRAWINGS[kind]}")
            story = read_drawings(self.parts, drawing)
            self.spots += story.spots
            self.follows |= story.follows
            self.follows |= repeats(self.parts, drawing, story, self.diagrams)

    def _tables(self, sheet: Sheet, found: dict[str, Cell]) -> None:
        for part in sheet.parts("table"):
            table = read_table(self.parts, part, found)
            if table is not None:
                self.tables.append(table)
                self.owners[part] = sheet.part


def _formats(parts: Parts, book: Workbook) -> Iterator[Issue]:
    """Yield the number formats with words in them, `0"件"`, which are kept."""
    folder = book.main.rpartition("/")[0]
    root = parts.root(f"{folder}/styles.xml")
    for each in root.iterfind("{*}numFmts/{*}numFmt") if root is not None else ():
        code = str(each.get("formatCode", "")) + text_of(each)
        words = code.split('"')[1::2]
        if any(character.isalpha() for word in words for character in word):
            yield Issue("untranslated part", f"the number format {code} stays as it is", "styles")
