"""CSV or TSV <> terms: columns named by the first row, or two that are known by their script."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from termbase.concept import Concept, Designation, Status
from termbase.exchange import columns
from termbase.exchange.entry import BrokenExchange, Entry, Rejected, Rows, entry
from termbase.model import Term
from termbase.text import Language

if TYPE_CHECKING:
    from _csv import Reader

_HAN = re.compile(r"[\u3400-\u9fff]")
_NAMES = {
    "zh": "zh", "chinese": "zh", "中文": "zh", "汉语": "zh",
    "en": "en", "english": "en", "英文": "en", "英语": "en",
}  # fmt: skip
_COLUMNS = 2
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")  # what a spreadsheet takes for one, masked or not
_HEADED = 8192  # characters in which the first row is looked for


class BrokenTable(ValueError):
    """Rows that are no terms; the message names each by its line."""


@dataclass(frozen=True, slots=True)
class TermTable:
    """The terms of a file, and what a reader should know about it."""

    terms: tuple[Term, ...]
    notes: tuple[str, ...] = ()


def read_table(text: str, name: str, source: Language) -> TermTable:
    """Return the terms of `text`, the content of the file called `name`, from `source`.

    A first row such as `zh,en` names the columns (others are ignored); without one the two columns
    are told apart by script. Of two targets for one source the first counts; a note says so.

    Raises:
        BrokenTable: at least one row is not a pair of terms.
    """
    rows = _rows(text, name)
    named = _columns(rows[0][1]) if rows else None
    broken: list[str] = []
    terms: dict[str, Term] = {}
    notes: list[str] = []
    for number, row in rows[1:] if named else rows:
        pair = _pair(row, named)
        if isinstance(pair, str):
            broken.append(f"line {number}: {pair}")
            continue
        ours, theirs = pair if source.is_chinese else pair[::-1]
        known = terms.setdefault(ours, Term(ours, theirs, f"{name}, line {number}"))
        if known.target != theirs:
            notes.append(
                f"{name}, line {number}: “{ours}” is also “{theirs}”; “{known.target}” is used"
            )
    if broken:
        raise BrokenTable(f"{name}: {'; '.join(broken)}")
    return TermTable(tuple(terms.values()), tuple(notes))


def read_concepts(path: Path, status: Status = Status.PROPOSED) -> Rows:
    """Yield the concepts of `path`, and the rows that are none; `status` where a row has no own.

    Raises:
        BrokenExchange: not UTF-8, or quotation marks that do not fit.
    """
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=_delimiter(file, path.name), strict=True)
            for found in table_concepts(_numbered(reader), f"{path.name}, line", status):
                line = reader.line_num
                yield found
    except UnicodeDecodeError as error:
        raise BrokenExchange(f"{path.name}: not UTF-8; save it as “CSV UTF-8”") from error
    except csv.Error as error:
        raise BrokenExchange(f"{path.name}: not readable after line {line}: {error}") from error


def _numbered(reader: "Reader") -> Iterator[tuple[int, list[str]]]:
    for cells in reader:
        yield reader.line_num, cells


def table_concepts(
    rows: Iterable[tuple[int, Sequence[str]]], place: str, status: Status
) -> Iterator[Entry | Rejected]:
    """Yield the concepts of numbered rows; `place` and a number say where one stands."""
    full = (
        (number, [unmasked(cell.strip()) for cell in cells])
        for number, cells in rows
        if any(cell.strip() for cell in cells)
    )
    first = next(full, None)
    if first is None:
        return
    named = columns.head(first[1], status)
    for number, cells in full if named else chain((first,), full):
        where = f"{place} {number}"
        yield named.concept(cells, where) if named else _two(cells, where, status)


def _two(cells: Sequence[str], place: str, status: Status) -> Entry | Rejected:
    """The concept of a row of two columns without a first row that names them."""
    pair = _pair(cells, None)
    if isinstance(pair, str):
        return Rejected(place, pair)
    languages = (Language.ZH, Language.EN)
    terms = (
        Designation(text, language, status=status)
        for text, language in zip(pair, languages, strict=True)
    )
    return entry(Concept(tuple(terms)), place)


def write_concepts(path: Path, concepts: Iterable[Concept]) -> None:
    """Write `concepts` to `path`, a row each, as TSV if its name says so and else as CSV.

    No cell of it is a formula to a spreadsheet; `read_concepts` gives back what was written.
    """
    write_rows(path, chain((columns.COLUMNS,), map(columns.row, concepts)))


def write_rows(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write `rows` to `path`, with a mark by which spreadsheets know UTF-8."""
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([masked(cell) for cell in cells] for cells in rows)


def masked(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula; `unmasked` undoes it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unmasked(cell: str) -> str:
    """Return what `masked` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _delimiter(file: TextIO, name: str) -> str:
    start = file.read(_HEADED)
    file.seek(0)
    return _separator(start, name)


def _separator(text: str, name: str) -> str:
    """What separates cells, by the name of the file and its first row that is not empty."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if name.lower().endswith(".tsv") or "\t" in first:
        return "\t"
    return ";" if "," not in first and ";" in first else ","


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, with the lines on which they end."""
    text = text.removeprefix("\ufeff")
    delimiter = _separator(text, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [
        (reader.line_num, [cell.strip() for cell in row])
        for row in _readable(reader, name)
        if any(cell.strip() for cell in row)
    ]


def _readable(reader: "Reader", name: str) -> Iterator[list[str]]:
    line = 1
    try:
        for row in reader:
            line = reader.line_num + 1
            yield row
    except csv.Error as error:
        raise BrokenTable(f"{name}: line {line}: quotation marks do not fit: {error}") from error


def _columns(first: Sequence[str]) -> tuple[int, int] | None:
    """Where Chinese and English stand, if the first row names the columns."""
    names = [_NAMES.get(re.split("[-_]", cell.lower())[0]) for cell in first]
    return (names.index("zh"), names.index("en")) if {"zh", "en"} <= set(names) else None


def _pair(row: Sequence[str], columns: tuple[int, int] | None) -> tuple[str, str] | str:
    """Return (Chinese, English), or what is wrong with the row."""
    if columns is None:
        if len(row) < _COLUMNS or not all(row[:_COLUMNS]):
            return "two columns are needed, a term and its translation"
        has_han = [bool(_HAN.search(cell)) for cell in row[:_COLUMNS]]
        if has_han[0] == has_han[1]:
            return "one column must be Chinese and one English, or a first row zh,en name them"
        return (row[0], row[1]) if has_han[0] else (row[1], row[0])
    chinese, english = (row[i] if i < len(row) else "" for i in columns)
    if not chinese or not english:
        return f"no {'Chinese' if not chinese else 'English'} term"
    return chinese, english
