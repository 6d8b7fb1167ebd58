"""`biaoyi memory import` and `export`: the memory and files of pairs."""

import enum
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.memory.desk import Desk, desk
from translator.cli.terms.desk import SCOPE_HELP, As, Comment, scope_of
from translator.errors import BrokenMemory, InputError

if TYPE_CHECKING:
    from corpus.exchange import Refused
    from corpus.exchange.admission import Said
    from corpus.model import Selection

_FORMATS = ".tmx, .csv, .tsv, .xlsx, .xlf, .xliff"
_SOME = 1_000  # pairs, after which progress is shown
_MANY = 500_000  # objects, as many as a batch of pairs is made of


class GivenStatus(enum.StrEnum):
    """Statuses that an import may give."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    REVIEWED = "reviewed"


@dataclass(slots=True)
class _Told:
    """What people see of the work on a file: how far it is, and what was left out."""

    name: str
    pairs: int = 0
    refused: int = 0
    _progress: bool = field(default_factory=sys.stderr.isatty)

    def more(self, count: int) -> None:
        """So many pairs more were done."""
        self.pairs += count
        if self._progress:
            sys.stderr.write(f"\r{self.name}: {self.pairs} pairs")
            sys.stderr.flush()

    def refuse(self, unit: "Refused") -> None:
        """A unit was left out."""
        self.refused += 1
        sys.stderr.write(f"{self._line_end()}{unit}\n")

    def end(self) -> None:
        """The file is done."""
        sys.stderr.write(self._line_end())

    def _line_end(self) -> str:
        return "\n" if self._progress and self.pairs else ""


def import_pairs(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help=f"Files of pairs: {_FORMATS}.")
    ],
    scope: Annotated[
        str, typer.Option("--scope", help=f"{SCOPE_HELP}; else what the file says, or shared.")
    ] = "",
    status: Annotated[
        GivenStatus | None,
        typer.Option(
            "--status",
            help="Of all pairs; else what the file says, or confirmed. Drafts are not used.",
        ),
    ] = None,
    domain: Annotated[
        str, typer.Option("--domain", help="ICS or CCS code, or words; else what the file says.")
    ] = "",
    licence: Annotated[
        str, typer.Option("--licence", help="On what terms; else what the file says.")
    ] = "",
    comment: Comment = "",
    who: As = "",
) -> None:
    """Import pairs; what the memory has gets one more provenance, what it rejected stays so."""
    from corpus.exchange.admission import Said
    from corpus.model import Status

    refused = 0
    with desk(who) as at:
        whose = scope_of(scope, at.viewer) if scope else None
        said = Said(whose, Status[status.name] if status else None, licence, domain)
        with _seldom_collected():
            for path in paths:
                refused += _put(at, path, said, comment)
    _complain(refused, "imported")


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for cycles seldom: pairs have none, and looking for some takes a fifth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(_MANY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _put(at: Desk, path: Path, said: "Said", comment: str) -> int:
    """Import a file; return how many pairs were refused."""
    from corpus.exchange import BrokenExchange, read_pairs
    from corpus.exchange.admission import admitted
    from termbase.history import Change

    why = f"{path.name}: {comment}" if comment else path.name
    told = _Told(path.name)
    try:
        given = admitted(read_pairs(path), said, at.viewer, told.refuse)
        done = at.store.put(given, Change(at.viewer.name, "import", why), told.more)
    except BrokenExchange as error:
        raise BrokenMemory(f"{error}; {told.pairs} pairs before it are kept") from error
    except OSError as error:
        raise BrokenMemory(f"{path}: cannot be read: {error.strerror or error}") from error
    told.end()
    rejected = f", {done.rejected} rejected here before" if done.rejected else ""
    typer.echo(f"{path}: {done.added} added, {done.merged} merged, {done.same} known{rejected}")
    return told.refused


def export_pairs(  # noqa: PLR0913, PLR0917 - one parameter an option
    path: Annotated[Path, typer.Argument(metavar="FILE", help=f"{_FORMATS}.")],
    scope: Annotated[str, typer.Option("--scope", help=f"Only this one: {SCOPE_HELP}.")] = "",
    status: Annotated[
        GivenStatus, typer.Option("--status", help="This far or further.")
    ] = GivenStatus.CONFIRMED,
    domain: Annotated[str, typer.Option("--domain", help="Only domains that begin so.")] = "",
    licence: Annotated[str, typer.Option("--licence", help="Only licences that begin so.")] = "",
    document: Annotated[str, typer.Option("--document", help="Only documents that begin so.")] = "",
    since: Annotated[str, typer.Option("--since", help="Only since this day, 2026-01-31.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    who: As = "",
) -> None:
    """Write the pairs that you see to a file, which `import` reads back."""
    from corpus.model import Selection, Status

    if path.exists() and not force:
        raise InputError(f"{path}: exists already; --force overwrites it")
    with desk(who, scope.removeprefix("document:")) as at:
        held, owner = scope_of(scope, at.viewer) if scope else (None, "")
        wanted = Selection(held, owner, Status[status.name], licence, domain, document, since)
        refused = _write(at, path, wanted)
    _complain(refused, "exported")


def _write(at: Desk, path: Path, wanted: "Selection") -> int:
    """Export to a file; return how many pairs it cannot hold."""
    from corpus.exchange import BrokenExchange, Refused, write_pairs
    from corpus.exchange.unit import units_of

    told = _Told(path.name)
    places, last = 0, 0
    given = (item for kept in at.store.pairs(at.viewer, wanted) for item in units_of(kept, wanted))
    try:
        for item in write_pairs(path, given):
            if isinstance(item, Refused):
                told.refuse(item)
                continue
            places += 1
            if item.entry.id != last:
                last = item.entry.id
                told.pairs += 1
            if places % _SOME == 0:
                told.more(0)
    except BrokenExchange as error:
        raise InputError(str(error)) from error
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
    told.end()
    found = f", found in {places} places" if places != told.pairs else ""
    typer.echo(f"{path}: {told.pairs} pairs{found}")
    return told.refused


def _complain(refused: int, what: str) -> None:
    if refused:
        were, each = ("pair was", "") if refused == 1 else ("pairs were", "each ")
        raise InputError(f"{refused} {were} not {what}, {each}named above")
