"""Web pages (HTML, XHTML): a unit is the text between two blocks, or a text in an attribute.

The file is never rebuilt: `write` replaces the stretches that change and copies all else, so that
what browsers forgive stays as it was written.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from translator.formats.tree.element import Element, Piece, line_of
from translator.formats.tree.grammar import Grammar
from translator.formats.tree.weave import Change, rewritten
from translator.formats.web import names
from translator.formats.web.charset import Page, decode
from translator.formats.web.languages import language_of, stamps
from translator.formats.web.markup import parse
from translator.formats.web.texts import say, texts
from translator.model import Document, Issue, TaggedText, TextUnit

__all__ = ["Html"]


@dataclass(frozen=True, slots=True)
class Html:
    """Pages as browsers read them, be they well formed or not."""

    suffix: str = ".html"

    def read(self, data: bytes) -> Document:
        """See `Format.read`."""
        page = decode(data)
        root = parse(page.text)
        grammar = names.grammar(language_of(root))
        units = (
            TextUnit(line.id, line.content, line.place, line.level)
            for line in texts(root, page.text, grammar)
        )
        return Document(tuple(units), data, tuple(_notes(page, root, grammar)))

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`. Where a target differs, the page says that it is in the language."""
        page = decode(document.skeleton)
        root = parse(page.text)
        language = language_of(root)
        changes = [
            Change(line, targets[line.id])
            for line in texts(root, page.text, names.grammar(language))
            if targets.get(line.id, line.content) != line.content
        ]
        said = document.language if changes else None
        mentions = stamps(root, page.text, language, said) if said else ()
        return page.encode(rewritten(page.text, changes, mentions, say(page.text)))


def _notes(page: Page, root: Element, grammar: Grammar) -> Iterator[Issue]:
    """Yield what a reader may miss: what is kept although there are words in it."""
    yield from page.notes
    kept = Counter[str]()
    first = dict[str, int]()
    for each in root.walk():
        for what, start in _kept(each, page.text, grammar):
            kept[what] += 1
            first.setdefault(what, start)
    for what, count in kept.items():
        place = f"line {line_of(page.text, first[what])}"
        yield Issue("untranslated part", f"{what} stay as they are: {count}", place)


def _kept(element: Element, text: str, grammar: Grammar) -> Iterator[tuple[str, int]]:
    if element.name in names.SHUT and element.words():
        yield "preformatted texts", element.start
    elif names.is_marked(element) and element.words():
        yield "parts that are marked as not to be translated", element.start
    elif grammar.is_foreign(element) and element.words():
        yield f"parts in {element.language}", element.start
    elif element.name in names.READINGS and element.words():
        yield "readings of characters (ruby)", element.start
    for each in element.children:
        if isinstance(each, Piece) and text.startswith("<!--[if", each.start):
            yield "conditional comments", each.start
