"""Tagged text in one line, for tests: `a<1>b</1>[2]` is "ab", a pair around b, a point after it."""

import re

from translator.formats.docx import Docx
from translator.model import Tag, TaggedText

_MARK = re.compile(r"<(\d+)>|</(\d+)>|\[(\d+)\]")


def marked(content: TaggedText) -> str:
    """Write tagged text in one line."""
    forms = {"open": "<{}>", "close": "</{}>", "point": "[{}]"}
    pieces, start = list[str](), 0
    for tag in content.tags:
        pieces += content.text[start : tag.at], forms[tag.kind].format(tag.ref)
        start = tag.at
    return "".join(pieces) + content.text[start:]


def unmarked(line: str) -> TaggedText:
    """Read what `marked` wrote."""
    text, tags, start = "", list[Tag](), 0
    for found in _MARK.finditer(line):
        text += line[start : found.start()]
        start = found.end()
        if found[1]:
            tags.append(Tag(len(text), "open", int(found[1])))
        elif found[2]:
            tags.append(Tag(len(text), "close", int(found[2])))
        else:
            tags.append(Tag(len(text), "point", int(found[3])))
    return TaggedText(text + line[start:], tuple(tags))


def units(data: bytes) -> list[str]:
    """Return the units of a Word file, each in one line."""
    return [marked(unit.content) for unit in Docx().read(data).units]


def translated(data: bytes, *lines: str) -> bytes:
    """Write a Word file with its first units replaced by `lines`."""
    document = Docx().read(data)
    ids = [unit.id for unit in document.units]
    return Docx().write(document, {ids[n]: unmarked(line) for n, line in enumerate(lines)})
