"""Targets > Markdown that is read as the same text: what would be a mark is escaped.

Each target is written, read again, and written with more care if it is read otherwise: first with
the fewest escapes, then with HTML in place of stars (between Chinese characters a star is often
no mark), then with every sign escaped.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from translator.formats.md import blocks
from translator.formats.md.front import value
from translator.formats.tree.element import Element
from translator.formats.tree.flat import Flat, Pair
from translator.formats.tree.grammar import Grammar
from translator.formats.tree.lines import Line
from translator.formats.tree.weave import Copy, Say, mended, woven
from translator.formats.web.texts import say as say_html
from translator.model import Tag, TaggedText

_SIGN = re.compile(
    r"(?P<always>[`\[\]$])|(?P<slash>\\(?=[!-/:-@\[-`{-~]|\Z))|(?P<star>\*)|(?P<bar>_)"
    r"|(?P<tag><(?=[A-Za-z/!?]|\Z))|(?P<entity>&(?=#?\w+;))|(?P<wave>~(?=~)|(?<=~)~)"
    r"|(?P<call>\{(?=[{%]))|(?P<pipe>\|)"
)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_BLOCK = re.compile(
    r"(?P<lead>\d{1,9})(?=[.)](?:\s|\Z))|(?=[-+*:](?:\s|\Z)|>|#{1,6}(?:\s|\Z)|~{3}|=+\s*\Z|-+\s*\Z)"
)
_EMPHASIS = re.compile(r"[*_~]+")
_LABEL = re.compile(r"(?P<outer>[*_~]*)\[[*_~]*")
_SHORTCUT = re.compile(r"(?P<marks>[*_~]*)\](?:\[\])?(?P<outer>[*_~]*)")
_CODE = re.compile(r"(?P<ticks>`+)(?P<space> ?)(?P<words>[^\n]+?)(?P=space)(?P=ticks)")
_NEXT_LINE = re.compile(r"\n[ \t>]*")
_AROUND = {
    **{f"h{level}": (f"{'#' * level} ", "") for level in range(1, 7)},
    **dict.fromkeys(("td", "th"), ("| ", " |\n| --- |")),
    "img": ("![", "](x)"),
    "note": ("^[", "]"),
}


def say(text: str, read: blocks.Blocks, grammar: Grammar) -> Say:
    """Return what writes a target of the file."""
    pages = say_html(text)

    def written(line: Line, target: TaggedText, copy: Copy) -> str:
        if line.path[0].name == "metadata":
            return value(target.text, line.form)
        is_ours = len(line.path) > 1 and line.path[1].start in read.ours
        if line.form.startswith("\\"):
            return titled(target.text, line.form[1:])
        if not is_ours or line.form:
            return pages(line, target, copy)
        return _Writer(text, read, grammar, line, copy).written(target)

    return written


def titled(text: str, quote: str) -> str:
    """Return a text as the title of a link, without the quotation marks around it."""
    text = " ".join(text.split()).replace("\\", "\\\\").replace("&", "\\&")
    for sign in "()" if quote == "(" else quote:
        text = text.replace(sign, f"\\{sign}")
    return text


@dataclass(frozen=True, slots=True)
class _Writer:
    text: str
    read: blocks.Blocks
    grammar: Grammar
    line: Line
    copy: Copy

    def written(self, target: TaggedText) -> str:
        """Return the target in the first way in which it reads back."""
        wanted = replace(target, tags=tuple(mended(self.line.marks, target)))
        ways = list(self._ways(wanted))
        return next((way for way in ways if self._reads_as(way, wanted)), ways[-1])

    def _ways(self, target: TaggedText) -> Iterator[str]:
        name = self.line.path[-1].name
        for escape in (_lightly(name), _fully):
            for overrides in (self._labels(), self._labels() | self._tags()):
                yield _opened(woven(self.line, target, self._copy(overrides), escape), name)

    def _copy(self, overrides: dict[tuple[int, int], str]) -> Copy:
        def copied(start: int, end: int) -> str:
            return overrides.get((start, end)) or self.copy(start, end)

        return copied

    def _labels(self) -> dict[tuple[int, int], str]:
        """The ends of links that are found by their own words, which are translated."""
        found = dict[tuple[int, int], str]()
        for pair in self._pairs():
            end = _SHORTCUT.fullmatch(self.text[pair.close : pair.end])
            begin = _LABEL.fullmatch(self.text[pair.start : pair.inner])
            if begin and end:
                at = pair.start + len(begin["outer"]) + 1
                label = self.text[at : pair.close + len(end["marks"])]
                found[pair.close, pair.end] = f"{end['marks']}][{label}]{end['outer']}"
        return found

    def _tags(self) -> dict[tuple[int, int], str]:
        """HTML for what is marked by stars and the like, which may be no marks where they come."""
        found = dict[tuple[int, int], str]()
        for pair in self._pairs():
            if _EMPHASIS.fullmatch(self.text[pair.start : pair.inner]):
                found[pair.start, pair.inner] = "".join(f"<{name}>" for name in pair.names)
                ends = (f"</{name}>" for name in reversed(pair.names))
                found[pair.close, pair.end] = "".join(ends)
        for mark in self.line.marks.values():
            code = _CODE.fullmatch(self.text[mark.start : mark.end])
            if code:
                found[mark.start, mark.end] = f"<code>{_fully(code['words'])}</code>"
        return found

    def _pairs(self) -> Iterator[Pair]:
        return (mark for mark in self.line.marks.values() if isinstance(mark, Pair))

    def _reads_as(self, way: str, wanted: TaggedText) -> bool:
        name = self.line.path[-1].name
        before, after = _AROUND.get(name, ("", ""))
        again = blocks.parse(before + _NEXT_LINE.sub("\n", way) + after, env=dict(self.read.env))
        found = _element(again.root, name)
        if found is None:
            return False
        flat = Flat(self.grammar)
        flat.add(found.children)
        plain = wanted.text.strip(" ")
        return flat.content.text == plain and _kinds(flat.content.tags) == _kinds(wanted.tags)


def _element(root: Element, name: str) -> Element | None:
    """The one block of a text that was read again, or what stands alone in it."""
    blocks_in = list(root.elements)
    if len(blocks_in) != 1:
        return None
    if name in ("img", "note"):
        inner = list(blocks_in[0].elements)
        return inner[0] if len(inner) == 1 and inner[0].name == name else None
    wanted = name if name in _AROUND else "p"
    return blocks_in[0] if blocks_in[0].name in (wanted, "th") else None


def _kinds(tags: tuple[Tag, ...]) -> list[tuple[str, int]]:
    """What the tags are, each numbered by its first appearance."""
    numbers = dict[int, int]()
    return [(tag.kind, numbers.setdefault(tag.ref, len(numbers))) for tag in tags]


def _lightly(name: str) -> Callable[[str], str]:
    """Escape what may be a mark in the line of such an element."""

    def escaped(text: str) -> str:
        def sign(found: re.Match[str]) -> str:
            around = text[max(found.start() - 1, 0) : found.start()], text[found.end() :][:1]
            is_plain = (
                (found["star"] and all(each == " " for each in around))
                or (found["bar"] and all(each.isalnum() for each in around))
                or (found["pipe"] and name not in ("td", "th"))
            )
            return found.group() if is_plain else f"\\{found.group()}"

        return _SIGN.sub(sign, text)

    return escaped


def _fully(text: str) -> str:
    return _PUNCTUATION.sub(lambda found: f"\\{found.group()}", text)


def _opened(way: str, name: str) -> str:
    """The text without anything at the beginning of a line that would begin another block."""
    if name in _AROUND:
        return re.sub(r"(?<=\s)#(?=#*\Z)", r"\\#", way) if name.startswith("h") else way
    lines = re.split(r"(\n[ \t>]*)", way)
    lines[::2] = [
        _BLOCK.sub(lambda found: f"{found['lead'] or ''}\\", line, count=1)
        if _BLOCK.match(line)
        else line
        for line in lines[::2]
    ]
    return "".join(lines)
