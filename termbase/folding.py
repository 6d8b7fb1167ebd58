"""Text > the text that is searched, of one width, script and case, with the way back."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_HYPHENS = "\u2010\u2011\u2013\ufe58"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphens, joiners, marks of byte order


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `cased` is the same in its own case, as long as `text`.

    `starts` and `ends` say for each character where in the original that which it stands for
    begins and ends; both are None where the offsets are the original's.
    """

    text: str
    cased: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end], which is not empty, stands in the original."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def folded(text: str) -> str:
    """Return `text` as it is searched: NFKC, Simplified, small letters, `-` for any hyphen."""
    return _lower(cased(text))


def cased(text: str) -> str:
    """Return `text` as it is searched, but for the case, which it keeps."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_table())


def fold_with_offsets(text: str) -> Folded:
    """Return `text` folded, with the way back."""
    if text.isascii():
        return Folded(text.lower(), text)
    whole, one_by_one = cased(text), [_one(char) for char in text]
    if whole == "".join(one_by_one) and all(len(char) == 1 for char in one_by_one):
        return Folded(_lower(whole), whole)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        part = cased(text[start:end])
        parts.append(part)
        starts += [start] * len(part)
        ends += [end] * len(part)
    whole = "".join(parts)
    return Folded(_lower(whole), whole, tuple(starts), tuple(ends))


def _lower(text: str) -> str:
    low = text.lower()
    if len(low) != len(text):  # İ becomes two
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("ς", "σ")  # which of them depends on what follows


@lru_cache(maxsize=20_000)
def _one(char: str) -> str:
    return cased(char)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Where the shortest parts begin and end that can be normalised one by one."""
    found: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(text)):
        if not _joins(text[start:at], text[at]):
            found.append((start, at))
            start = at
    return [*found, (start, len(text))] if text else []


def _joins(before: str, char: str) -> bool:
    """Whether `char` changes when it stands after `before`, or changes it."""
    if before.isascii() and char.isascii():
        return False
    apart = unicodedata.normalize("NFKC", before) + unicodedata.normalize("NFKC", char)
    first = unicodedata.normalize("NFKD", char)[:1]
    return bool(unicodedata.combining(first)) or apart != unicodedata.normalize(
        "NFKC", before + char
    )


@cache
def _table() -> dict[int, str | None]:
    """Single characters: Traditional to Simplified by OpenCC's table, hyphens, what is not seen."""
    table: dict[int, str | None] = {ord(char): "-" for char in _HYPHENS}
    table |= dict.fromkeys(map(ord, _UNSEEN))
    file = files("opencc") / "dictionary" / "TSCharacters.txt"
    pairs = dict(row.split("\t") for row in file.read_text(encoding="utf-8").splitlines() if row)
    simple = {traditional: given.split()[0] for traditional, given in pairs.items()}
    for traditional, first in simple.items():
        last = first
        while simple.get(last, last) not in {last, traditional}:
            last = simple[last]
        if last != traditional:
            table[ord(traditional)] = last
    return table
