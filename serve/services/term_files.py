"""Files of terms > the termbase, and the termbase > files (◆ disk)."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from termbase.concept import Concept, Status, as_proposal, tidied, with_id
from termbase.exchange import BrokenExchange, Rejected, read_concepts, write_concepts
from termbase.history import Change
from termbase.model import Scope
from termbase.store import Imported, NoConcept, Store
from translator.errors import InputError

MEDIA = {
    "tbx": "application/x-tbx+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_TOLD = 100  # refused rows that are told of one by one


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an import; `refused` names rows that are no concepts, the first of them."""

    done: Imported
    refused: tuple[str, ...]
    refused_count: int


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of all concepts of a file: for whom, and what a row that says none has."""

    scope: Scope
    owner: str
    status: Status = Status.PROPOSED
    domain: str = ""


def take(store: Store, name: str, data: bytes, given: Given, by: Change) -> Taken:
    """Keep the concepts of the file `name`; what the termbase has is left as it is.

    A file decides nothing that its sender may not: without `Status.APPROVED` all are proposals, and
    none takes the place of a concept that is there.

    Raises:
        InputError: no such kind of file, or it cannot be read; then nothing was kept.
    """
    refused: list[str] = []

    def concepts(place: Path) -> Iterator[Concept]:
        for row in read_concepts(place, given.status):
            if isinstance(row, Rejected):
                refused.append(str(row).replace(place.name, name))
            elif reason := _kept(placed := _placed(row.concept, given), store, given):
                refused.append(f"{row.place.replace(place.name, name)}: {reason}")
            else:
                yield placed

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"terms{Path(name).suffix.lower()}"
        place.write_bytes(data)
        try:
            done = store.put(concepts(place), by)
        except BrokenExchange as error:
            raise InputError(str(error).replace(place.name, name)) from error
    return Taken(done, tuple(refused[:_TOLD]), len(refused))


def written(form: str, concepts: Iterable[Concept]) -> bytes:
    """Return the concepts as a file of the kind `form`, a key of `MEDIA`.

    Raises:
        InputError: a text that such a file cannot hold.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"terms.{form}"
        try:
            write_concepts(place, concepts)
        except BrokenExchange as error:
            raise InputError(str(error)) from error
        return place.read_bytes()


def _kept(concept: Concept, store: Store, given: Given) -> str:
    """Why `concept` may not take the place of the one with its id; empty where it may."""
    try:
        last = store.get(with_id(tidied(concept)).id).concept
    except NoConcept:
        return ""
    if (last.scope, last.owner) != (given.scope, given.owner):
        return f"the concept {last.id} is another's"
    news = as_proposal(last) != as_proposal(replace(tidied(concept), id=last.id))
    if given.status is not Status.APPROVED and news:
        return f"the concept {last.id} is there already; propose terms of it, or edit it"
    return ""


def _placed(concept: Concept, given: Given) -> Concept:
    items = concept.designations
    if given.status is not Status.APPROVED:
        items = tuple(replace(item, status=Status.PROPOSED) for item in items)
    return replace(
        concept,
        designations=items,
        domain=concept.domain or given.domain,
        scope=given.scope,
        owner=given.owner,
    )
