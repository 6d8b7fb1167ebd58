"""Elements of STS and JATS > lines."""

from collections.abc import Iterator

from translator.formats.sts import names
from translator.formats.tree import lines as tree
from translator.formats.tree.element import Element
from translator.formats.tree.lines import Line

__all__ = ["Line", "lines"]


def lines(root: Element, text: str, language: str) -> Iterator[Line]:
    """Yield every line in `language` in which there is a letter, in document order."""
    return tree.lines(root, text, names.grammar(language))
