"""The term store: concepts with their whole history, on SQLite or PostgreSQL (◆ disk).

Nothing is overwritten: each change adds a revision that holds the concept as a whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from termbase import schema
from termbase.concept import Concept, TermError, as_proposal, check, tidied, with_id
from termbase.database import HEAD, Unavailable, schema_of, shown, unavailable
from termbase.history import Change, Revision, difference
from termbase.record import from_json, to_json
from termbase.rows import IS_PRESENT, bodies_of, read, revisions, write

_BATCH = 500  # concepts looked up and written at once


class NoConcept(TermError):
    """No concept has this id."""


class Conflict(TermError):
    """Somebody was faster: the concept is not as it was seen; `present` is how it is."""

    def __init__(self, message: str, present: Revision) -> None:
        super().__init__(message)
        self.present = present


@dataclass(frozen=True, slots=True)
class Imported:
    """How many concepts an import added, changed, and left as they were."""

    added: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Votes:
    """Who is for what a concept proposes, and who against."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Store:
    """The concepts of one database; may be shared between threads."""

    def __init__(self, engine: Engine) -> None:
        """Use `engine`.

        Raises:
            Unavailable: its tables are not up to date.
        """
        found = schema_of(engine)
        if found != HEAD:
            state = f"are at {found}, not at {HEAD}" if found else "are not made yet"
            raise Unavailable(f"{shown(engine.url)}: its tables {state}; run: biaoyi db upgrade")
        self._engine = engine

    def version(self) -> int:
        """Return the number of the last change; every commit that changes something moves it."""
        with self._reading() as connection:
            return int(connection.scalars(select(schema.latest.c.version)).one())

    def present(self, since: int = 0) -> Iterator[Revision]:
        """Yield the present revision of each concept that changed after version `since`."""
        wanted = revisions(schema.revision.c.version > since).where(IS_PRESENT)
        order = schema.revision.c.version, schema.revision.c.concept
        with (
            self._reading() as connection,
            connection.execution_options(yield_per=_BATCH).execute(wanted.order_by(*order)) as rows,
        ):
            yield from map(read, rows)

    def get(self, identity: str) -> Revision:
        """Return the concept with this id as it is; the beginning of an id is enough.

        Raises:
            NoConcept: none has it, or several begin so.
        """
        begins = schema.revision.c.concept.startswith(identity, autoescape=True)
        with self._reading() as connection:
            rows = connection.execute(revisions(begins).where(IS_PRESENT).limit(2)).all()
        if not identity or not rows:
            raise NoConcept(f"{identity or '“”'}: no concept has this id")
        if len(rows) > 1:
            raise NoConcept(f"{identity}: several concepts have ids that begin so; give more of it")
        return read(rows[0])

    def history(self, identity: str) -> tuple[Revision, ...]:
        """Return all revisions of a concept, the oldest first.

        Raises:
            NoConcept: see `get`.
        """
        whole = self.get(identity).concept.id
        wanted = revisions(schema.revision.c.concept == whole)
        with self._reading() as connection:
            return tuple(map(read, connection.execute(wanted.order_by("number"))))

    def save(self, concept: Concept, seen: int, by: Change) -> Revision:
        """Keep `concept` as its next revision, `seen` being the last; 0 if it is new.

        Raises:
            Conflict: it was changed meanwhile; nothing was written. NoConcept: it was never there.
            Invalid: it may not be stored. Unavailable: the database failed.
        """
        concept = with_id(tidied(concept))
        check(concept)
        with self._writing(by) as (connection, made):
            last = connection.execute(
                revisions(schema.revision.c.concept == concept.id).order_by("number")
            ).all()
            if not last and seen:
                raise NoConcept(f"{concept.id}: no concept has this id")
            if len(last) != seen:
                raise _conflict([read(row) for row in last], seen, concept.id)
            kept = Revision(concept, seen + 1, made)
            write(connection, [kept])
        return kept

    def put(self, concepts: Iterable[Concept], by: Change) -> Imported:
        """Keep all of `concepts` as one change, or none if one is wrong.

        A concept that equals a revision of what the store has is left alone, since people may have
        changed it here; so a file that is imported twice changes nothing the second time. Nor does
        a proposal of what was decided on already.

        Raises:
            Invalid: a concept may not be stored. Unavailable: the database failed.
        """
        done = Imported()
        with self._writing(by) as (connection, made):
            given = iter(concepts)
            while batch := list(islice(given, _BATCH)):
                done = _put(connection, batch, made, done)
            if not (done.added or done.changed):
                _give_up(connection)
        return done

    def vote(self, identity: str, value: int, who: str, why: str = "") -> Votes:
        """Count `who` for (1) or against (-1) a concept, or no more (0); return all votes on it.

        Raises:
            NoConcept: see `get`. TermError: the value is none of these.
        """
        if value not in {-1, 0, 1}:
            raise TermError(f"{value}: a vote is 1, -1 or 0")
        whole = self.get(identity).concept.id
        with self._writing(Change(who, "vote", why)) as (connection, made):
            row = {"version": made.version, "concept": whole, "value": value}
            connection.execute(insert(schema.vote), [row])
        return self.votes()[whole]

    def votes(self) -> dict[str, Votes]:
        """Return the votes on each concept on which there were any."""
        wanted = select(schema.vote.c.concept, schema.change.c.who, schema.vote.c.value)
        joined = wanted.join(schema.change).order_by(schema.vote.c.version)
        last: dict[str, dict[str, int]] = {}
        with self._reading() as connection:
            for identity, who, value in connection.execute(joined):
                last.setdefault(identity, {})[who] = value
        return {
            identity: Votes(*(tuple(w for w, v in cast.items() if v == sign) for sign in (1, -1)))
            for identity, cast in last.items()
        }

    def changes(self, last: int = 20) -> tuple[Change, ...]:
        """Return the last changes, the newest first."""
        with self._reading() as connection:
            wanted = select(schema.change).order_by(schema.change.c.version.desc()).limit(last)
            return tuple(
                Change(row.who, row.what, row.why, row.at, row.version)
                for row in connection.execute(wanted)
            )

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise unavailable(self._engine.url, error) from error

    @contextmanager
    def _writing(self, by: Change) -> Iterator[tuple[Connection, Change]]:
        """A transaction with its change; one writer at a time, since all move `latest` first."""
        moved = update(schema.latest).values(version=schema.latest.c.version + 1)
        try:
            with (
                self._engine.connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                version = connection.execute(moved.returning(schema.latest.c.version)).scalar_one()
                at = datetime.now(UTC).isoformat(timespec="milliseconds")
                made = replace(by, at=at, version=version)
                row = {"version": version, "at": at, "who": by.who, "what": by.what, "why": by.why}
                connection.execute(insert(schema.change), [row])
                yield connection, made
        except SQLAlchemyError as error:
            raise unavailable(self._engine.url, error) from error


def _conflict(history: Sequence[Revision], seen: int, identity: str) -> Conflict:
    """What to raise: who made the first revision that was not seen, and what has changed since."""
    present = history[-1]
    stands = f"{identity}: is at revision {present.number}, not {seen}"
    if not 0 < seen < present.number:
        return Conflict(stands, present)
    change = history[seen].change
    said = "; ".join(difference(history[seen - 1].concept, present.concept))
    return Conflict(f"{stands}: {change.who}, {change.what}, {change.at}: {said}", present)


def _put(
    connection: Connection, batch: Sequence[Concept], made: Change, done: Imported
) -> Imported:
    """Add to `batch` what the store has not; return the count with it."""
    found = [with_id(tidied(concept)) for concept in batch]
    for concept in found:
        check(concept)
    kept = bodies_of(connection, {concept.id for concept in found})
    new: list[Revision] = []
    added = 0
    for concept in found:
        bodies = kept.setdefault(concept.id, [])
        if _is_news(concept, bodies):
            added += not bodies
            bodies.append(to_json(concept))
            new.append(Revision(concept, len(bodies), made))
    write(connection, new)
    return Imported(
        done.added + added,
        done.changed + len(new) - added,
        done.same + len(found) - len(new),
    )


def _is_news(concept: Concept, bodies: Sequence[str]) -> bool:
    """Whether no revision says what `concept` says, as a proposal or decided."""
    if to_json(concept) in bodies:
        return False
    if as_proposal(concept) != concept:
        return True
    return all(as_proposal(from_json(body, concept.id)) != concept for body in bodies)


def _give_up(connection: Connection) -> None:
    transaction = connection.get_transaction()
    if transaction:
        transaction.rollback()
