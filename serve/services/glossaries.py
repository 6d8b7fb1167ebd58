"""Glossaries: termbases of a person's own, used where a request names them (◆ database)."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from serve.auth.tokens import new_id
from serve.database import Database, now
from serve.problem import Problem
from serve.schema_clients import glossary as _glossaries
from serve.schema_clients import glossary_entry as _entries
from termbase.model import Scope, Term

Language = Literal["zh", "en"]
Pair = tuple[Language, Language]
PAIRS: tuple[Pair, ...] = (("zh", "en"), ("en", "zh"))
_MOST = 50_000  # entries of one dictionary
_LONGEST = 1_024  # bytes of one text
_NAME = 1_024  # characters of a name

_ID = re.compile(r"[0-9a-f]{32}")

_glossary, _entry = _glossaries.c, _entries.c


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What a glossary says in one direction: sources and targets, in their order."""

    pair: Pair
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """A glossary and how many entries it has in each direction."""

    id: str
    name: str
    created: str
    counts: tuple[tuple[Pair, int], ...]


class Glossaries:
    """The glossaries of one database; may be shared between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, owner: str, name: str, dictionaries: Sequence[Dictionary]) -> Glossary:
        """Keep a new glossary; another may have the same name.

        Raises:
            Problem: no name, or entries that cannot be.
        """
        identity = new_id()
        row = {"id": identity, "owner": owner, "name": _named(name), "created": now()}
        if not dictionaries:
            raise Problem("invalid_input", reason="a glossary needs a dictionary")
        with self._database.writing() as connection:
            connection.execute(insert(_glossaries).values(row))
            for each in _merged(dictionaries):
                _replace(connection, identity, each)
        return self.get(owner, identity)

    def get(self, owner: str, identity: str) -> Glossary:
        """Return a glossary of somebody's.

        Raises:
            Problem: they have none of that id.
        """
        with self._database.reading() as connection:
            found = _read(connection, owner, plain(identity))
        if not found:
            raise Problem("not_found", what="glossary")
        return found[0]

    def of(self, owner: str) -> list[Glossary]:
        """Return all glossaries of somebody, the oldest first."""
        with self._database.reading() as connection:
            return _read(connection, owner)

    def dictionary(self, owner: str, identity: str, pair: Pair) -> Dictionary:
        """Return what a glossary says in one direction.

        Raises:
            Problem: they have none of that id, or it says nothing in that direction.
        """
        self.get(owner, identity)
        wanted = select(_entry.source, _entry.target).where(*_of(plain(identity), pair))
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(_entry.position)).all()
        if not rows:
            raise Problem("not_found", what=f"dictionary {pair[0]} > {pair[1]}")
        return Dictionary(pair, tuple((row.source, row.target) for row in rows))

    def change(
        self, owner: str, identity: str, name: str | None, dictionaries: Sequence[Dictionary]
    ) -> Glossary:
        """Rename it, and put entries into it: a source that it has gets the new target.

        Raises:
            Problem: see `make` and `get`.
        """
        self.get(owner, identity)
        key = plain(identity)
        with self._database.writing() as connection:
            if name is not None:
                renamed = update(_glossaries).where(_glossary.id == key).values(name=_named(name))
                connection.execute(renamed)
            for each in _merged(dictionaries):
                known = select(_entry.source, _entry.target).where(*_of(key, each.pair))
                rows = connection.execute(known.order_by(_entry.position))
                both = {row.source: row.target for row in rows} | dict(each.entries)
                _replace(connection, key, Dictionary(each.pair, tuple(both.items())))
        return self.get(owner, identity)

    def replace(self, owner: str, identity: str, dictionary: Dictionary) -> None:
        """Let it say this in one direction, and nothing of what it said.

        Raises:
            Problem: see `make` and `get`.
        """
        self.get(owner, identity)
        with self._database.writing() as connection:
            _replace(connection, plain(identity), dictionary)

    def drop(self, owner: str, identity: str, pair: Pair | None = None) -> None:
        """Forget a glossary, or what it says in one direction.

        Raises:
            Problem: see `dictionary`.
        """
        if pair is None:
            self.get(owner, identity)
            gone = delete(_glossaries).where(_glossary.id == plain(identity))
        else:
            self.dictionary(owner, identity, pair)
            gone = delete(_entries).where(*_of(plain(identity), pair))
        with self._database.writing() as connection:
            connection.execute(gone)

    def terms(self, owner: str, identities: Iterable[str], pair: Pair) -> tuple[Term, ...]:
        """Return the terms of glossaries in one direction; an earlier one wins over a later.

        Raises:
            Problem: there is no such glossary, or it says nothing in that direction.
        """
        found: dict[str, Term] = {}
        for identity in identities:
            known = self.get(owner, identity)
            if pair not in dict(known.counts):
                reason = f"the glossary “{known.name}” has no dictionary {pair[0]} > {pair[1]}"
                raise Problem("invalid_input", reason=reason)
            for source, target in self.dictionary(owner, identity, pair).entries:
                found.setdefault(source, Term(source, target, known.name, scope=Scope.DOCUMENT))
        return tuple(found.values())


def plain(identity: str) -> str:
    """Return an id as the tables have it, of one that may have hyphens; "-" for what is none."""
    bare = identity.replace("-", "").lower()
    return bare if _ID.fullmatch(bare) else "-"


def read_entries(text: str, form: str) -> tuple[tuple[str, str], ...]:
    """Return the entries of a text that is TSV or CSV.

    Raises:
        Problem: a line is no entry; it is named.
    """
    if form not in {"tsv", "csv"}:
        raise Problem("invalid_input", reason=f"entries_format: “{form}” is neither tsv nor csv")
    tabs = form == "tsv"
    rows = csv.reader(
        io.StringIO(text, newline=""),
        delimiter="\t" if tabs else ",",
        quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL,
    )
    try:
        return tuple(_entry_of(row, at) for at, row in enumerate(rows, 1) if row)
    except csv.Error as error:
        raise Problem("invalid_input", reason=f"entries: {error}") from error


def written(entries: Iterable[tuple[str, str]]) -> str:
    """Return entries as TSV."""
    return "\n".join(f"{source}\t{target}" for source, target in entries)


def _entry_of(row: Sequence[str], at: int) -> tuple[str, str]:
    most = 4  # text, text, and in CSV the languages of both
    if not 2 <= len(row) <= most:  # noqa: PLR2004
        raise Problem("invalid_input", reason=f"entries, line {at}: two texts are needed")
    return row[0], row[1]


def _checked(dictionary: Dictionary) -> Dictionary:
    """`dictionary`, unless it cannot be kept.

    Raises:
        Problem: it is empty, or an entry of it is twice there or no term.
    """
    known: set[str] = set()
    for at, (source, target) in enumerate(dictionary.entries, 1):
        for text in (source, target):
            if reason := _unfit(text):
                raise Problem("invalid_input", reason=f"entries, line {at}: {reason}")
        if source in known:
            raise Problem("invalid_input", reason=f"entries, line {at}: “{source}” is there twice")
        known.add(source)
    if not known:
        raise Problem("invalid_input", reason="entries: none was given")
    if len(known) > _MOST:
        raise Problem("too_many", limit=_MOST, what="entries")
    return dictionary


def _unfit(text: str) -> str:
    if not text.strip():
        return "an empty text"
    if text != text.strip():
        return f"{text!a} has spaces around it"
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in text):
        return f"{text!a} has control characters in it"
    return f"more than {_LONGEST} bytes" if len(text.encode()) > _LONGEST else ""


def _named(name: str) -> str:
    if not name.strip() or len(name) > _NAME or _unfit(name.strip()):
        raise Problem("invalid_input", reason="name: 1 to 1024 printable characters are needed")
    return name.strip()


def _merged(dictionaries: Sequence[Dictionary]) -> list[Dictionary]:
    pairs = [each.pair for each in dictionaries]
    twice = next((pair for pair in pairs if pairs.count(pair) > 1), None)
    if twice:
        raise Problem(
            "invalid_input", reason=f"dictionaries: {twice[0]} > {twice[1]} is twice there"
        )
    return list(dictionaries)


def _of(identity: str, pair: Pair) -> tuple[ColumnElement[bool], ...]:
    here = _entry.glossary == identity
    return here, _entry.source_language == pair[0], _entry.target_language == pair[1]


def _replace(connection: Connection, identity: str, dictionary: Dictionary) -> None:
    source, target = dictionary.pair
    connection.execute(delete(_entries).where(*_of(identity, dictionary.pair)))
    whose = {"glossary": identity, "source_language": source, "target_language": target}
    rows = [
        {**whose, "position": at, "source": one, "target": other}
        for at, (one, other) in enumerate(_checked(dictionary).entries)
    ]
    connection.execute(insert(_entries), rows)


def _read(connection: Connection, owner: str, identity: str = "") -> list[Glossary]:
    mine = [_glossary.owner == owner, *([_glossary.id == identity] if identity else [])]
    rows = connection.execute(
        select(_glossaries).where(*mine).order_by(_glossary.created, _glossary.id)
    ).all()
    languages = (_entry.source_language, _entry.target_language)
    counted = (
        select(_entry.glossary, *languages, func.count())
        .where(_entry.glossary.in_([row.id for row in rows]))
        .group_by(_entry.glossary, *languages)
        .order_by(*languages)
    )
    counts: dict[str, list[tuple[Pair, int]]] = {}
    for key, source, target, count in connection.execute(counted):
        counts.setdefault(key, []).append(((source, target), count))
    return [Glossary(row.id, row.name, row.created, tuple(counts.get(row.id, ()))) for row in rows]
