"""Attention of a model > which characters of an answer come from which of its request.

A model reads an annotated text in pieces; what its attention says of pieces is said here of the
characters of the masked texts.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from math import ceil, floor

from translator.engines.annotation import before_mark, mark_term
from translator.engines.base import Annotation, Request
from translator.model import Link
from translator.symbols import ALL_PLACEHOLDERS, END, HIDDEN, MEANS

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_LEAST = 0.02  # share of a link worth keeping

Span = tuple[int, int]


def links(
    answer: str,
    request: Request,
    pieces: tuple[Sequence[str], Sequence[str]],
    attention: Sequence[Sequence[float]],
    *,
    symbols: bool,
) -> tuple[Link, ...]:
    """Return the links of `answer`, a masked text, to the text of `request`.

    `pieces` are those of the source and of the answer, `attention` has a row for each of the
    answer. `symbols` tells whether the model reads placeholders, or what they stand for.
    """
    shown = _annotated(request) if symbols else _plain(request.text, request)
    said = [(char, (at, at + 1)) for at, char in enumerate(answer)]
    written = said if symbols else _plain(answer, request)
    sources, targets = _places(pieces[0], shown), _places(pieces[1], written)
    return tuple(
        Link(*target, *source, share)
        for target, row in zip(targets, attention, strict=False)
        if target
        for source, share in zip(sources, row, strict=False)
        if source and share >= _LEAST
    )


def _annotated(request: Request) -> list[tuple[str, Span]]:
    """The text with its terms annotated, each stretch of it with the stretch it stands for."""
    found, start = list[tuple[str, Span]](), 0
    for note in request.annotations:
        before = before_mark(request.text[start : note.start], request.direction)
        found += [(char, (start + at, start + at + 1)) for at, char in enumerate(before)]
        found += _term(note, request)
        start = note.end
    rest = enumerate(request.text[start:], start)
    return [*found, *((char, (at, at + 1)) for at, char in rest)]


def _term(note: Annotation, request: Request) -> Iterator[tuple[str, Span]]:
    """An annotation; the words of its target are taken to stand as those of the term do."""
    source = HIDDEN if request.hidden else request.text[note.start : note.end]
    head, means, tail = mark_term(source, note.target, request.direction).partition(MEANS)
    yield head.removesuffix(source), (note.start, note.end)
    for said in (source, means + tail.removesuffix(note.target + END), note.target):
        share = (note.end - note.start) / len(said) if said else 0.0
        for at, char in enumerate(said):
            yield char, (note.start + floor(at * share), note.start + ceil((at + 1) * share))
    yield END, (note.start, note.end)


def _plain(text: str, request: Request) -> list[tuple[str, Span]]:
    """A masked text as a model without placeholders has it: stretches, and what they stand for."""
    literals = dict(request.literals)
    return [
        (literals.get(char, "") if char in ALL_PLACEHOLDERS else char, (at, at + 1))
        for at, char in enumerate(text)
    ]


def _places(pieces: Sequence[str], stretches: Sequence[tuple[str, Span]]) -> list[Span | None]:
    """What each of `pieces` stands for; None if for nothing in `stretches`."""
    spelt, spans = _spelt(pieces)
    origins = [span for text, span in stretches for _ in text]
    whole = "".join(text for text, _ in stretches)
    known: dict[int, Span] = {}
    for block in SequenceMatcher(None, spelt, whole, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            if not spelt[block.a + step].isspace():
                known[block.a + step] = origins[block.b + step]
    return [_united([known[at] for at in range(*span) if at in known]) for span in spans]


def _united(spans: Sequence[Span]) -> Span | None:
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None


def _spelt(pieces: Sequence[str]) -> tuple[str, list[Span]]:
    """The text of `pieces`, and where each stands in it; rare characters come as bytes."""
    text, spans = "", list[Span]()
    for run in _runs(pieces):
        codes = [_BYTE.fullmatch(piece) for piece in run]
        if all(codes):
            added = bytes(int(code[1], 16) for code in codes if code).decode("utf-8", "replace")
        else:
            added = run[0].replace("\u2581", " ")
        spans += [(len(text), len(text) + len(added))] * len(run)
        text += added
    return text, spans


def _runs(pieces: Sequence[str]) -> Iterator[list[str]]:
    """The pieces one by one, but bytes of one character together."""
    run = list[str]()
    for piece in pieces:
        code = _BYTE.fullmatch(piece)
        goes_on = code is not None and 0x80 <= int(code[1], 16) < 0xC0  # noqa: PLR2004 - UTF-8
        if run and not (goes_on and _BYTE.fullmatch(run[0])):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run
