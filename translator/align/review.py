"""Rows <> a workbook for people, who decide in its column “accept” and mend the texts.

Neighbours are those of the rows, so that a text that was mended is mended there, too.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from corpus.model import Neighbours
from translator.align.pairs import Row
from translator.errors import BrokenMemory

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

TITLE = "alignment"
_HEADS = ("accept", "score", "kind", "zh", "en", "zh place", "en place", "document")
_WIDTHS = (8, 8, 7, 60, 60, 24, 24, 24)
_YES = frozenset(("yes", "y", "1", "1.0", "true", "x", "是", "√", "✓"))
_NO = frozenset(("no", "n", "0", "0.0", "false", "否", "×"))
_DOUBTFUL, _ALONE = PatternFill("solid", fgColor="FFF2CC"), PatternFill("solid", fgColor="E7E6E6")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LONGEST = 32_767  # characters of a cell
_DAMAGE = (InvalidFileException, zipfile.BadZipFile, LookupError, ValueError, TypeError, OSError)


def write_review(found: Iterable[Row], document: str) -> bytes:
    """Return the workbook: a row a bead; what is doubtful is coloured and not yet accepted."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(TITLE)
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.append(_cells(sheet, _HEADS, None, bold=True))
    for row in found:
        shade = None if row.accepted else _DOUBTFUL if row.is_pair else _ALONE
        said = "yes" if row.accepted else ""
        texts = (said, f"{row.score:.2f}", row.kind, row.zh, row.en, row.zh_place, row.en_place)
        sheet.append(_cells(sheet, (*texts, document), shade, bold=False))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _cells(
    sheet: "WriteOnlyWorksheet", texts: Sequence[str], shade: PatternFill | None, *, bold: bool
) -> "list[Cell]":
    found: list[Cell] = []
    for text in texts:
        cell = WriteOnlyCell(sheet, _UNSEEN.sub("", text)[:_LONGEST])
        cell.data_type = "s"  # never a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=bold)
        if shade:
            cell.fill = shade
        found.append(cell)
    return found


def read_review(path: Path) -> tuple[list[Row], str]:
    """Return the rows of a workbook that `write_review` made, as people left them, and of what.

    Raises:
        BrokenMemory: it cannot be read, is no such workbook, or a row of it is not decided as one
            may; the message names the row.
    """
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        values = list(book[TITLE].iter_rows(values_only=True)) if TITLE in book.sheetnames else []
        book.close()
    except FileNotFoundError as error:
        raise BrokenMemory(f"{path}: no such file") from error
    except _DAMAGE as error:
        raise BrokenMemory(f"{path}: not readable as XLSX: {error}") from error
    lines = [tuple("" if cell is None else str(cell) for cell in line) for line in values]
    if not lines or lines[0][: len(_HEADS)] != _HEADS:
        wanted = f"a sheet “{TITLE}” with the columns {', '.join(_HEADS)}"
        raise BrokenMemory(f"{path}: no file to review: it lacks {wanted}")
    found = [_row(path, number, line) for number, line in enumerate(lines[1:], 2) if any(line)]
    names = [line[len(_HEADS) - 1] for line in lines[1:] if len(line) >= len(_HEADS)]
    return list(_placed(found)), next(filter(None, names), "")


def _row(path: Path, number: int, line: Sequence[str]) -> Row:
    said, score, kind, zh, en, zh_place, en_place = (*line, *[""] * len(_HEADS))[:7]
    answer = said.strip().lower()
    if answer and answer not in _YES | _NO:
        raise BrokenMemory(f"{path}, row {number}: “{said}” in accept; say yes or no")
    try:
        share = float(score or 0)
    except ValueError as error:
        raise BrokenMemory(f"{path}, row {number}: “{score}” is no score") from error
    accepted = answer in _YES if answer else None
    row = Row(zh.strip(), en.strip(), share, kind, zh_place, en_place, accepted=accepted)
    if accepted and not row.is_pair:
        raise BrokenMemory(f"{path}, row {number}: accepted, but it lacks one of the languages")
    return row


def _placed(found: Sequence[Row]) -> Iterator[Row]:
    """The rows with their neighbours: the texts of the rows before and after, by language."""
    ours, theirs = _around([row.zh for row in found]), _around([row.en for row in found])
    for row, zh, en in zip(found, ours, theirs, strict=True):
        yield replace(row, near=Neighbours(*zh, *en))


def _around(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    before, last = list[str](), ""
    for text in texts:
        before.append(last)
        last = text or last
    after, following = list[str](), ""
    for text in reversed(texts):
        after.append(following)
        following = text or following
    yield from zip(before, reversed(after), strict=True)
