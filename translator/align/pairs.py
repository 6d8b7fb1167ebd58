"""Beads > pairs for the memory, each with where it stands, its neighbours and its score."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Entry, Given, Neighbours, Origin, Provenance
from translator.align.model import Bead, Sentence, Sides

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Row:
    """A bead as people read it; a text is empty where a language has nothing.

    `accepted` is None where nobody has decided.
    """

    zh: str
    en: str
    score: float
    kind: str
    zh_place: str = ""
    en_place: str = ""
    near: Neighbours = field(default_factory=Neighbours)
    accepted: bool | None = None

    @property
    def is_pair(self) -> bool:
        """Whether both languages stand in it, so that a memory may keep it."""
        return bool(_HAN.search(self.zh) and _LATIN.search(self.en))

    @property
    def position(self) -> str:
        """Where it stands in both documents."""
        places = dict.fromkeys(filter(None, (self.zh_place, self.en_place)))
        return " = ".join(places)


def rows(sides: Sides, beads: Iterable[Bead], least: float) -> Iterator[Row]:
    """Yield a row for each bead; a pair of a score of at least `least` counts as accepted."""
    for bead in beads:
        zh, en = sides.zh[bead.zh_start : bead.zh_end], sides.en[bead.en_start : bead.en_end]
        near = Neighbours(
            *_near(sides.zh, bead.zh_start, bead.zh_end),
            *_near(sides.en, bead.en_start, bead.en_end),
        )
        row = Row(
            "".join(sentence.text for sentence in zh),
            " ".join(sentence.text for sentence in en),
            bead.score,
            bead.kind,
            zh[0].place if zh else "",
            en[0].place if en else "",
            near,
        )
        yield replace(row, accepted=True) if row.is_pair and row.score >= least else row


def _near(side: Sequence[Sentence], start: int, end: int) -> tuple[str, str]:
    before = side[start - 1].text if start else ""
    return before, side[end].text if end < len(side) else ""


def given(found: Iterable[Row], entry: Entry, provenance: Provenance) -> Iterator[Given]:
    """Yield the accepted pairs for a memory, like `entry` and `provenance` in all else."""
    for row in found:
        if row.accepted and row.is_pair:
            yield Given(
                replace(entry, zh=row.zh, en=row.en, origin=Origin.IMPORTED),
                replace(provenance, position=row.position, neighbours=row.near),
            )
