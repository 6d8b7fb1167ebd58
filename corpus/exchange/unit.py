"""What a file of pairs gives: a pair with where it was found, or why a unit is none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeVar

from corpus.model import Given, InlineTag, Kept, Origin, Selection, Status

MADE_BY = "Biaoyi"  # the tool of a file that we wrote: what it does not say is not so
STATUSES: Mapping[str, Status] = {item.name.lower(): item for item in Status}
ORIGINS: Mapping[str, Origin] = {item.name.lower().replace("_", "-"): item for item in Origin}
_LANGUAGE = re.compile(r"(zh|en)(?:[-_][A-Za-z0-9]+)*\Z", re.IGNORECASE)
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?\Z", re.ASCII)
_INDENT = re.compile(r"[ \t]*\r?\n[ \t]*")
_Value = TypeVar("_Value")
_KINDS = frozenset(("open", "close", "point"))


class BrokenExchange(ValueError):
    """A file that is not what its name says; the message names file and place."""


class Wrong(ValueError):
    """What is wrong with a unit."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A unit that is no pair, where it stands, and why."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


Units = Iterator[Given | Refused]
Tagged = tuple[str, tuple[InlineTag, ...]]


def units_of(kept: Kept, wanted: Selection) -> Iterator[Given]:
    """Yield a pair once for each place that is wanted of those where it was found."""
    for found in kept.provenance:
        if (
            found.licence.startswith(wanted.licence)
            and found.domain.startswith(wanted.domain)
            and found.document.startswith(wanted.document)
        ):
            yield Given(kept.entry, found)


def place_of(given: Given) -> str:
    """Return how a pair is named in a message."""
    found = given.provenance
    where = ", ".join(filter(None, (found.document, found.position)))
    if given.entry.id:
        return f"pair {given.entry.id} ({where})" if where else f"pair {given.entry.id}"
    return where or f"“{given.entry.zh[:20]}”"


@lru_cache(maxsize=1024)
def language_in(tag: str) -> str:
    """Return "zh" or "en" for a tag such as zh-Hans-CN or en_US, else ""."""
    found = _LANGUAGE.match(tag.strip())
    return found[1].lower() if found else ""


def not_in_xml(*texts: str) -> str | None:
    """Return why XML cannot hold one of `texts`, or None."""
    for text in texts:
        found = _NOT_IN_XML.search(text)
        if found:
            return f"holds U+{ord(found[0]):04X}, which XML cannot"
    return None


def unindented(text: str) -> str:
    """Return `text` with a space for each line end and the spaces by which XML is laid out."""
    return _INDENT.sub(" ", text) if "\n" in text else text


@lru_cache(maxsize=1024)
def instant(compact: str) -> str:
    """Return 20260131T120000Z in ISO 8601, or "" if it is no date."""
    found = _COMPACT.match(compact)
    if not found:
        return ""
    year, month, day, *clock = found.groups()
    said = f"{year}-{month}-{day}" + (f"T{':'.join(clock)}+00:00" if clock[0] else "")
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return ""
    return said


def compact(at: str) -> str:
    """Return an ISO 8601 time as 20260131T120000Z, or "" if it is none."""
    try:
        said = datetime.fromisoformat(at)
    except ValueError:
        return ""
    zoned = said.replace(tzinfo=UTC) if said.tzinfo is None else said
    try:
        return f"{zoned.astimezone(UTC):%Y%m%dT%H%M%SZ}".rjust(16, "0")
    except OverflowError:
        return ""


def checked_tags(text: str, tags: tuple[InlineTag, ...]) -> tuple[InlineTag, ...]:
    """Return `tags` if they can stand in `text`.

    Raises:
        Wrong: they cannot.
    """
    last = 0
    for tag in tags:
        if tag.kind not in _KINDS or not last <= tag.at <= len(text):
            raise Wrong(f"a tag “{tag.kind}” at {tag.at} has no place in the text")
        last = tag.at
    return tags


def said_status(said: str) -> Status:
    """Return the status called `said`.

    Raises:
        Wrong: none is.
    """
    return _named(said, STATUSES, "status")


def said_origin(said: str) -> Origin:
    """Return the origin called `said`.

    Raises:
        Wrong: none is.
    """
    return _named(said, ORIGINS, "origin")


def _named(said: str, known: Mapping[str, _Value], what: str) -> _Value:
    try:
        return known[said.strip().lower()]
    except KeyError:
        raise Wrong(f"“{said}” is no {what}; there are {', '.join(known)}") from None


def origin_name(origin: Origin) -> str:
    """Return what an origin is called in files."""
    return origin.name.lower().replace("_", "-")
