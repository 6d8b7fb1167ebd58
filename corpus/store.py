"""The store of sentence pairs: memory and corpus in one, on SQLite or PostgreSQL (◆ disk).

Nothing is overwritten: what a pair was before a change stays in its history.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from corpus import schema
from corpus.intake import take
from corpus.model import (
    Entry,
    EntryRevision,
    Given,
    Imported,
    Kept,
    MemoryProblem,
    Provenance,
    Selection,
)
from corpus.reading import present, provenance_in, selected
from corpus.rows import (
    COLUMNS,
    checked,
    entry_in,
    entry_of,
    seen_by,
)
from corpus.writing import refuse_twin, rewrite, said_by, write_anew
from termbase.concept import Viewer
from termbase.database import HEAD, Unavailable, schema_of, shown, unavailable
from termbase.history import Change

_BATCH = 10_000  # pairs written in one transaction
_PAGE = 1_000  # pairs read at once


class PairConflict(MemoryProblem):
    """Somebody was faster: the pair is not as it was seen; `present` is how it is."""

    def __init__(self, message: str, present: EntryRevision) -> None:
        super().__init__(message)
        self.present = present


class Store:
    """The pairs of one database; may be shared between threads."""

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
        """Return the number of the last change."""
        with self.reading() as connection:
            return int(connection.scalars(select(schema.latest.c.version)).one())

    def get(self, identity: int) -> EntryRevision:
        """Return a pair as it is.

        Raises:
            NoPair: none has this id.
        """
        with self.reading() as connection:
            return present(connection, identity)

    def history(self, identity: int) -> tuple[EntryRevision, ...]:
        """Return all revisions of a pair, the oldest first.

        Raises:
            NoPair: none has this id.
        """
        kept, made = schema.revision.c, schema.change.c
        wanted = select(kept.body, made.who, made.what, made.why, made.at, made.version)
        joined = wanted.join_from(schema.revision, schema.change).where(kept.pair == identity)
        with self.reading() as connection:
            before = [
                EntryRevision(entry_in(body), Change(*change))
                for body, *change in connection.execute(joined.order_by(kept.number))
            ]
            return (*before, present(connection, identity))

    def provenance(self, pairs: Collection[int]) -> dict[int, tuple[Provenance, ...]]:
        """Return where each of these pairs was found, the oldest first."""
        with self.reading() as connection:
            return provenance_in(connection, pairs)

    def put(
        self,
        given: Iterable[Given],
        by: Change,
        progress: Callable[[int], None] | None = None,
    ) -> Imported:
        """Keep what is given, batch by batch; `progress` is told of how many pairs each was.

        A pair that the store has gets the provenance that is new; one that was rejected stays so.
        A file that is imported twice changes nothing the second time.

        Raises:
            MemoryProblem: a pair may not be kept; the batches before it are.
            Unavailable: the database failed.
        """
        done = Imported()
        pairs = iter(given)
        while batch := list(islice(pairs, _BATCH)):
            with self.writing(by) as (connection, made):
                news = take(connection, batch, made)
                if not (news.added or news.merged):
                    _give_up(connection)
            done += news
            if progress:
                progress(len(batch))
        return done

    def save(self, entry: Entry, by: Change) -> EntryRevision:
        """Keep `entry` as the next revision of the pair with its id; `number` is the one seen.

        Raises:
            PairConflict: it was changed meanwhile; nothing was written. NoPair: see `get`.
            MemoryProblem: it may not be kept, or says what another pair says.
        """
        entry = checked(entry, f"pair {entry.id}")
        with self.writing(by) as (connection, made):
            last = present(connection, entry.id)
            if last.entry.number != entry.number:
                raise _conflict(last, entry.number)
            refuse_twin(connection, entry)
            kept = replace(entry, number=entry.number + 1, used=last.entry.used)
            if said_by(kept) == said_by(last.entry):
                rewrite(connection, last.entry, kept, made)
            else:
                write_anew(connection, last.entry, kept, made)
        return EntryRevision(kept, made)

    def merge(self, kept: int, others: Sequence[int], by: Change) -> EntryRevision:
        """Let one pair take the place of others, with their provenance and use.

        Raises:
            NoPair: one of them is not there.
        """
        with self.writing(by) as (connection, made):
            last = present(connection, kept).entry
            taken = [present(connection, identity).entry for identity in others]
            sources = provenance_in(connection, [last.id, *others])
            union = replace(
                last,
                number=last.number + 1,
                used=last.used + sum(item.used for item in taken),
                status=max(item.status for item in (last, *taken)),
                origin=max(item.origin for item in (last, *taken)),
            )
            given = [
                Given(replace(union, number=0), item)
                for identity in others
                for item in sources.get(identity, ())
            ]
            rewrite(connection, last, union, made)
            take(connection, given, made)
            for item in taken:
                rewrite(connection, item, replace(item, number=item.number + 1), made)
            pair = schema.pair.c
            where = pair.id.in_(others) | pair.merged.in_(others)
            connection.execute(update(schema.pair).where(where).values(merged=kept))
            return present(connection, kept)

    def use(self, pairs: Collection[int]) -> None:
        """Count one more use of each of these pairs; that is no change of them."""
        kept = schema.pair.c
        counted = update(schema.pair).where(kept.id.in_(pairs)).values(used=kept.used + 1)
        try:
            with self._engine.execution_options(writes=True).begin() as connection:
                connection.execute(counted)
        except SQLAlchemyError as error:
            raise unavailable(self._engine.url, error) from error

    def pairs(self, viewer: Viewer, wanted: Selection | None = None) -> Iterator[Kept]:
        """Yield the pairs that `viewer` sees and that are wanted, the oldest first."""
        conditions = [seen_by(viewer), *selected(wanted or Selection())]
        after = 0
        while True:
            page = select(*COLUMNS).where(schema.pair.c.id > after, *conditions)
            with self.reading() as connection:
                rows = connection.execute(page.order_by(schema.pair.c.id).limit(_PAGE)).all()
                entries = [entry_of(row) for row in rows]
                found = provenance_in(connection, [entry.id for entry in entries])
            if not entries:
                return
            yield from (Kept(entry, found.get(entry.id, ())) for entry in entries)
            after = entries[-1].id

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read by.

        Raises:
            Unavailable: the database failed.
        """
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise unavailable(self._engine.url, error) from error

    @contextmanager
    def writing(self, by: Change) -> Iterator[tuple[Connection, Change]]:
        """Give a transaction and its change; one writer at a time, since all move `latest` first.

        Raises:
            Unavailable: the database failed.
        """
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


def _conflict(last: EntryRevision, seen: int) -> PairConflict:
    change = last.change
    return PairConflict(
        f"{last.entry.id}: is at revision {last.entry.number}, not {seen}: "
        f"{change.who}, {change.what}, {change.at}",
        last,
    )


def _give_up(connection: Connection) -> None:
    transaction = connection.get_transaction()
    if transaction:
        transaction.rollback()
