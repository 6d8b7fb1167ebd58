"""XLIFF 2.x, as a translation tool may have rewritten it > the units with their translations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.bilingual.codes import content
from translator.bilingual.export import HASH
from translator.errors import BrokenDocument
from translator.formats.sts.markup import decode, parse
from translator.formats.tree.element import Element
from translator.model import TaggedText

_DONE = frozenset({"translated", "reviewed", "final"})
_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment, or what is between two; without a target it is not translated."""

    source: TaggedText
    target: TaggedText | None
    is_segment: bool
    state: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is no text to translate."""
        return not self.source.text.strip()

    @property
    def is_done(self) -> bool:
        """Whether the tool says that it is translated."""
        return self.state in _DONE

    @property
    def is_empty(self) -> bool:
        """Whether a text has no translation; an empty one may be meant, and say so."""
        if self.target is None:
            return self.is_segment and not self.is_blank
        return self.is_left_out and not self.is_done

    @property
    def is_left_out(self) -> bool:
        """Whether the target of a text is there, and empty."""
        return not self.is_blank and self.target is not None and not self.target.text.strip()


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """A unit: its pieces in the order of the source, and in that of the target."""

    id: str
    name: str
    pieces: tuple[Piece, ...]
    ordered: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """What came back; `digest` is the SHA-256 of the file that was exported, "" if unknown."""

    digest: str
    original: str
    source: str
    target: str
    units: tuple[ReturnedUnit, ...]


def returned_files(data: bytes) -> tuple[ReturnedFile, ...]:
    """Return the files in an XLIFF file.

    Raises:
        BrokenDocument: it is no XLIFF 2.x.
    """
    root = parse(decode(data).text).root
    version = root.value("version")
    if root.name != "xliff" or not version.startswith("2."):
        what = f"XLIFF {version}" if root.name == "xliff" else f"<{root.name}>"
        raise BrokenDocument(
            f"it is {what}; what comes back has to be XLIFF 2.x, as it was exported"
        )
    languages = root.value("srcLang"), root.value("trgLang")
    return tuple(
        ReturnedFile(_digest(file), file.value("original"), *languages, tuple(_units(file)))
        for file in root.elements
        if file.name == "file"
    )


def _digest(file: Element) -> str:
    """What the id of the file, or else its metadata say."""
    metadata = (
        each.words()
        for part in file.elements
        if part.name == "metadata"
        for each in part.walk()
        if each.name == "meta" and each.value("type") == HASH
    )
    for told in (file.value("id").rpartition("-")[2], *metadata):
        if len(told) == _DIGITS:
            return told.lower()
    return ""


def _units(group: Element) -> Iterator[ReturnedUnit]:
    for each in group.elements:
        if each.name == "group":
            yield from _units(each)
        elif each.name == "unit":
            rows = [row for row in each.elements if row.name in ("segment", "ignorable")]
            pieces = [_piece(row) for row in rows]
            places = [_order(row) for row in rows]
            yield ReturnedUnit(
                each.value("id"), each.value("name"), tuple(pieces), _ordered(pieces, places)
            )


def _piece(row: Element) -> Piece:
    sides = {each.name: content(each.children) for each in row.elements}
    source = sides.get("source", TaggedText(""))
    return Piece(source, sides.get("target"), row.name == "segment", row.value("state"))


def _order(row: Element) -> int:
    """The place of the target in its unit, from 1; 0 where it is that of the source."""
    told = next((e.value("order") for e in row.elements if e.name == "target"), "")
    return int(told) if told.isdecimal() else 0


def _ordered(pieces: Sequence[Piece], places: Sequence[int]) -> tuple[Piece, ...]:
    """The pieces as their targets stand (XLIFF 2.1, 4.3.1.21)."""
    taken = dict[int, Piece]()
    for piece, place in zip(pieces, places, strict=True):
        if 0 < place <= len(pieces):
            taken.setdefault(place - 1, piece)
    moved = {id(piece) for piece in taken.values()}
    rest = iter([piece for piece in pieces if id(piece) not in moved])
    return tuple(taken[place] if place in taken else next(rest) for place in range(len(pieces)))
