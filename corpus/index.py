"""Which pairs hold a word: the full-text index of each kind of database, over tokens we make (◆).

A **place** is a pair with the length of its text on that side in units, in one number: the length
from bit 40 on, the id of the pair below. So places sort by length, and SQLite looks up a range.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    String,
    TextClause,
    cast,
    column,
    func,
    literal,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from corpus import schema

Side = Literal["zh", "en"]
Places = NDArray[np.int64]

LENGTH_BITS = 40
ID_MASK = (1 << LENGTH_BITS) - 1
_LONGEST = (1 << 20) - 1


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index is told of one side of a pair: its length in units, and its tokens."""

    pair: int
    length: int
    tokens: tuple[str, ...]

    @property
    def place(self) -> int:
        """Its place."""
        return min(self.length, _LONGEST) << LENGTH_BITS | self.pair


@dataclass(frozen=True, slots=True)
class Ask:
    """A token, and from which to which length the texts are that are sought."""

    token: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that a text has, beginnings of others that it has, and its units in a row, coded."""

    tokens: tuple[str, ...]
    beginnings: tuple[str, ...]
    code: bytes


class Index(Protocol):
    """What both kinds of database do."""

    def add(self, connection: Connection, side: Side, rows: Sequence[Indexed]) -> None:
        """Take texts in."""
        ...

    def remove(self, connection: Connection, side: Side, rows: Sequence[Indexed]) -> None:
        """Forget texts, of which `rows` say what was taken in."""
        ...

    def places(self, connection: Connection, side: Side, asks: Sequence[Ask]) -> list[Places]:
        """Return where each token stands; one statement for all."""
        ...

    def holds(self, side: Side, phrase: Phrase) -> ColumnElement[bool]:
        """Return the condition that a row of `schema.pair` holds `phrase`."""
        ...


class Sqlite:
    """FTS5 without the texts; its rows are places."""

    def add(self, connection: Connection, side: Side, rows: Sequence[Indexed]) -> None:
        """See `Index.add`."""
        statement = text(
            f"INSERT INTO memory_{side} (rowid, tokens) "  # noqa: S608 - a literal
            "VALUES (:place, :tokens)"
        )
        _run_in_order(connection, statement, rows)

    def remove(self, connection: Connection, side: Side, rows: Sequence[Indexed]) -> None:
        """See `Index.remove`."""
        statement = text(
            f"INSERT INTO memory_{side} (memory_{side}, rowid, tokens) "  # noqa: S608 - a literal
            "VALUES ('delete', :place, :tokens)"
        )
        _run_in_order(connection, statement, rows)

    def places(self, connection: Connection, side: Side, asks: Sequence[Ask]) -> list[Places]:
        """See `Index.places`."""
        statement = text(
            f"SELECT (SELECT group_concat(rowid) FROM memory_{side} "  # noqa: S608 - a literal
            f"WHERE memory_{side} MATCH json_extract(value, '$[0]') "
            "AND rowid >= json_extract(value, '$[1]') AND rowid < json_extract(value, '$[2]')) "
            "FROM json_each(:asks) ORDER BY key"
        )
        given = [
            (_quoted(ask.token), ask.low << LENGTH_BITS, (ask.high + 1) << LENGTH_BITS)
            for ask in asks
        ]
        found = connection.execute(statement, {"asks": json.dumps(given, ensure_ascii=False)})
        return [np.fromstring(row[0] or "", dtype=np.int64, sep=",") for row in found]

    def holds(self, side: Side, phrase: Phrase) -> ColumnElement[bool]:
        """See `Index.holds`."""
        name = f"memory_{side}"
        index = table(name, column("rowid", Integer), column(name, String))
        asked = [_quoted(token) for token in phrase.tokens]
        asked += [f"{_quoted(begin)} *" for begin in phrase.beginnings]
        return (
            index.c[name].op("MATCH", is_comparison=True)(" AND ".join(asked))
            & (schema.pair.c.id == index.c.rowid.op("&")(ID_MASK))
            & (func.instr(schema.pair.c[f"{side}_units"], phrase.code) > 0)
        )


def _run_in_order(connection: Connection, statement: TextClause, rows: Sequence[Indexed]) -> None:
    """FTS5 writes what comes out of order at once, row by row."""
    given = sorted((row.place, " ".join(row.tokens)) for row in rows)
    if given:
        connection.execute(
            statement, [{"place": place, "tokens": tokens} for place, tokens in given]
        )


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


class Postgres:
    """A GIN index over a `tsvector` of the tokens."""

    def add(self, connection: Connection, side: Side, rows: Sequence[Indexed]) -> None:
        """See `Index.add`."""
        statement = text(
            f"INSERT INTO memory_{side} (pair, length, tokens) "  # noqa: S608 - a literal
            "VALUES (:pair, :length, array_to_tsvector(:tokens))"
        )
        given = [
            {
                "pair": row.pair,
                "length": min(row.length, _LONGEST),
                "tokens": list(dict.fromkeys(row.tokens)),
            }
            for row in rows
        ]
        if given:
            connection.execute(statement, given)

    def remove(self, connection: Connection, side: Side, rows: Sequence[Indexed]) -> None:
        """See `Index.remove`."""
        statement = text(f"DELETE FROM memory_{side} WHERE pair = :pair")  # noqa: S608 - a literal
        if rows:
            connection.execute(statement, [{"pair": row.pair} for row in rows])

    def places(self, connection: Connection, side: Side, asks: Sequence[Ask]) -> list[Places]:
        """See `Index.places`."""
        statement = text(
            "SELECT array(SELECT (m.length::bigint << 40) | m.pair "  # noqa: S608 - a literal
            f"FROM memory_{side} m WHERE m.tokens @@ a.token::tsquery "
            "AND m.length BETWEEN a.low AND a.high) "
            "FROM unnest(CAST(:tokens AS text[]), CAST(:lows AS int[]), CAST(:highs AS int[])) "
            "WITH ORDINALITY a(token, low, high, number) ORDER BY number"
        )
        given = {
            "tokens": [_lexeme(ask.token) for ask in asks],
            "lows": [ask.low for ask in asks],
            "highs": [min(ask.high, _LONGEST) for ask in asks],
        }
        return [np.array(row[0], dtype=np.int64) for row in connection.execute(statement, given)]

    def holds(self, side: Side, phrase: Phrase) -> ColumnElement[bool]:
        """See `Index.holds`."""
        index = table(f"memory_{side}", column("pair", Integer), column("tokens", TSVECTOR))
        asked = [_lexeme(token) for token in phrase.tokens]
        asked += [f"{_lexeme(begin)}:*" for begin in phrase.beginnings]
        units = schema.pair.c[f"{side}_units"]
        return (
            index.c.tokens.op("@@", is_comparison=True)(cast(" & ".join(asked), TSQUERY))
            & (schema.pair.c.id == index.c.pair)
            & (func.position(literal(phrase.code).op("IN")(units)) > 0)
        )


def _lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def index_of(connection: Connection) -> Index:
    """Return the index of the database behind `connection`."""
    return Sqlite() if connection.dialect.name == "sqlite" else Postgres()
