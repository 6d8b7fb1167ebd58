"""Standards and articles in XML (NISO STS, ISO STS, JATS): a unit is the text between two blocks.

The file is never rebuilt: `write` replaces the stretches that change and copies all else, so that
entities, comments, CDATA sections and white space stay as they were written.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from translator.errors import BrokenDocument
from translator.formats.sts import names
from translator.formats.sts.entries import defined_terms
from translator.formats.sts.languages import language_of, stamps
from translator.formats.sts.lines import Line, lines
from translator.formats.sts.markup import Xml, decode, legal, parse
from translator.formats.tree.element import Element, line_of
from translator.formats.tree.grammar import is_foreign
from translator.formats.tree.weave import Change, Copy, rewritten, woven
from translator.model import Document, Issue, TaggedText, TextUnit

__all__ = ["Sts"]


class Sts:
    """XML files whose root is `standard`, `adoption` or `article`."""

    suffix = ".xml"

    def read(self, data: bytes) -> Document:
        """See `Format.read`."""
        text = decode(data).text
        xml = _standard(text)
        root = xml.root
        language = language_of(root)
        found = tuple(lines(root, text, language))
        units = (TextUnit(line.id, line.content, line.place, line.level) for line in found)
        return Document(
            tuple(units),
            data,
            tuple(_notes(xml, text, language)),
            terms=tuple(defined_terms(found, language)),
        )

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`. Where a target differs, the file says that it is in the language."""
        decoded = decode(document.skeleton)
        text = decoded.text
        root = _standard(text).root
        language = language_of(root)
        changes = [
            Change(line, targets[line.id])
            for line in lines(root, text, language)
            if targets.get(line.id, line.content) != line.content
        ]
        said = document.language.value if changes and document.language else ""
        mentions = stamps(root, text, language, said) if said else ()
        return decoded.encode(rewritten(text, changes, mentions, _say))


def _say(line: Line, target: TaggedText, copy: Copy) -> str:
    if line.is_cdata:
        return f"<![CDATA[{target.text.replace(']]>', ']]]]><![CDATA[>')}]]>"
    return woven(line, target, copy, legal)


def _standard(text: str) -> Xml:
    xml = parse(text)
    if xml.root.name not in names.ROOTS:
        raise BrokenDocument(
            f"the root element is <{xml.root.name}>; of XML files, STS (<standard>, <adoption>) "
            "and JATS (<article>) can be translated"
        )
    if "docbook" in text[: xml.root.inner].lower():
        raise BrokenDocument(
            "the article is DocBook; of XML files, STS (<standard>, <adoption>) and JATS "
            "(<article>) can be translated"
        )
    return xml


def _notes(xml: Xml, text: str, language: str) -> Iterator[Issue]:
    """Yield what a reader may miss: citations, parts in other languages, text in entities."""
    kept = defaultdict[str, list[Element]](list)
    for each in xml.root.walk():
        if each.name in names.CITATIONS:
            kept["citations"].append(each)
        elif is_foreign(each, language) and each.name != "langSet" and each.words():
            kept[f"parts in {each.language}"].append(each)
    for what, elements in kept.items():
        place = f"{elements[0].name}, line {line_of(text, elements[0].start)}"
        yield Issue("untranslated part", f"{what} stay as they are: {len(elements)}", place)
    for name, value in xml.entities.items():
        if any(character.isalpha() for character in value):
            yield Issue("untranslated part", f"the entity {name} stays as it is", "declarations")
