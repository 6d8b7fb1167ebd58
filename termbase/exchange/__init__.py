"""Terms to and from files, by the end of their names; libraries are loaded when needed."""

from collections.abc import Iterable
from pathlib import Path

from termbase.concept import Concept, Status
from termbase.exchange.entry import BrokenExchange, Entry, Rejected, Rows
from termbase.exchange.style import Style

__all__ = [
    "READS",
    "WRITES",
    "BrokenExchange",
    "Entry",
    "Rejected",
    "Rows",
    "Style",
    "read_concepts",
    "write_concepts",
]

READS = (".csv", ".tsv", ".txt", ".xlsx", ".tbx", ".xml")
WRITES = (".csv", ".tsv", ".xlsx", ".tbx")


def read_concepts(path: Path, status: Status = Status.PROPOSED) -> Rows:
    """Yield the concepts of `path` as they are read, and the rows that are none.

    `status` is that of terms whose row does not say.

    Raises:
        BrokenExchange: none of our formats, or a file that cannot be read as a whole.
        OSError: it is not there, or may not be read.
    """
    suffix = path.suffix.lower()
    if suffix not in READS:
        raise BrokenExchange(f"{path.name}: terms are read from {', '.join(READS)}")
    if suffix in {".tbx", ".xml"}:
        from termbase.exchange import tbx

        yield from tbx.read_concepts(path, status)
    elif suffix == ".xlsx":
        from termbase.exchange import xlsx

        yield from xlsx.read_concepts(path, status)
    else:
        from termbase.exchange import table

        yield from table.read_concepts(path, status)


def write_concepts(path: Path, concepts: Iterable[Concept], style: Style = Style.DCA) -> None:
    """Write `concepts` to `path` as they come; `read_concepts` gives back the same.

    `style` is that of TBX.

    Raises:
        BrokenExchange: none of our formats, or a text it cannot hold. OSError: cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in WRITES:
        raise BrokenExchange(f"{path.name}: terms are written to {', '.join(WRITES)}")
    if suffix == ".tbx":
        from termbase.exchange import tbx_write

        tbx_write.write_concepts(path, concepts, style)
    elif suffix == ".xlsx":
        from termbase.exchange import xlsx

        xlsx.write_concepts(path, concepts)
    else:
        from termbase.exchange import table

        table.write_concepts(path, concepts)
