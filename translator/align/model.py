"""The nouns of an alignment: sentences of two sides, and the beads that join them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one side, without the white space around it.

    `begins` says whether it is the first of its unit. `marks` are what its structure shares with
    that of its translation: a clause, a level, a cell, the paragraph in two languages.
    """

    text: str
    place: str = ""
    begins: bool = True
    marks: tuple[str, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Sides:
    """The sentences of both languages, each in reading order.

    `foreign` is how many were left out because they stand among those of the other language.
    """

    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    foreign: int = 0


@dataclass(frozen=True, slots=True)
class Bead:
    """The sentences zh[zh_start:zh_end] say what en[en_start:en_end] say; one may be empty.

    `score` is how likely that is, 0–1; 0 where one is empty.
    """

    zh_start: int
    zh_end: int
    en_start: int
    en_end: int
    score: float = 0.0

    @property
    def is_pair(self) -> bool:
        """Whether both languages have something."""
        return self.zh_start < self.zh_end and self.en_start < self.en_end

    @property
    def kind(self) -> str:
        """How many Chinese sentences stand for how many English ones: "1–2"."""
        return f"{self.zh_end - self.zh_start}–{self.en_end - self.en_start}"
