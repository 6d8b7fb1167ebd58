"""Text > the elements of a page by their places in it, as browsers find them in what is wrong too.

Nothing is mended: an end tag that ends nothing is a mark in its line, and so is a start tag that
only marks words and is never ended. Elements that may do without an end tag end where they must.
"""

import html
import re
from collections.abc import Iterator

from translator.errors import BrokenDocument
from translator.formats.tree.element import Attribute, Element, Piece, line_of
from translator.formats.web import names

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*)")
_MARK = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?(?:php|=).*?(?:\?>|\Z)"
    r"|<[!?][^>]*(?:>|\Z)|</>|</[^A-Za-z>][^>]*(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?"
)
_TAG_END = re.compile(r"\s*(?P<empty>/?)[\s/]*>")
_TEXT = re.compile(r"(?:[^<]+|<(?![A-Za-z/!?%]))+|<")
_CALL_END = "%>"  # of a call of a program on the server, which begins with <%
_STRAY = re.compile("[\udc80-\udcff]")
_FOREIGN = frozenset({"foreignobject", "math", "svg"})
_NESTING = 250  # elements inside one another; browsers stop at 512

_PARAGRAPH_ENDS = frozenset(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset "  # noqa: SIM905
    "figcaption figure footer form header hgroup hr li listing main menu nav ol p plaintext "
    "pre search section summary table ul xmp".split()
) | frozenset(names.HEADINGS)
_LISTS = frozenset({"dir", "menu", "ol", "ul"})
_LIMITS = names.SCOPES | names.CELLS
# For a start tag: the elements that it ends, and those beyond which it ends none.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **{name: (frozenset({"p"}), _LIMITS) for name in _PARAGRAPH_ENDS},
    "li": (frozenset({"li", "p"}), _LIMITS | _LISTS),
    **dict.fromkeys(("dd", "dt"), (frozenset({"dd", "dt", "p"}), _LIMITS | {"dl"})),
    "option": (frozenset({"option"}), _LIMITS | {"select"}),
    "optgroup": (frozenset({"optgroup", "option"}), _LIMITS | {"select"}),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"table", "tr"}))),
    "tr": (names.CELLS | {"tr"}, frozenset({"table"})),
    **dict.fromkeys(("tbody", "tfoot", "thead"), (names.ROWS, frozenset({"table"}))),
    **dict.fromkeys(("rp", "rt"), (frozenset({"rp", "rt"}), frozenset({"ruby"}))),
    "a": (frozenset({"a"}), _LIMITS),
    "body": (frozenset({"head"}), frozenset()),
}


def parse(text: str, start: int = 0, end: int | None = None) -> Element:
    """Return an element without a name around all that stands between two places.

    Raises:
        BrokenDocument: more elements inside one another than any browser keeps.
    """
    tree = _Tree(text, start, len(text) if end is None else end)
    while tree.at < tree.end:
        tree.step()
    tree.finish()
    return tree.root


def plain(raw: str) -> str:
    """Return what character data stands for."""
    return _STRAY.sub("\ufffd", html.unescape(raw))


class _Tree:
    """The elements so far, and those that are open."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.at, self.end = text, start, end
        self.root = Element("", start, start, {}, end, end)
        self.open = [self.root]
        self.last_call = text.rfind(_CALL_END, start, self.end)

    def step(self) -> None:
        """Take the next tag, mark or text."""
        tag = _TAG.match(self.text, self.at, self.end)
        end = self._end_of_mark(self.at)
        if end:
            self._add(Piece(self.at, end, None), end)
        elif tag and tag["end"]:
            self._end_tag(tag)
        elif tag:
            self._start_tag(tag)
        else:
            end = self._end_of_text()
            self._add(Piece(self.at, end, plain(self.text[self.at : end])), end)

    def _end_of_mark(self, at: int) -> int:
        """Where a comment, an instruction or a call that begins at a place ends; 0 if none does."""
        if self.text.startswith("<%", at) and at < self.last_call:
            return self.text.index(_CALL_END, at) + len(_CALL_END)
        mark = _MARK.match(self.text, at, self.end)
        return mark.end() if mark else 0

    def _end_of_text(self) -> int:
        """Where a tag or a mark begins; what begins neither is text."""
        end = self.at
        while end == self.at or not (
            end >= self.end or _TAG.match(self.text, end, self.end) or self._end_of_mark(end)
        ):
            found = _TEXT.match(self.text, end, self.end)
            end = found.end() if found else self.end
        return end

    def finish(self) -> None:
        """End what is still open."""
        self._shut(1, self.end)

    def _add(self, item: Element | Piece, end: int) -> None:
        self.open[-1].children.append(item)
        self.at = end

    def _start_tag(self, tag: re.Match[str]) -> None:
        name = tag["name"].lower().rpartition(":")[2]
        attributes, end, is_empty = self.attributes(tag.end())
        element = Element(name, self.at, end, attributes, end, end)
        if not self._is_foreign():
            self._end_by(name)
        self._add(element, end)
        if name in names.VOID or (is_empty and (self._is_foreign() or name in ("math", "svg"))):
            return
        if name in names.RAW | names.TEXT_ONLY and not self._is_foreign():
            self._raw(element)
            return
        self.open.append(element)
        if len(self.open) > _NESTING:
            raise BrokenDocument(
                f"line {line_of(self.text, element.start)}: more than {_NESTING} elements inside "
                "one another"
            )

    def _is_foreign(self) -> bool:
        """Whether the place is in SVG or MathML, where elements may be empty."""
        for element in reversed(self.open):
            if element.name in _FOREIGN:
                return element.name != "foreignobject"
        return False

    def attributes(self, at: int) -> tuple[dict[str, Attribute], int, bool]:
        """Return the attributes of a start tag, where it ends, and whether it says it is empty."""
        found = dict[str, Attribute]()
        while at < self.end:
            end = _TAG_END.match(self.text, at, self.end)
            if end:
                return found, end.end(), bool(end["empty"])
            each = _ATTRIBUTE.match(self.text, at, self.end)
            if not each:
                break
            at = each.end()
            value = each["value"] or ""
            quote = value[:1] if value[:1] in ("'", '"') else ""
            start = each.start("value") + len(quote) if value else at
            if value:
                inner = value[1:-1] if quote else value
                found.setdefault(each["name"].lower(), Attribute(inner, start, quote))
        return found, self.end, False

    def _raw(self, element: Element) -> None:
        """Take all up to the end tag of an element in which nothing is mark-up."""
        close = re.compile(f"</{re.escape(element.name)}(?=[\\s/>])[^>]*>?", re.IGNORECASE)
        found = close.search(self.text, self.at, self.end)
        element.close, element.end = found.span() if found else (self.end, self.end)
        if element.name in names.TEXT_ONLY:
            element.children += self._lines(element)
        else:
            element.children.append(Piece(element.inner, element.close, None))
        self.at = element.end

    def _lines(self, element: Element) -> Iterator[Element | Piece]:
        """The lines of a text area, each of which is a text; a title is one."""
        whole = self.text[element.inner : element.close]
        if element.name == "title":
            yield Piece(element.inner, element.close, plain(whole))
            return
        for line in re.finditer(r"[^\r\n]+", whole):
            start, end = element.inner + line.start(), element.inner + line.end()
            piece = Piece(start, end, plain(line.group()))
            yield Element("text", start, start, {}, end, end, [piece])

    def _end_by(self, name: str) -> None:
        """End the elements that the start tag of another ends."""
        ended, limits = _ENDS.get(name, (frozenset(), frozenset()))
        first = 0
        for number in range(len(self.open) - 1, 0, -1):
            if self.open[number].name in ended:
                first = number
            elif self.open[number].name in limits:
                break
        if first:
            self._shut(first, self.at)

    def _end_tag(self, tag: re.Match[str]) -> None:
        name = tag["name"].lower().rpartition(":")[2]
        _, end, _ = self.attributes(tag.end())
        number = self._opened(name)
        if number:
            self._shut(number + 1, self.at)
            element = self.open.pop()
            element.close, element.end = self.at, end
            self.at = end
        elif names.is_inline(name) and name != "br":
            self._add(Piece(self.at, end, None), end)
        else:
            self._add(Element(name, self.at, end, {}, end, end), end)

    def _opened(self, name: str) -> int:
        """The number of the open element that an end tag ends, 0 if there is none."""
        limits = names.SCOPES - {"html"} if name in names.ROWS else _LIMITS
        for number in range(len(self.open) - 1, 0, -1):
            other = self.open[number].name
            if other == name:
                return number
            if other in limits and name not in ("body", "html", "table", "template"):
                return 0
            if names.is_inline(name) and not names.is_inline(other):
                return 0
        return 0

    def _shut(self, first: int, at: int) -> None:
        """End the open elements from a number on, without end tags."""
        while len(self.open) > first:
            element = self.open.pop()
            if names.is_inline(element.name) and element.name not in names.SIGNS:
                children = self.open[-1].children
                children.pop()
                children += [Piece(element.start, element.inner, None), *element.children]
            else:
                element.close = element.end = at


def tag_at(text: str, start: int, end: int) -> Element | None:
    """Return the element of a tag, without content; `inner` is 0 for an end tag."""
    tag = _TAG.match(text, start, end)
    if not tag:
        return None
    tree = _Tree(text, start, end)
    attributes, inner, _ = tree.attributes(tag.end())
    return Element(tag["name"].lower(), start, 0 if tag["end"] else inner, attributes, end, end)
