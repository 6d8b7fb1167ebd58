"""Word documents: a unit is a paragraph, wherever it stands.

The package is never rebuilt: `write` copies it part by part and touches only the paragraphs that
change. A field, a footnote call or a picture is one tag; see `inline` for what else is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from translator.formats.docx.headings import level_of, style_levels
from translator.formats.docx.markup import serialize
from translator.formats.docx.package import open_package
from translator.formats.docx.parts import notes, text_parts
from translator.formats.docx.story import read_story, twins
from translator.model import Document, TaggedText, TextUnit

__all__ = ["Docx"]


@dataclass(frozen=True, slots=True)
class Docx:
    """Word documents and templates without macros, transitional or strict (ISO/IEC 29500)."""

    suffix: str = ".docx"

    def read(self, data: bytes) -> Document:
        """See `Format.read`."""
        package = open_package(data)
        styles = style_levels(package)
        units = list[TextUnit]()
        for part in text_parts(package):
            entry = package.find(part.name)
            if entry is None:
                continue
            _, paragraphs = read_story(part, entry.data)
            follows = twins(paragraphs)
            units += [
                TextUnit(each.id, each.flat.content, each.place, level_of(each.element, styles))
                for each in paragraphs
                if each.id not in follows
            ]
        return Document(tuple(units), data, notes(package))

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`. A paragraph whose target equals its source is left alone."""
        package = open_package(document.skeleton)
        changed = dict[str, bytes]()
        touched = {unit.rpartition("#")[0] for unit in targets}
        for part in text_parts(package):
            entry = package.find(part.name)
            if entry is None or part.name not in touched:
                continue
            root, paragraphs = read_story(part, entry.data)
            follows = twins(paragraphs)
            wanted = [(p, targets.get(follows.get(p.id, p.id))) for p in paragraphs]
            written = [p.write(target) for p, target in wanted if target is not None]
            if any(written):
                changed[part.name] = serialize(root)
        return package.save(changed)
