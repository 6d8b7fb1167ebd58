"""Pairs with where they were found > XLIFF 2.1: a <file> for each run of pairs of one document."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO
from xml.sax.saxutils import quoteattr

from lxml import etree

from corpus.exchange.unit import Refused, not_in_xml, origin_name, place_of
from corpus.exchange.xliff_inline import CORE, fill, side
from corpus.exchange.xliff_read import OURS
from corpus.model import Given, Origin, Status
from termbase.model import Scope

_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_NAMES = f' xmlns="{CORE}" xmlns:mda="{_METADATA}"'
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff{_NAMES} version="2.1" srcLang="zh" trgLang="en">
"""
_TAIL = "</xliff>\n"
_STATES = {
    Status.REJECTED: "initial",
    Status.DRAFT: "initial",
    Status.CONFIRMED: "translated",
    Status.REVIEWED: "reviewed",
}


def write_pairs(file: IO[bytes], given: Iterable[Given]) -> Iterator[Given | Refused]:
    """Write `given` as they come and yield each; what XML cannot hold is left out, and named."""
    file.write(_HEAD.encode())
    units = files = 0
    for document, items in groupby(given, lambda item: item.provenance.document):
        begun = False
        for item in items:
            reason = not_in_xml(*_facts(item).values(), document, item.provenance.position)
            if reason:
                yield Refused(place_of(item), reason)
                continue
            if not begun:
                begun = True
                files += 1
                file.write(_file(document, files))
            units += 1
            file.write(_unit(item, units))
            yield item
        if begun:
            file.write(b"</file>\n")
    file.write(_TAIL.encode())


def _file(document: str, number: int) -> bytes:
    original = f" original={quoteattr(document)}" if document else ""
    return f'<file id="biaoyi-{number}"{original} xml:space="preserve">\n'.encode()


def _facts(given: Given) -> dict[str, str]:
    """What XLIFF has no place for; what goes without saying is left out."""
    entry, found, near = given.entry, given.provenance, given.provenance.neighbours
    said = {
        "scope": "" if entry.scope is Scope.SHARED else entry.scope.name.lower(),
        "owner": entry.owner,
        "status": "rejected" if entry.status is Status.REJECTED else "",
        "used": str(entry.used or ""),
        "who": found.who,
        "at": found.at,
        "licence": found.licence,
        "domain": found.domain,
        "origin": "" if found.origin is Origin.IMPORTED else origin_name(found.origin),
    }
    beside = {
        "zh_before": near.zh_before,
        "zh_after": near.zh_after,
        "en_before": near.en_before,
        "en_after": near.en_after,
    }
    known = {name: text for name, text in beside.items() if text is not None}
    return {name: text for name, text in said.items() if text} | known


def _unit(given: Given, number: int) -> bytes:
    entry, position = given.entry, given.provenance.position
    unit = etree.fromstring(f'<unit{_NAMES} id="u{number}"/>')
    if position:
        unit.set("name", position)
    _metadata(unit, _facts(given))
    codes: dict[str, str] = {}
    source = side("source", entry.zh, entry.zh_tags, codes)
    target = side("target", entry.en, entry.en_tags, codes)
    if codes:
        data = etree.SubElement(unit, f"{{{CORE}}}originalData")
        for code, name in codes.items():
            fill(etree.SubElement(data, f"{{{CORE}}}data", id=name), code)
    segment = etree.SubElement(unit, f"{{{CORE}}}segment", state=_STATES[entry.status])
    segment.append(source)
    segment.append(target)
    written = etree.tostring(unit, encoding="utf-8", xml_declaration=False)
    return written.replace(_NAMES.encode(), b"", 1) + b"\n"  # the root declares them


def _metadata(unit: etree._Element, facts: dict[str, str]) -> None:
    metadata = etree.SubElement(unit, f"{{{_METADATA}}}metadata")
    group = etree.SubElement(metadata, f"{{{_METADATA}}}metaGroup", category=OURS)
    for name, text in facts.items():
        etree.SubElement(group, f"{{{_METADATA}}}meta", type=name).text = text
