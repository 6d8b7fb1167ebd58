"""A pair with where it was found <> a row of a table, whose first row names the columns.

zh  en           the texts; all other columns may be missing
zh_before  …     the neighbours: empty where not known, ∅ at an end of the document
zh_tags  …       inline tags in JSON: [[offset, "open" | "close" | "point", number, code], …]
escaped          not empty: the cells of the row are written as JSON strings are, without quotes
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.exchange.unit import (
    BrokenExchange,
    Refused,
    Units,
    Wrong,
    checked_tags,
    language_in,
    origin_name,
    said_origin,
    said_status,
)
from corpus.model import Entry, Given, InlineTag, Neighbours, Origin, Provenance, Status
from termbase.exchange.table import masked, unmasked
from termbase.model import Scope

COLUMNS = (
    "zh", "en", "scope", "owner", "status", "origin", "used", "licence", "domain",
    "document", "position", "who", "at",
    "zh_before", "zh_after", "en_before", "en_after", "zh_tags", "en_tags", "escaped",
)  # fmt: skip
_NEIGHBOURS = ("zh_before", "zh_after", "en_before", "en_after")
_OTHERS = {
    "中文": "zh", "汉语": "zh", "chinese": "zh", "英文": "en", "英语": "en", "english": "en",
    "license": "licence",
}  # fmt: skip
_END = "∅"
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff\"\\]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"\\(?:u[0-9a-f]{4}|.)", re.DOTALL)
_SCOPES = {item.name.lower(): item for item in Scope}
_TAG = 4


@dataclass(frozen=True, slots=True)
class Head:
    """Where the columns of a table stand; `document` is what a row without one comes from."""

    places: Mapping[str, int]
    document: str

    def given(self, row: Sequence[str], position: str) -> Given:
        """Return the pair of a row that stands at `position`.

        Raises:
            Wrong: it is none.
        """
        cells = self._cells(row)
        said = cells.get
        zh, en = cells.get("zh", ""), cells.get("en", "")
        if not zh.strip() or not en.strip():
            raise Wrong("both languages are needed")
        entry = Entry(
            zh=zh,
            en=en,
            scope=_scope(said("scope", "")),
            owner=said("owner", ""),
            status=said_status(said("status", "")) if said("status") else Status.CONFIRMED,
            zh_tags=checked_tags(zh, _tags(said("zh_tags", ""))),
            en_tags=checked_tags(en, _tags(said("en_tags", ""))),
            used=_count(said("used", "")),
        )
        near = (_near(said(name, "")) for name in _NEIGHBOURS)
        found = Provenance(
            said("document", self.document),
            said("position", position),
            said("who", ""),
            said("at", ""),
            said("licence", ""),
            said("domain", ""),
            said_origin(said("origin", "")) if said("origin") else Origin.IMPORTED,
            Neighbours(*near),
        )
        return Given(entry, found)

    def _cells(self, row: Sequence[str]) -> dict[str, str]:
        cells = {
            name: unmasked(row[place]) if place < len(row) else ""
            for name, place in self.places.items()
        }
        if not cells.get("escaped"):
            return cells
        return {name: _unescaped(cell) for name, cell in cells.items()}


def head(row: Sequence[str], document: str) -> Head:
    """Return what the first row of a file called `document` names.

    Raises:
        BrokenExchange: it does not name both languages.
    """
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = cell.strip().lower()
        known = name if name in COLUMNS else _OTHERS.get(name) or language_in(name)
        if known:
            places.setdefault(known, place)
    if not {"zh", "en"} <= places.keys():
        raise BrokenExchange(f"{document}: the first row must name the columns zh and en")
    return Head(places, document)


def read_rows(rows: Iterable[tuple[int, Sequence[str]]], head: Head, what: str) -> Units:
    """Yield the pairs of numbered rows, and the rows that are none; `what` is "line" or "row"."""
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        position = f"{what} {number}"
        try:
            yield head.given(row, position)
        except Wrong as error:
            yield Refused(f"{head.document}, {position}", str(error))


def row_of(given: Given, odd: re.Pattern[str]) -> list[str]:
    """Return a pair as a row under `COLUMNS`, escaped where `odd` is found; none is a formula."""
    entry, found, near = given.entry, given.provenance, given.provenance.neighbours
    cells = [
        entry.zh,
        entry.en,
        entry.scope.name.lower(),
        entry.owner,
        entry.status.name.lower(),
        origin_name(found.origin),
        str(entry.used or ""),
        found.licence,
        found.domain,
        found.document,
        found.position,
        found.who,
        found.at,
        *map(_shown, (near.zh_before, near.zh_after, near.en_before, near.en_after)),
        _in_json(entry.zh_tags),
        _in_json(entry.en_tags),
        "",
    ]
    if any(odd.search(cell) for cell in cells):
        cells = [_ODD.sub(_escape, cell) for cell in cells]
        cells[-1] = "yes"
    return [masked(cell) for cell in cells]


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}" if found[0] == "_" else json.dumps(found[0])[1:-1]


def _unescaped(cell: str) -> str:
    try:
        return _ESCAPED.sub(lambda found: str(json.loads(f'"{found[0]}"')), cell)
    except json.JSONDecodeError as error:
        raise Wrong(f"“{cell[:40]}” is not escaped as the row says") from error


def _shown(near: str | None) -> str:
    """A neighbour in a cell: a text of nothing but signs of an end has one more."""
    if near is None:
        return ""
    return near + _END if not near.strip(_END) else near


def _near(cell: str) -> str | None:
    if not cell:
        return None
    return cell[:-1] if not cell.strip(_END) else cell


def _scope(said: str) -> Scope:
    name = said.strip().lower() or "shared"
    if name not in _SCOPES:
        raise Wrong(f"“{said}” is no scope; there are {', '.join(_SCOPES)}")
    return _SCOPES[name]


def _count(said: str) -> int:
    if not said.strip():
        return 0
    if not (said.isascii() and said.isdecimal()) or len(said) > 9:  # noqa: PLR2004 - digits
        raise Wrong(f"“{said}” is no count")
    return int(said)


def _in_json(tags: Sequence[InlineTag]) -> str:
    if not tags:
        return ""
    listed = [[tag.at, tag.kind, tag.ref, tag.code] for tag in tags]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


def _tags(cell: str) -> tuple[InlineTag, ...]:
    if not cell:
        return ()
    try:
        listed = json.loads(cell)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Wrong(f"its tags are not in JSON: “{cell[:40]}”") from error
    if not isinstance(listed, list):
        raise Wrong(f"its tags are no list: “{cell[:40]}”")
    return tuple(_tag(item) for item in listed)


def _tag(item: object) -> InlineTag:
    match item:
        case [int(at), str(kind), int(ref), str(code)]:
            return InlineTag(at, kind, ref, code)
    raise Wrong(f"“{item}” is no tag; say [offset, kind, number, code]")
