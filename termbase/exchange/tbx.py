"""TBX > terms: ISO 30042:2019 in both styles, and the martif files of TBX 2; entry by entry."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lxml import etree

from termbase.concept import Concept, Definition, Designation, Grade, Status
from termbase.exchange.entry import BrokenExchange, Entry, Rejected, Rows, entry, language_of
from termbase.model import Scope
from termbase.text import Language

OWN = "biaoyi {"  # how a note begins that holds, as JSON, what TBX-Basic has no place for
MADE_BY = "Terms from Biaoyi"  # the source of a file that we wrote
DEFINITION = "definition/"  # in it: that of a language without terms, which has no section
GRADES = {
    "preferredTerm-admn-sts": Grade.PREFERRED,
    "admittedTerm-admn-sts": Grade.ADMITTED,
    "deprecatedTerm-admn-sts": Grade.DEPRECATED,
    "supersededTerm-admn-sts": Grade.DEPRECATED,
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES = ("{*}conceptEntry", "{*}termEntry")
_SECTIONS = frozenset(("langSec", "langSet"))
_TERMS = frozenset(("termSec", "tig", "ntig"))
_GROUPS = frozenset(("descripGrp", "adminGrp", "termNoteGrp", "termGrp"))
_TYPED = frozenset(("descrip", "admin", "termNote"))  # DCA: the category is in `type`
_OUR_ID = re.compile(r"c([0-9a-f]{12,})\Z")
_INDENT = re.compile(r"[ \t]*\n[ \t]+")
_STATUSES = {item.value: item for item in Status}
_SCOPES = {item.name.lower(): item for item in Scope}

Facts = list[tuple[str, str]]  # category and text, in order


class _Wrong(ValueError):
    """What is wrong with an entry."""


def read_concepts(path: Path, status: Status = Status.PROPOSED) -> Rows:
    """Yield the concepts of `path`, and the entries that are none; `status` where none is given.

    Languages that are not ours are left out.

    Raises:
        BrokenExchange: not well-formed XML, or not TBX.
    """
    with path.open("rb") as file:
        yield from _entries(file, path.name, status)


def _entries(file: IO[bytes], name: str, status: Status) -> Rows:
    # Nothing outside the file is read, and no entity is expanded: "a billion laughs" stays small.
    context = etree.iterparse(
        file,
        tag=_ENTRIES,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for number, (_, element) in enumerate(context, 1):
            label = element.get("id") or number
            place = f"{name}, line {element.sourceline}, entry {label}"
            if not _is_ours(element):
                _unindent(element)
            yield _entry(element, place, status)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise BrokenExchange(f"{name}: not readable as TBX: {error}") from error
    root = context.root
    if root is None or etree.QName(root).localname not in {"tbx", "martif"}:
        raise BrokenExchange(f"{name}: not a TBX file")


def _entry(element: etree._Element, place: str, status: Status) -> Entry | Rejected:
    try:
        return entry(_concept(element, status), place)
    except _Wrong as error:
        return Rejected(place, str(error))


def _is_ours(element: etree._Element) -> bool:
    """Whether spaces and line ends of this file are all meant."""
    place = element.getroottree().getroot().find("{*}tbxHeader/{*}fileDesc/{*}sourceDesc/{*}p")
    return place is not None and place.text == MADE_BY


def _unindent(element: etree._Element) -> None:
    """Make one space of each line end with the spaces by which an editor lays XML out."""
    for item in element.iter(etree.Element):
        if etree.QName(item).localname == "term" and item.text:
            item.text = " ".join(item.text.split())
        item.text = _INDENT.sub(" ", item.text or "")
        item.tail = _INDENT.sub(" ", item.tail or "")


def _concept(element: etree._Element, status: Status) -> Concept:
    facts = list(_facts(element))
    own = _own(facts)
    terms: list[Designation] = []
    said: list[Definition] = []
    seen: set[str] = set()
    for section in _children(element, _SECTIONS):
        tag = str(section.get(_LANG) or section.get("lang") or "")
        language = language_of(tag)
        seen.add(tag)
        if language is None:
            continue
        said += [Definition(text, language) for text in _all(list(_facts(section)), "definition")]
        terms += [_designation(item, language, status) for item in _terms(section)]
    if not terms:
        raise _Wrong(f"no term in Chinese or English; its languages are {', '.join(sorted(seen))}")
    said += [Definition(text, _language_by_script(text)) for text in _all(facts, "definition")]
    said += [
        Definition(text, language)
        for language in Language
        for name, text in own.items()
        if name.startswith(f"{DEFINITION}{language.value}/")
    ]
    identity = _OUR_ID.match(str(element.get("id") or ""))
    return Concept(
        tuple(terms),
        tuple(said),
        _joined(facts, "subjectField"),
        _joined(facts, "source"),
        _joined(facts, "note"),
        _SCOPES.get(own.get("scope", ""), Scope.SHARED),
        own.get("owner", ""),
        identity[1] if identity else "",
    )


def _terms(section: etree._Element) -> Iterator[Facts]:
    """What is said of each term of a section, with the section's own source and notes left out."""
    for item in _children(section, _TERMS):
        yield list(_facts(item))


def _designation(facts: Facts, language: Language, status: Status) -> Designation:
    own = _own(facts)
    text = _joined(facts, "term")
    if not text:
        raise _Wrong(f"an empty {language.value} term")
    said = _joined(facts, "administrativeStatus")
    if said and said not in GRADES:
        raise _Wrong(f"“{text}”: “{said}” is no administrative status of TBX-Basic")
    return Designation(
        text,
        language,
        GRADES.get(said, Grade.PREFERRED),
        _STATUSES.get(own.get("status", ""), status),
        own.get("part_of_speech") or _joined(facts, "partOfSpeech"),
        _joined(facts, "note"),
        _joined(facts, "source"),
    )


def _facts(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The categories of `element` and their texts; those of groups in it too."""
    for child in element.iterchildren(tag=etree.Element):
        name = etree.QName(child).localname
        if name in _GROUPS:
            yield from _group(child)
        elif name in _TYPED:
            yield str(child.get("type") or ""), _text(child)
        elif name not in _SECTIONS and name not in _TERMS:
            yield name, _text(child)


def _group(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The facts of a group; the source of a definition or context is not that of the term."""
    found = list(_facts(element))
    of_text = {name for name, _ in found} & {"definition", "context"}
    for name, text in found:
        if not (of_text and name == "source"):
            yield name, text


def _children(element: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    for child in element.iterchildren(tag=etree.Element):
        if etree.QName(child).localname in names:
            yield child


def _text(element: etree._Element) -> str:
    for inner in element.iter(etree.Entity):
        raise _Wrong(f"holds the entity {inner.text}; write its text instead")
    return str(element.xpath("string()")).strip()


def _all(facts: Facts, wanted: str) -> list[str]:
    return [text for name, text in facts if name == wanted and text and not text.startswith(OWN)]


def _joined(facts: Facts, wanted: str) -> str:
    return "\n".join(_all(facts, wanted))


def _own(facts: Facts) -> dict[str, str]:
    """What we wrote that TBX-Basic has no place for."""
    for name, text in facts:
        if name == "note" and text.startswith(OWN):
            try:
                found = json.loads(text.removeprefix(OWN[:-1]))
            except ValueError:
                continue
            if isinstance(found, dict):
                return {str(key): str(value) for key, value in found.items()}
    return {}


def _language_by_script(text: str) -> Language:
    return Language.ZH if re.search(r"[\u3400-\u9fff]", text) else Language.EN
