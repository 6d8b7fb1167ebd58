"""CSV or TSV > terms: two columns, named by the first row or known by their script."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    columns = _columns(rows[0][1]) if rows else None
    broken: list[str] = []
    terms: dict[str, Term] = {}
    notes: list[str] = []
    for number, row in rows[1:] if columns else rows:
        pair = _pair(row, columns)
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


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, with the lines on which they end."""
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = "\t" if name.lower().endswith(".tsv") or "\t" in first else ","
    if delimiter == "," and "," not in first and ";" in first:
        delimiter = ";"
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
