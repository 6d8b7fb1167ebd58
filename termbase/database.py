"""Opens a database and brings its tables up to date; SQLite by default, PostgreSQL the same (◆).

SQLite runs with its rollback journal and full synchronisation: what was committed is there after a
power cut, and versions before 3.51.3 may lose pages with the other journal.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from termbase.concept import TermError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"  # the newest migration; a test compares
_MIGRATIONS = Path(__file__).parents[1] / "migrations"
_CACHE = 64 * 1024  # KiB of pages of SQLite; a million pairs are looked up in them
_BUSY = 5_000  # ms to wait for another writer


class Unavailable(TermError):
    """The database cannot be used as it is; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade did: from which schema to which; `backup` is the copy made before."""

    before: str
    after: str
    backup: Path | None = None


def file_url(path: Path) -> URL:
    """Return the address of the SQLite database in the file `path`."""
    return URL.create("sqlite", database=str(path))


def open_engine(url: str | URL) -> Engine:
    """Return an engine for `url`, e.g. "sqlite:////data/biaoyi.db" or "postgresql://host/name".

    Raises:
        Unavailable: no such kind of database, or its driver is not installed.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError) as error:
        raise Unavailable(f"{url}: no database; give sqlite:///FILE or postgresql://…") from error
    except ImportError as error:
        raise Unavailable(
            f"{url}: needs {error.name}; install it with: pip install 'biaoyi[postgres]'"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, those of schemas too
    told = ("synchronous = FULL", "foreign_keys = ON", f"cache_size = -{_CACHE}")
    for pragma in (*told, f"busy_timeout = {_BUSY}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def schema_of(engine: Engine) -> str:
    """Return the migration that the database is at; empty for one without tables of ours.

    Raises:
        Unavailable: it cannot be read.
    """
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return ""
            return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")
    except SQLAlchemyError as error:
        raise unavailable(engine.url, error) from error


def upgrade(engine: Engine) -> Upgrade:
    """Bring the tables up to date in one transaction; a file of SQLite is copied before.

    Raises:
        Unavailable: the tables are newer than this program, or cannot be changed.
    """
    before = schema_of(engine)
    if before == HEAD:
        return Upgrade(before, before)
    from alembic import command
    from alembic.util import CommandError

    try:
        backup = _backed_up(engine, before) if before else None
        with engine.execution_options(writes=True).begin() as connection:
            command.upgrade(_alembic(connection), "head")
    except CommandError as error:
        raise Unavailable(
            f"{shown(engine.url)}: its tables ({before}) are newer than this program ({HEAD}); "
            "update the program"
        ) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise unavailable(engine.url, error) from error
    return Upgrade(before, HEAD, backup)


def downgrade(engine: Engine, to: str) -> None:
    """Take the tables back to migration `to`; "base" for none. Their rows may be lost."""
    from alembic import command

    with engine.execution_options(writes=True).begin() as connection:
        command.downgrade(_alembic(connection), to)


def _alembic(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _backed_up(engine: Engine, before: str) -> Path | None:
    """A copy of the SQLite file beside it, of the present minute; None for other databases."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    place = Path(f"{name}.{before}.{now}")
    source, target = sqlite3.connect(name), sqlite3.connect(place)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    return place


def shown(url: URL) -> str:
    """Return `url` without its password; of a file its path."""
    local = url.get_backend_name() == "sqlite" and url.database
    return url.database or "" if local else url.render_as_string()


def unavailable(url: URL, error: Exception) -> Unavailable:
    """Return what to raise where a library of databases gave up."""
    reason = str(getattr(error, "orig", None) or error).strip().splitlines()
    return Unavailable(f"{shown(url)}: the database cannot be used: {reason[0] if reason else '?'}")
