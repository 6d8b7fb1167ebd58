"""Tags of a web page > what they stand for."""

from collections.abc import Mapping

from translator.formats.marks import Mark
from translator.formats.tree.marks import line_marks
from translator.formats.web import names
from translator.formats.web.charset import decode
from translator.formats.web.languages import language_of
from translator.formats.web.markup import parse
from translator.formats.web.texts import texts
from translator.model import Document


def marks(document: Document) -> dict[str, Mapping[int, Mark]]:
    """Return what the tags of each unit stand for."""
    text = decode(document.skeleton).text
    root = parse(text)
    return line_marks(text, texts(root, text, names.grammar(language_of(root))))
