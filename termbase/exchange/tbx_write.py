"""Terms > TBX-Basic (ISO 30042:2019): categories as attributes (DCA) or as tags (DCT)."""

import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from lxml import etree

from termbase.concept import Concept, Designation, tidied, with_id
from termbase.exchange.entry import BrokenExchange, for_xml
from termbase.exchange.style import Style
from termbase.exchange.tbx import DEFINITION, GRADES, MADE_BY
from termbase.model import Scope
from termbase.text import Language

_CORE = "urn:iso:std:iso:30042:ed-2"
_MIN = "http://www.tbxinfo.net/ns/min"
_BASIC = "http://www.tbxinfo.net/ns/basic"
_XML = "http://www.w3.org/XML/1998/namespace"
_LANG = f"{{{_XML}}}lang"
# Category: the tag that bears it in DCA, and the namespace of its own tag in DCT.
_CATEGORIES = {
    "subjectField": ("descrip", _MIN),
    "definition": ("descrip", _BASIC),
    "source": ("admin", _BASIC),
    "partOfSpeech": ("termNote", _MIN),
    "administrativeStatus": ("termNote", _MIN),
}
_ADMINISTRATIVE = {grade: name for name, grade in reversed(GRADES.items())}
_PARTS_OF_SPEECH = frozenset(("noun", "verb", "adjective", "adverb", "other"))


def write_concepts(path: Path, concepts: Iterable[Concept], style: Style = Style.DCA) -> None:
    """Write `concepts` to `path`, one after another; `tbx.read_concepts` gives back the same.

    Raises:
        BrokenExchange: there are none, which TBX has no form for, or a text that XML cannot hold.
    """
    names = {None: _CORE, "xml": _XML}
    if style is Style.DCT:
        names |= {"min": _MIN, "basic": _BASIC}
    root = {"type": "TBX-Basic", "style": style.value, _LANG: "en"}
    count = 0
    with etree.xmlfile(str(path), encoding="utf-8") as file:
        file.write_declaration()
        with file.element(_core("tbx"), root, nsmap=names):
            with ExitStack() as header:
                for name in ("tbxHeader", "fileDesc", "sourceDesc", "p"):
                    header.enter_context(file.element(_core(name)))
                file.write(MADE_BY)
            with file.element(_core("text")), file.element(_core("body")):
                for count, concept in enumerate(concepts, 1):  # noqa: B007 - how many there were
                    _Writer(file, style, with_id(tidied(concept))).entry()
    if not count:
        raise BrokenExchange(f"{path.name}: there is no term to write, and TBX needs one")


def _core(name: str) -> str:
    return f"{{{_CORE}}}{name}"


def _own(concept: Concept, named: Sequence[Language]) -> dict[str, str]:
    """What TBX-Basic has no place for: the scope, and definitions in languages without terms."""
    said = [item for item in concept.definitions if item.language not in named]
    found = {
        f"{DEFINITION}{item.language.value}/{number}": item.text
        for number, item in enumerate(said, 1)
    }
    if concept.scope is not Scope.SHARED or concept.owner:
        found |= {"scope": concept.scope.name.lower(), "owner": concept.owner}
    return found


class _Writer:
    """Writes one concept, in one style."""

    def __init__(
        self, file: "etree._IncrementalFileWriter", style: Style, concept: Concept
    ) -> None:
        self._file = file
        self._style = style
        self._concept = concept

    def entry(self) -> None:
        """Write the concept."""
        concept = self._concept
        named = [item for item in Language if any(concept.named(item))]
        self._file.write("\n")
        with self._file.element(_core("conceptEntry"), {"id": f"c{concept.id}"}):
            self._fact("subjectField", concept.domain)
            self._fact("source", concept.source)
            self._note(concept.note)
            self._own(_own(concept, named))
            for language in named:
                with self._file.element(_core("langSec"), {_LANG: language.value}):
                    self._section(language)

    def _section(self, language: Language) -> None:
        for said in self._concept.definitions:
            if said.language is language:
                self._fact("definition", said.text)
        for term in self._concept.designations:
            if term.language is language:
                with self._file.element(_core("termSec")):
                    self._term(term)

    def _term(self, term: Designation) -> None:
        own = {"status": term.status.value}
        self._text(_core("term"), {}, term.text)
        if term.part_of_speech in _PARTS_OF_SPEECH:
            self._fact("partOfSpeech", term.part_of_speech)
        elif term.part_of_speech:
            own["part_of_speech"] = term.part_of_speech
        self._fact("administrativeStatus", _ADMINISTRATIVE[term.grade])
        self._fact("source", term.source)
        self._note(term.note)
        self._own(own)

    def _fact(self, category: str, text: str) -> None:
        tag, namespace = _CATEGORIES[category]
        if self._style is Style.DCA:
            self._text(_core(tag), {"type": category}, text)
        else:
            self._text(f"{{{namespace}}}{category}", {}, text)

    def _note(self, text: str) -> None:
        self._text(_core("note"), {}, text)

    def _own(self, facts: dict[str, str]) -> None:
        """Write what TBX-Basic has no place for, as a note."""
        if facts:
            self._note("biaoyi " + json.dumps(facts, ensure_ascii=False))

    def _text(self, tag: str, attributes: dict[str, str], text: str) -> None:
        if text:
            with self._file.element(tag, attributes):
                self._file.write(for_xml(text, self._concept))
