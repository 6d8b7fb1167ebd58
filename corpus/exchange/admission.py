"""Units of a file > pairs to keep: with what is said of all of them, and for whom they may hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from corpus.exchange.unit import Refused, Units, place_of
from corpus.model import Entry, Given, Status
from corpus.rows import problem
from termbase.concept import Viewer
from termbase.model import Scope

_STRANGE = "it is for others than you; say for whom with a scope"


@dataclass(frozen=True, slots=True)
class Said:
    """What the importer says of all pairs of a file; what is empty the file may say itself.

    `whose` are the scope and its owner.
    """

    whose: tuple[Scope, str] | None = None
    status: Status | None = None
    licence: str = ""
    domain: str = ""

    def of(self, given: Given) -> Given:
        """Return `given` as the importer says it is."""
        if self == _NOTHING:
            return given
        entry, found = given.entry, given.provenance
        scope, owner = self.whose or (entry.scope, entry.owner)
        status = entry.status if self.status is None else self.status
        return Given(
            replace(entry, scope=scope, owner=owner, status=status),
            replace(
                found, licence=self.licence or found.licence, domain=self.domain or found.domain
            ),
        )


_NOTHING = Said()


def admitted(
    units: Units, said: Said, viewer: Viewer, refuse: Callable[[Refused], None]
) -> Iterator[Given]:
    """Yield the pairs that `viewer` may keep; `refuse` is told of the others as they come.

    A file puts nothing into the memory of other people: that takes a `whose` in `said`.
    """
    for unit in units:
        if isinstance(unit, Refused):
            refuse(unit)
            continue
        given = said.of(unit)
        strange = said.whose is None and not _may(viewer, given.entry)
        reason = _STRANGE if strange else problem(given.entry)
        if reason:
            refuse(Refused(place_of(given), reason))
        else:
            yield given


def _may(viewer: Viewer, entry: Entry) -> bool:
    match entry.scope:
        case Scope.PERSONAL:
            return entry.owner == viewer.name
        case Scope.TEAM:
            return entry.owner in viewer.teams
    return True
