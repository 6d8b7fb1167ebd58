"""What every command on the memory needs: the store, who asks, and how pairs are shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from translator.errors import InputError

if TYPE_CHECKING:
    from corpus.model import Entry
    from corpus.store import Store
    from termbase.concept import Viewer

Identity = Annotated[int, typer.Argument(metavar="ID", help="The number of the pair.")]
Revision = Annotated[int, typer.Option("--revision", help="Only if it is still at this one.")]


@dataclass(frozen=True, slots=True)
class Desk:
    """The store, and who works at it."""

    store: "Store"
    viewer: "Viewer"


@contextmanager
def desk(who: str = "", document: str = "") -> Iterator[Desk]:
    """Open the memory for `who`; what it refuses becomes a mistake of the user's.

    Raises:
        InputError: the memory refused, or cannot be opened.
    """
    from corpus.model import MemoryProblem
    from termbase.concept import TermError
    from translator.database import open_memory, viewer_of
    from translator.settings import read_settings

    settings = read_settings()
    try:
        yield Desk(open_memory(settings), viewer_of(settings, who, document))
    except (TermError, MemoryProblem) as error:
        raise InputError(str(error)) from error


def lines(entry: "Entry") -> Iterator[str]:
    """Yield a pair as people read it: a line on it, then its two texts."""
    whose = entry.scope.name.lower() + (f":{entry.owner}" if entry.owner else "")
    facts = [
        str(entry.id),
        f"revision {entry.number}",
        whose,
        entry.status.name.lower(),
        entry.origin.name.lower().replace("_", "-"),
        f"used {entry.used}",
        entry.at[:10],
    ]
    yield "  ".join(facts)
    yield f"  zh  {entry.zh}"
    yield f"  en  {entry.en}"


def as_record(entry: "Entry") -> dict[str, object]:
    """Return a pair for programs."""
    return {
        "id": entry.id,
        "revision": entry.number,
        "zh": entry.zh,
        "en": entry.en,
        "scope": entry.scope.name.lower(),
        "owner": entry.owner,
        "status": entry.status.name.lower(),
        "origin": entry.origin.name.lower().replace("_", "-"),
        "at": entry.at,
        "used": entry.used,
    }
