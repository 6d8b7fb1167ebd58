"""Elements > the texts of a page: lines, and attributes that are read."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from translator.formats.sts.markup import legal
from translator.formats.tree.element import Element, line_ends
from translator.formats.tree.flat import BLANKS
from translator.formats.tree.grammar import Grammar
from translator.formats.tree.lines import Line, lines
from translator.formats.tree.weave import Copy, Say, woven
from translator.formats.web import names
from translator.formats.web.markup import plain
from translator.model import TaggedText

_NO_BREAK = "\u00a0"
_GAP = re.compile(f"[{BLANKS}]+")


def texts(root: Element, text: str, grammar: Grammar) -> list[Line]:
    """Return every text in the language in which there is a letter, in the order of the file."""
    found = [*lines(root, text, grammar), *attributes(root, text, grammar)]
    return sorted(found, key=lambda line: line.start)


def attributes(root: Element, text: str, grammar: Grammar) -> Iterator[Line]:
    """Yield every attribute that is read."""
    yield from _attributes((root,), line_ends(text), grammar)


def say(text: str) -> Say:
    """Return what writes a target of the page."""

    def written(line: Line, target: TaggedText, copy: Copy) -> str:
        raw = text[line.start : line.end]
        no_break = "&nbsp;" if "&nbsp;" in raw else _NO_BREAK
        if line.form:
            return _value(target.text, line.form).replace(_NO_BREAK, no_break)
        return woven(line, target, copy, lambda piece: legal(piece).replace(_NO_BREAK, no_break))

    return written


def _attributes(path: tuple[Element, ...], ends: Sequence[int], grammar: Grammar) -> Iterator[Line]:
    element = path[-1]
    for name, attribute in element.attributes.items():
        value = _GAP.sub(" ", plain(attribute.value).strip(BLANKS))
        if _is_read(element, name) and any(character.isalpha() for character in value):
            start = attribute.start
            yield Line(
                f"{element.start}.{name}",
                TaggedText(value),
                start,
                start + len(attribute.value),
                f"{element.name}, {name}, line {bisect_left(ends, start) + 1}",
                path,
                form=attribute.quote or " ",
            )
    for each in element.elements:
        is_kept = grammar.keeps(each) or grammar.is_foreign(each) or each.name in names.SHUT
        if not is_kept and each.name not in names.SIGNS:
            yield from _attributes((*path, each), ends, grammar)


def _is_read(element: Element, name: str) -> bool:
    if name in names.READ_ALWAYS:
        return True
    if element.name not in names.READ_IN.get(name, ()):
        return False
    if name == "value":
        return element.value("type").lower() in names.BUTTONS
    if name == "content":
        said = (element.value("name") or element.value("property")).lower()
        vocabulary, _, rest = said.replace(".", ":", 1).partition(":")
        is_known = said in names.META
        return is_known or (vocabulary in names.META_VOCABULARIES and rest in names.META)
    return True


def _value(text: str, quote: str) -> str:
    """The text as the value of an attribute in `quote`, or in none."""
    value = legal(text.replace("\n", " "))
    if quote == "'":
        return value.replace("'", "&#39;")
    value = value.replace('"', "&quot;")
    return value if quote == '"' else f'"{value}"'
