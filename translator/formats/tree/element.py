"""The elements of a marked-up text by their places in it: offsets in characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Piece:
    """Character data, or a mark without text (a comment, an unknown entity), from start to end."""

    start: int
    end: int
    text: str | None
    cdata: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """The value of an attribute as written, without its quotation marks, and where it begins."""

    value: str
    start: int
    quote: str = '"'


@dataclass(slots=True)
class Element:
    """An element: `name` is local; its content is from `inner` to `close`, in characters.

    The one type here that grows while it is built.
    """

    name: str
    start: int
    inner: int
    attributes: dict[str, Attribute]
    close: int = -1
    end: int = -1
    children: list["Element | Piece"] = field(default_factory=list)

    @property
    def elements(self) -> Iterator["Element"]:
        """The elements directly in it."""
        return (each for each in self.children if isinstance(each, Element))

    @property
    def languages(self) -> Iterator[Attribute]:
        """The attributes that name its language."""
        return (self.attributes[name] for name in ("xml:lang", "lang") if name in self.attributes)

    @property
    def language(self) -> str:
        """Its language as written, "" if it names none."""
        if not self.attributes:
            return ""
        return next((each.value for each in self.languages if each.value), "")

    def value(self, name: str) -> str:
        """Return an attribute as written, "" if it has none of that name."""
        return self.attributes[name].value if name in self.attributes else ""

    def walk(self) -> Iterator["Element"]:
        """Yield it and all elements in it, in document order."""
        yield self
        for each in self.elements:
            yield from each.walk()

    def words(self) -> str:
        """Return its text in one line."""
        pieces = (
            each.words() if isinstance(each, Element) else each.text or "" for each in self.children
        )
        return " ".join("".join(pieces).split())


def line_of(text: str, at: int) -> int:
    """Return the number of the line of an offset, from 1."""
    return text.count("\n", 0, at) + 1


def line_ends(text: str) -> list[int]:
    """Return the offsets of the ends of the lines: of all of them at once."""
    return [found.start() for found in re.finditer("\n", text)]
