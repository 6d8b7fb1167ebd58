"""The tokens of a file > its blocks, as elements named as in HTML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from translator.formats.md.inline import items_of
from translator.formats.md.parser import parser
from translator.formats.md.strip import Source, Strip, source
from translator.formats.tree.element import Attribute, Element
from translator.formats.web import markup

_BEGIN = re.compile(r"\[[ xX]\][ \t]+|\[![A-Za-z]+\][ \t]*(?:\n[ \t]*|\Z)|:::[^\n]*(?:\n|\Z)")
_END = re.compile(r"(?:\n|\A):::+[ \t]*\Z")
_IDENTITY = re.compile(r"[ \t]*\{[^{}\n]*\}[ \t]*\Z")
_DIRECTIVE = re.compile(r"\[\[?_?TOC_?\]?\]\Z", re.IGNORECASE)
_DEFINED = re.compile(r"\s(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))[ \t]*\Z")
_RULER = re.compile(r"\s*-{2,}(?: +-{2,})+\s*")
_CODE = ("code_block", "fence")


@dataclass(slots=True)
class Blocks:
    """The blocks of a file in an element without a name; `ours` are those that are no HTML.

    `kept` says what is kept although there may be words in it, by the lines where it begins.
    """

    root: Element
    env: dict[str, object]
    ours: set[int] = field(default_factory=set)
    kept: list[tuple[str, int]] = field(default_factory=list)


def parse(text: str, start: int = 0, env: dict[str, object] | None = None) -> Blocks:
    """Return the blocks of a text from an offset on; `env` is what links may refer to."""
    env = {} if env is None else env
    tokens = parser().parse(text[start:], env)
    blocks = Blocks(Element("", start, start, {}, len(text), len(text)), env)
    reader = _Reader(text, source(text, start), blocks)
    for number, token in enumerate(tokens):
        reader.take(tokens, number, token)
    blocks.root.children.sort(key=lambda each: each.start)
    return blocks


@dataclass(slots=True)
class _Reader:
    text: str
    source: Source
    blocks: Blocks
    quotes: int = 0

    def take(self, tokens: Sequence[Token], number: int, token: Token) -> None:
        """Add what a token stands for."""
        first, last = token.map or (0, 0)
        if token.type.startswith("blockquote_"):
            self.quotes += token.nesting
        elif token.type == "tr_open":
            self._row(tokens, number, first)
        elif token.type == "inline" and tokens[number - 1].tag not in ("td", "th"):
            self._block(token, tokens[number - 1], first)
        elif token.type == "html_block":
            self._html(first, last)
        elif token.type == "definition":
            self._definition(first, last)
        elif token.type in _CODE:
            self.blocks.kept.append(("code blocks", first))

    def _block(self, token: Token, parent: Token, first: int) -> None:
        if self._is_drawn(*(token.map or (0, 0))):
            self.blocks.kept.append(("tables and verses of Pandoc", first))
            return
        strip = self.source.strip(token.content, first) if token.content else None
        if strip:
            self._add(parent.tag, _narrowed(strip, parent))
        elif token.content:
            self.blocks.kept.append(("blocks that stand otherwise than they are read", first))

    def _is_drawn(self, first: int, last: int) -> bool:
        """Whether the lines of a block mean something: a table without pipes, a line block."""
        inside = [self.source.line(number) for number in range(first, last)]
        around = [*inside, self.source.line(first - 1), self.source.line(last)]
        is_verse = bool(inside) and all(line.lstrip().startswith("| ") for line in inside)
        return is_verse or any(_RULER.fullmatch(line) for line in around)

    def _row(self, tokens: Sequence[Token], number: int, first: int) -> None:
        cells = [
            (token.content, tokens[at - 1].tag)
            for at, token in enumerate(tokens[number : _end_of_row(tokens, number)], number)
            if token.type == "inline"
        ]
        strips = self.source.cells([content for content, _ in cells], first)
        for (content, name), strip in zip(cells, strips, strict=True):
            if strip:
                self._add(name, strip)
            elif content:
                self.blocks.kept.append(("cells that stand otherwise than they are read", first))

    def _add(self, name: str, strip: Strip) -> None:
        if not strip.text or _DIRECTIVE.match(strip.text):
            return
        start, end = strip.start(0), strip.end(len(strip.text))
        children = items_of(strip, self.blocks.env, self.text)
        self.blocks.ours.add(start)
        self.blocks.root.children.append(Element(name, start, start, {}, end, end, children))

    def _html(self, first: int, last: int) -> None:
        if self.quotes:
            self.blocks.kept.append(("HTML in quotations", first))
            return
        start, end = self.source.starts[first], self.source.ends[last - 1]
        self.blocks.root.children += markup.parse(self.text, start, end).children

    def _definition(self, first: int, last: int) -> None:
        """Add the title of the definition of a link, as an attribute of an empty element."""
        start, end = self.source.starts[first], self.source.ends[last - 1]
        found = _DEFINED.search(self.text, start, end)
        if found:
            raw = Attribute(found[1][1:-1], found.start(1) + 1, f"\\{found[1][0]}")
            element = Element("a", start, start, {"title": raw}, end, end)
            self.blocks.ours.add(start)
            self.blocks.root.children.append(element)


def _end_of_row(tokens: Sequence[Token], number: int) -> int:
    return next(at for at in range(number, len(tokens)) if tokens[at].type == "tr_close")


def _narrowed(strip: Strip, parent: Token) -> Strip:
    """The text without what programs read at its ends: a box, a kind of note, an identity."""
    is_heading = parent.type == "heading_open"
    last = (_IDENTITY if is_heading else _END).search(strip.text)
    first = None if is_heading else _BEGIN.match(strip.text)
    start, end = first.end() if first else 0, last.start() if last else len(strip.text)
    return strip.cut(start, max(start, end))
