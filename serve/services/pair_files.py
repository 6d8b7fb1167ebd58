"""Files of pairs > the memory, and the memory > files: TMX, XLIFF, tables, JSON Lines (◆ disk)."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.exchange import READS as _READS
from corpus.exchange import BrokenExchange, Refused, Units, read_pairs, write_pairs
from corpus.exchange.admission import Said, admitted
from corpus.model import Entry, Given, Imported, Provenance
from corpus.store import Store
from serve.auth.actor import Actor
from termbase.history import Change
from termbase.model import Scope
from translator.errors import InputError

_LINES = ".jsonl"
READS = (*_READS, _LINES)
MEDIA = {
    "tmx": "application/x-tmx+xml",
    "xlf": "application/xliff+xml",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
}
_TOLD = 100  # refused pairs that are told of one by one
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an import; `refused` names pairs that may not be kept, the first of them."""

    done: Imported
    refused: tuple[str, ...]
    refused_count: int


@dataclass(frozen=True, slots=True)
class Written:
    """A file in its pieces, and how many pairs it cannot hold."""

    pieces: Iterator[bytes]
    left_out: int


class _Line(BaseModel):
    """A line of JSON; keys that we do not know are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file as it came."""

    name: str
    data: bytes


def take(store: Store, file: Arrived, said: Said, actor: Actor, what: str) -> Taken:
    """Keep the pairs of a file, given by `actor`; what the memory has gets one more provenance.

    Raises:
        InputError: no such kind of file, or it cannot be read; pairs before that place are kept.
    """
    refused: list[str] = []
    count = 0

    def refuse(unit: Refused) -> None:
        nonlocal count
        count += 1
        if count <= _TOLD:
            refused.append(str(unit).replace(place.name, file.name))

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"pairs{Path(file.name).suffix.lower()}"
        place.write_bytes(file.data)
        try:
            found = admitted(_read(place, file.name), said, actor.viewer(), refuse)
            given = (_given_by(actor.name, item, place.name, file.name) for item in found)
            done = store.put(given, Change(actor.name, "import", what))
        except BrokenExchange as error:
            raise InputError(str(error).replace(place.name, file.name)) from error
    return Taken(done, tuple(refused), count)


def _given_by(who: str, given: Given, place: str, name: str) -> Given:
    """The pair as one that `who` gave: a file does not say for others that they did."""
    document = given.provenance.document
    found = replace(given.provenance, who=who, document=name if document == place else document)
    return replace(given, provenance=found)


def _read(place: Path, name: str) -> Units:
    if place.suffix not in READS:
        raise InputError(f"{name}: pairs are read from {', '.join(READS)}")
    return _read_lines(place) if place.suffix == _LINES else read_pairs(place)


def _read_lines(place: Path) -> Units:
    with place.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                found = _Line.model_validate_json(line)
            except ValidationError as error:
                first = error.errors(include_input=False)[0]
                where = ".".join(map(str, first["loc"]))
                told = f"{where}: {first['msg']}" if where else first["msg"]
                yield Refused(f"{place.name}, line {number}", told)
                continue
            yield Given(Entry(found.zh, found.en), Provenance(place.name, f"line {number}"))


def exported(form: str, given: Iterable[Given]) -> Written:
    """Return the pairs as a file of the kind `form`, a key of `MEDIA`."""
    if form == _LINES[1:]:
        return Written(_lines(given), 0)
    folder = tempfile.TemporaryDirectory()
    place = Path(folder.name) / f"pairs.{form}"
    left_out = sum(isinstance(item, Refused) for item in write_pairs(place, given))
    return Written(_pieces(place, folder), left_out)


def written(form: str, entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield pairs as a file for others, piece by piece: it does not say whose they are."""
    shared = (replace(entry, scope=Scope.SHARED, owner="") for entry in entries)
    yield from exported(form, (Given(entry, Provenance()) for entry in shared)).pieces


def _pieces(place: Path, folder: "tempfile.TemporaryDirectory[str]") -> Iterator[bytes]:
    with folder, place.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def _lines(given: Iterable[Given]) -> Iterator[bytes]:
    """A line for each pair, however often it was found."""
    last = 0
    for item in given:
        if not item.entry.id or item.entry.id != last:
            yield json.dumps(_record(item.entry), ensure_ascii=False).encode() + b"\n"
        last = item.entry.id


def _record(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "zh": entry.zh,
        "en": entry.en,
        "scope": entry.scope.name.lower(),
        "owner": entry.owner,
        "status": entry.status.name.lower(),
        "origin": entry.origin.name.lower(),
        "at": entry.at,
        "used": entry.used,
    }
