"""What language a file and its parts are in, and where the file says so."""

import re
from collections.abc import Iterator

from translator.formats.sts import names
from translator.formats.tree.element import Element, Piece
from translator.formats.tree.grammar import is_foreign, primary
from translator.formats.tree.weave import Stamp
from translator.language import detect

_NAME = re.compile(r"<[^\s/>]+")


def language_of(root: Element) -> str:
    """Return the language that a file says it is in, or else looks like."""
    stated = [root.language, *(each.words() for each in _named(root))]
    return next((primary(tag) for tag in stated if primary(tag)), "") or primary(
        detect(root.words()).value
    )


def stamps(root: Element, text: str, language: str, target: str) -> Iterator[Stamp]:
    """Yield what says that the document is in `target`, not in `language`; the root says it."""
    if not root.language:
        found = _NAME.match(text, root.start)
        at = found.end() if found else root.inner
        yield Stamp(at, at, f' xml:lang="{target}"')
    for element in root.walk():
        if element.language and not is_foreign(element, language):
            for said in element.languages:
                yield Stamp(said.start, said.start + len(said.value), target)
    for element in _named(root):
        for piece in element.children:
            if isinstance(piece, Piece) and primary(piece.text or "") == language:
                yield Stamp(piece.start, piece.end, target)


def _named(root: Element) -> Iterator[Element]:
    return (each for each in root.walk() if each.name in names.LANGUAGES)
