"""What each element is to a translator; each language of marks has a grammar of its own."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from translator.formats.tree.element import Element

_SAME = {"chi": "zh", "zho": "zh", "cmn": "zh", "cn": "zh", "eng": "en", "e": "en"}


def _keeps_none(_element: Element) -> bool:
    return False


def _reads_all(_element: Element, _parent: Element) -> bool:
    return True


def _no_heading(_path: Sequence[Element]) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Grammar:
    """The names of elements by what they are, and the language that is read.

    What no table names is a block, or part of the line where it stands between words; or, where
    all that is not a block is `inline` (None), part of a line always.
    """

    inline: frozenset[str] | None
    looks: frozenset[str]  # only change the look: they may go if an engine loses them
    floating: frozenset[str]  # one sign in a line; what they hold is a text of its own
    signs: frozenset[str]  # one sign in a line, and nobody reads into them
    shut: frozenset[str]  # they end a line, and nobody reads into them
    blocks: frozenset[str]
    breaks: frozenset[str] = frozenset()  # begin a new line in a text
    tails: frozenset[str] = frozenset()  # signs that belong to the end of what they stand in
    sections: frozenset[str] = frozenset()  # their labels say where a text stands
    keeps: Callable[[Element], bool] = _keeps_none  # whether an element is kept as it is
    reads: Callable[[Element, Element], bool] = _reads_all  # whether one is read in its parent
    level: Callable[[Sequence[Element]], int] = _no_heading  # of a heading, by its path
    language: str = ""

    def is_foreign(self, element: Element) -> bool:
        """Return whether an element says that it is not in the language."""
        return is_foreign(element, self.language)

    def is_sign(self, element: Element) -> bool:
        """Return whether an element is one sign in its line."""
        return element.name in self.signs or element.name in self.floating or self.keeps(element)

    def is_block(self, element: Element) -> bool:
        """Return whether an element ends the line before it, wherever it stands."""
        return element.name in self.blocks or element.name in self.shut

    def is_known(self, element: Element) -> bool:
        """Return whether an element that is no block is part of a line, wherever it stands."""
        return self.inline is None or element.name in self.inline

    def is_read(self, element: Element, parent: Element) -> bool:
        """Return whether there may be text to translate in a block."""
        if element.name in self.shut or self.keeps(element) or self.is_foreign(element):
            return False
        return self.reads(element, parent)

    def floats(self, element: Element) -> bool:
        """Return whether the text in a sign is read on its own."""
        return element.name in self.floating and not self.keeps(element)


def primary(tag: str) -> str:
    """Return the language of a tag (BCP 47, ISO 639-2 or what ISO STS files write): "zh"."""
    first = re.split(r"[-_]", tag.strip().lower())[0]
    return _SAME.get(first, first)


def is_foreign(element: Element, language: str) -> bool:
    """Return whether an element says that it is not in `language`."""
    return bool(element.language) and primary(element.language) != language
