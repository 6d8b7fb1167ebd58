"""The nouns of a translation: what the steps hand to one another.

Nothing here does I/O or knows a file format. Every type is frozen: a step makes a new value
and leaves the one it was given alone.

    Document > Segment > Masked > Prepared > Draft > Translation
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.model import MemoryMatch
from termbase.match import TermMatch
from termbase.model import Term
from termbase.text import Language


@dataclass(frozen=True, slots=True)
class Direction:
    """From which language into which."""

    source: Language
    target: Language

    @property
    def changes_language(self) -> bool:
        """False from a language into itself, and between the scripts of Chinese."""
        return self.source.is_chinese != self.target.is_chinese


@dataclass(frozen=True, slots=True)
class Tag:
    """An inline mark (bold on, a picture, a footnote call) standing before text[at].

    `ref` means something only to the format that made it; an `open` and its `close` share it.
    """

    at: int
    kind: Literal["open", "close", "point"]
    ref: int


@dataclass(frozen=True, slots=True)
class TaggedText:
    """Plain text and the marks in it; tags are in reading order, 0 <= at <= len(text)."""

    text: str
    tags: tuple[Tag, ...] = ()

    def split(self, ends: Sequence[int]) -> tuple["TaggedText", ...]:
        """Cut at the given offsets, the last of which is len(text); `TaggedText.join` undoes it."""
        starts = [0, *ends[:-1]]
        tags: list[list[Tag]] = [[] for _ in ends]
        piece = 0
        for tag in self.tags:
            while piece < len(ends) - 1 and not _belongs(tag, ends[piece]):
                piece += 1
            tags[piece].append(replace(tag, at=tag.at - starts[piece]))
        return tuple(
            TaggedText(self.text[start:end], tuple(own))
            for start, end, own in zip(starts, ends, tags, strict=True)
        )

    @staticmethod
    def join(pieces: Sequence["TaggedText"]) -> "TaggedText":
        """Put pieces one after another."""
        text, tags = "", list[Tag]()
        for piece in pieces:
            tags += [replace(tag, at=tag.at + len(text)) for tag in piece.tags]
            text += piece.text
        return TaggedText(text, tuple(tags))


def _belongs(tag: Tag, end: int) -> bool:
    """Whether `tag` goes to the piece that stops at `end`; a closing tag may sit right there."""
    return tag.at <= end if tag.kind == "close" else tag.at < end


@dataclass(frozen=True, slots=True)
class TextUnit:
    """One paragraph, cell or caption: the smallest thing a format can write back.

    `place` says to a reader where it stands: "body, paragraph 12", "table 3, row 2, cell 1".
    `level` is that of a heading, 1 the highest; 0 where the format knows of none.
    """

    id: str
    content: TaggedText
    place: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A term that the mark-up of a document says it defines; its text is the unit `unit`.

    `targets` are its equivalents in the other language, the preferred one first, if it has any;
    `forbidden` are the deprecated ones.
    """

    text: str
    unit: str
    place: str
    targets: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """The languages that a file says it is in and is to be translated into: BCP 47, "" if none."""

    source: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as the steps see it: its text, and the rest as bytes only the format opens.

    `notes` are what the format has to tell the reader (a part it does not translate, say), `terms`
    what its mark-up defines. `language` is the one to write it in, None for that of its source.
    """

    units: tuple[TextUnit, ...]
    skeleton: bytes
    notes: tuple["Issue", ...] = ()
    terms: tuple[DefinedTerm, ...] = ()
    language: Language | None = None
    fonts: tuple[tuple[str, str], ...] = ()  # of the user: a font, and what is taken for it
    stated: Stated = Stated()
    doubtful: frozenset[str] = frozenset()  # the units that a person shall look at once translated


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of a unit: what is looked up, translated and checked as a whole."""

    unit: str
    source: TaggedText
    place: str = ""
    last: bool = True  # whether it is the last of its unit
    heading: bool = False  # whether it begins one


class SlotKind(enum.Enum):
    """What stands behind a placeholder; each kind has placeholders of its own in the vocabulary."""

    NUMBER = "number"  # a number, a range or a quantity with its unit
    NAME = "name"  # a standard number, a reference, a formula, a URL, code
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Slot:
    """What the engine carries over untouched: `source` as it stood, `target` as it shall stand.

    `mark` is the placeholder in the masked text; the slot replaces the source text of the segment
    from `start` to `end` (offsets in characters).
    """

    kind: SlotKind
    source: TaggedText
    target: TaggedText
    start: int
    end: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """text[start:end] of a target comes from source[of_start:of_end], both masked.

    It is a `share` (0–1) of what it comes from.
    """

    start: int
    end: int
    of_start: int
    of_end: int
    share: float


@dataclass(frozen=True, slots=True)
class Masked:
    """A segment as the engine sees it.

    `text` is the source without what stands around it, each of `slots` replaced by its placeholder.
    `before` and `after` are that surround (whitespace, list numbers, outer tags) as it shall stand
    in the target. `tags` are those between the words of `text`, which the engine is not shown.
    """

    segment: Segment
    direction: Direction
    text: str
    slots: tuple[Slot, ...]
    core_start: int = 0  # where the text that is masked begins in the source, in characters
    before: TaggedText = TaggedText("")
    after: TaggedText = TaggedText("")
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A masked segment with all that is known about it before it is translated."""

    masked: Masked
    memory: MemoryMatch | None
    terms: tuple[TermMatch, ...]
    prescribed: str | None = None  # the translation that the conventions of standards prescribe
    similar: MemoryMatch | None = None  # a pair whose source is much like the text, and not equal

    @property
    def whole_term(self) -> TermMatch | None:
        """The term that the text is, if it is nothing but a term."""
        masked = self.masked
        end = masked.core_start + len(masked.text)
        return next(
            (
                match
                for match in self.terms
                if not masked.slots and (match.start, match.end) == (masked.core_start, end)
            ),
            None,
        )

    @property
    def is_known(self) -> bool:
        """Whether no engine needs to be asked."""
        return not (self.memory is None and self.prescribed is None and self.whole_term is None)


class Origin(enum.Enum):
    """Where a target text came from; kept to the end, so that a reader can judge it."""

    MEMORY = "memory"
    TERMBASE = "termbase"  # the text is nothing but a term
    CONVENTION = "convention"  # prescribed for standards, word for word
    ENGINE = "engine"
    COPIED = "copied"  # no language in it: numbers, symbols, tags


@dataclass(frozen=True, slots=True)
class Draft:
    """The engine's or the memory's answers for one segment, still masked, the best first."""

    prepared: Prepared
    texts: tuple[str, ...]
    origin: Origin
    issues: tuple["Issue", ...] = ()
    refused: bool = False  # whether a text was turned down that would have had more of the terms
    revised_for: tuple[Term, ...] = ()  # the terms that the whole document shall say alike
    links: tuple[Link, ...] = ()  # where the words of the first text come from


class Outcome(enum.Enum):
    """What became of one matched term."""

    EXACT = "exact"
    INFLECTED = "inflected"
    ADMITTED = "admitted"
    OVERRIDDEN = "overridden"
    REFUSED = "refused"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class TermOutcome:
    """What became of `match`; `start` and `end` are its place in the target text, in characters.

    `reason` says why it was refused, or what overrode it.
    """

    match: TermMatch
    outcome: Outcome
    start: int = -1
    end: int = -1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A doubt about one translation, for a person to settle. `check` names the rule."""

    check: str
    detail: str
    place: str = ""


class State(enum.Enum):
    """How far a translation is; the strict mode lets none go without its terms."""

    TRANSLATED = "translated"
    NEEDS_REVIEW = "needs review"


@dataclass(frozen=True, slots=True)
class Translation:
    """The finished target of one segment."""

    segment: Segment
    target: TaggedText
    origin: Origin
    direction: Direction
    outcomes: tuple[TermOutcome, ...] = ()
    issues: tuple[Issue, ...] = ()
    revised_for: tuple[Term, ...] = ()
    state: State = State.TRANSLATED
    memory: MemoryMatch | None = None  # the pair that answers the source, or is similar to it
