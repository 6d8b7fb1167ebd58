"""Lists in pages: a cursor says after which row to go on, so that none is skipped or told twice."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from sqlalchemy import ColumnElement, Connection, Select, tuple_

from serve.problem import Problem

Item = TypeVar("Item")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a list; `next` is the cursor of the part after it, None at the end."""

    items: list[Item]
    next: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a list: after the row that `cursor` tells of, and at most so many."""

    cursor: str = ""
    limit: int = 50


def _wanted(
    cursor: Annotated[str, Query(max_length=1000, description="`next` of the page before.")] = "",
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 50,
) -> Wanted:
    return Wanted(cursor, limit)


Paging = Annotated[Wanted, Depends(_wanted)]


def page_of(
    connection: Connection,
    rows: Select[*tuple[object, ...]],
    by: Sequence[ColumnElement[object]],
    wanted: Wanted,
    made: Callable[..., Item],
    *,
    falling: bool = False,
) -> Page[Item]:
    """Return one page of `rows`, in the order of the columns `by`, each `made` of its columns.

    Raises:
        Problem: the cursor is none of ours.
    """
    if wanted.cursor:
        after = tuple_(*_values(wanted.cursor, len(by)))
        rows = rows.where(tuple_(*by) < after if falling else tuple_(*by) > after)
    order = [column.desc() if falling else column.asc() for column in by]
    found = list(connection.execute(rows.order_by(*order).limit(wanted.limit + 1)))
    shown = found[: wanted.limit]
    last = shown[-1]._mapping if len(found) > wanted.limit else None
    after_that = _cursor([last[column] for column in by]) if last is not None else None
    return Page([made(*row) for row in shown], after_that)


def _cursor(values: Sequence[object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _values(cursor: str, count: int) -> list[object]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        found = json.loads(base64.urlsafe_b64decode(padded.encode()))
    except (binascii.Error, UnicodeError, ValueError, RecursionError) as error:
        raise Problem("malformed", reason="cursor") from error
    if not isinstance(found, list) or len(found) != count:
        raise Problem("malformed", reason="cursor")
    if not all(isinstance(value, str | int) and "\0" not in str(value) for value in found):
        raise Problem("malformed", reason="cursor")
    return found
