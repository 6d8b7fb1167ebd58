"""Many values in one condition, as one parameter: both kinds of database know how."""

import json
from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

_Value = TypeVar("_Value", int, str)


def among(
    connection: Connection, column: ColumnElement[_Value], values: Collection[_Value]
) -> ColumnElement[bool]:
    """Return the condition that `column` is one of `values`."""
    wanted = sorted(values)
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(wanted, ensure_ascii=False)).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(literal(wanted, ARRAY(column.type)))
