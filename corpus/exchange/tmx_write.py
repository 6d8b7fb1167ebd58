"""Pairs with where they were found > TMX 1.4b, level 2, one unit at a time."""

from collections.abc import Iterable, Iterator
from typing import IO

from lxml import etree

from corpus.exchange.tmx_inline import segment
from corpus.exchange.unit import (
    MADE_BY,
    Refused,
    Tagged,
    compact,
    instant,
    not_in_xml,
    origin_name,
    place_of,
)
from corpus.model import Given, Origin, Status
from termbase.model import Scope

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="{MADE_BY}" creationtoolversion="1" segtype="sentence" o-tmf="{MADE_BY}" \
adminlang="en" srclang="zh" datatype="unknown"/>
<body>
"""
_TAIL = "</body>\n</tmx>\n"


def write_pairs(file: IO[bytes], given: Iterable[Given]) -> Iterator[Given | Refused]:
    """Write `given` as they come and yield each; what XML cannot hold is left out, and named."""
    file.write(_HEAD.encode())
    for item in given:
        reason = not_in_xml(*_texts(item))
        if reason:
            yield Refused(place_of(item), reason)
            continue
        file.write(etree.tostring(_unit(item), encoding="utf-8", xml_declaration=False))
        file.write(b"\n")
        yield item
    file.write(_TAIL.encode())


def _texts(given: Given) -> Iterator[str]:
    entry, found = given.entry, given.provenance
    yield from (entry.zh, entry.en, entry.owner)
    yield from (tag.code for tag in (*entry.zh_tags, *entry.en_tags))
    yield from (found.document, found.position, found.who, found.at, found.licence, found.domain)
    near = found.neighbours
    yield from filter(None, (near.zh_before, near.zh_after, near.en_before, near.en_after))


def _unit(given: Given) -> etree._Element:
    entry, found, near = given.entry, given.provenance, given.provenance.neighbours
    unit = etree.Element("tu")
    at = compact(found.at)
    for name, value in (
        ("creationdate", at),
        ("creationid", found.who),
        ("usagecount", str(entry.used) if entry.used else ""),
    ):
        if value:
            unit.set(name, value)
    for name, value in (
        ("document", found.document),
        ("position", found.position),
        ("licence", found.licence),
        ("domain", found.domain),
        ("status", "" if entry.status is Status.CONFIRMED else entry.status.name.lower()),
        ("scope", "" if entry.scope is Scope.SHARED else entry.scope.name.lower()),
        ("owner", entry.owner),
        ("origin", "" if found.origin is Origin.IMPORTED else origin_name(found.origin)),
        ("at", "" if at and instant(at) == found.at else found.at),
    ):
        if value:
            _property(unit, name, value)
    _variant(unit, "zh", (entry.zh, entry.zh_tags), (near.zh_before, near.zh_after))
    _variant(unit, "en", (entry.en, entry.en_tags), (near.en_before, near.en_after))
    return unit


def _variant(
    unit: etree._Element, language: str, content: Tagged, near: tuple[str | None, str | None]
) -> None:
    variant = etree.SubElement(unit, "tuv", {_LANG: language})
    for name, text in zip(("context-pre", "context-post"), near, strict=True):
        if text is not None:
            _property(variant, name, text)
    variant.append(segment(*content))


def _property(element: etree._Element, name: str, value: str) -> None:
    etree.SubElement(element, "prop", type=f"x-{name}").text = value
