"""The text of a block without what its lines begin with, and where each character of it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n?|\n")
_PIPE = re.compile(r"\\?\||[^\\|]+|\\")


@dataclass(frozen=True, slots=True)
class Strip:
    """Text that is parsed as one; `places` are the offsets of its characters in the file."""

    text: str
    places: Sequence[int]

    def start(self, at: int) -> int:
        """Return the offset in the file of what begins at `at`."""
        return self.places[at] if at < len(self.places) else self.end(at)

    def end(self, at: int) -> int:
        """Return the offset in the file of what ends at `at`."""
        return self.places[at - 1] + 1 if at else self.places[0]

    def cut(self, start: int, end: int) -> "Strip":
        """Return a part."""
        return Strip(self.text[start:end], self.places[start:end])


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a text from an offset on, as the parser counts them."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def line(self, number: int) -> str:
        """Return a line, "" beyond the first and the last."""
        if not 0 <= number < len(self.starts):
            return ""
        return self.text[self.starts[number] : self.ends[number]]

    def strip(self, content: str, first: int) -> Strip | None:
        """Return the text of a block that begins in a line; None if it stands there otherwise."""
        places = list[int]()
        for number, line in enumerate(content.split("\n"), first):
            inked = line.lstrip(" \t")
            lead = len(line) - len(inked)
            if number >= len(self.starts):
                return None
            at = self.text.rfind(inked, self.starts[number], self.ends[number])
            if at < 0:
                return None
            places += [at] * lead + list(range(at, at + len(inked))) + [at + len(inked)]
        return Strip(content, places[:-1])

    def cells(self, contents: Sequence[str], row: int) -> Iterator[Strip | None]:
        """Yield the text of each cell of a row of a table, in order; blank ones are None."""
        pieces = iter(self._cells(row))
        for content in contents:
            found = (_cell(each, content) for each in pieces)
            yield next((cell for cell in found if cell), None) if content else None

    def _cells(self, row: int) -> list[Strip]:
        """What stands between the pipes of a line, their escapes resolved."""
        found, chars, places = list[Strip](), "", list[int]()
        for token in _PIPE.finditer(self.text, self.starts[row], self.ends[row]):
            if token.group() == "|":
                found.append(Strip(chars, places))
                chars, places = "", []
            else:
                skipped = 1 if token.group() == "\\|" else 0
                chars += token.group()[skipped:]
                places += range(token.start() + skipped, token.end())
        return [*found, Strip(chars, places)]


def source(text: str, start: int) -> Source:
    """Return the lines of a text from an offset on."""
    starts, ends = [start], list[int]()
    for found in _LINE_END.finditer(text, start):
        ends.append(found.start())
        starts.append(found.end())
    return Source(text, starts, [*ends, len(text)])


def _cell(piece: Strip, content: str) -> Strip | None:
    """The content of a cell in what stands between two pipes; the first may begin elsewhere."""
    shown = piece.text.rstrip()
    if not shown.endswith(content):
        return None
    return piece.cut(len(shown) - len(content), len(shown))
