"""Entries <> rows, and what is looked up of them: keys, shapes, units, tokens."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypedDict

from sqlalchemy import ColumnElement, FromClause, Row, and_, exists, false, not_, or_

from corpus import schema
from corpus.index import Indexed, Side
from corpus.literals import shape
from corpus.model import (
    Entry,
    InlineTag,
    MemoryProblem,
    Neighbours,
    Origin,
    Provenance,
    Status,
)
from corpus.words import code, digest, key, tokens, units
from termbase.concept import Viewer
from termbase.model import Scope

SIDES: tuple[Side, Side] = ("zh", "en")
_SHORT = 10  # such a text may be nothing but marks that are not seen
_UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")
LONGEST = 20_000  # characters of one text

_PAIR = schema.pair.c
COLUMNS = (
    _PAIR.id,
    _PAIR.number,
    _PAIR.scope,
    _PAIR.owner,
    _PAIR.status,
    _PAIR.origin,
    _PAIR.at,
    _PAIR.used,
    _PAIR.zh,
    _PAIR.en,
    _PAIR.tags,
)


class PairRow(TypedDict):
    """A row of `schema.pair`."""

    id: int
    number: int
    version: int
    scope: int
    status: int
    origin: int
    merged: int | None
    used: int
    zh_key: int
    en_key: int
    zh_shape: int | None
    en_shape: int | None
    content: int
    zh_units: bytes
    en_units: bytes
    owner: str
    at: str
    zh: str
    en: str
    tags: str


@dataclass(frozen=True, slots=True)
class Sided:
    """What is looked up of one text."""

    key: int
    shape: int | None
    units: tuple[str, ...]
    tokens: tuple[str, ...]


def sided(whole: str) -> Sided:
    """Return what is looked up of the text with the key `whole`."""
    bare = shape(whole)
    return Sided(
        digest(whole),
        None if bare == whole else digest(bare),
        units(whole),
        tuple(tokens(whole)),
    )


def problem(entry: Entry) -> str | None:
    """Return why `entry` may not be kept, or None."""
    for side, text in (("Chinese", entry.zh), ("English", entry.en)):
        if not text.strip() or (len(text) < _SHORT and not key(text)):
            return f"the {side} text is empty"
        if len(text) > LONGEST:
            return f"the {side} text has more than {LONGEST} characters"
        if _UNWRITABLE.search(text):
            return f"the {side} text holds a character that no database keeps"
    if (entry.scope is Scope.SHARED) != (entry.owner == ""):
        return "what is shared has no owner, all else has one"
    return None


def checked(entry: Entry, place: str = "") -> Entry:
    """Return `entry` without spaces around its texts.

    Raises:
        MemoryProblem: it may not be kept.
    """
    reason = problem(entry)
    if reason:
        raise MemoryProblem(f"{place or 'the pair'}: {reason}")
    if entry.zh == entry.zh.strip() and entry.en == entry.en.strip():
        return entry
    zh, zh_tags = _stripped(entry.zh, entry.zh_tags)
    en, en_tags = _stripped(entry.en, entry.en_tags)
    return replace(entry, zh=zh, en=en, zh_tags=zh_tags, en_tags=en_tags)


def _stripped(text: str, tags: Sequence[InlineTag]) -> tuple[str, tuple[InlineTag, ...]]:
    kept = text.strip()
    if not tags:
        return kept, ()
    lead = len(text) - len(text.lstrip())
    return kept, tuple(replace(tag, at=min(max(tag.at - lead, 0), len(kept))) for tag in tags)


def content_of(entry: Entry) -> int:
    """Return the digest of what the pair says, whosever it is."""
    return digest(key(entry.zh), key(entry.en))


def row_of(entry: Entry, version: int, sides: Sequence[Sided], content: int) -> PairRow:
    """Return the row of `entry`, whose `sides` are the Chinese and the English."""
    zh, en = sides
    return PairRow(
        id=entry.id,
        number=entry.number,
        version=version,
        scope=int(entry.scope),
        status=int(entry.status),
        origin=int(entry.origin),
        merged=None,
        used=entry.used,
        zh_key=zh.key,
        en_key=en.key,
        zh_shape=zh.shape,
        en_shape=en.shape,
        content=content,
        zh_units=code(zh.units),
        en_units=code(en.units),
        owner=entry.owner,
        at=entry.at,
        zh=entry.zh,
        en=entry.en,
        tags=_tags_in_json(entry),
    )


def indexed(pair: int, side: Sided) -> Indexed:
    """Return what the index is told of one side."""
    return Indexed(pair, len(side.units), side.tokens)


def entry_of(row: Row[*tuple[object, ...]]) -> Entry:
    """Return the entry of a row that has `COLUMNS`."""
    zh_tags, en_tags = _tags(row.tags)
    return Entry(
        zh=row.zh,
        en=row.en,
        scope=Scope(row.scope),
        owner=row.owner,
        status=Status(row.status),
        origin=Origin(row.origin),
        at=row.at,
        zh_tags=zh_tags,
        en_tags=en_tags,
        used=row.used,
        id=row.id,
        number=row.number,
    )


def _tags_in_json(entry: Entry) -> str:
    if not entry.zh_tags and not entry.en_tags:
        return ""
    listed = [
        [[tag.at, tag.kind, tag.ref, tag.code] for tag in tags]
        for tags in (entry.zh_tags, entry.en_tags)
    ]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


def _tags(said: str) -> tuple[tuple[InlineTag, ...], tuple[InlineTag, ...]]:
    if not said:
        return (), ()
    zh, en = ([InlineTag(*tag) for tag in tags] for tags in json.loads(said))
    return tuple(zh), tuple(en)


def body_of(entry: Entry) -> str:
    """Return `entry` as its revision is kept, in JSON."""
    record = asdict(entry) | {"tags": _tags_in_json(entry)}
    del record["zh_tags"], record["en_tags"]
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def entry_in(body: str) -> Entry:
    """Return the entry of a revision."""
    said = json.loads(body)
    zh_tags, en_tags = _tags(said.pop("tags"))
    entry = Entry(**said, zh_tags=zh_tags, en_tags=en_tags)
    return replace(
        entry,
        scope=Scope(entry.scope),
        status=Status(entry.status),
        origin=Origin(entry.origin),
    )


def mark_of(found: Provenance) -> int:
    """Return what tells one provenance of a pair from another: the place, not who met it there."""
    near = found.neighbours
    texts = (near.zh_before, near.zh_after, near.en_before, near.en_after)
    said = json.dumps([found.document, found.position, found.licence, found.domain, texts])
    return digest(said)


def provenance_of(row: Row[*tuple[object, ...]]) -> Provenance:
    """Return the provenance of a row of `schema.provenance`."""
    near = Neighbours(row.zh_before, row.zh_after, row.en_before, row.en_after)
    return Provenance(
        row.document,
        row.position,
        row.who,
        row.at,
        row.licence,
        row.domain,
        Origin(row.origin),
        near,
    )


def seen_by(viewer: Viewer, pair: FromClause = schema.pair) -> ColumnElement[bool]:
    """Return the condition that a row of `pair` holds for `viewer`."""
    scope, owner = pair.c.scope, pair.c.owner
    at = and_(scope == int(Scope.DOCUMENT), owner == viewer.document)
    return or_(
        scope == int(Scope.SHARED),
        and_(scope == int(Scope.PERSONAL), owner == viewer.name),
        and_(scope == int(Scope.TEAM), owner.in_(sorted(viewer.teams))),
        at if viewer.document else false(),
    )


def answers(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that a pair may answer `viewer`, who sees no rejection of its texts."""
    other = schema.pair.alias("rejected")
    rejected = exists().where(
        other.c.content == _PAIR.content,
        other.c.status == int(Status.REJECTED),
        seen_by(viewer, other),
    )
    return and_(alive(viewer), not_(rejected))


def alive(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that a pair holds for `viewer` and is neither rejected nor merged."""
    kept = _PAIR.merged.is_(None) & (_PAIR.status > int(Status.REJECTED))
    return and_(kept, seen_by(viewer))
