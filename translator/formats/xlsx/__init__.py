"""Excel workbooks: a unit is the text of a cell, however many cells share it."""

from collections.abc import Mapping
from dataclasses import dataclass

from translator.formats.docx.package import open_package
from translator.formats.office.dressing import dress
from translator.formats.office.spots import Parts, put_all
from translator.formats.xlsx.contents import Contents, read_contents
from translator.formats.xlsx.copies import has_formulas, put_copies, recalculate, texts
from translator.formats.xlsx.fonts import set_fonts
from translator.formats.xlsx.formulas import Renamed
from translator.formats.xlsx.names import mend
from translator.formats.xlsx.room import crowded, cut_texts
from translator.formats.xlsx.tables import rename_columns
from translator.model import Document, Issue, TaggedText

__all__ = ["Xlsx"]


@dataclass(frozen=True, slots=True)
class Xlsx:
    """Workbooks and templates without macros (ISO/IEC 29500)."""

    suffix: str = ".xlsx"

    def read(self, data: bytes) -> Document:
        """See `Format.read`."""
        contents = read_contents(Parts(open_package(data, self.suffix)))
        return Document(contents.story.units(), data, contents.notes)

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`. What Excel keeps of a cell elsewhere is written with it."""
        parts = Parts(open_package(document.skeleton, self.suffix))
        contents = read_contents(parts)
        sheets = [sheet.name for sheet in contents.book.sheets]
        if put_all(parts, contents.story, targets):
            new = texts(contents.story.spots, contents.found.cells, targets)
            put_copies(parts, contents.book, contents.found.tables, new)
            _rename(parts, contents, sheets)
            dress(parts, document)
            set_fonts(parts, contents.book, document)
        return parts.save()

    def remarks(self, document: Document, written: bytes) -> tuple[Issue, ...]:
        """See `Remarking.remarks`."""
        before = read_contents(Parts(open_package(document.skeleton, self.suffix)))
        after = read_contents(Parts(open_package(written, self.suffix)))
        return (*cut_texts(before.story, after.story), *crowded(before, after))


def _rename(parts: Parts, contents: Contents, sheets: list[str]) -> None:
    """Mend what refers to sheets, whose names were `sheets`, and to columns by their names."""
    book = contents.book
    now = (sheet.name for sheet in book.sheets)
    names = {old.lower(): new for old, new in zip(sheets, now, strict=True) if old != new}
    columns = dict[str, dict[str, str]]()
    for table in contents.found.tables:
        found = rename_columns(
            parts, contents.found.owners[table.part], table, contents.found.strings
        )
        if found:
            columns[table.name.lower()] = found
    renamed = Renamed(names, columns)
    if renamed:
        mend(parts, book, renamed)
    if has_formulas(parts, book):
        recalculate(parts, book)
