"""Tables in a sheet: Excel repairs a file in which a header cell and its column differ in name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from translator.formats.docx.markup import legal
from translator.formats.office.cells import letters, position
from translator.formats.office.spots import Parts
from translator.formats.xlsx.sheets import Cell, set_text
from translator.formats.xlsx.strings import decode


@dataclass(frozen=True, slots=True)
class Header:
    """A column of a table and the cell that shows its name."""

    column: etree._Element
    cell: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """A table part; `name` is what formulas call it."""

    part: str
    root: etree._Element
    headers: tuple[Header, ...]

    @property
    def name(self) -> str:
        """Return what formulas call it."""
        return str(self.root.get("displayName") or self.root.get("name") or "")


def read_table(parts: Parts, part: str, cells: dict[str, Cell]) -> Table | None:
    """Return the table in `part`; `cells` are those of its sheet with text, by reference."""
    root = parts.root(part)
    if root is None or root.get("headerRowCount") == "0":
        return None
    start, row = position(str(root.get("ref", "")).partition(":")[0])
    columns = root.findall("{*}tableColumns/{*}tableColumn")
    if not start:
        return None
    found = (
        (column, cells.get(f"{letters(start + offset)}{row}"))
        for offset, column in enumerate(columns)
    )
    headers = tuple(Header(column, cell) for column, cell in found if cell is not None)
    return Table(part, root, headers)


def rename_columns(
    parts: Parts, sheet: str, table: Table, strings: Sequence[etree._Element]
) -> dict[str, str]:
    """Call the columns of a table what its header cells say; return the new names by the old.

    Two columns may not have one name: the later one gets a number, in its cell too.
    """
    used, renamed = _untouched(table), dict[str, str]()
    for header in table.headers:
        old = decode(str(header.column.get("name", "")))
        shown = header.cell.text(list(strings))
        new = _unused(legal(shown), used)
        used.add(new.lower())
        if new != shown:
            set_text(header.cell, new)
            parts.touch(sheet)
        if new != old and _line(new) != _line(old):
            header.column.set("name", new.replace("\n", "_x000a_"))
            parts.touch(table.part)
            renamed[_line(old).lower()] = new
    return renamed


def _untouched(table: Table) -> set[str]:
    own = {header.column for header in table.headers}
    columns = table.root.iterfind("{*}tableColumns/{*}tableColumn")
    return {str(each.get("name", "")).lower() for each in columns if each not in own}


def _unused(name: str, used: set[str]) -> str:
    wanted = name if name.strip() else "Column"
    numbers = (f"{wanted} {number}" for number in range(2, len(used) + 3))
    return next(each for each in (wanted, *numbers) if each.lower() not in used)


def _line(name: str) -> str:
    return name.replace("\r", "").replace("_x000a_", "\n").replace("_x000A_", "\n")


def totals(table: Table) -> Iterator[etree._Element]:
    """Yield the columns with a label in the last row."""
    columns = table.root.iterfind("{*}tableColumns/{*}tableColumn")
    return (each for each in columns if each.get("totalsRowLabel"))
