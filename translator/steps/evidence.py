"""Links > how much each word of a target says what a stretch of the source says.

A placeholder is sure, and so is a Latin word that both texts have equally often; other words go by
the links. Without links they go by their place.
"""

import enum
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from translator.model import Link
from translator.symbols import ALL_PLACEHOLDERS

_UNIT = re.compile(r"[A-Za-z0-9]+(?:['’.\-\u2011_][A-Za-z0-9]+)*|[^\W\d_\u3400-\u9fff]+|\S")
_MARKS = "".join(sorted(ALL_PLACEHOLDERS))
_KEPT = re.compile(rf"[A-Za-z][A-Za-z0-9]*(?:[.\-_][A-Za-z0-9]+)*|[{_MARKS}§#@$&+=<>|~^_*]")
_ARTICLE = re.compile(r"(?:the|an?)\Z", re.IGNORECASE)
_LOOSE = re.compile(
    r"(?:the|an?|of|to|be|is|are|and|or)\Z|[的地得了和与及是为在于对]\Z", re.IGNORECASE
)
_COST = 0.03  # of a word in a stretch: it takes more than a trace to be in it
_FAR = 0.02  # of a word at the other end of the text
_RIVALRY = 0.3  # 0: what other words say does not matter
_SLIGHT = 0.25  # of a word that says little by itself


class Edge(enum.Enum):
    """Whether a stretch must begin with the first word, or end with the last."""

    NONE = "none"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Word:
    """text[start:end] of the target: a word, a Chinese character, a placeholder, punctuation.

    `of` says by how much (0–1) it comes from each character of the source; it may be a guess.
    """

    start: int
    end: int
    text: str
    of: Mapping[int, float]
    is_guess: bool = False

    @property
    def is_said(self) -> bool:
        """Whether it is more than punctuation."""
        return is_said(self.text[0])

    @property
    def is_loose(self) -> bool:
        """Whether it is an article or a particle, which a source may have no word for."""
        return _LOOSE.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words from `first` up to `last`, left out, and how sure they are (0–1)."""

    first: int
    last: int
    sure: float


def is_said(char: str) -> bool:
    """Whether a character is more than punctuation or space."""
    return char.isalnum() or char in ALL_PLACEHOLDERS


def words_of(source: str, target: str, links: Sequence[Link]) -> list[Word]:
    """Return the words of `target` with what they come from in `source`, both masked."""
    sure = _anchors(source, target)
    spans = [(hit.start(), hit.end()) for hit in _UNIT.finditer(target)]
    rows = _linked(spans, links) if links else [_near(span, source, target) for span in spans]
    known = {at for row in sure.values() for at in row}
    others = ({at: share for at, share in row.items() if at not in known} for row in rows)
    return [
        Word(*span, target[slice(*span)], sure.get(span, row), not links and span not in sure)
        for span, row in zip(spans, others, strict=True)
    ]


def _anchors(source: str, target: str) -> dict[tuple[int, int], Mapping[int, float]]:
    """The placeholders, signs and Latin words that both texts have equally often, in order."""
    ours, theirs = _same(source), _same(target)
    found: dict[tuple[int, int], Mapping[int, float]] = {}
    for text in ours.keys() & theirs.keys():
        if len(ours[text]) == len(theirs[text]):
            for at, there in zip(ours[text], theirs[text], strict=True):
                own = range(at, at + len(text))
                found[there, there + len(text)] = dict.fromkeys(own, 1.0 / len(text))
    return found


def _same(text: str) -> dict[str, list[int]]:
    """Where what no language changes stands in `text`."""
    found: dict[str, list[int]] = {}
    for hit in _KEPT.finditer(text):
        found.setdefault(hit.group(), []).append(hit.start())
    return found


def _linked(spans: Sequence[tuple[int, int]], links: Sequence[Link]) -> list[dict[int, float]]:
    """What each span comes from; less where others come from the same more than it does."""
    rows: list[dict[int, float]] = [{} for _ in spans]
    ends = [end for _, end in spans]
    for link in links:
        for number in range(bisect_right(ends, link.start), len(spans)):
            start, end = spans[number]
            if start >= link.end:
                break
            shared = min(end, link.end) - max(start, link.start)
            part = link.share * shared / (end - start) / (link.of_end - link.of_start)
            for at in range(link.of_start, link.of_end):
                rows[number][at] = rows[number].get(at, 0.0) + part
    total = Counter[int]()
    for row in rows:
        total.update(row)
    return [
        {at: share * (share / total[at]) ** _RIVALRY for at, share in row.items() if share}
        for row in rows
    ]


def _near(span: tuple[int, int], source: str, target: str) -> dict[int, float]:
    """By place alone: what stands as far along in the source."""
    scale = len(source) / max(len(target), 1)
    first = min(int(span[0] * scale), len(source) - 1)
    last = max(min(round(span[1] * scale), len(source)), first + 1)
    return dict.fromkeys(range(max(first, 0), last), 1.0 / (last - first))


def stretch_of(
    words: Sequence[Word],
    source: str,
    wanted: Mapping[int, float],
    allowed: Collection[int],
    edge: Edge = Edge.NONE,
) -> Stretch | None:
    """Return the words, one after another, that best say what `wanted` says.

    `wanted` are weights (0–1) of characters of `source`. Only words numbered in `allowed` are
    taken; None if there are none.
    """
    said = any(is_said(source[at]) for at in wanted)
    ends = _ends(words, allowed, said=said)
    firsts = set(ends[:1] if edge is Edge.FIRST else ends)
    lasts = set(ends[-1:] if edge is Edge.LAST else ends)
    near = sum(wanted) / max(len(wanted), 1) / max(len(source), 1)
    gains = [
        _gain(word, source, wanted, said=said) - _FAR * abs(number / len(words) - near)
        for number, word in enumerate(words)
    ]
    found = _best_run(gains, allowed, firsts, lasts)
    if found is None:
        return None
    known = (_in(word, wanted) for word in words[slice(*found)] if not word.is_guess)
    return Stretch(*found, max(known, default=0.0))


def _best_run(
    gains: Sequence[float],
    allowed: Collection[int],
    firsts: Collection[int],
    lasts: Collection[int],
) -> tuple[int, int] | None:
    """The run of allowed numbers with the greatest gain, and the shortest of those (Kadane)."""
    best: tuple[float, int, int] | None = None
    begun: tuple[float, int] | None = None
    total = 0.0
    for number, gain in enumerate(gains):
        if number not in allowed:
            begun = None
        elif number in firsts and (begun is None or total <= begun[0]):
            begun = total, number
        total += gain
        if begun and number in lasts and (best is None or total - begun[0] > best[0]):
            best = total - begun[0], begun[1], number + 1
    return best[1:] if best else None


def image_of(
    words: Sequence[Word], source: str, wanted: Mapping[int, float], allowed: Collection[int]
) -> Stretch | None:
    """Return the word that best says what `wanted` says, with those after it that say it too."""
    said = [number for number in sorted(allowed) if words[number].is_said]
    if not said:
        return None
    near = sum(wanted) / max(len(wanted), 1) / max(len(source), 1)
    shares = {number: _in(words[number], wanted) for number in said}
    gains = {
        number: _gain(words[number], source, wanted, said=True)
        - _FAR * abs(number / len(words) - near)
        for number in said
    }
    first = max(said, key=lambda number: gains[number])
    last = first + 1
    while shares.get(last, 0.0) > shares[first] / 2 and not words[last].is_loose:
        last += 1
    return Stretch(first, last, shares[first])


def _ends(words: Sequence[Word], allowed: Collection[int], *, said: bool) -> list[int]:
    """The words with which a stretch may begin or end; the likelier kind, if there is any."""
    likely = sorted(number for number in allowed if words[number].is_said == said)
    better = [number for number in likely if not _ARTICLE.match(words[number].text)]
    return better or likely or ([] if said else sorted(allowed))


def _gain(word: Word, source: str, wanted: Mapping[int, float], *, said: bool) -> float:
    """What it is worth to have `word` in the stretch."""
    if word.is_said != said:
        return 0.0
    others = sum(
        share for at, share in word.of.items() if at not in wanted and is_said(source[at]) == said
    )
    return _in(word, wanted) - others - (_SLIGHT if word.is_loose else _COST)


def _in(word: Word, wanted: Mapping[int, float]) -> float:
    return sum(share * wanted.get(at, 0.0) for at, share in word.of.items())
