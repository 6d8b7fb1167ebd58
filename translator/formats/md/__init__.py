"""Markdown: a unit is the text of a block, a title, or a value of the metadata.

The file is never rebuilt: `write` replaces the stretches that change and copies all else. A
paragraph that changed stands in one line.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from translator.formats.encoding import Decoded, changed_encoding, decode
from translator.formats.md import blocks
from translator.formats.md.front import Front, front
from translator.formats.md.inline import title_of
from translator.formats.md.say import say
from translator.formats.tree.element import Element, line_of
from translator.formats.tree.grammar import Grammar, primary
from translator.formats.tree.lines import Line
from translator.formats.tree.weave import Change, rewritten
from translator.formats.web import names
from translator.formats.web.texts import texts
from translator.language import detect
from translator.model import Document, Issue, TaggedText, TextUnit

__all__ = ["Markdown"]


@dataclass(frozen=True, slots=True)
class Markdown:
    """CommonMark, with tables, strikeout, notes, formulae, definition lists and metadata."""

    suffix: str = ".md"

    def read(self, data: bytes) -> Document:
        """See `Format.read`."""
        read = _read(data)
        units = (TextUnit(line.id, line.content, line.place, line.level) for line in read.lines)
        return Document(tuple(units), data, tuple(_notes(read)))

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`. Where a target differs, metadata that name the language say so."""
        read = _read(document.skeleton)
        changes = [
            Change(line, targets[line.id])
            for line in read.lines
            if targets.get(line.id, line.content) != line.content
        ]
        text = read.decoded.text
        said = document.language.value if changes and document.language else ""
        stamps = read.front.stamps(text, said) if said else ()
        return read.decoded.encode(
            rewritten(text, changes, stamps, say(text, read.blocks, read.grammar))
        )

    def remarks(self, document: Document, written: bytes) -> tuple[Issue, ...]:
        """See `Remarking.remarks`. A text that makes marks where it stands is looked at too."""
        found = list(changed_encoding(document.skeleton, written))
        again = _read(written).lines
        if len(again) != len(document.units):
            detail = f"{len(document.units)} texts are read as {len(again)}: look at the marks"
            found.append(Issue("layout", detail, "line 1"))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Read:
    decoded: Decoded
    front: Front
    blocks: blocks.Blocks
    grammar: Grammar
    lines: tuple[Line, ...]


def _read(data: bytes) -> _Read:
    decoded = decode(data)
    text = decoded.text
    metadata = front(text)
    found = blocks.parse(text, metadata.end)
    language = metadata.language or primary(detect(found.root.words()).value)
    grammar = names.grammar(language)
    grammar = replace(grammar, floating=grammar.floating | {"note"})
    inside = (line for line in texts(found.root, text, grammar) if line.form[:1] != "\\")
    lines = [*metadata.lines, *_titles(found, text), *inside]
    lines.sort(key=lambda line: line.start)
    return _Read(decoded, metadata, found, grammar, tuple(lines))


def _titles(found: blocks.Blocks, text: str) -> Iterator[Line]:
    """Yield the titles of links and images, and of their definitions."""
    for block in found.root.elements:
        if block.start in found.ours:
            for each in block.walk():
                yield from _title((found.root, block, each), text)


def _title(path: tuple[Element, Element, Element], text: str) -> Iterator[Line]:
    element = path[-1]
    raw = element.attributes.get("title")
    if raw is None or not any(character.isalpha() for character in raw.value):
        return
    if raw.quote.startswith("\\"):
        place = f"{element.name}, title, line {line_of(text, raw.start)}"
        content = TaggedText(title_of(raw.value))
        end = raw.start + len(raw.value)
        yield Line(f"{raw.start}.title", content, raw.start, end, place, path, form=raw.quote)


def _notes(read: _Read) -> Iterator[Issue]:
    yield from read.decoded.notes
    yield from read.front.notes
    text = read.decoded.text
    line = line_of(text, read.front.end)
    counts = Counter(what for what, _ in read.blocks.kept)
    for what, count in counts.items():
        first = next(at for each, at in read.blocks.kept if each == what) + line
        yield Issue("untranslated part", f"{what} stay as they are: {count}", f"line {first}")
