"""The nouns of terminology (ISO 30042, ISO 704)."""

import enum
from dataclasses import dataclass


class Scope(enum.IntEnum):
    """For whom a term holds; of two with one source the lower wins."""

    DOCUMENT = 0  # the terms clause of the draft itself, and what was pinned for it
    PERSONAL = 1
    TEAM = 2
    SHARED = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One approved pair; `origin` is where it is defined, e.g. "GB/T 20000.1—2014, 4.1".

    `admitted` are further targets that count as this term used; `forbidden` are deprecated targets,
    which may not stand for it. `preferred` is whether the source is the preferred term of its
    concept; `changed` is when it was last changed, ISO 8601, UTC.
    """

    source: str
    target: str
    origin: str = ""
    admitted: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    scope: Scope = Scope.SHARED
    preferred: bool = True
    changed: str = ""
    id: str = ""
