"""XLSX <> pairs with where they were found: the first sheet, row by row. No cell is a formula."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from corpus.exchange.columns import COLUMNS, head, read_rows, row_of
from corpus.exchange.unit import BrokenExchange, Refused, Units, place_of
from corpus.model import Given

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_LARGEST = 1 << 31  # bytes unpacked
_CELL = 32_767  # characters, and
_ROWS = 1_048_576  # rows of a sheet (ECMA-376, and what spreadsheets accept)
_DAMAGE = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    EOFError,
    SyntaxError,
    NotImplementedError,
)
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


def read_pairs(path: Path) -> Units:
    """Yield the pairs of the first sheet of `path`, and the rows that are none.

    Raises:
        BrokenExchange: no XLSX file, a damaged one, one that unpacks to more than 2 GB, or without
            a first row that names both languages.
    """
    with path.open("rb") as file:
        _check_size(file, path.name)
        try:
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            rows = (
                (number, [_text(value) for value in values])
                for number, values in enumerate(sheet.iter_rows(values_only=True), 1)
            )
            _, first = next(rows, (1, []))
            named = head(first, path.name)
            yield from read_rows(rows, named, "row")
        except BrokenExchange:
            raise
        except _DAMAGE as error:
            raise BrokenExchange(f"{path.name}: not readable as XLSX: {error}") from error


def _check_size(file: IO[bytes], name: str) -> None:
    try:
        with zipfile.ZipFile(file) as package:
            size = sum(item.file_size for item in package.infolist())
    except zipfile.BadZipFile as error:
        raise BrokenExchange(f"{name}: not readable as XLSX: {error}") from error
    if size > _LARGEST:
        raise BrokenExchange(f"{name}: unpacks to {size >> 20} MB; 2048 MB are read")


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def write_xlsx(file: IO[bytes], given: Iterable[Given]) -> Iterator[Given | Refused]:
    """Write `given` as they come and yield each; what no cell holds is left out, and named."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("pairs")
    sheet.freeze_panes = "A2"
    count = 1
    try:
        _append(sheet, COLUMNS)
        for item in given:
            row = row_of(item, _ODD)
            reason = _too_much(row, count)
            if reason:
                yield Refused(place_of(item), reason)
                continue
            _append(sheet, row)
            count += 1
            yield item
    finally:
        sheet.close()
    book.save(file)


def _too_much(row: Sequence[str], count: int) -> str | None:
    if count >= _ROWS:
        return f"a sheet has {_ROWS} rows; write .csv or .tmx"
    for name, cell in zip(COLUMNS, row, strict=True):
        if len(cell.encode("utf-16-le")) // 2 > _CELL:
            return f"{name} has more than {_CELL} characters, which no cell holds"
    return None


def _append(sheet: "WriteOnlyWorksheet", row: Sequence[str]) -> None:
    sheet.append([_cell(sheet, text) if text else None for text in row])


def _cell(sheet: "WriteOnlyWorksheet", text: str) -> "Cell":
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
