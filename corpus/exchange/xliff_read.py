"""XLIFF 1.0 to 1.2 and 2.x > pairs with where they were found: translated segments, in order.

What stands before and after a segment in its file are its neighbours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import IO

from lxml import etree

from corpus.exchange.inline import local, number
from corpus.exchange.unit import (
    ORIGINS,
    STATUSES,
    BrokenExchange,
    Refused,
    Tagged,
    Units,
    Wrong,
    language_in,
)
from corpus.exchange.xliff_inline import Content, code_of
from corpus.model import Entry, Given, Neighbours, Origin, Provenance, Status
from termbase.model import Scope

OURS = "biaoyi:pair"  # the category of our metadata
_SCOPES = {item.name.lower(): item for item in Scope}
_STATES = {  # of both versions; what is not here is a draft
    "": Status.CONFIRMED,
    "translated": Status.CONFIRMED,
    "reviewed": Status.REVIEWED,
    "final": Status.REVIEWED,
    "signed-off": Status.REVIEWED,
}
_UNDONE = frozenset(("new", "initial", "needs-translation"))  # where a target may be a copy
_NONE: Tagged = "", ()

_Own = dict[str, str]


@dataclass(frozen=True, slots=True)
class _File:
    """A <file>: its languages, and what it was made from."""

    source: str
    target: str
    document: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A segment as it stands in its file; `reason` says why it is no pair."""

    place: str
    file: _File
    texts: dict[str, Tagged]
    position: str
    status: Status = Status.CONFIRMED
    reason: str = ""
    own: _Own | None = None


@dataclass(frozen=True, slots=True)
class _Segment:
    """The two sides of a segment, and how far it says it is."""

    source: etree._Element
    target: etree._Element | None
    status: Status
    undone: bool


def read_pairs(path: Path) -> Units:
    """Yield the pairs of `path`, and the segments that are none, each with its place and why.

    Raises:
        BrokenExchange: not well-formed, no XLIFF, or not between Chinese and English.
    """
    with path.open("rb") as file:
        before: _Row | None = None
        now: _Row | None = None
        for after in chain(_rows(file, path.name), (None,)):
            if now is not None:
                yield _unit(now, before, after)
            before, now = now, after


def _unit(row: _Row, before: _Row | None, after: _Row | None) -> Given | Refused:
    if row.reason:
        return Refused(row.place, row.reason)
    own = row.own or {}
    (zh, zh_tags), (en, en_tags) = row.texts["zh"], row.texts["en"]
    entry = Entry(
        zh=zh,
        en=en,
        scope=_SCOPES.get(own.get("scope", ""), Scope.SHARED),
        owner=own.get("owner", ""),
        status=STATUSES.get(own.get("status", ""), row.status),
        zh_tags=zh_tags,
        en_tags=en_tags,
        used=number(own.get("used")) or 0,
    )
    near = [_near(row, other, side) for side in ("zh", "en") for other in (before, after)]
    names = ("zh_before", "zh_after", "en_before", "en_after")
    found = Provenance(
        row.file.document,
        row.position,
        own.get("who", ""),
        own.get("at", ""),
        own.get("licence", ""),
        own.get("domain", ""),
        ORIGINS.get(own.get("origin", ""), Origin.IMPORTED),
        Neighbours(*(near if row.own is None else map(own.get, names))),
    )
    return Given(entry, found)


def _near(row: _Row, other: _Row | None, side: str) -> str | None:
    """The text beside a row: "" at an end of its file, None where that has no translation."""
    if other is None or other.file is not row.file:
        return ""
    text, _ = other.texts.get(side, _NONE)
    return text.strip() or None


def _rows(file: IO[bytes], name: str) -> Iterator[_Row]:
    root: etree._Element | None = None
    now = _File("", "", name)
    units = 0
    try:
        # Nothing outside the file is read, and no entity is expanded.
        for event, element in etree.iterparse(
            file,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        ):
            kind = local(element)
            if root is None:
                root = _checked(element, name)
            if event == "start" and kind == "file":
                now = _file(element, root, name)
            elif event == "end" and kind in {"trans-unit", "unit"}:
                units += 1
                yield from _segments(element, now, f"{name}, unit {element.get('id') or units}")
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise BrokenExchange(f"{name}: not readable as XLIFF: {error}") from error


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _checked(root: etree._Element, name: str) -> etree._Element:
    version = str(root.get("version") or "")
    if local(root) != "xliff" or not version.startswith(("1.", "2.")):
        raise BrokenExchange(f"{name}: not an XLIFF file of version 1 or 2")
    return root


def _file(element: etree._Element, root: etree._Element, name: str) -> _File:
    ours = str(element.get("id") or "").startswith("biaoyi-")
    source = str(element.get("source-language") or root.get("srcLang") or "")
    target = str(element.get("target-language") or root.get("trgLang") or "")
    found = language_in(source), language_in(target)
    if set(found) != {"zh", "en"}:
        raise BrokenExchange(
            f"{name}, line {element.sourceline}: from “{source}” into “{target}”; "
            "pairs are of Chinese and English"
        )
    return _File(*found, str(element.get("original") or ("" if ours else name)))


def _segments(unit: etree._Element, file: _File, place: str) -> Iterator[_Row]:
    own = _own(unit)
    named = str(unit.get("name") or unit.get("resname") or "")
    position = named if own is not None else named or str(unit.get("id") or "")
    parts = list(_parts(unit))
    for count, part in enumerate(parts, 1):
        where = f", segment {count}" if len(parts) > 1 else ""
        row = _Row(f"{place}{where}", file, {}, f"{position}{where}", part.status, own=own)
        try:
            read = _read(row, part, Content(_data(unit), ours=own is not None))
        except Wrong as error:
            read = replace(row, reason=str(error))
        if read.reason or read.texts:
            yield read


def _read(row: _Row, part: _Segment, content: Content) -> _Row:
    texts = {row.file.source: content.of(part.source)}
    source = texts[row.file.source][0].strip()
    if part.target is not None:
        texts[row.file.target] = content.of(part.target)
    target = texts.get(row.file.target, _NONE)[0].strip()
    if not source:
        return replace(row, reason="no text to translate, but a translation") if target else row
    if not target or (part.undone and target == source and row.own is None):
        return replace(
            row, texts={row.file.source: texts[row.file.source]}, reason="not translated"
        )
    return replace(row, texts=texts)


def _parts(unit: etree._Element) -> Iterator[_Segment]:
    """The segments of a <unit> of version 2, or of a <trans-unit> of version 1."""
    if local(unit) == "unit":
        for part in unit:
            source, target = _child(part, "source"), _child(part, "target")
            if local(part) == "segment" and source is not None:
                yield _segment(source, target, str(part.get("state") or ""))
        return
    source, target = _child(unit, "source"), _child(unit, "target")
    if source is None:
        return
    state = str(target.get("state") or "") if target is not None else ""
    if not state and unit.get("approved") == "yes":
        state = "final"
    marked = _child(unit, "seg-source")
    ours = _marked(source if marked is None else marked)
    theirs = {} if target is None else _marked(target)
    if not ours:
        yield _segment(source, target, state)
    for name, part in ours.items():
        yield _segment(part, theirs.get(name), state)


def _segment(source: etree._Element, target: etree._Element | None, state: str) -> _Segment:
    status = _STATES.get(state, Status.DRAFT)
    return _Segment(source, target, status, state in _UNDONE)


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((part for part in element if local(part) == name), None)


def _marked(side: etree._Element) -> dict[str, etree._Element]:
    """The segments that are marked in a side of a <trans-unit>, by their names."""
    return {
        str(part.get("mid") or ""): part
        for part in side.iter("{*}mrk")
        if part.get("mtype") == "seg"
    }


def _data(unit: etree._Element) -> dict[str, str]:
    """The codes of a <unit>, by their ids."""
    original = _child(unit, "originalData")
    if original is None:
        return {}
    return {str(item.get("id") or ""): code_of(item) for item in original}


def _own(unit: etree._Element) -> _Own | None:
    """What we said of a pair, or None if we did not write it."""
    for group in unit.iterfind("{*}metadata/{*}metaGroup"):
        if group.get("category") == OURS:
            return {str(item.get("type") or ""): item.text or "" for item in group}
    return None
