"""What the tags of a document stand for, in words that a reader of another file understands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from translator.model import Document

_SUBTYPES = {"bold": "xlf:b", "italic": "xlf:i", "underline": "xlf:u"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a tag stands for.

    `sort` is one of the types of XLIFF 2 (fmt, link, image, other …). `looks` are bold, italic,
    underline, strike, sub and sup; a mark that is nothing else may go if its words go.
    """

    label: str
    sort: str = "other"
    looks: frozenset[str] = frozenset()

    @property
    def is_look(self) -> bool:
        """Whether it only changes the look."""
        return self.sort == "fmt"

    @property
    def subtype(self) -> str:
        """The sub-type of XLIFF 2 that says which look, "" if none does."""
        return _SUBTYPES.get(next(iter(self.looks)), "") if len(self.looks) == 1 else ""


Marks = Mapping[str, Mapping[int, Mark]]  # by unit and ref


def marks_of(name: str, document: Document) -> Marks:
    """Return what the tags in a document of that file name stand for, as far as that is known."""
    reader = _READERS.get(PurePath(name).suffix.lower())
    return reader(document) if reader else {}


def _word(document: Document) -> Marks:
    from translator.formats.docx.marks import marks

    return marks(document)


def _standard(document: Document) -> Marks:
    from translator.formats.sts.marks import marks

    return marks(document)


def _page(document: Document) -> Marks:
    from translator.formats.web.marks import marks

    return marks(document)


_READERS: Mapping[str, Callable[[Document], Marks]] = {
    ".docx": _word,
    ".dotx": _word,
    ".htm": _page,
    ".html": _page,
    ".xhtml": _page,
    ".xml": _standard,
}
