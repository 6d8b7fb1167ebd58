"""What Word copies text from and to: the text that an element shows, a bookmark, runs."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from lxml import etree

from translator.formats.docx.looks import word_look
from translator.formats.docx.markup import XML_SPACE, attribute, child, kind, legal, spellings
from translator.formats.docx.paragraph import characters

_TEXTS = ("w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:softHyphen")
_BREAKS = ("w:p", "w:bookmarkStart", "w:bookmarkEnd")
_SKIPPED = ("w:del", "w:moveFrom", "w:pPr", "w:sdtPr", "w:txbxContent", "w:rt", "m:oMath")
_WATCHED = spellings(*_TEXTS, *_BREAKS, *_SKIPPED)
_TEXT, _FIELD_CHAR = spellings("w:t"), spellings("w:fldChar")
_BOOKMARKS = spellings(*_BREAKS)
# What is copied is short: more of a bookmark or of an element is not looked at.
_MAX_PARAGRAPHS = 20
_MAX_ELEMENTS = 2_000


class Source(Protocol):
    """Where a text stands that others repeat."""

    def text(self) -> str:
        """Return the text as it is now."""
        ...


class Sink(Source, Protocol):
    """Where a text stands that repeats another."""

    def put(self, text: str) -> None:
        """Replace the text."""
        ...


@dataclass(frozen=True, slots=True)
class Derived:
    """A text of the part `part` that repeats another one, the first time perhaps not exactly."""

    part: str
    sink: Sink
    source: Source
    before: str | None = None  # what an inexact one repeats

    def refresh(self) -> bool:
        """Repeat the text as it is now, unless that is so already; return whether it was not."""
        text = fold(self.source.text())
        if text in ("", self.before) or text == fold(self.sink.text()):
            return False
        self.sink.put(text)
        return True


def repeat(part: str, sink: Sink, source: Source) -> Derived:
    """Return the fact that `sink` repeats what `source` now is."""
    text = fold(source.text())
    return Derived(part, sink, source, None if text == fold(sink.text()) else text)


def shown(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the texts a reader sees of an element, and its marks of paragraphs and bookmarks.

    Deleted and hidden text, formulae, text boxes and phonetic guides are passed over.
    """
    events = etree.iterwalk(root, events=("start",), tag=_WATCHED)
    for _, element in events:
        name = kind(element)
        if name in _SKIPPED:
            events.skip_subtree()
        elif name in _BREAKS:
            yield element, ""
        elif text := _visible(element, name):
            yield element, text


def _visible(element: etree._Element, name: str) -> str:
    run = element.getparent()
    hidden = run is not None and kind(run) == "w:r" and word_look(child(run, "w:rPr")) is None
    return "" if hidden else characters(element, name) or ""


@dataclass(frozen=True, slots=True)
class Whole:
    """All that an element shows, a paragraph a line."""

    element: etree._Element

    def text(self) -> str:
        """Return the text."""
        return "".join(
            "\n" if kind(element) == "w:p" else text
            for element, text in islice(shown(self.element), _MAX_ELEMENTS)
        ).strip("\n")


@dataclass(frozen=True, slots=True)
class Runs:
    """Elements `w:t`, which show a text together."""

    texts: tuple[etree._Element, ...]

    def text(self) -> str:
        """Return the text."""
        return "".join(characters(each, "w:t") or "" for each in self.texts)

    def put(self, text: str) -> None:
        """Put all of it into the first: what is repeated takes the look of that.

        Blanks before and after it stay.
        """
        old, (first, *others) = self.text(), self.texts
        before, after = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
        for each in others:
            each.text = ""
        for each in first:
            each.tail = None
        first.text = before + " ".join(legal(text).split()) + after
        first.set(XML_SPACE, "preserve")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a field shows, after `start` and before `end`, or in `start`, whatever that is now."""

    start: etree._Element
    end: etree._Element | None

    def text(self) -> str:
        """Return the text."""
        return self._runs().text()

    def put(self, text: str) -> None:
        """Replace the text, if there is any: what was lost from the field stands beside it."""
        runs = self._runs()
        if runs.texts:
            runs.put(text)

    def _runs(self) -> Runs:
        if self.end is None:
            return Runs(tuple(self.start.iter(*_TEXT)))
        texts = list[etree._Element]()
        run = self.start.getparent()
        for sibling in () if run is None else run.itersiblings():
            for each in sibling.iter(*_TEXT, *_FIELD_CHAR):
                if each is self.end:
                    return Runs(tuple(texts))
                if kind(each) == "w:t":
                    texts.append(each)
        return Runs(())


@dataclass(slots=True)
class Bookmark:
    """The text between the two ends of a bookmark (17.13.6.2)."""

    id: str
    is_open: bool  # where the first paragraph begins
    paragraphs: list[etree._Element]

    def text(self) -> str:
        """Return the text."""
        return "".join(text for _, text in self.pieces()).strip("\n")

    def pieces(self) -> Iterator[tuple[etree._Element, str]]:
        """Yield the elements under the bookmark and their texts."""
        inside = self.is_open
        for paragraph in self.paragraphs:
            if inside:
                yield paragraph, "\n"
            for element, text in islice(shown(paragraph), _MAX_ELEMENTS):
                mine = text == "" and attribute(element, "id") == self.id
                if mine and kind(element) == "w:bookmarkEnd":
                    return
                if mine and kind(element) == "w:bookmarkStart":
                    inside = True
                elif inside and text:
                    yield element, text


def find_bookmarks(root: etree._Element, wanted: Container[str]) -> dict[str, Bookmark]:
    """Return the bookmarks of these names, the first of each."""
    found, under_way = dict[str, Bookmark](), dict[str, Bookmark]()
    for element in root.iter(*_BOOKMARKS):
        sort, name, identity = kind(element), attribute(element, "name"), attribute(element, "id")
        if sort == "w:p":
            if under_way and not _is_boxed(element):
                under_way = _extended(under_way, element)
        elif sort == "w:bookmarkEnd":
            under_way.pop(identity, None)
        elif name in wanted and name not in found:
            host = paragraph_of(element)
            bookmark = Bookmark(identity, host is None, [] if host is None else [host])
            found[name] = under_way[identity] = bookmark
    return found


def _extended(marks: dict[str, Bookmark], paragraph: etree._Element) -> dict[str, Bookmark]:
    """Let the bookmarks go on into a paragraph; return those that may go on further."""
    for each in marks.values():
        each.paragraphs.append(paragraph)
    return {name: each for name, each in marks.items() if len(each.paragraphs) < _MAX_PARAGRAPHS}


def paragraph_of(element: etree._Element) -> etree._Element | None:
    """Return the paragraph that an element stands in."""
    return next((each for each in element.iterancestors() if kind(each) == "w:p"), None)


def fold(text: str) -> str:
    """Return `text` with each stretch of white space one space."""
    return " ".join(text.split())


def is_within(texts: Sequence[etree._Element], source: Source) -> bool:
    """Whether what would repeat a text is part of that text."""
    if isinstance(source, Bookmark):
        return not {element for element, _ in source.pieces()}.isdisjoint(texts)
    return isinstance(source, Whole) and source.element == paragraph_of(texts[0])


def plain_texts(elements: Sequence[etree._Element]) -> tuple[etree._Element, ...]:
    """Return `elements` if they are all `w:t` of one paragraph; else none."""
    hosts = {paragraph_of(each) for each in elements}
    plain = all(kind(each) == "w:t" for each in elements)
    return tuple(elements) if plain and len(hosts) == 1 else ()


def _is_boxed(paragraph: etree._Element) -> bool:
    return any(kind(each) == "w:txbxContent" for each in paragraph.iterancestors())
