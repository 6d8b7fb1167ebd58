"""Entries of a table of contents, which repeat their headings (17.16.5.68)."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from translator.formats.docx.markup import XML_SPACE, attribute, kind, spellings
from translator.formats.docx.shown import (
    Bookmark,
    Derived,
    Runs,
    Source,
    Whole,
    is_within,
    paragraph_of,
    repeat,
    shown,
)

_CONTENTS = ("_Toc", "__RefHeading")  # how bookmarks of contents begin, in Word and LibreOffice
_LINKS = spellings("w:hyperlink", "w:instrText")
_Pieces = Sequence[tuple[etree._Element, str]]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of an entry, after the blank or the number that stands before them."""

    runs: Runs
    after_number: bool

    def text(self) -> str:
        return self.runs.text()

    def put(self, text: str) -> None:
        """Replace the words; before a Latin one there is a blank."""
        self.runs.put(text)
        first = self.runs.texts[0]
        if self.after_number and text[:1].isascii():
            first.text = " " + (first.text or "").lstrip()


def find_entries(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the entries of contents and the names of the bookmarks around their headings."""
    seen = set[etree._Element]()
    for element in root.iter(*_LINKS):
        name = _target(element)
        paragraph = paragraph_of(element) if name else None
        if paragraph is not None and paragraph not in seen:
            seen.add(paragraph)
            yield paragraph, name


def _target(link: etree._Element) -> str:
    """Return the bookmark of a heading that a link or the code of a field leads to."""
    if kind(link) == "w:hyperlink":
        words = [attribute(link, "anchor")]
    else:
        words = (link.text or "").replace('"', " ").split()
    return next((word for word in words if word.startswith(_CONTENTS)), "")


def read_entry(
    part: str, entry: etree._Element, mark: Bookmark, opaque: set[etree._Element]
) -> list[Derived]:
    """Return what an entry repeats of its heading, if it does; this is then opaque.

    That is what is under the bookmark, or all of the paragraph that the bookmark is in. The numbers
    in the entry are no language.
    """
    pieces = [(e, text) for e, text in shown(entry) if text and e not in opaque]
    headings: tuple[Source, ...] = (mark, *(Whole(each) for each in mark.paragraphs[:1]))
    for heading in headings:
        words = _words(pieces, heading)
        if words is not None:
            opaque.update(words.runs.texts)
            rest = [(e, text) for e, text in shown(entry) if text and e not in opaque]
            if not any(c.isalpha() for _, text in rest for c in text):
                opaque.update(element for element, _ in rest)
            return [repeat(part, words, heading)]
    return []


def _words(pieces: _Pieces, heading: Source) -> _Words | None:
    """Return the words of an entry that are its heading, whatever the case and the blanks."""
    whole = "".join(text for _, text in pieces)
    places = [at for at, c in enumerate(whole) if not c.isspace()]
    wanted = _bare(heading.text())
    start = _bare(whole).rfind(wanted) if wanted else -1
    if start < 0:
        return None
    first, last = places[start], places[start + len(wanted) - 1] + 1
    if any(c.isalpha() for c in whole[last:]):
        return None
    while start and whole[first - 1].isspace() and _is_text(pieces, first - 1):
        first -= 1
    if not all(_is_text(pieces, at) for at in range(first, last)):
        return None
    texts = _cut_out(pieces, first, last)
    number = bool(start) and whole[first - 1] not in "\t\n"
    return None if is_within(texts, heading) else _Words(Runs(tuple(texts)), number)


def _bare(text: str) -> str:
    lower = (c.lower() for c in text if not c.isspace())
    return "".join(c if len(c) == 1 else c[:1] for c in lower)


def _is_text(pieces: _Pieces, at: int) -> bool:
    """Whether the character at an offset stands in a `w:t`."""
    for element, text in pieces:
        if at < len(text):
            return kind(element) == "w:t"
        at -= len(text)
    return False


def _cut_out(pieces: _Pieces, start: int, end: int) -> list[etree._Element]:
    """Return the `w:t` with just the characters from `start` to `end`, split where need be."""
    found, at = list[etree._Element](), 0
    for element, text in pieces:
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first < last:
            found.append(_split(element, text, first, last))
    return found


def _split(element: etree._Element, text: str, first: int, last: int) -> etree._Element:
    """Return the `w:t` of these characters; what is before and after them gets one of its own."""
    if (first, last) == (0, len(text)):
        return element
    for each in list(element):
        element.remove(each)
    if text[:first]:
        element.addprevious(_copy(element, text[:first]))
    if text[last:]:
        element.addnext(_copy(element, text[last:]))
    element.text = text[first:last]
    element.set(XML_SPACE, "preserve")
    return element


def _copy(element: etree._Element, text: str) -> etree._Element:
    other = copy.copy(element)
    other.text, other.tail = text, None
    other.set(XML_SPACE, "preserve")
    return other
