"""What happened to a concept: its revisions, who made each, and what it changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from termbase.concept import Concept, Designation


@dataclass(frozen=True, slots=True)
class Change:
    """Who did what, when and why; `what` is a verb, such as "add" or "approve".

    `at` (ISO 8601, UTC) and `version` are given by the store; versions count all changes of it.
    """

    who: str
    what: str
    why: str = ""
    at: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """A concept as `change` left it; `number` counts its revisions from 1."""

    concept: Concept
    number: int
    change: Change


def author(history: Sequence[Revision], item: Designation) -> str:
    """Return who gave the concept `item` in its present language, words and grade.

    `history` is all of the concept's revisions, the oldest first.
    """
    found = ""
    for revision in reversed(history):
        if _key(item) not in map(_key, revision.concept.designations):
            break
        found = revision.change.who
    return found


def _key(item: Designation) -> tuple[object, ...]:
    return item.language, item.text, item.grade


def difference(before: Concept | None, after: Concept) -> Iterator[str]:
    """Yield in words what was changed from `before` to `after`."""
    old = {(item.language, item.text): item for item in (before.designations if before else ())}
    new = {(item.language, item.text): item for item in after.designations}
    for key, item in new.items():
        if key not in old:
            yield f"+ {shown(item)}"
        elif old[key] != item:
            yield f"{shown(old[key])} → {shown(item)}"
    yield from (f"- {shown(item)}" for key, item in old.items() if key not in new)
    if before is None:
        return
    for name in ("definitions", "domain", "source", "note", "scope", "owner"):
        if getattr(before, name) != getattr(after, name):
            yield f"{name} changed"


def shown(item: Designation) -> str:
    """Return `item` in a few words, for people."""
    return f"{item.language.value} “{item.text}” ({item.grade.value}, {item.status.value})"
