"""Tags of a marked-up text > what they stand for: the elements by their names."""

from collections.abc import Iterable, Mapping

from translator.formats.marks import Mark
from translator.formats.tree.flat import Pair, Sign
from translator.formats.tree.lines import Line

_LOOKS = {
    "b": "bold",
    "bold": "bold",
    "strong": "bold",
    "i": "italic",
    "italic": "italic",
    "em": "italic",
    "u": "underline",
    "underline": "underline",
    "s": "strike",
    "strike": "strike",
    "sub": "sub",
    "sup": "sup",
}
_LINKS = frozenset({"a", "ext-link", "xref"})
_IMAGES = frozenset({"img", "inline-graphic", "svg"})
_ENDS = " \t\r\n/>;"


def line_marks(text: str, lines: Iterable[Line]) -> dict[str, Mapping[int, Mark]]:
    """Return what the tags of each line stand for."""
    return {line.id: {ref: _mark(text, mark) for ref, mark in line.marks.items()} for line in lines}


def _mark(text: str, mark: Sign | Pair) -> Mark:
    name = _name(text, mark.start)
    if isinstance(mark, Pair) and mark.is_look:
        return Mark(name, "fmt", frozenset({_LOOKS[name]} if name in _LOOKS else ()))
    if name in _IMAGES:
        return Mark(name, "image")
    return Mark(name, "link" if name in _LINKS else "other")


def _name(text: str, start: int) -> str:
    """The local name of the element that starts there; of a comment or entity its first signs."""
    end = start + 1
    while end < len(text) and text[end] not in _ENDS:
        end += 1
    return text[start + 1 : end].rpartition(":")[2].lower()
