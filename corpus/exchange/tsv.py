"""TSV or CSV > pairs: a first row names the languages, `zh` and `en`."""

import csv
from collections.abc import Iterator
from pathlib import Path

from corpus.exchange.tmx import BrokenExchange
from corpus.model import Pair


def read_tsv(path: Path, source: str, target: str) -> Iterator[Pair]:
    """Yield the pairs of `path` from language `source` into `target` ("zh", "en").

    Raises:
        BrokenExchange: no first row that names both languages, a row without both, or not UTF-8.
    """
    comma = path.suffix.lower() == ".csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(
                file,
                delimiter="," if comma else "\t",
                quoting=csv.QUOTE_MINIMAL if comma else csv.QUOTE_NONE,
            )
            yield from _pairs(rows, path.name, source, target)
    except UnicodeDecodeError as error:
        raise BrokenExchange(f"{path.name}: not UTF-8; save it as UTF-8") from error
    except csv.Error as error:
        raise BrokenExchange(f"{path.name}: not readable as a table: {error}") from error


def _pairs(rows: Iterator[list[str]], name: str, source: str, target: str) -> Iterator[Pair]:
    names = [cell.strip().lower().split("-")[0] for cell in next(rows, [])]
    if not {source, target} <= set(names):
        raise BrokenExchange(f"{name}: the first row must name the columns {source} and {target}")
    ours, theirs = names.index(source), names.index(target)
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(ours, theirs) or not row[ours].strip() or not row[theirs].strip():
            raise BrokenExchange(f"{name}: line {number}: both languages are needed")
        yield Pair(row[ours].strip(), row[theirs].strip(), f"{name}, line {number}")
