"""Texts of XML or HTML <> units of text with tags, and what stands between them (pure).

Tags of one kind cut the text into units, those of another stand between its words, and of the third
kind all that is in them is left alone.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from serve.problem import Problem
from translator.formats.web.names import RAW, SHUT, VOID, is_inline
from translator.model import Tag, TaggedText

Kind = Literal["xml", "html"]
_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![A-Za-z][^<>]*>"
    r"|<(?P<end>/)?(?P<name>[A-Za-z_][\w:.-]*)(?P<rest>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(?P<empty>/)?>",
    re.DOTALL,
)
_KEPT = re.compile(r"\btranslate\s*=\s*[\"']?no\b|\bclass\s*=\s*[\"'][^\"']*\bnotranslate\b", re.I)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Rules:
    """What each tag is, by its name; without `outline` only `splitting` ones cut an XML text."""

    kind: Kind
    ignored: frozenset[str] = frozenset()
    splitting: frozenset[str] = frozenset()
    inline: frozenset[str] = frozenset()
    outline: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with tags to be translated; `marks` is how each tag of its is written."""

    content: TaggedText
    marks: Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in its order: strings that stay as they are, and pieces."""

    parts: tuple[str | Piece, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What is to be translated."""
        return tuple(part for part in self.parts if isinstance(part, Piece))

    def written(self, targets: Sequence[TaggedText]) -> str:
        """Return the text with `targets`, one for each piece, in the place of the pieces."""
        given = iter(targets)
        return "".join(
            part if isinstance(part, str) else _written(next(given), part.marks)
            for part in self.parts
        )


@dataclass(slots=True)
class _Token:
    """A tag or a text; `peer` is the place of the tag that closes or opens it, -1 for none."""

    text: str
    name: str = ""
    what: Literal["text", "open", "close", "point"] = "text"
    peer: int = -1
    cuts: bool = False


@dataclass(slots=True)
class _Line:
    """A piece in the making."""

    text: str = ""
    tags: list[Tag] = field(default_factory=list)
    marks: dict[tuple[str, int], str] = field(default_factory=dict)

    def put(self, token: _Token, at: int, kind: Literal["open", "close", "point"]) -> None:
        ref = min(at, token.peer) if kind != "point" else at
        self.tags.append(Tag(len(self.text), kind, ref))
        self.marks[kind, ref] = token.text


def marked(text: str, rules: Rules) -> Marked:
    """Return `text` in its parts.

    Raises:
        Problem: it is not well-formed XML.
    """
    tokens = list(_joined(_tokens(text, rules), rules))
    _pair(tokens, rules)
    _cut(tokens, rules)
    return Marked(tuple(_parts(tokens, rules)))


def _written(target: TaggedText, marks: Mapping[tuple[str, int], str]) -> str:
    pieces: list[str] = []
    at = 0
    for tag in target.tags:
        pieces += [target.text[at : tag.at].translate(_ESCAPES), marks[tag.kind, tag.ref]]
        at = tag.at
    return "".join([*pieces, target.text[at:].translate(_ESCAPES)])


def _tokens(text: str, rules: Rules) -> Iterator[_Token]:
    at = 0
    for found in _TOKEN.finditer(text):
        if found.start() > at:
            yield _Token(text[at : found.start()])
        at = found.end()
        name = found["name"] or ""
        name = name.lower() if rules.kind == "html" else name
        if not name or found["empty"] or (rules.kind == "html" and name in VOID):
            yield _Token(found[0], name, "point")
        else:
            yield _Token(found[0], name, "close" if found["end"] else "open")
    if at < len(text):
        yield _Token(text[at:])


def _joined(tokens: Iterator[_Token], rules: Rules) -> Iterator[_Token]:
    """The tokens, what is left alone with all in it as one point."""
    for token in tokens:
        if token.what != "open" or not _is_kept(token, rules):
            yield token
            continue
        depth, whole = 1, token.text
        for inner in tokens:
            whole += inner.text
            same = inner.name == token.name
            depth += {"open": 1, "close": -1}.get(inner.what, 0) if same else 0
            if not depth:
                break
        yield _Token(whole, token.name, "point")


def _is_kept(token: _Token, rules: Rules) -> bool:
    if token.name in rules.ignored:
        return True
    html_kept = token.name in RAW | SHUT or bool(_KEPT.search(token.text))
    return rules.kind == "html" and html_kept


def _pair(tokens: Sequence[_Token], rules: Rules) -> None:
    """Say which tags belong together; in HTML one without another is a point.

    Raises:
        Problem: they are not well-formed.
    """
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.what == "open":
            opened.append(at)
            if len(opened) > _DEEPEST:
                raise Problem("invalid_input", reason=f"more than {_DEEPEST} tags in one another")
        elif token.what == "close":
            _close(tokens, opened, at, rules)
        elif token.what == "text" and rules.kind == "xml" and "<" in token.text:
            raise Problem("invalid_input", reason=f"a “<” that begins no tag: {token.text[:40]!a}")
    for at in opened:
        _alone(tokens[at], rules)


def _close(tokens: Sequence[_Token], opened: list[int], at: int, rules: Rules) -> None:
    name = tokens[at].name
    known = next((place for place in reversed(opened) if tokens[place].name == name), None)
    if known is None:
        _alone(tokens[at], rules)
        return
    while opened[-1] != known:
        _alone(tokens[opened.pop()], rules)
    opened.pop()
    tokens[at].peer, tokens[known].peer = known, at


def _alone(token: _Token, rules: Rules) -> None:
    if rules.kind == "xml":
        raise Problem("invalid_input", reason=f"the tag {token.text[:80]} has no other half")
    token.what = "point"


def _cut(tokens: Sequence[_Token], rules: Rules) -> None:
    """Say which tags cut the text: those named, blocks of HTML, and XML elements beside no text."""
    mixed = _with_text(tokens)
    parents: list[int] = []
    for at, token in enumerate(tokens):
        if token.what == "close":
            parents.pop()
            token.cuts = tokens[token.peer].cuts
            continue
        if token.what == "text" or not token.name:
            continue
        if rules.kind == "html":
            token.cuts = not is_inline(token.name) and token.name not in RAW
        else:
            beside = (parents[-1] if parents else -1) in mixed
            token.cuts = rules.outline and not beside and token.name not in rules.inline
        token.cuts |= token.name in rules.splitting
        if token.what == "open":
            parents.append(at)


def _with_text(tokens: Sequence[_Token]) -> frozenset[int]:
    """The elements, by their opening tags, that have words of their own; -1 is the whole."""
    found: set[int] = set()
    parents = [-1]
    for at, token in enumerate(tokens):
        if token.what == "open":
            parents.append(at)
        elif token.what == "close":
            parents.pop()
        elif token.what == "text" and token.text.strip():
            found.add(parents[-1])
    return frozenset(found)


def _parts(tokens: Sequence[_Token], rules: Rules) -> Iterator[str | Piece]:
    line = _Line()
    for at, token in enumerate(tokens):
        if token.cuts:
            yield from _ended(line)
            line = _Line()
            yield token.text
        elif token.what == "text":
            line.text += _read(token.text, rules.kind)
        else:
            line.put(token, at, token.what)
    yield from _ended(line)


def _ended(line: _Line) -> Iterator[Piece]:
    if line.text or line.tags:
        yield Piece(_halved(line), line.marks)


def _halved(line: _Line) -> TaggedText:
    """A pair of which another tag cut off one half is two points."""
    tags: list[Tag] = []
    for tag in line.tags:
        other = {"open": "close", "close": "open"}.get(tag.kind)
        if other and (other, tag.ref) not in line.marks:
            line.marks["point", tag.ref] = line.marks.pop((tag.kind, tag.ref))
            tags.append(Tag(tag.at, "point", tag.ref))
        else:
            tags.append(tag)
    return TaggedText(line.text, tuple(tags))


def _read(text: str, kind: Kind) -> str:
    if kind == "html":
        return html.unescape(text)
    return _ENTITY.sub(_character, text)


_ENTITY = re.compile(r"&(?:#(?:x[0-9A-Fa-f]{1,6}|\d{1,7})|lt|gt|amp|quot|apos);")


def _character(found: re.Match[str]) -> str:
    return html.unescape(found[0])
