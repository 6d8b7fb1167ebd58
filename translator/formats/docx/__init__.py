"""Word documents: a unit is a paragraph, wherever it stands.

The package is never rebuilt: `write` copies it part by part and touches only the paragraphs that
change. A field, a footnote call or a picture is one tag; see `inline` for what else is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from translator.formats.docx.contents import cut_labels, open_contents
from translator.formats.docx.headings import level_of, style_levels
from translator.formats.docx.package import open_package
from translator.formats.docx.remarks import remarks
from translator.formats.docx.typography import typeset
from translator.model import Document, Issue, TaggedText, TextUnit

__all__ = ["Docx"]


@dataclass(frozen=True, slots=True)
class Docx:
    """Word documents and templates without macros, transitional or strict (ISO/IEC 29500)."""

    suffix: str = ".docx"

    def read(self, data: bytes) -> Document:
        """See `Format.read`."""
        package = open_package(data)
        styles = style_levels(package)
        contents = open_contents(package)
        units = tuple(
            TextUnit(each.id, each.flat.content, each.place, level_of(each.element, styles))
            for each in contents.units()
        )
        return Document(units, data, contents.issues)

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`. A paragraph whose target equals its source is left alone."""
        package = open_package(document.skeleton)
        changed = open_contents(package).write(targets, document.language)
        return package.save(typeset(package, changed, document))

    def remarks(self, document: Document, written: bytes) -> tuple[Issue, ...]:
        """See `Remarking.remarks`."""
        cut = () if document.language is None else cut_labels(open_package(written))
        return (*remarks(document, written), *cut)
