"""Plain text: a unit is a line; the encoding, the byte order mark and the line ends are kept.

Lines are never joined, since nothing in the file says which belong together: a file that looks as
if its paragraphs were broken into lines by hand is translated line by line, and that is noted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translator.formats.encoding import changed_encoding, decode
from translator.model import Document, Issue, TaggedText, TextUnit

_LINE_END = re.compile(r"(\r\n|\n|\r)")
_MARGIN = range(50, 121)  # columns; where lines broken by hand end
_FLUSH = 3  # lines that end without an end of a sentence, one after another
_ENDED = re.compile(r"[.!?:;。！？：；…|]['\"”’）)]*$")
_ITEM = re.compile(r"([-*•·—]|\(?[0-9a-zA-Z]{1,3}[.)、])\s")


@dataclass(frozen=True, slots=True)
class Txt:
    """Plain text files in UTF-8, UTF-16, GB 18030 or Big5."""

    suffix: str = ".txt"

    def read(self, data: bytes) -> Document:
        """See `Format.read`."""
        decoded = decode(data)
        found = list(_lines(decoded.text))
        units = (
            TextUnit(f"line {number}", TaggedText(line), f"line {number}") for number, line in found
        )
        return Document(tuple(units), data, (*decoded.notes, *_broken(found)))

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`. A line end in a target becomes a space: a line stays a line."""
        decoded = decode(document.skeleton)
        pieces = _LINE_END.split(decoded.text)
        for number, _ in _lines(decoded.text):
            target = targets.get(f"line {number}")
            if target is not None:
                pieces[2 * number - 2] = _LINE_END.sub(" ", target.text)
        return decoded.encode("".join(pieces))

    def remarks(self, document: Document, data: bytes) -> tuple[Issue, ...]:
        """See `Remarking.remarks`."""
        return tuple(changed_encoding(document.skeleton, data))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers from 1."""
    for number, line in enumerate(_LINE_END.split(text)[::2], start=1):
        if line.strip():
            yield number, line


def _broken(lines: Sequence[tuple[int, str]]) -> Iterator[Issue]:
    """Yield a note where sentences go on from line to line."""
    flush = list[int]()
    for (number, line), (after, following) in pairwise(lines):
        goes_on = (
            after == number + 1
            and _width(line) in _MARGIN
            and not _ENDED.search(line.rstrip())
            and following[:1].strip()
            and not _ITEM.match(following)
        )
        flush = [*flush, number] if goes_on else []
        if len(flush) == _FLUSH:
            yield Issue(
                "layout",
                "sentences go on from line to line; each line is translated on its own: "
                "put a paragraph in one line for a better translation",
                f"line {flush[0]}",
            )
            return


def _width(line: str) -> int:
    """The columns that a line takes: a Chinese character is two wide."""
    return sum(2 if character > "\u2e7f" else 1 for character in line)
