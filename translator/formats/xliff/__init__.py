"""XLIFF 1.x and 2.x: a unit is a segment that has no translation yet; its target is filled in.

The file is never rebuilt: `write` fills and makes target elements, says how far they are and into
what language, and copies all else as it was written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from translator.errors import BrokenDocument
from translator.formats.sts.markup import decode, parse
from translator.formats.tree.element import Element, line_of
from translator.formats.tree.weave import Stamp, rewritten
from translator.formats.xliff.edits import Filling, attributes, say
from translator.formats.xliff.entries import Entry, entries
from translator.model import Document, Issue, Stated, TaggedText, TextUnit

__all__ = ["Xliff"]


@dataclass(frozen=True, slots=True)
class Xliff:
    """Files of translation tools: OASIS XLIFF 1.0 to 1.2, 2.0 and 2.1."""

    suffix: str = ".xlf"

    def read(self, data: bytes) -> Document:
        """See `Format.read`. What is translated already, or shall not be, is no unit."""
        text = decode(data).text
        root = _root(text)
        found = tuple(entries(root, text))
        units = (
            TextUnit(line.id, line.content, line.place) for each in found for line in each.open
        )
        return Document(tuple(units), data, tuple(_notes(found)), stated=_stated(root, text))

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`. Without a language a target that equals its source is not written."""
        decoded = decode(document.skeleton)
        text = decoded.text
        root = _root(text)
        fillings = list[Filling]()
        for each in entries(root, text):
            wanted = {
                line.id: targets[line.id]
                for line in each.open
                if line.id in targets and (document.language or targets[line.id] != line.content)
            }
            if wanted:
                doubtful = not document.doubtful.isdisjoint(wanted)
                fillings.append(Filling(each, wanted, document.language, doubtful))
        stamps = [stamp for filling in fillings for stamp in filling.edits(text)]
        stamps += _languages(root, text, fillings)
        return decoded.encode(rewritten(text, (), stamps, say))


def _root(text: str) -> Element:
    root = parse(text).root
    version = root.value("version")
    if root.name != "xliff" or version[:2] not in ("1.", "2."):
        raise BrokenDocument(
            f"the root element is <{root.name}>{f', version {version}' if version else ''}; "
            "XLIFF files have <xliff>, version 1.x or 2.x"
        )
    return root


def _stated(root: Element, text: str) -> Stated:
    """Return the languages that the file names.

    Raises:
        BrokenDocument: its parts are in, or to be translated into, several languages.
    """
    sides = list[str]()
    for ours, theirs in (("srcLang", "source-language"), ("trgLang", "target-language")):
        named = {root.value(ours): root}
        named |= {each.value(theirs): each for each in root.elements if each.name == "file"}
        different = {name.lower(): each for name, each in named.items() if name}
        if len(different) > 1:
            *_, last = different.values()
            raise BrokenDocument(
                f"line {line_of(text, last.start)}: the files in it have different languages "
                f"({theirs}: {', '.join(different)}); make an XLIFF file of each"
            )
        sides.append(next((name for name in named if name), ""))
    return Stated(*sides)


def _languages(root: Element, text: str, fillings: list[Filling]) -> Iterator[Stamp]:
    """Yield what names the target language where the file does not."""
    language = next((each.language for each in fillings if each.language), None)
    if language is None:
        return
    if root.value("version").startswith("2"):
        if not root.value("trgLang"):
            yield from attributes(text, root, {"trgLang": language.value})
        return
    for each in root.elements:
        changed = any(each.start < filling.entry.holder.start < each.end for filling in fillings)
        if each.name == "file" and changed and not each.value("target-language"):
            yield from attributes(text, each, {"target-language": language.value})


def _notes(found: tuple[Entry, ...]) -> Iterator[Issue]:
    """Yield what is left as it is, and where the first of it stands."""
    shut = [each.parts[0] for each in found if each.is_shut]
    kept = [part for each in found if not each.is_shut for part in each.parts if part.kept]
    for what, parts in (
        ("not for translation, or approved: kept", shut),
        ("translated already: kept", kept),
    ):
        if parts:
            yield Issue("untranslated part", f"{what}: {len(parts)}", parts[0].line.place)
