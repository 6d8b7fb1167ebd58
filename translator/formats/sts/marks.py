"""Tags of an XML standard > what they stand for."""

from collections.abc import Mapping

from translator.formats.marks import Mark
from translator.formats.sts.languages import language_of
from translator.formats.sts.lines import lines
from translator.formats.sts.markup import decode, parse
from translator.formats.tree.marks import line_marks
from translator.model import Document


def marks(document: Document) -> dict[str, Mapping[int, Mark]]:
    """Return what the tags of each unit stand for."""
    text = decode(document.skeleton).text
    root = parse(text).root
    return line_marks(text, lines(root, text, language_of(root)))
