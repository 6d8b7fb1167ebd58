"""draft.txt > [Block], text > [Span]: the sample's text with its light markup understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

TEXT_FILE = Path(__file__).with_name("draft.txt")

Look = Literal["plain", "bold", "italic", "subscript", "superscript", "italic_subscript"]
Kind = Literal["ref", "note", "comment", "link"]

_MARKUP = re.compile(
    r"_\{\*(?P<italic_subscript>.+?)\*\}|\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|_\{(?P<subscript>.+?)\}|\^\{(?P<superscript>.+?)\}"
    r"|<(?P<link>https?://[^>]+)>|\[\[(?P<kind>ref|note|comment):(?P<name>\w+)\]\]"
)
_LOOKS: tuple[Look, ...] = ("bold", "italic", "subscript", "superscript", "italic_subscript")
_KINDS: tuple[Kind, ...] = ("ref", "note", "comment")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of draft.txt: what it is and what it says."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Some characters of one look."""

    text: str
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text: a reference to a caption, a footnote, a comment or a web address."""

    kind: Kind
    name: str


def read_blocks() -> tuple[Block, ...]:
    """The blocks of draft.txt, without its remarks and empty lines."""
    lines = TEXT_FILE.read_text(encoding="utf-8").splitlines()
    return tuple(_block(line) for line in lines if line and not line.startswith("#"))


def texts(blocks: Sequence[Block], tag: str) -> tuple[str, ...]:
    """The texts of the blocks with this tag, in order."""
    return tuple(block.text for block in blocks if block.tag == tag)


def spans(text: str) -> tuple[Span | Mark, ...]:
    """The text cut where its look changes or a mark stands."""
    pieces: list[Span | Mark] = []
    end = 0
    for match in _MARKUP.finditer(text):
        if match.start() > end:
            pieces.append(Span(text[end : match.start()]))
        pieces.append(_piece(match))
        end = match.end()
    if end < len(text):
        pieces.append(Span(text[end:]))
    return tuple(pieces)


def _block(line: str) -> Block:
    tag, _, text = line.partition(" ")
    return Block(tag, text)


def _piece(match: re.Match[str]) -> Span | Mark:
    if match["link"]:
        return Mark("link", match["link"])
    for kind in _KINDS:
        if match["kind"] == kind:
            return Mark(kind, match["name"])
    look = next(look for look in _LOOKS if match[look])
    return Span(match[look], look)
