"""What language a file and its parts are in, and where the file says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translator.formats.sts import names
from translator.formats.sts.markup import Element, Piece
from translator.language import detect

_SAME = {"chi": "zh", "zho": "zh", "cmn": "zh", "cn": "zh", "eng": "en", "e": "en"}
_NAME = re.compile(r"<[^\s/>]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names the language of the document; `before` is what to write before it."""

    start: int
    end: int
    before: str = ""
    after: str = ""


def primary(tag: str) -> str:
    """Return the language of a tag (BCP 47, ISO 639-2 or what ISO STS files write): "zh"."""
    first = re.split(r"[-_]", tag.strip().lower())[0]
    return _SAME.get(first, first)


def language_of(root: Element) -> str:
    """Return the language that a file says it is in, or else looks like."""
    stated = [root.language, *(each.words() for each in _named(root))]
    return next((primary(tag) for tag in stated if primary(tag)), "") or primary(
        detect(root.words()).value
    )


def is_foreign(element: Element, language: str) -> bool:
    """Return whether an element says that it is not in `language`."""
    return bool(element.language) and primary(element.language) != language


def mentions(root: Element, text: str, language: str) -> Iterator[Mention]:
    """Yield the places that name the language of the document; the root is to name it."""
    if not root.language:
        found = _NAME.match(text, root.start)
        at = found.end() if found else root.inner
        yield Mention(at, at, ' xml:lang="', '"')
    for element in root.walk():
        if element.language and not is_foreign(element, language):
            start = element.attributes["xml:lang"].start
            yield Mention(start, start + len(element.language))
    for element in _named(root):
        for piece in element.children:
            if isinstance(piece, Piece) and primary(piece.text or "") == language:
                yield Mention(piece.start, piece.end)


def _named(root: Element) -> Iterator[Element]:
    return (each for each in root.walk() if each.name in names.LANGUAGES)
