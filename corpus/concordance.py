"""A phrase > the pairs in which it stands, with where; a text > the pairs that stand in it (◆).

A phrase is words in a row, or Chinese characters in a row; case, width and script do not matter.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from corpus import schema
from corpus.among import among
from corpus.index import Phrase, Side, index_of
from corpus.model import Entry, Fragment, Hit, MemoryProblem, Status
from corpus.rows import COLUMNS, answers, entry_of
from corpus.store import Store
from corpus.words import code, digest, is_chinese, key, located, phrase_tokens, units
from termbase.concept import Viewer

_LONGEST = 40  # units of a stored text that is sought in a longer one
_SHORTEST = {True: 2, False: 1}  # Chinese characters, words


def concordance(
    store: Store, side: Side, phrase: str, viewer: Viewer, limit: int = 50
) -> list[Hit]:
    """Return pairs whose text of language `side` holds `phrase`, at most `limit`.

    Raises:
        MemoryProblem: there is no word in the phrase. Unavailable: the database failed.
    """
    wanted = units(key(phrase))
    tokens, beginnings = phrase_tokens(key(phrase))
    if not tokens and not beginnings:
        raise MemoryProblem(f"“{phrase}”: there is no word to look for")
    sought = Phrase(tokens, beginnings, code(wanted))
    with store.reading() as connection:
        where = index_of(connection).holds(side, sought) & answers(viewer)
        rows = connection.execute(select(*COLUMNS).where(where).limit(limit))
        entries = [entry_of(row) for row in rows]
    hits = [Hit(entry, tuple(_places(_text(entry, side), wanted))) for entry in entries]
    return [hit for hit in hits if hit.spans]


def fragments(
    store: Store, side: Side, text: str, viewer: Viewer, limit: int = 20
) -> list[Fragment]:
    """Return the confirmed pairs whose whole text stands in `text`, the longest first.

    Raises:
        Unavailable: the database failed.
    """
    pieces = dict(_pieces(text))
    found: list[Fragment] = []
    with store.reading() as connection:
        column = schema.pair.c[f"{side}_key"]
        where = among(connection, column, pieces) & answers(viewer)
        sure = schema.pair.c.status >= int(Status.CONFIRMED)
        rows = connection.execute(select(column.label("asked"), *COLUMNS).where(where & sure))
        for row in rows:
            entry = entry_of(row)
            start, end = pieces[row.asked]
            target = entry.en if side == "zh" else entry.zh
            found.append(Fragment(start, end, entry, target))
    found.sort(key=lambda item: (item.start - item.end, item.start, -int(item.entry.status)))
    return found[:limit]


def _pieces(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """The digests of the keys of all runs of units in `text`, but the whole, with where they are.

    A piece that begins a sentence is sought in small letters, too.
    """
    spans = located(text)
    for first, (start, _, unit) in enumerate(spans):
        least = _SHORTEST[is_chinese(unit)]
        for last in range(first + least - 1, min(len(spans), first + _LONGEST)):
            if last - first + 1 == len(spans):
                continue
            end = spans[last][1]
            yield from _told(text, start, end, starts=first == 0)
            further = spans[last + 1][0] if last + 1 < len(spans) else len(text)
            after = end + len(text[end:further].rstrip())
            if after > end:  # with the punctuation that follows
                yield from _told(text, start, after, starts=first == 0)


def _told(
    text: str, start: int, end: int, *, starts: bool
) -> Iterator[tuple[int, tuple[int, int]]]:
    piece = key(text[start:end])
    yield digest(piece), (start, end)
    if starts and piece[:1].isupper():
        yield digest(piece[0].lower() + piece[1:]), (start, end)


def _places(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the units `wanted` stand in a row in `text`."""
    spans = located(text)
    for at in range(len(spans) - len(wanted) + 1):
        if all(spans[at + n][2] == unit for n, unit in enumerate(wanted)):
            yield spans[at][0], spans[at + len(wanted) - 1][1]


def _text(entry: Entry, side: Side) -> str:
    return entry.zh if side == "zh" else entry.en
