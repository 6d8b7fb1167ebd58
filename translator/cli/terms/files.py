"""`biaoyi terms import` and `export`: the termbase and files of terms."""

import enum
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.terms.desk import SCOPE_HELP, As, Comment, Desk, desk, scope_of
from translator.errors import BrokenTerms, InputError

if TYPE_CHECKING:
    from termbase.concept import Concept, Status

_SEED = Path("../shared/terms/termbase.tsv")


class Given(enum.StrEnum):
    """Statuses that an import may give."""

    PROPOSED = "proposed"
    APPROVED = "approved"


class Chosen(enum.StrEnum):
    """Statuses that an export may choose."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class TbxStyle(enum.StrEnum):
    """Styles of TBX."""

    DCA = "dca"
    DCT = "dct"


def import_terms(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Files of terms: .csv, .tsv, .xlsx, .tbx."),
    ] = None,
    seed: Annotated[
        bool, typer.Option("--seed", help=f"Import the starting set, FILE or {_SEED}.")
    ] = False,
    scope: Annotated[
        str, typer.Option("--scope", help=f"{SCOPE_HELP}; by default as the file says, or shared.")
    ] = "",
    status: Annotated[
        Given,
        typer.Option("--status", help="Of terms whose row says none; approved: elsewhere."),
    ] = Given.PROPOSED,
    domain: Annotated[str, typer.Option("--domain", help="Of concepts that name none.")] = "",
    comment: Comment = "",
    who: As = "",
) -> None:
    """Import concepts; what the termbase has already is left as it is."""
    from termbase.concept import Status

    if not paths and not seed:
        raise InputError("no file: name one, or say --seed")
    refused: list[str] = []
    with desk(who) as at:
        held = scope_of(scope, at.viewer) if scope else None

        def placed(concept: "Concept") -> "Concept":
            said = replace(concept, domain=concept.domain or domain)
            return replace(said, scope=held[0], owner=held[1]) if held else said

        for path in paths or [_SEED]:
            read = _seeded(path) if seed else _read(path, Status(status.value), refused)
            _put(at, map(placed, read), path, comment)
    if refused:
        sys.stderr.write("".join(f"{line}\n" for line in refused))
        noun = "row was" if len(refused) == 1 else "rows were"
        raise InputError(f"{len(refused)} {noun} not imported, each named above")


def _put(at: Desk, concepts: "Iterable[Concept]", path: Path, comment: str) -> None:
    from termbase.exchange import BrokenExchange
    from termbase.history import Change

    why = f"{path.name}: {comment}" if comment else path.name
    try:
        done = at.store.put(concepts, Change(at.viewer.name, "import", why))
    except BrokenExchange as error:
        raise BrokenTerms(str(error)) from error
    except OSError as error:
        raise BrokenTerms(f"{path}: cannot be read: {error.strerror or error}") from error
    typer.echo(f"{path}: {done.added} added, {done.changed} changed, {done.same} as they were")


def _read(path: Path, status: "Status", refused: list[str]) -> "Iterator[Concept]":
    """The concepts of a file as they are read; the rows that are none go to `refused`."""
    from termbase.exchange import Rejected, read_concepts

    for row in read_concepts(path, status):
        if isinstance(row, Rejected):
            refused.append(str(row))
        else:
            yield row.concept


def _seeded(path: Path) -> "Iterable[Concept]":
    """The concepts of the starting set; what licences keep out is told."""
    from termbase.seed import read_seed

    found = read_seed(path)
    for licence, count in sorted(found.left_out.items(), key=lambda pair: -pair[1]):
        sys.stderr.write(f"left out: {count} rows, licence: {licence or 'none'}\n")
    return found.concepts


def export_terms(  # noqa: PLR0913, PLR0917 - one parameter an option
    path: Annotated[Path, typer.Argument(metavar="FILE", help=".csv, .tsv, .xlsx or .tbx.")],
    scope: Annotated[str, typer.Option("--scope", help=f"Only this one: {SCOPE_HELP}.")] = "",
    status: Annotated[
        Chosen | None, typer.Option("--status", help="Only terms of this status.")
    ] = None,
    domain: Annotated[str, typer.Option("--domain", help="Only domains that begin so.")] = "",
    style: Annotated[TbxStyle, typer.Option("--style", help="Of TBX.")] = TbxStyle.DCA,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    who: As = "",
) -> None:
    """Write the concepts that you see to a file, which `import` reads back as they are."""
    if path.exists() and not force:
        raise InputError(f"{path}: exists already; --force overwrites it")
    with desk(who, scope.removeprefix("document:")) as at:
        held = scope_of(scope, at.viewer) if scope else None
        wanted = _only(status)
        count = 0

        def chosen() -> "Iterator[Concept]":
            nonlocal count
            for item in at.store.present():
                one = item.concept
                here = held in {None, (one.scope, one.owner)} and one.domain.startswith(domain)
                if here and at.viewer.sees(one) and (kept := wanted(one)).designations:
                    count += 1
                    yield kept

        _write(path, chosen(), style)
    typer.echo(f"{path}: {count} concepts")


def _only(status: Chosen | None) -> "Callable[[Concept], Concept]":
    """What leaves a concept with its terms of one status alone."""

    def kept(concept: "Concept") -> "Concept":
        items = concept.designations
        found = tuple(item for item in items if status is None or item.status.value == status.value)
        return replace(concept, designations=found)

    return kept


def _write(path: Path, concepts: "Iterable[Concept]", style: TbxStyle) -> None:
    """Write beside, then rename: a file is there as a whole or not at all."""
    from termbase.exchange import BrokenExchange, Style, write_concepts

    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        write_concepts(beside, concepts, Style(style.value))
        beside.replace(path)
    except BrokenExchange as error:
        raise BrokenTerms(str(error).replace(beside.name, path.name)) from error
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)
