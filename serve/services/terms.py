"""The termbase as people work at it: who sees, proposes and decides what (◆ database)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement

from serve.auth.actor import Actor
from serve.auth.roles import Permission
from serve.database import Database
from serve.paging import Page, Wanted
from serve.problem import Problem
from serve.services.scopes import require
from termbase import review, schema
from termbase.concept import Concept, Definition, Designation, Grade, Status, with_id
from termbase.history import Change, Revision
from termbase.model import Scope
from termbase.rows import IS_PRESENT, read, revisions
from termbase.store import NoConcept, Store, Votes

_BATCH = 500  # concepts read at once
_LOOKED = 20_000  # concepts looked at for one page

Rule = Callable[[Sequence[Revision]], Concept]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which concepts; what is empty does not limit. A domain is how it begins."""

    status: Status | None = None
    scope: Scope | None = None
    owner: str = ""
    domain: str = ""

    def takes(self, concept: Concept) -> bool:
        """Whether it is one of them."""
        return (
            (self.status is None or concept.has(self.status))
            and (self.scope is None or (concept.scope, concept.owner) == (self.scope, self.owner))
            and concept.domain.startswith(self.domain)
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What is said about a concept; None leaves it as it is."""

    domain: str | None = None
    source: str | None = None
    note: str | None = None
    definitions: tuple[Definition, ...] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decides about the proposals of a concept, or of them that `only` names."""

    what: str  # "approve", "reject" or "withdraw"
    comment: str = ""
    only: tuple[str, ...] = ()
    grade: Grade | None = None


class Terminology:
    """The terms of one store, as each actor may use them; may be shared between threads."""

    def __init__(self, database: Database, store: Store) -> None:
        self._database = database
        self._store = store

    def page(self, actor: Actor, wanted: Wanted, which: Filter) -> Page[Revision]:
        """Return concepts by their ids; a page may hold less than was asked for, even nothing."""
        viewer = actor.viewer()
        found: list[Revision] = []
        last = wanted.cursor
        for looked, item in enumerate(self._after(wanted.cursor), 1):
            if viewer.sees(item.concept) and which.takes(item.concept):
                if len(found) == wanted.limit:
                    return Page(found, last)
                found.append(item)
            last = item.concept.id
            if looked == _LOOKED:
                return Page(found, last)
        return Page(found, None)

    def get(self, actor: Actor, identity: str) -> tuple[Revision, ...]:
        """Return all revisions of a concept, the oldest first.

        Raises:
            NoConcept: there is none of that id, or they do not see it.
        """
        history = self._store.history(identity)
        last = history[-1].concept
        if last.id != identity or not actor.viewer().sees(last):
            raise NoConcept(f"{identity}: no concept has this id")
        return history

    def votes(self, identity: str) -> Votes:
        """Return the votes on a concept."""
        return self._store.votes().get(identity, Votes())

    def propose(self, actor: Actor, concept: Concept, comment: str) -> Revision:
        """Keep a new concept as a proposal; one's own holds at once.

        Raises:
            Problem: they may not, or it is there. Invalid: it is none.
        """
        require(actor, Permission.SUGGEST, concept.scope, concept.owner)
        new = with_id(_settled(concept))
        if self._is_there(new.id):
            raise Problem("taken", what="concept", name=new.id)
        return self._store.save(new, 0, Change(actor.name, "add", comment))

    def extend(
        self, actor: Actor, identity: str, seen: int, items: Sequence[Designation], comment: str
    ) -> Revision:
        """Propose further terms of a concept; a second preferred one becomes an admitted one.

        Raises:
            Problem: they may not. Conflict: it was changed meanwhile. Refused: it has the term.
        """
        last = self.get(actor, identity)[-1].concept
        require(actor, Permission.SUGGEST, last.scope, last.owner)
        has = {item.language for item in last.designations if item.grade is Grade.PREFERRED}
        fitting = [
            replace(item, grade=Grade.ADMITTED)
            if item.grade is Grade.PREFERRED and item.language in has
            else item
            for item in items
        ]
        proposed = _settled(review.propose(last, *fitting))
        return self._store.save(proposed, seen, Change(actor.name, "add", comment))

    def edit(self, actor: Actor, identity: str, seen: int, said: Said, comment: str) -> Revision:
        """Say more about a concept, or otherwise.

        Raises:
            Problem: they may not. Conflict: it was changed meanwhile.
        """
        last = self.get(actor, identity)[-1].concept
        require(actor, Permission.REVIEW, last.scope, last.owner)
        names = ("domain", "source", "note", "definitions")
        given = {name: value for name in names if (value := getattr(said, name)) is not None}
        changed = replace(last, **given)
        return self._store.save(changed, seen, Change(actor.name, "edit", comment))

    def decide(self, actor: Actor, identity: str, seen: int, decision: Decision) -> Revision:
        """Approve, reject or withdraw; nobody approves what they proposed.

        Raises:
            Problem: they may not. Refused: the rules do not allow it. Conflict: it was changed.
        """
        history = self.get(actor, identity)
        last = history[-1].concept
        withdrawn = decision.what == "withdraw" and not last.has(Status.APPROVED)
        needed = Permission.SUGGEST if withdrawn else Permission.REVIEW
        require(actor, needed, last.scope, last.owner)
        change = Change(actor.name, decision.what, decision.comment)
        return self._store.save(_decided(history, actor.name, decision), seen, change)

    def vote(self, actor: Actor, identity: str, value: int, comment: str) -> Votes:
        """Count their vote on what a concept proposes.

        Raises:
            Problem: they may not.
        """
        last = self.get(actor, identity)[-1].concept
        require(actor, Permission.SUGGEST, last.scope, last.owner)
        return self._store.vote(identity, value, actor.name, comment)

    def seen(self, actor: Actor) -> Iterator[Revision]:
        """Yield all concepts that they see."""
        viewer = actor.viewer()
        return (item for item in self._store.present() if viewer.sees(item.concept))

    def _is_there(self, identity: str) -> bool:
        try:
            self._store.get(identity)
        except NoConcept:
            return False
        return True

    def _after(self, cursor: str) -> Iterator[Revision]:
        """Concepts by their ids, after that of `cursor`."""
        concept: ColumnElement[str] = schema.revision.c.concept
        while True:
            rows = revisions(concept > cursor).where(IS_PRESENT).order_by(concept).limit(_BATCH)
            with self._database.reading() as connection:
                found = [read(row) for row in connection.execute(rows)]
            yield from found
            if len(found) < _BATCH:
                return
            cursor = found[-1].concept.id


def _settled(concept: Concept) -> Concept:
    """What somebody keeps for themselves alone needs nobody's approval."""
    if concept.scope is not Scope.PERSONAL:
        return concept
    items = (
        replace(item, status=Status.APPROVED) if item.status is Status.PROPOSED else item
        for item in concept.designations
    )
    return replace(concept, designations=tuple(items))


def _decided(history: Sequence[Revision], who: str, decision: Decision) -> Concept:
    if decision.what == "approve":
        return review.approve(history, who, decision.only, decision.grade)
    if decision.what == "reject":
        return review.reject(history, decision.comment, decision.only)
    return review.withdraw(history, who, decision.comment, decision.only)
