"""XLSX <> terms: the first sheet, as `table` has it. Formulas are neither computed nor written."""

import datetime
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from termbase.concept import Concept, Status
from termbase.exchange.columns import COLUMNS, row
from termbase.exchange.entry import BrokenExchange, Rejected, Rows, for_xml
from termbase.exchange.table import masked, table_concepts

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    AnyCell = Cell | MergedCell | ReadOnlyCell | EmptyCell

_LARGEST = 1 << 29  # bytes unpacked
_CELL = 32_767  # characters (ECMA-376, and what spreadsheets accept)
_DAMAGE = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError)


def read_concepts(path: Path, status: Status = Status.PROPOSED) -> Rows:
    """Yield the concepts of the first sheet of `path`, and the rows that are none.

    Raises:
        BrokenExchange: no XLSX file, a damaged one, or one that unpacks to more than 512 MB.
    """
    _check_size(path)
    refused: list[Rejected] = []
    try:
        for found in table_concepts(_rows(path, refused), f"{path.name}, row", status):
            yield from _taken(refused)
            yield found
        yield from _taken(refused)
    except _DAMAGE as error:
        raise BrokenExchange(f"{path.name}: not readable as XLSX: {error}") from error


def _taken(refused: list[Rejected]) -> Iterator[Rejected]:
    while refused:
        yield refused.pop(0)


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            size = sum(item.file_size for item in package.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise BrokenExchange(f"{path.name}: not readable as XLSX: {error}") from error
    if size > _LARGEST:
        raise BrokenExchange(f"{path.name}: unpacks to {size >> 20} MB; 512 MB are read")


def _rows(path: Path, refused: list[Rejected]) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers; those with a formula go to `refused`."""
    book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(), 1):
            formula = next((cell for cell in cells if cell.data_type == "f"), None)
            if formula is None:
                yield number, [_text(cell) for cell in cells]
                continue
            where = f"{path.name}, row {number}"
            reason = f"{formula.coordinate} holds a formula; put its value there"
            refused.append(Rejected(where, reason))
    finally:
        book.close()


def _text(cell: "AnyCell") -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def write_concepts(path: Path, concepts: Iterable[Concept]) -> None:
    """Write `concepts` to `path`, a row each; `read_concepts` gives back what was written.

    Raises:
        BrokenExchange: a text that no cell of XLSX can hold; the message names its concept.
    """
    write_rows(path, chain((COLUMNS,), map(_row, concepts)))


def write_rows(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write `rows` of text to `path`; a cell is never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("terms")
    sheet.freeze_panes = "A2"
    try:
        for cells in rows:
            sheet.append([_cell(sheet, text) if text else None for text in cells])
    finally:
        sheet.close()
    book.save(path)


def _cell(sheet: "WriteOnlyWorksheet", text: str) -> "Cell":
    cell = WriteOnlyCell(sheet, masked(text))
    cell.data_type = "s"
    return cell


def _row(concept: Concept) -> list[str]:
    cells = row(concept)
    for cell in cells:
        if "\r" in for_xml(cell, concept) or len(cell) >= _CELL:
            what = (
                "a carriage return" if "\r" in cell else f"more than {_CELL} characters in a cell"
            )
            raise BrokenExchange(f"concept {concept.id}: holds {what}, which XLSX cannot")
    return cells
