"""Real sentence pairs, and questions about them: what the bench of the memory asks (◆ disk)."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import zstandard
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from corpus.index import Side
from corpus.scores import score
from corpus.words import code, key, units

CORPUS = Path("../shared/corpus")
_SPARE = 5_000  # pairs that are left out of the store to be asked for
_LINES = 3_500_000  # of the corpus, or more
_LEAST = 75


class NoPairs(Exception):
    """The corpus is missing."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pairs of Chinese and English to be kept, and others that are not."""

    kept: tuple[tuple[str, str], ...]
    unseen: tuple[tuple[str, str], ...]


def draw(folder: Path, count: int, spare: int = _SPARE) -> Drawn:
    """Return `count` different pairs of the corpus in `folder`, and `spare` others, by chance.

    Raises:
        NoPairs: there are not as many.
    """
    wanted = count + spare
    pairs: list[tuple[str, str]] = []
    for share in (1.3 * wanted / _LINES, 1.0):  # what is not looked at costs nothing
        dice = Random(1)  # noqa: S311 - the same pairs each time
        if len(pairs) < wanted:
            files = sorted(folder.glob("*.tsv.zst"))
            read = (pair for file in files for pair in _read(file, share, dice))
            pairs = list(dict.fromkeys(read))
    if len(pairs) < wanted:
        raise NoPairs(f"{folder}: {len(pairs)} pairs, {wanted} are needed")
    Random(2).shuffle(pairs)  # noqa: S311
    return Drawn(tuple(pairs[:count]), tuple(pairs[count:wanted]))


def _read(file: Path, share: float, dice: Random) -> Iterator[tuple[str, str]]:
    with file.open("rb") as raw:
        stream = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(raw), "utf-8")
        for line in stream:
            if dice.random() < share:
                english, tab, chinese = line.strip("\n").partition("\t")
                if tab and key(english) and key(chinese):
                    yield chinese.strip(), english.strip()


def side_of(pair: tuple[str, str], side: Side) -> str:
    """Return the text of a pair in one language."""
    return pair[0] if side == "zh" else pair[1]


def questions(drawn: Drawn, side: Side, count: int) -> list[str]:
    """Return sentences to look for: a half are kept ones with random edits, a half unseen ones."""
    dice = Random(2)  # noqa: S311 - the same questions each time
    kept = [side_of(dice.choice(drawn.kept), side) for _ in range(count)]
    edited = [_edited(text, side, kept, dice) for text in kept[: count // 2]]
    unseen = [side_of(pair, side) for pair in dice.sample(drawn.unseen, count - len(edited))]
    return [*edited, *unseen]


def _edited(text: str, side: Side, others: Sequence[str], dice: Random) -> str:
    """A fifth of the words or characters at most replaced, put in or left out."""
    pieces = list(text) if side == "zh" else text.split()
    for _ in range(dice.randint(1, max(1, len(pieces) // 5))):
        at = dice.randrange(len(pieces))
        other = dice.choice(others)
        new = dice.choice(list(other) if side == "zh" else other.split())
        what = dice.choice(("replace", "insert", "leave out"))
        if what == "insert":
            pieces.insert(at, new)
        elif what == "replace" or len(pieces) == 1:
            pieces[at] = new
        else:
            del pieces[at]
    return ("" if side == "zh" else " ").join(pieces)


def phrases(drawn: Drawn, side: Side, count: int) -> list[str]:
    """Return phrases of kept sentences: two to four words, two to six characters."""
    dice = Random(3)  # noqa: S311 - the same phrases each time
    found: list[str] = []
    while len(found) < count:
        text = side_of(dice.choice(drawn.kept), side)
        whole = [*text] if side == "zh" else text.split()
        size = dice.randint(2, 6 if side == "zh" else 4)
        at = dice.randrange(len(whole))
        phrase = ("" if side == "zh" else " ").join(whole[at : at + size])
        if len(units(key(phrase))) > 1:
            found.append(phrase)
    return found


class Truth:
    """The best percentage by comparison with every pair, which no index helps."""

    def __init__(self, drawn: Drawn, side: Side) -> None:
        keys = (key(side_of(pair, side)) for pair in drawn.kept)
        coded = ((code(units(whole)).decode("utf-16-le"), whole) for whole in keys)
        self._kept = sorted(coded, key=lambda pair: len(pair[0]))
        self._codes = [one for one, _ in self._kept]
        self._ends: dict[int, int] = {len(one): at + 1 for at, one in enumerate(self._codes)}

    def best(self, text: str) -> int:
        """Return the percentage of the best pair for `text`; 0 where none is near."""
        asked = key(text)
        coded = code(units(asked)).decode("utf-16-le")
        low, high = len(coded) * _LEAST // 100, len(coded) * 100 // _LEAST + 1
        start, end = self._end(low - 1), self._end(high)
        near = process.extract(
            coded,
            self._codes[start:end],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=_LEAST / 100 - 1e-6,
            limit=None,
        )
        scores = (score(asked, self._kept[start + at][1]) for _, _, at in near)
        return max((one for one in scores if one >= _LEAST), default=0)

    def _end(self, length: int) -> int:
        """How many texts are not longer than `length`."""
        known = max((size for size in self._ends if size <= length), default=None)
        return 0 if known is None else self._ends[known]
