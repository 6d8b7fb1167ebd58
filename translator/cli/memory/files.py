"""`biaoyi memory import` and `export`: the memory and files of pairs."""

import csv
import enum
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.memory.desk import Desk, desk
from translator.cli.terms.desk import SCOPE_HELP, As, Comment, scope_of
from translator.errors import BrokenMemory, InputError

if TYPE_CHECKING:
    from corpus.model import Entry, Given, Pair, Provenance


class GivenStatus(enum.StrEnum):
    """Statuses that an import may give."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is said of all pairs of a file."""

    entry: "Entry"
    provenance: "Provenance"


def import_pairs(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Files of pairs: .tmx, .tsv, .csv.")
    ],
    scope: Annotated[str, typer.Option("--scope", help=SCOPE_HELP)] = "shared",
    status: Annotated[
        GivenStatus, typer.Option("--status", help="Of the pairs; drafts are found, not used.")
    ] = GivenStatus.CONFIRMED,
    domain: Annotated[str, typer.Option("--domain", help="ICS or CCS code, or words.")] = "",
    licence: Annotated[str, typer.Option("--licence", help="On what terms they are given.")] = "",
    comment: Comment = "",
    who: As = "",
) -> None:
    """Import pairs; what the memory has gets one more provenance, what it rejected stays so."""
    from corpus.model import Entry, Provenance, Status

    refused: list[str] = []
    with desk(who) as at:
        held, owner = scope_of(scope, at.viewer)
        entry = Entry("", "", held, owner, Status[status.name])
        for path in paths:
            found = Provenance(path.name, who=at.viewer.name, licence=licence, domain=domain)
            _put(at, path, _Kind(entry, found), comment, refused)
    if refused:
        sys.stderr.write("".join(f"{line}\n" for line in refused))
        noun = "pair was" if len(refused) == 1 else "pairs were"
        raise InputError(f"{len(refused)} {noun} not imported, each named above")


def _put(at: Desk, path: Path, kind: _Kind, comment: str, refused: list[str]) -> None:
    from corpus.exchange.tmx import BrokenExchange
    from termbase.history import Change

    why = f"{path.name}: {comment}" if comment else path.name
    counted = 0

    def told(count: int) -> None:
        nonlocal counted
        counted += count
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{path.name}: {counted} pairs")

    try:
        done = at.store.put(
            _given(path, kind, refused), Change(at.viewer.name, "import", why), told
        )
    except BrokenExchange as error:
        raise BrokenMemory(f"{error}; {counted} pairs before it are kept") from error
    except OSError as error:
        raise BrokenMemory(f"{path}: cannot be read: {error.strerror or error}") from error
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    rejected = f", {done.rejected} rejected here before" if done.rejected else ""
    typer.echo(f"{path}: {done.added} added, {done.merged} merged, {done.same} known{rejected}")


def _given(path: Path, kind: _Kind, refused: list[str]) -> "Iterator[Given]":
    """The pairs of a file as they are read; those that may not be kept go to `refused`."""
    from dataclasses import replace

    from corpus.model import Given
    from corpus.rows import problem

    for pair in _read(path):
        entry = replace(kind.entry, zh=pair.source, en=pair.target)
        reason = problem(entry)
        if reason:
            refused.append(f"{pair.origin}: {reason}")
            continue
        position = pair.origin.removeprefix(path.name).lstrip(", ")
        yield Given(entry, replace(kind.provenance, position=position))


def _read(path: Path) -> "Iterator[Pair]":
    from corpus.exchange.tmx import read_tmx
    from corpus.exchange.tsv import read_tsv

    readers = {".tmx": read_tmx, ".tsv": read_tsv, ".csv": read_tsv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BrokenMemory(f"{path}: pairs are read from {', '.join(readers)} files")
    return reader(path, "zh", "en")


def export_pairs(  # noqa: PLR0913, PLR0917 - one parameter an option
    path: Annotated[Path, typer.Argument(metavar="FILE", help=".csv or .tsv.")],
    scope: Annotated[str, typer.Option("--scope", help=f"Only this one: {SCOPE_HELP}.")] = "",
    status: Annotated[
        GivenStatus, typer.Option("--status", help="This far or further.")
    ] = GivenStatus.CONFIRMED,
    domain: Annotated[str, typer.Option("--domain", help="Only domains that begin so.")] = "",
    licence: Annotated[str, typer.Option("--licence", help="Only licences that begin so.")] = "",
    since: Annotated[str, typer.Option("--since", help="Only since this day, 2026-01-31.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    who: As = "",
) -> None:
    """Write the pairs that you see to a file, which `import` reads back."""
    from corpus.model import Selection, Status

    if path.exists() and not force:
        raise InputError(f"{path}: exists already; --force overwrites it")
    if path.suffix.lower() not in {".csv", ".tsv"}:
        raise InputError(f"{path}: pairs are written as .csv or .tsv")
    with desk(who, scope.removeprefix("document:")) as at:
        held, owner = scope_of(scope, at.viewer) if scope else (None, "")
        wanted = Selection(held, owner, Status[status.name], licence, domain, since=since)
        entries = (kept.entry for kept in at.store.pairs(at.viewer, wanted))
        count = _write(path, entries)
    typer.echo(f"{path}: {count} pairs")


def _write(path: Path, entries: "Iterator[Entry]") -> int:
    """Write beside, then rename: a file is there as a whole or not at all."""
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    count = 0
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            tabs = path.suffix.lower() == ".tsv"
            rows = csv.writer(file, delimiter="\t" if tabs else ",", lineterminator="\n")
            rows.writerow(("zh", "en"))
            for count, entry in enumerate(entries, 1):  # noqa: B007 - the last is what we tell
                texts = (entry.zh, entry.en)
                rows.writerow([" ".join(text.split()) for text in texts] if tabs else texts)
        beside.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)
    return count
