"""Sentence pairs to and from files, by the end of their names; libraries are loaded when needed."""

from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import IO

from corpus.exchange.unit import BrokenExchange, Refused, Units
from corpus.model import Given

__all__ = ["READS", "WRITES", "BrokenExchange", "Refused", "Units", "read_pairs", "write_pairs"]

READS = (".tmx", ".tsv", ".csv", ".xlsx", ".xlf", ".xliff")
WRITES = READS

_Writer = Callable[[IO[bytes], Iterable[Given]], Iterator[Given | Refused]]


def read_pairs(path: Path) -> Units:
    """Yield the pairs of `path` as they are read, and the units that are none.

    Raises:
        BrokenExchange: none of our formats, or a file that cannot be read to its end.
        OSError: it is not there, or may not be read.
    """
    match path.suffix.lower():
        case ".tmx":
            from corpus.exchange import tmx_read

            return tmx_read.read_pairs(path)
        case ".tsv" | ".csv":
            from corpus.exchange import table

            return table.read_pairs(path)
        case ".xlsx":
            from corpus.exchange import xlsx

            return xlsx.read_pairs(path)
        case ".xlf" | ".xliff":
            from corpus.exchange import xliff_read

            return xliff_read.read_pairs(path)
    raise BrokenExchange(f"{path.name}: pairs are read from {', '.join(READS)} files")


def write_pairs(path: Path, given: Iterable[Given]) -> Generator[Given | Refused, None, None]:
    """Write `given` to `path` as they come; yield each, or why it could not be written.

    `read_pairs` gives back what was written. The file is there, as a whole, once all were yielded.

    Raises:
        BrokenExchange: none of our formats. OSError: it cannot be written.
    """
    write = _writer(path)
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        with beside.open("wb") as file:
            yield from write(file, given)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _writer(path: Path) -> _Writer:
    match path.suffix.lower():
        case ".tmx":
            from corpus.exchange import tmx_write

            return tmx_write.write_pairs
        case ".csv":
            from corpus.exchange import table

            return table.write_csv
        case ".tsv":
            from corpus.exchange import table

            return table.write_tsv
        case ".xlsx":
            from corpus.exchange import xlsx

            return xlsx.write_xlsx
        case ".xlf" | ".xliff":
            from corpus.exchange import xliff_write

            return xliff_write.write_pairs
    raise BrokenExchange(f"{path.name}: pairs are written to {', '.join(WRITES)} files")
