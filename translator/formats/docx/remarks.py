"""A file before and after > what to tell of it: numbers rewritten, text without room."""

from collections.abc import Iterator

from lxml import etree

from translator.formats.docx.cascade import Cascade, read_cascade
from translator.formats.docx.markup import kind, parse, text_of
from translator.formats.docx.package import Package, open_package
from translator.formats.docx.parts import TextPart, styles_name, text_parts
from translator.formats.docx.room import Piece, crowds
from translator.formats.docx.typography import renumbered
from translator.formats.docx.walk import walk
from translator.model import Document, Issue


def remarks(document: Document, written: bytes) -> tuple[Issue, ...]:
    """Return what to tell of `written`, which `document` became; nothing without a language."""
    if document.language is None:
        return ()
    before, after = open_package(document.skeleton), open_package(written)
    crowded = (issue for part in text_parts(before) for issue in _crowded(part, before, after))
    return (*renumbered(before, document), *crowded)


def _crowded(part: TextPart, before: Package, after: Package) -> Iterator[Issue]:
    old, new = before.find(part.name), after.find(part.name)
    if old is None or new is None or old.data == new.data:
        return
    pieces = [
        Piece(now, place, _text(was), _text(now))
        for (was, place), (now, _) in zip(
            _paragraphs(part, old.data), _paragraphs(part, new.data), strict=False
        )
    ]
    for crowd in crowds(pieces, _cascade(after)):
        yield Issue("room", crowd.detail, crowd.place)


def _paragraphs(part: TextPart, data: bytes) -> Iterator[tuple[etree._Element, str]]:
    for found in walk(parse(part.name, data), part.label):
        if kind(found.element) == "w:p":
            yield found.element, found.place


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, without that of boxes in it."""
    texts = list[str]()
    walking = etree.iterwalk(paragraph, events=("start",))
    for _, element in walking:
        name = kind(element)
        if name in ("w:drawing", "w:pict", "mc:AlternateContent", "w:del", "w:moveFrom"):
            walking.skip_subtree()
        elif name == "w:t":
            texts.append(text_of(element))
        elif name == "w:br":
            texts.append("\n")
    return "".join(texts)


def _cascade(package: Package) -> Cascade:
    name = styles_name(package)
    entry = package.find(name) if name else None
    return read_cascade(None if entry is None else parse(name, entry.data))
