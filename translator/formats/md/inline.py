"""The tokens of a line > elements and pieces, named as in HTML."""

import re
from collections.abc import Sequence

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from translator.formats.md.parser import Span, parser, span_of
from translator.formats.md.strip import Strip
from translator.formats.tree.element import Attribute, Element, Piece
from translator.formats.tree.flat import Item
from translator.formats.web import names
from translator.formats.web.markup import tag_at

_OPENS = {"em_open": "em", "strong_open": "strong", "s_open": "s", "link_open": "a"}
_OPENS["note_open"] = "note"
_CLOSES = {"em_close", "strong_close", "s_close", "link_close", "note_close"}
_SIGNS = {"code_inline": "code", "math_inline": "math", "math_inline_double": "math"}
_NESTING = 100  # elements of HTML inside one another in a block
_TITLE = re.compile(r"\s(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))\s*\)\Z")


def items_of(strip: Strip, env: dict[str, object], text: str) -> list[Item]:
    """Return what stands in the text of a block; `text` is that of the file."""
    tokens = list[Token]()
    parser().inline.parse(strip.text, parser(), env, tokens)
    return _Builder(strip, text).built(tokens)


class _Builder:
    """The items so far, and the elements that are open."""

    def __init__(self, strip: Strip, text: str) -> None:
        self.strip, self.text = strip, text
        self.root = Element("", strip.start(0), strip.start(0), {})
        self.open = [self.root]
        self.words, self.at = "", 0  # text since the last mark, and where it began

    def built(self, tokens: Sequence[Token]) -> list[Item]:
        """Return the items of all tokens."""
        numbers = iter(range(len(tokens)))
        for number in numbers:
            token, span = tokens[number], span_of(tokens[number])
            if token.type in ("text", "text_special"):
                self.words += token.content
            elif token.type == "softbreak":
                self.words += "\n"
            elif span and token.info == "auto" and token.type == "link_open":
                self._mark(span)
                next(numbers), next(numbers)
            elif span:
                self._add(token, span)
        self._flush(len(self.strip.text))
        self._unwind(1)
        return self.root.children

    def _add(self, token: Token, span: Span) -> None:
        if token.type in _OPENS:
            self._begin(_OPENS[token.type], _open_of(token, span))
        elif token.type in _CLOSES:
            self._end(token, _close_of(token, span))
        elif token.type == "html_inline":
            self._html(span)
        elif token.type == "hardbreak":
            self._break(span)
        elif token.type == "image":
            self._image(token, span)
        else:
            self._sign(_SIGNS.get(token.type, ""), span)

    def _flush(self, at: int) -> None:
        """Add the text up to `at`."""
        if at > self.at:
            start, end = self.strip.start(self.at), self.strip.end(at)
            self.open[-1].children.append(Piece(start, end, self.words))
        self.words, self.at = "", at

    def _mark(self, span: Span) -> None:
        self._flush(span.start)
        start, end = self.strip.start(span.start), self.strip.end(span.end)
        self.open[-1].children.append(Piece(start, end, None))
        self.at = span.end

    def _sign(self, name: str, span: Span) -> None:
        if not name:
            self._mark(span)
            return
        self._flush(span.start)
        start, end = self.strip.start(span.start), self.strip.end(span.end)
        self.open[-1].children.append(Element(name, start, end, {}, end, end))
        self.at = span.end

    def _break(self, span: Span) -> None:
        """Add a hard break with the spaces before it and all before the next line of text."""
        first = len(self.strip.text[: span.start].rstrip(" "))
        self._flush(first)
        start, end = self.strip.start(first), self.strip.start(span.end)
        self.open[-1].children.append(Element("br", start, end, {}, end, end))
        self.at = span.end

    def _image(self, token: Token, span: Span) -> None:
        self._flush(span.start)
        start, end = self.strip.start(span.start), self.strip.end(span.end)
        label = self.strip.cut(span.start + 2, span.start + 2 + len(token.content))
        children = _Builder(label, self.text).built(token.children or []) if label.text else []
        element = Element("img", start, start, self._title(span), end, end, children)
        self.open[-1].children.append(element)
        self.at = span.end

    def _title(self, span: Span) -> dict[str, Attribute]:
        """The title of a link or an image, as an attribute."""
        start, end = self.strip.start(max(span.inner, span.start)), self.strip.end(span.end)
        found = _TITLE.search(self.text[start:end])
        if not found or found[1][1:-1] != found[1][1:-1].strip():
            return {}
        value = Attribute(found[1][1:-1], start + found.start(1) + 1, f"\\{found[1][0]}")
        return {"title": value}

    def _begin(self, name: str, span: Span) -> None:
        self._flush(span.start)
        start, inner = self.strip.start(span.start), self.strip.end(span.end)
        element = Element(name, start, inner, {})
        self.open[-1].children.append(element)
        self.open.append(element)
        self.at = span.end

    def _end(self, token: Token, span: Span) -> None:
        self._flush(span.start)
        name = {"link_close": "a", "note_close": "note"}.get(token.type, token.tag)
        number = max(n for n, each in enumerate(self.open) if each.name == name)
        self._unwind(number + 1)
        element = self.open.pop()
        element.close, element.end = self.strip.start(span.start), self.strip.end(span.end)
        if name == "a":
            element.attributes |= self._title(span)
        self.at = span.end

    def _html(self, span: Span) -> None:
        start, end = self.strip.start(span.start), self.strip.end(span.end)
        element = tag_at(self.text, start, end)
        number = self._opened(element)
        if element and element.name in names.VOID:
            self._flush(span.start)
            self.open[-1].children.append(element)
        elif element and element.inner and len(self.open) < _NESTING:
            self._flush(span.start)
            self.open[-1].children.append(element)
            self.open.append(element)
        elif number:
            self._flush(span.start)
            self._unwind(number + 1)
            done = self.open.pop()
            done.close, done.end = start, end
        else:
            self._mark(span)
        self.at = span.end

    def _opened(self, element: Element | None) -> int:
        """The number of the open element of HTML that an end tag ends, 0 if there is none."""
        for number in range(len(self.open) - 1, 0, -1):
            if element and self.open[number].name == element.name:
                return number
            if self.text[self.open[number].start] != "<":
                return 0
        return 0

    def _unwind(self, first: int) -> None:
        """Make marks of the start tags from a number on: nothing ends them."""
        while len(self.open) > first:
            element = self.open.pop()
            children = self.open[-1].children
            children.pop()
            children += [Piece(element.start, element.inner, None), *element.children]


def _open_of(token: Token, span: Span) -> Span:
    """Where the mark at the beginning stands; of two signs the token has the second."""
    if token.type == "strong_open":
        return Span(span.start - 1, span.end)
    if token.type == "link_open":
        return Span(span.start, span.start + 1)
    if token.type == "note_open":
        return Span(span.start, span.start + 2)
    return span


def _close_of(token: Token, span: Span) -> Span:
    if token.type == "strong_close":
        return Span(span.start, span.end + 1)
    if token.type in ("link_close", "note_close"):
        return Span(span.inner, span.end, span.inner)
    return span


def title_of(raw: str) -> str:
    """Return what the title of a link stands for."""
    return " ".join(unescapeAll(raw).split())
