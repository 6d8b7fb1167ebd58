"""Copies of the whole database, made while it is in use, and brought back (◆ disk).

SQLite copies itself page by page; for PostgreSQL its own pg_dump and pg_restore are run.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from termbase.concept import TermError
from termbase.database import HEAD, Unavailable, unavailable

_DUMP = ("pg_dump", "--format=custom", "--no-owner")
_RESTORE = ("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction")
_SQLITE = b"SQLite format 3\0"


def back_up(engine: Engine, place: Path) -> None:
    """Write a copy of the database to the file `place`, which is there whole or not at all.

    Raises:
        TermError: it cannot be written. Unavailable: the database cannot be read.
    """
    beside = place.with_name(f".{place.name}.part")
    try:
        if engine.dialect.name == "sqlite":
            _copied(_file(engine), beside)
        else:
            _run(engine, (*_DUMP, f"--file={beside}"))
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(place)
    except OSError as error:
        raise TermError(f"{place}: cannot be written: {error.strerror or error}") from error
    except sqlite3.Error as error:
        raise unavailable(engine.url, error) from error
    finally:
        beside.unlink(missing_ok=True)


def restore(engine: Engine, place: Path, *, replace: bool) -> Path | None:
    """Bring the database back from the copy `place`; what is there goes only where `replace` is.

    Of a file of SQLite that goes a copy is made before, whose place is returned.

    Raises:
        TermError: it is no copy of this kind of database, or there is something to be replaced.
        Unavailable: the database cannot be written.
    """
    if not place.is_file():
        raise TermError(f"{place}: there is no such file")
    if not replace and _has_tables(engine):
        raise TermError(f"{place}: the database has tables already; --force replaces them")
    if engine.dialect.name != "sqlite":
        _run(engine, (*_RESTORE, f"--dbname={_name(engine)}", str(place)))
        return None
    try:
        _sound(place)
        kept = _kept(_file(engine))
        engine.dispose()
        _copied(place, _file(engine))
    except sqlite3.Error as error:
        raise unavailable(engine.url, error) from error
    except OSError as error:
        raise TermError(f"{place}: cannot be brought back: {error.strerror or error}") from error
    return kept


def _copied(source: Path, target: Path) -> None:
    """SQLite's own copy: of one moment, and into a database that others have open."""
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target)) as taken:
        given.backup(taken)
        found = taken.execute("PRAGMA quick_check").fetchone()
    if found != ("ok",):
        raise Unavailable(f"{source}: is damaged: {found[0]}")


def _sound(place: Path) -> None:
    """Refuse a file that is no copy of ours, or of tables newer than this program."""
    with place.open("rb") as file:
        if file.read(len(_SQLITE)) != _SQLITE:
            raise TermError(f"{place}: is no copy of an SQLite database")
    with closing(sqlite3.connect(place)) as copy:
        has = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = copy.execute("SELECT version_num FROM alembic_version").fetchone() if has else None
    if row is None:
        raise TermError(f"{place}: is no copy of a database of this program")
    if row[0] > HEAD:
        raise TermError(f"{place}: its tables ({row[0]}) are newer than this program ({HEAD})")


def _kept(database: Path) -> Path | None:
    """A copy of what will be replaced, beside it."""
    if not database.is_file():
        return None
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    place = database.with_name(f"{database.name}.replaced.{now}")
    _copied(database, place)
    return place


def _has_tables(engine: Engine) -> bool:
    if engine.dialect.name == "sqlite" and not _file(engine).is_file():
        return False
    try:
        return inspect(engine).has_table("alembic_version")
    except SQLAlchemyError as error:
        raise unavailable(engine.url, error) from error


def _file(engine: Engine) -> Path:
    return Path(engine.url.database or "")


def _name(engine: Engine) -> str:
    return engine.url.set(drivername="postgresql", password=None).render_as_string()


def _run(engine: Engine, command: tuple[str, ...]) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, which others do not see.

    Raises:
        TermError: it is not installed. Unavailable: it failed.
    """
    program = shutil.which(command[0])
    if program is None:
        raise TermError(f"{command[0]} is not installed; it comes with the client of PostgreSQL")
    asked = [program, *command[1:]]
    if command[0] == "pg_dump":
        asked.append(f"--dbname={_name(engine)}")
    environment = {**os.environ, "PGPASSWORD": engine.url.password or ""}
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, without a shell
        asked, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Unavailable(f"{command[0]}: {said[0] if said else 'failed'}")
