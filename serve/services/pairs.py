"""The memory as people work at it: who sees, gives and decides what (◆ database)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from corpus.model import (
    Entry,
    EntryRevision,
    Given,
    Imported,
    Kept,
    NoPair,
    Origin,
    Provenance,
    Selection,
    Status,
)
from corpus.reading import provenance_in, selected
from corpus.rows import COLUMNS, content_of, entry_of, seen_by
from corpus.schema import pair as _pairs
from corpus.store import Store
from serve.auth.actor import Actor
from serve.auth.roles import Permission
from serve.database import Database
from serve.paging import Page, Wanted, page_of
from serve.problem import Problem
from serve.services.scopes import require
from termbase.concept import Viewer
from termbase.history import Change
from termbase.model import Scope

_NAMES = {Status.CONFIRMED: "confirm", Status.REVIEWED: "review", Status.REJECTED: "reject"}


@dataclass(frozen=True, slots=True)
class PairChange:
    """What is said anew of a pair; None leaves it as it is."""

    zh: str | None = None
    en: str | None = None
    status: Status | None = None
    comment: str = ""


class PairDesk:
    """The pairs of one store, as each actor may use them; may be shared between threads."""

    def __init__(self, database: Database, store: Store) -> None:
        self._database = database
        self._store = store

    def page(self, actor: Actor, paging: Wanted, which: Selection) -> Page[Kept]:
        """Return pairs that they see, by their ids, with where each was found."""
        by = _pairs.c.id
        wanted = select(by).where(seen_by(actor.viewer()), *selected(which))
        with self._database.reading() as connection:
            page = page_of(connection, wanted, [by], paging, int)
            rows = select(*COLUMNS).where(by.in_(page.items)).order_by(by)
            entries = [entry_of(row) for row in connection.execute(rows)]
            sources = provenance_in(connection, page.items)
        return Page([Kept(entry, sources.get(entry.id, ())) for entry in entries], page.next)

    def get(self, actor: Actor, identity: int) -> EntryRevision:
        """Return a pair as it is.

        Raises:
            NoPair: there is none of that id, or they do not see it.
        """
        found = self._store.get(identity)
        if not _sees(actor.viewer(), found.entry):
            raise NoPair(f"{identity}: no pair has this id")
        return found

    def provenance(self, identity: int) -> Sequence[Provenance]:
        """Return where a pair was found."""
        return self._store.provenance([identity]).get(identity, ())

    def history(self, actor: Actor, identity: int) -> Sequence[EntryRevision]:
        """Return all revisions of a pair, the oldest first.

        Raises:
            NoPair: see `get`.
        """
        self.get(actor, identity)
        return self._store.history(identity)

    def give(self, actor: Actor, given: Given, comment: str) -> tuple[Imported, EntryRevision]:
        """Keep a pair that they vouch for: a draft, unless they may review; return it, too.

        Raises:
            Problem: they may not. MemoryProblem: it may not be kept, or was rejected.
        """
        entry = given.entry
        require(actor, Permission.SUGGEST, entry.scope, entry.owner)
        done = self._store.put([given], Change(actor.name, "add", comment))
        return done, self._store.get(self._same(entry))

    def change(self, actor: Actor, identity: int, seen: int, said: PairChange) -> EntryRevision:
        """Change the texts of a pair, or decide about it; nobody confirms what they gave.

        Raises:
            Problem: they may not. PairConflict: it was changed meanwhile.
        """
        history = self.history(actor, identity)
        last = history[-1].entry
        require(actor, Permission.REVIEW, last.scope, last.owner)
        self._check(actor, last, said)
        texts = {name: text for name in ("zh", "en") if (text := getattr(said, name)) is not None}
        changed = replace(last, **texts, number=seen)
        if texts:
            changed = replace(changed, zh_tags=(), en_tags=(), origin=Origin.HUMAN)
        if said.status is not None:
            changed = replace(changed, status=said.status)
        what = "edit" if said.status is None else _NAMES.get(said.status, "edit")
        return self._store.save(changed, Change(actor.name, what, said.comment))

    def merge(self, actor: Actor, kept: int, others: Sequence[int], comment: str) -> EntryRevision:
        """Let one pair take the place of others.

        Raises:
            Problem: they may not, or one of them is itself. NoPair: see `get`.
        """
        if kept in others:
            raise Problem("invalid_input", reason=f"{kept}: cannot take the place of itself")
        for identity in (kept, *others):
            entry = self.get(actor, identity).entry
            require(actor, Permission.REVIEW, entry.scope, entry.owner)
        return self._store.merge(kept, others, Change(actor.name, "merge", comment))

    def _check(self, actor: Actor, last: Entry, said: PairChange) -> None:
        if said.status is Status.REJECTED and not said.comment.strip():
            raise Problem("refused", reason="a rejection needs a comment: say why")
        raised = said.status is not None and said.status > last.status
        givers = {item.who for item in self.provenance(last.id) if item.who}
        if raised and last.scope is not Scope.PERSONAL and givers == {actor.name}:
            reason = f"this pair was given by {actor.name}; somebody else must confirm it"
            raise Problem("refused", reason=reason)

    def _same(self, entry: Entry) -> int:
        """The id of the pair that says the same for the same people."""
        pair = _pairs.c
        same = (pair.content == content_of(entry)) & pair.merged.is_(None)
        whose = (pair.scope == int(entry.scope)) & (pair.owner == entry.owner)
        with self._database.reading() as connection:
            found = connection.scalar(select(pair.id).where(same & whose))
        if found is None:
            raise Problem("conflict")
        return int(found)


def _sees(viewer: Viewer, entry: Entry) -> bool:
    match entry.scope:
        case Scope.SHARED:
            return True
        case Scope.TEAM:
            return entry.owner in viewer.teams
        case Scope.PERSONAL:
            return entry.owner == viewer.name
        case Scope.DOCUMENT:
            return bool(viewer.document) and entry.owner == viewer.document
