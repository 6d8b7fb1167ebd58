"""`biaoyi db …`: the tables of the database."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Bring the database of terms up to date, or say how it stands.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.command("upgrade")
def upgrade() -> None:
    """Bring the tables up to date; an SQLite file is copied before."""
    from termbase.database import shown
    from translator.database import open_database, upgraded
    from translator.settings import read_settings

    engine = open_database(read_settings())
    done = upgraded(engine)
    if done.backup:
        typer.echo(f"copied before: {done.backup}")
    state = (
        "was up to date" if done.before == done.after else f"{done.before or 'new'} → {done.after}"
    )
    typer.echo(f"{shown(engine.url)}: {state}")


@app.command("status")
def status() -> None:
    """Say where the database is and whether its tables are up to date."""
    from termbase.concept import TermError
    from termbase.database import HEAD, schema_of, shown
    from translator.database import has_store, open_database
    from translator.errors import InputError
    from translator.settings import read_settings

    settings = read_settings()
    if not has_store(settings):
        typer.echo("no database yet; the first term makes it")
        return
    engine = open_database(settings)
    try:
        found = schema_of(engine)
    except TermError as error:
        raise InputError(str(error)) from error
    typer.echo(f"{shown(engine.url)}: {found or 'no tables'}, this program has {HEAD}")


@app.command("backup")
def backup(
    place: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the copy.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Copy the whole database to a file; people may go on working meanwhile."""
    from termbase.backup import back_up
    from termbase.concept import TermError
    from translator.database import has_store, open_database
    from translator.errors import InputError
    from translator.settings import read_settings

    settings = read_settings()
    if not has_store(settings):
        raise InputError("no database yet; there is nothing to copy")
    if place.exists() and not force:
        raise InputError(f"{place}: exists already; --force overwrites it")
    try:
        back_up(open_database(settings), place)
    except TermError as error:
        raise InputError(str(error)) from error
    typer.echo(f"{place}: {place.stat().st_size} bytes")


@app.command("restore")
def restore(
    place: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that backup made.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what is there now.")] = False,
) -> None:
    """Bring the database back from a copy; stop the service before."""
    from termbase.backup import restore as bring_back
    from termbase.concept import TermError
    from translator.database import open_database, upgraded
    from translator.errors import InputError
    from translator.settings import read_settings

    engine = open_database(read_settings())
    try:
        kept = bring_back(engine, place, replace=force)
    except TermError as error:
        raise InputError(str(error)) from error
    if kept:
        typer.echo(f"copied before: {kept}")
    upgraded(engine)
    typer.echo(f"{place}: brought back")
