"""Changes of a row by somebody who says which revision they saw: of two at once one is refused."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from serve.etags import check
from serve.problem import Problem


def change(
    connection: Connection,
    table: Table,
    where: ColumnElement[bool],
    seen: int,
    values: Mapping[str, object],
) -> None:
    """Give the row `where` new values, and the next number.

    Raises:
        Problem: its number is not `seen`.
    """
    mine = where & (table.c.number == seen)
    changed = update(table).where(mine).values(**values, number=seen + 1)
    if connection.execute(changed).rowcount == 0:
        _refuse(connection, table, where, seen)


def remove(connection: Connection, table: Table, where: ColumnElement[bool], seen: int) -> None:
    """Remove the row `where`.

    Raises:
        Problem: its number is not `seen`.
    """
    mine = where & (table.c.number == seen)
    if connection.execute(delete(table).where(mine)).rowcount == 0:
        _refuse(connection, table, where, seen)


def _refuse(connection: Connection, table: Table, where: ColumnElement[bool], seen: int) -> None:
    number = connection.scalars(select(table.c.number).where(where)).one_or_none()
    if number is None:
        raise Problem("not_found", what="thing")
    check(seen, number)
