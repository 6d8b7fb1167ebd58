"""CSV or TSV <> pairs with where they were found, row by row."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from corpus.exchange.columns import COLUMNS, head, read_rows, row_of
from corpus.exchange.unit import BrokenExchange, Refused, Units
from corpus.model import Given

if TYPE_CHECKING:
    from _csv import Reader

_BREAKS = re.compile(r"[\t\r\n]")  # which a cell of TSV cannot hold
_NEVER = re.compile(r"(?!)")


def read_pairs(path: Path) -> Units:
    """Yield the pairs of `path`, and the rows that are none, each with its line and why.

    Raises:
        BrokenExchange: no first row that names both languages, not UTF-8, or no table.
    """
    comma = path.suffix.lower() == ".csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(
                file,
                delimiter="," if comma else "\t",
                quoting=csv.QUOTE_MINIMAL if comma else csv.QUOTE_NONE,
            )
            named = head(next(rows, []), path.name)
            yield from read_rows(_numbered(rows), named, "line")
    except UnicodeDecodeError as error:
        raise BrokenExchange(f"{path.name}: not UTF-8; save it as UTF-8") from error
    except csv.Error as error:
        raise BrokenExchange(f"{path.name}: not readable as a table: {error}") from error


def _numbered(rows: "Reader") -> Iterator[tuple[int, Sequence[str]]]:
    for row in rows:
        yield rows.line_num, row


def write_csv(file: IO[bytes], given: Iterable[Given]) -> Iterator[Given | Refused]:
    """Write `given` as CSV, as they come, and yield each."""
    rows = csv.writer(_Encoded(file), lineterminator="\r\n")
    file.write(b"\xef\xbb\xbf")  # by which spreadsheets know UTF-8
    rows.writerow(COLUMNS)
    for item in given:
        rows.writerow(row_of(item, _NEVER))
        yield item


def write_tsv(file: IO[bytes], given: Iterable[Given]) -> Iterator[Given | Refused]:
    """Write `given` as TSV, as they come, and yield each."""
    file.write("\t".join(COLUMNS).encode() + b"\n")
    for item in given:
        file.write("\t".join(row_of(item, _BREAKS)).encode() + b"\n")
        yield item


class _Encoded:
    """What a writer of text writes, in UTF-8."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write `text`."""
        return self._file.write(text.encode())
