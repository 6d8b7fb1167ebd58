"""Folded text > words and what stands between them, in the form in which terms are searched.

A word is a run of letters and digits of a script that has words; Chinese has none. In the searched
form a word stands between two marks and the spaces and hyphens beside it are gone: "test method",
"test-method" and "test\u2011method" are one, and so are "A类" and "A 类".
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

_CHAR = r"[^\W_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
_GAP = r"(?<![ \n-])(?: {1,3}|\n|-)(?![ \n-])"
_OWN = rf"(?:['’]s|(?<=s)['’])(?!{_CHAR})"
_TOKEN = re.compile(
    rf"(?P<word>{_CHAR}+)(?:{_OWN})?|(?P<gap>{_GAP})|[ \n-]+|(?:(?!{_CHAR})[^ \n-])+"
)
_COMPOUND = re.compile(
    rf"(?P<word>{_CHAR}+(?:-{_CHAR}+)*)(?:{_OWN})?|(?P<gap>{_GAP})|[ \n-]+|(?:(?!{_CHAR})[^ \n-])+"
)
_PLAIN = re.compile(rf"(?:(?!{_CHAR})[^ \n-])*")
_ENGLISH = re.compile(r"[a-z0-9]+(?:[ -][a-z0-9]+)*")
_HYPHENATED = re.compile(rf"{_CHAR}-{_CHAR}")
_ONE_WORD = re.compile(rf"{_CHAR}\Z")
_MARK = "\x1f"
_KEPT = frozenset("-\n")  # between Chinese characters, where spaces mean nothing


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or a run that has none; offsets in the folded text, `at` in the searched one.

    `stop` is behind a possessive ending; `word` is empty for a run; `gap` stood before it.
    """

    start: int
    end: int
    stop: int
    at: int
    word: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """A text in the form that is searched, and the pieces that it is made of."""

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]  # `at` of each piece

    def span(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return the pieces of text[start:end]; the first and last run are cut to it."""
        start += self.text[start] == _MARK
        end -= self.text[end - 1] == _MARK
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1, lo=first) - 1
        if first == last:
            return (_cut(self.pieces[first], start, end),)
        return tuple(_cut(piece, start, end) for piece in self.pieces[first : last + 1])


def _cut(piece: Piece, start: int, end: int) -> Piece:
    if piece.word:
        return piece
    if piece.at == start and piece.end - piece.start == end - start:
        return piece
    skipped = max(0, start - piece.at)
    stop = min(piece.end, piece.start + end - piece.at)
    return Piece(piece.start + skipped, stop, stop, piece.at + skipped)


def is_word_char(char: str) -> bool:
    """Whether `char`, or the last character of it, belongs to a word."""
    return _ONE_WORD.search(char) is not None


def has_words(form: str) -> bool:
    """Whether there are words in a searched form."""
    return _MARK in form


def is_plain(text: str) -> bool:
    """Whether folded `text` has no words, spaces or hyphens, as most Chinese terms."""
    return _PLAIN.fullmatch(text) is not None


def is_hyphenated(text: str) -> bool:
    """Whether two words of `text` are joined by a hyphen."""
    return "-" in text and _HYPHENATED.search(text) is not None


def searched(text: str, key: Callable[[str], str], *, closed: bool = False) -> Searched:
    """Return folded `text` with each word as its `key`; `closed` takes "time-stamp" as one word."""
    parts: list[str] = []
    pieces: list[Piece] = []
    length, gap, marked = 0, "", False
    for match in (_COMPOUND if closed else _TOKEN).finditer(text):
        if match["gap"]:
            gap = match.group()
            continue
        word = (match["word"] or "").replace("-", "")
        start = match.start()
        if gap in _KEPT and not word and not marked:
            parts.append(gap)
            length += 1
        if word and not marked:
            parts.append(_MARK)
            length += 1
        found = key(word) if word else match.group()
        end = match.end("word") if word else match.end()
        pieces.append(Piece(start, end, match.end(), length, word, gap))
        parts.append(found)
        length += len(found)
        marked = bool(word)
        if marked:
            parts.append(_MARK)
            length += 1
        gap = ""
    return Searched("".join(parts), tuple(pieces), tuple(piece.at for piece in pieces))


def searched_source(text: str, key: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
    """Return the searched form of a whole folded term, and its words."""
    if is_plain(text):
        return text, ()
    if _ENGLISH.fullmatch(text):
        words = tuple(text.replace("-", " ").split())
        return _MARK + _MARK.join(map(key, words)) + _MARK, words
    found = searched(text.strip(" -\n"), key)
    return found.text, tuple(piece.word for piece in found.pieces if piece.word)
