"""Sentence pairs in order > documents whose alignment is known, as a program edits them.

Sentences are omitted, cut in two and joined on one side; the others are left as people wrote them.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from translator.steps.segment import sentence_ends

_OMITTED, _SPLIT, _JOINED = 0.04, 0.06, 0.06  # of the pairs
_RUN, _OF = 6, 25  # pairs omitted in a row, once on each side; at most one of so many
_PARAGRAPH = 4  # pairs in one at most
_ENDS = ("。", ".")
_CUTS = (re.compile("[，；]"), re.compile(r"[,;] (?=[a-z])"))
_HEADING = 20  # characters of a heading at most
_STOPS = frozenset("。．.：:；;！!？?，,）)”")
_LONG = (12, 40)  # characters on both sides of a cut


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in both languages, or a heading; one of them may be empty."""

    zh: str
    en: str
    is_heading: bool = False

    @property
    def texts(self) -> tuple[str, str]:
        """Both texts."""
        return self.zh, self.en


@dataclass(frozen=True, slots=True)
class Known:
    """Paragraphs in both languages, and what of them belongs together.

    `beads` are texts, Chinese and English, of the sentences that do; one may be empty.
    """

    paragraphs: tuple[Paragraph, ...]
    beads: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as edited, and the numbers of the pairs that it has something of."""

    text: str
    pairs: frozenset[int]


def edited(pairs: Sequence[tuple[str, str]], seed: int) -> Known:
    """Return documents of `pairs` (Chinese, English) with omissions, cuts and joins."""
    dice = random.Random(seed)  # noqa: S311 - dice for draws, not for secrets
    breaks = _breaks(pairs, dice)
    sides: list[list[str]] = []
    for side in (0, 1):
        texts = [pair[side] for pair in pairs]
        _omit(texts, dice)
        _edit(texts, breaks, side, dice)
        sides.append(texts)
    groups = [[*range(*ends)] for ends in pairwise([*sorted(breaks), len(pairs)])]
    paragraphs = [
        Paragraph(
            _paragraph(sides[0], group, "")[0],
            _paragraph(sides[1], group, " ")[0],
            not any(map(_ends, pairs[group[0]])) and len(pairs[group[0]][0]) < _HEADING,
        )
        for group in groups
    ]
    ours, theirs = (
        [s for group in groups for s in _paragraph(texts, group, " " * side)[1]]
        for side, texts in enumerate(sides)
    )
    shown = tuple(paragraph for paragraph in paragraphs if any(paragraph.texts))
    return Known(shown, tuple(_beads(ours, theirs)))


def _ends(text: str) -> bool:
    """Whether a text ends as sentences do."""
    return text[-1:] in _STOPS


def is_plain(zh: str, en: str) -> bool:
    """Whether both texts are one sentence, so that it is certain what belongs together."""
    return bool(zh and en) and all(
        sum(any(map(str.isalnum, text[start:end])) for start, end in _cuts(text)) == 1
        for text in (zh, en)
    )


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    return pairwise([0, *sentence_ends(text)])


def _breaks(pairs: Sequence[tuple[str, str]], dice: random.Random) -> set[int]:
    """Before which pairs a paragraph begins: wherever something else than a sentence stands."""
    found = {0}
    for number, (before, here) in enumerate(pairwise(pairs), 1):
        whole = all(
            text.endswith(end)
            for pair in (before, here)
            for text, end in zip(pair, _ENDS, strict=True)
        )
        if not whole or not here[1][0].isupper() or dice.random() < 1 / _PARAGRAPH:
            found.add(number)
    return found


def _omit(texts: list[str], dice: random.Random) -> None:
    for number in range(len(texts)):
        if dice.random() < _OMITTED:
            texts[number] = ""
    run = min(_RUN, len(texts) // _OF)
    at = dice.randrange(max(1, len(texts) - run))
    texts[at : at + run] = [""] * run


def _edit(texts: list[str], breaks: set[int], side: int, dice: random.Random) -> None:
    """Cut some texts in two sentences, and join some with the next."""
    last = False
    for number, text in enumerate(texts):
        chance = dice.random()
        joins = not last and number + 1 not in breaks and text.endswith(_ENDS[side])
        last = False
        if chance < _SPLIT:
            texts[number] = _cut(text, side)
        elif chance < _SPLIT + _JOINED and joins:
            last = True
            texts[number] = text[:-1] + ("，" if side == 0 else ";")


def _cut(text: str, side: int) -> str:
    for hit in _CUTS[side].finditer(text):
        if hit.start() > _LONG[side] and len(text) - hit.end() > _LONG[side]:
            rest = text[hit.end() :]
            return f"{text[: hit.start()]}{_ENDS[side]}{' ' * side}{rest[0].upper()}{rest[1:]}"
    return text


def _paragraph(
    texts: Sequence[str], group: Sequence[int], space: str
) -> tuple[str, list[_Sentence]]:
    """The text of a paragraph, and its sentences."""
    paragraph, places = "", list[int]()
    for number in group:
        piece = (space if paragraph and texts[number] else "") + texts[number]
        paragraph += piece
        places += [number] * len(piece)
    found: list[_Sentence] = []
    for start, end in _cuts(paragraph):
        core = paragraph[start:end].rstrip()
        begin = start + len(core) - len(core.lstrip())
        if any(map(str.isalnum, core)):
            pairs = frozenset(places[begin : start + len(core)])
            found.append(_Sentence(" ".join(core.split()), pairs))
    return paragraph, found


def _beads(ours: Sequence[_Sentence], theirs: Sequence[_Sentence]) -> Iterator[tuple[str, str]]:
    """The texts of sentences that share pairs, over both sides."""
    zh, en = list(ours), list(theirs)
    while zh or en:
        pairs = {min(min(side[0].pairs) for side in (zh, en) if side)}
        bead: tuple[list[str], list[str]] = ([], [])
        while taken := [
            (side, texts)
            for side, texts in zip((zh, en), bead, strict=True)
            if side and side[0].pairs & pairs
        ]:
            for side, texts in taken:
                pairs |= side[0].pairs
                texts.append(side.pop(0).text)
        yield "".join(bead[0]), " ".join(bead[1])
