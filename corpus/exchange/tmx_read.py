"""TMX 1.4b, levels 1 and 2 > pairs with where they were found, one unit at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from corpus.exchange.inline import number
from corpus.exchange.tmx_inline import content
from corpus.exchange.tmx_units import Unit, units
from corpus.exchange.unit import (
    MADE_BY,
    ORIGINS,
    STATUSES,
    Refused,
    Tagged,
    Units,
    Wrong,
    instant,
    language_in,
)
from corpus.model import Entry, Given, Neighbours, Origin, Provenance, Status
from termbase.model import Scope

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What tools call things, in small letters, without "x-" and what follows ":".
_NAMES = {
    "document": "document", "file": "document", "filename": "document", "file-name": "document",
    "position": "position", "id": "position",
    "licence": "licence", "license": "licence",
    "domain": "domain", "subject": "domain", "subject field": "domain", "subjectfield": "domain",
    "status": "status", "confirmationlevel": "status",
    "prev": "before", "context-pre": "before", "next": "after", "context-post": "after",
}  # fmt: skip
_OURS = {name: name for name in ("scope", "owner", "origin", "at")}  # which others mean otherwise
_LEVELS = {
    **STATUSES,
    "approvedsignoff": Status.REVIEWED,
    "approvedtranslation": Status.REVIEWED,
    "translated": Status.CONFIRMED,
    "rejectedsignoff": Status.DRAFT,
    "rejectedtranslation": Status.DRAFT,
}
_SCOPES = {item.name.lower(): item for item in Scope}
_WRAPPED = ("<seg>", "</seg>")

_Facts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Variant:
    """A <tuv>: its text, and what is said of it."""

    content: Tagged
    facts: _Facts


def read_pairs(path: Path) -> Units:
    """Yield the pairs of `path`, and the units that are none, each with its place and why.

    A unit with several variants of a language (zh-CN, zh-TW) gives a pair for each. What a unit
    does not say of itself, the name of the file and the number of the unit say.

    Raises:
        BrokenExchange: it is no TMX, is cut off, or not in the encoding that it says.
    """
    with path.open("rb") as file:
        for unit in units(file, path.name):
            if isinstance(unit, Refused):
                yield unit
                continue
            try:
                yield from _given(unit, path.name)
            except Wrong as error:
                yield Refused(f"{unit.place} (line {unit.line})", str(error))


def variants(unit: Unit) -> dict[str, list[Variant]]:
    """Return the variants of a unit that have text, by language: "zh-CN" is "zh"."""
    ours = unit.is_from(MADE_BY)
    found: dict[str, list[Variant]] = {}
    for element in unit.element.iterchildren("{*}tuv"):
        language = language_in(_tag(element))
        segment = next(element.iterchildren("{*}seg"), None)
        if not language or segment is None:
            continue
        said = content(segment, ours=ours)
        if said[0].strip():
            found.setdefault(language, []).append(Variant(said, _facts(element, ours=ours)))
    return found


def _given(unit: Unit, name: str) -> Iterator[Given]:
    sides = variants(unit)
    chinese, english = sides.get("zh"), sides.get("en")
    if not chinese or not english:
        tags = [_tag(item) or "none" for item in unit.element.iterchildren("{*}tuv")]
        side = "English" if chinese else "Chinese"
        raise Wrong(f"no {side} text; its languages: {', '.join(tags) or 'none'}")
    ours = unit.is_from(MADE_BY)
    whole = _facts(unit.element, ours=ours)
    if not ours:
        whole.setdefault("document", name)
        whole.setdefault("position", str(unit.element.get("tuid") or f"unit {unit.number}"))
    near = language_in(unit.header.get("srclang", ""))
    both = [(each, english[0]) for each in chinese] + [(chinese[0], each) for each in english[1:]]
    for zh, en in both:
        said = {**en.facts, **zh.facts, **whole}
        sides_near = {"zh": zh.facts, "en": en.facts}
        if near and ("before" in whole or "after" in whole):
            sides_near[near] = {**whole, **sides_near[near]}
        yield Given(
            _entry(zh.content, en.content, said),
            _provenance(said, _neighbours(sides_near["zh"], sides_near["en"])),
        )


def _entry(zh: Tagged, en: Tagged, said: _Facts) -> Entry:
    return Entry(
        zh=zh[0],
        en=en[0],
        scope=_SCOPES.get(said.get("scope", ""), Scope.SHARED),
        owner=said.get("owner", ""),
        status=_LEVELS.get(said.get("status", "").lower(), Status.CONFIRMED),
        zh_tags=zh[1],
        en_tags=en[1],
        used=number(said.get("used")) or 0,
    )


def _provenance(said: _Facts, neighbours: Neighbours) -> Provenance:
    return Provenance(
        said.get("document", ""),
        said.get("position", ""),
        said.get("who", ""),
        said.get("at") or said.get("when", ""),
        said.get("licence", ""),
        said.get("domain", ""),
        ORIGINS.get(said.get("origin", ""), Origin.IMPORTED),
        neighbours,
    )


def _neighbours(zh: _Facts, en: _Facts) -> Neighbours:
    return Neighbours(zh.get("before"), zh.get("after"), en.get("before"), en.get("after"))


def _tag(element: etree._Element) -> str:
    return str(element.get(_LANG) or element.get("lang") or "")


def _facts(element: etree._Element, *, ours: bool) -> _Facts:
    """What a <tu> or a <tuv> says of itself, under our names."""
    found: _Facts = {}
    get = element.get
    who = get("changeid") or get("creationid")
    day = get("changedate") or get("creationdate")
    when = instant(str(day)) if day else ""
    for name, value in (("who", who), ("when", when), ("used", get("usagecount"))):
        if value:
            found[name] = str(value)
    for part in element.iterchildren("{*}prop"):
        name = _name(str(part.get("type") or ""), ours=ours)
        if name:
            text = part.text or ""
            found.setdefault(name, text if ours else _unwrapped(text))
    return found


@lru_cache(maxsize=1024)
def _name(type_: str, *, ours: bool) -> str:
    plain = type_.lower().removeprefix("x-").partition(":")[0]
    return _NAMES.get(plain) or (_OURS.get(plain, "") if ours else "")


def _unwrapped(text: str) -> str:
    """The text of a neighbour that is given as a whole <seg>, and of anything else."""
    begun, ended = _WRAPPED
    if not text.startswith(begun) or not text.endswith(ended):
        return text.strip()
    try:
        return content(etree.fromstring(text), ours=False)[0]
    except etree.XMLSyntaxError:
        return text
