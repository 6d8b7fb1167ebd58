"""The tables of the service: a reading and a writing transaction (◆ disk)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from serve import schema
from serve.context import CLAIM
from serve.problem import Problem
from termbase.database import HEAD, Unavailable, schema_of, shown, unavailable


def now(after: timedelta = timedelta()) -> str:
    """Return the present time, or a later one, as the tables have it."""
    return (datetime.now(UTC) + after).isoformat(timespec="milliseconds")


class Database:
    """Transactions on the tables of the service; may be shared between threads."""

    def __init__(self, engine: Engine) -> None:
        """Use `engine`.

        Raises:
            Unavailable: its tables are not up to date.
        """
        found = schema_of(engine)
        if found != HEAD:
            state = f"are at {found}, not at {HEAD}" if found else "are not made yet"
            raise Unavailable(f"{shown(engine.url)}: its tables {state}; run: biaoyi db upgrade")
        self.engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read by.

        Raises:
            Unavailable: the database failed.
        """
        try:
            with self.engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise unavailable(self.engine.url, error) from error

    @contextmanager
    def writing(self, *, is_effect: bool = True) -> Iterator[Connection]:
        """Give a transaction that is committed at the end; what is written is there after a crash.

        Within a request that its caller may repeat, it is also noted that the request had effect,
        unless what is written is no effect of it (a count of use, say).

        Raises:
            Problem: another row has what must be unique, or a row that is named is gone.
            Unavailable: the database failed.
        """
        try:
            with self.engine.execution_options(writes=True).begin() as connection:
                yield connection
                if is_effect and (claim := CLAIM.get()):
                    kept = schema.idempotency.c
                    mine = (kept.caller == claim.caller) & (kept.key == claim.key)
                    done = update(schema.idempotency).where(mine).values(state="committed")
                    connection.execute(done)
        except IntegrityError as error:
            raise Problem("conflict") from error
        except SQLAlchemyError as error:
            raise unavailable(self.engine.url, error) from error
