"""Document and translations > XLIFF 2.1 for a translation tool: our units, our segments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Literal
from urllib.parse import quote

from lxml import etree

from termbase.text import Language
from translator.bilingual.codes import CORE, Codes, legal_text, whole
from translator.bilingual.rows import Row, parts
from translator.formats.marks import Marks
from translator.model import Document, Origin, TextUnit

METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_XML = "http://www.w3.org/XML/1998/namespace"
_NAMES = {None: CORE, "mda": METADATA, "gls": _GLOSSARY, "mtc": _MATCHES}
REVIEW = "biaoyi:needs-review"
HASH = "sha256"
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")
_MATCH_TYPES = {
    Origin.MEMORY: "tm",
    Origin.TERMBASE: "tb",
    Origin.CONVENTION: "other",
    Origin.ENGINE: "mt",
}
_LEAVES = frozenset({"source", "target", "note", "data", "meta", "term", "translation"})


@dataclass(frozen=True, slots=True)
class Original:
    """The file that is exported; `digest` is its SHA-256, in hexadecimal digits."""

    name: str
    digest: str
    document: Document
    marks: Marks


@dataclass(frozen=True, slots=True)
class Exported:
    """What goes into an XLIFF file."""

    original: Original
    source: Language
    target: Language
    engine: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a source or a target; `category` says which, 1 is the highest priority."""

    category: str
    text: str
    side: Literal["source", "target"]
    priority: int = 0


def xliff(exported: Exported) -> bytes:
    """Return the XLIFF 2.1 file."""
    original = exported.original
    root = etree.Element(f"{{{CORE}}}xliff", nsmap=_NAMES)  # type: ignore[arg-type] # None is the default name space
    root.set("version", "2.1")
    root.set("srcLang", exported.source.value)
    root.set("trgLang", exported.target.value)
    file = _add(root, "file", id=f"{HASH}-{original.digest}", original=legal_text(original.name))
    file.set(f"{{{_XML}}}space", "preserve")
    _add(file, "skeleton", href=quote(original.name))
    _describe(file, exported)
    issues = original.document.notes
    _notes(file, [Note(i.place or "file", f"{i.check}: {i.detail}", "source", 2) for i in issues])
    rows = {unit: [*each] for unit, each in groupby(exported.rows, lambda row: row.segment.unit)}
    for unit in original.document.units:
        if any(parts(rows.get(unit.id, ()))):
            _unit(file, unit, rows[unit.id], exported)
    _indent(root, 0)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def unit_name(unit: str) -> str:
    """Return the id of a unit as XLIFF allows it (NMTOKEN); another unit has another one."""
    return _UNSAFE.sub(lambda found: f"_{ord(found.group()):X}_", unit)


def _describe(file: etree._Element, exported: Exported) -> None:
    metadata = etree.SubElement(file, f"{{{METADATA}}}metadata")
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", category="biaoyi")
    told = {HASH: exported.original.digest, "engine": exported.engine}
    for name, value in told.items():
        etree.SubElement(group, f"{{{METADATA}}}meta", type=name).text = legal_text(value)


def _unit(file: etree._Element, unit: TextUnit, rows: Sequence[Row], exported: Exported) -> None:
    element = _add(file, "unit", id=unit_name(unit.id))
    element.set("name", legal_text(unit.id))
    _matches(element, rows)
    _glossary(element, rows)
    notes = [Note("place", unit.place, "source")] if unit.place else []
    notes += [
        Note(f"s{number}", f"{issue.check}: {issue.detail}", "target", 1)
        for number, row in enumerate(_segments(rows), 1)
        for issue in row.issues
    ]
    _notes(element, notes)
    data = _add(element, "originalData")
    codes = Codes(exported.original.marks.get(unit.id, {}))
    _parts(element, rows, codes)
    for shown, name in codes.data.items():
        _add(data, "data", id=name).text = shown
    if not codes.data:
        element.remove(data)


def _parts(unit: etree._Element, rows: Sequence[Row], codes: Codes) -> None:
    """The segments, and the white space around them, each of which is an ignorable."""
    found, numbers = [*parts(rows)], count(1)
    sources = whole(each.source for each in found)
    targets = whole(each.target for each in found if each.target)
    for each in found:
        if each.row is None:
            element = _add(unit, "ignorable")
        else:
            element = _add(unit, "segment", id=f"s{next(numbers)}")
            _state(element, each.row)
        codes.append(_add(element, "source"), each.source, sources)
        if each.target is not None:
            codes.append(_add(element, "target"), each.target, targets)


def _state(segment: etree._Element, row: Row) -> None:
    is_done = row.target is not None and not row.is_draft
    segment.set("state", "translated" if is_done else "initial")
    if row.is_doubtful and is_done:
        segment.set("subState", REVIEW)


def _matches(unit: etree._Element, rows: Sequence[Row]) -> None:
    """Where the targets come from (XLIFF 2.1, 5.1)."""
    found = [
        (number, row, _MATCH_TYPES[row.origin])
        for number, row in enumerate(_segments(rows), 1)
        if row.origin in _MATCH_TYPES and row.target is not None and not row.is_draft
    ]
    if not found:
        return
    matches = etree.SubElement(unit, f"{{{_MATCHES}}}matches")
    for number, row, sort in found:
        match = etree.SubElement(matches, f"{{{_MATCHES}}}match", ref=f"#s{number}", type=sort)
        match.set("origin", f"Biaoyi, {row.origin.value if row.origin else ''}")
        if row.origin is Origin.MEMORY:
            match.set("similarity", "100.0")
        _add(match, "source").text = legal_text(row.segment.source.text)
        _add(match, "target").text = legal_text(row.target.text if row.target else "")


def _segments(rows: Sequence[Row]) -> list[Row]:
    """The rows that become segments, in order."""
    return [part.row for part in parts(rows) if part.row]


def _glossary(unit: etree._Element, rows: Sequence[Row]) -> None:
    """The terms that were matched (XLIFF 2.1, 5.2)."""
    terms = dict.fromkeys(outcome.match.term for row in rows for outcome in row.terms)
    if not terms:
        return
    glossary = etree.SubElement(unit, f"{{{_GLOSSARY}}}glossary")
    for term in terms:
        entry = etree.SubElement(glossary, f"{{{_GLOSSARY}}}glossEntry")
        source = etree.SubElement(entry, f"{{{_GLOSSARY}}}term")
        source.text = legal_text(term.source)
        for text in (term.target, *term.admitted):
            target = etree.SubElement(entry, f"{{{_GLOSSARY}}}translation")
            target.text = legal_text(text)
            if term.origin:
                target.set("source", legal_text(term.origin))


def _notes(parent: etree._Element, notes: Sequence[Note]) -> None:
    if not notes:
        return
    element = _add(parent, "notes")
    for number, each in enumerate(notes, 1):
        note = _add(element, "note", id=f"n{number}", category=each.category, appliesTo=each.side)
        note.text = legal_text(each.text)
        if each.priority:
            note.set("priority", str(each.priority))


def _indent(element: etree._Element, depth: int) -> None:
    """Set off the elements that hold no text of their own."""
    if etree.QName(element).localname in _LEAVES or not len(element):
        return
    element.text = "\n" + " " * (depth + 1)
    for each in element:
        _indent(each, depth + 1)
        each.tail = element.text
    element[-1].tail = "\n" + " " * depth


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{CORE}}}{name}", attributes)
