"""Two documents, or one in two languages > the sentences of both sides.

In one document the languages may stand one after the other, paragraph by paragraph, in columns of a
table, or line by line in a paragraph or cell; `marks` keep what stands together together.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from termbase.text import Language
from translator.align.model import Sentence, Sides
from translator.language import detect
from translator.model import Document, TextUnit
from translator.steps.segment import sentence_ends

Answers = Callable[[str, str], bool]

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LANGUAGE = re.compile(rf"[{_HAN}]|[A-Za-z]{{2}}")
_ENGLISH = re.compile(r"[a-z]{3,} [a-z]{2,}(?: [a-z]{2,})+")  # no name, no code
_CHINESE = re.compile(rf"[{_HAN}]{{2}}")
_TAG = 3  # letters and characters of what is no sentence of its own
_CLAUSE = re.compile(r"^\s*((?:\d+|[A-Z])(?:\.\d+)+)(?!\d)")
_ROW = re.compile(r"^(.*\brow \d+)\b")
_LINES = re.compile(r"[\n\v\f\r]+")
_TAIL = re.compile(  # a word of small letters at least: no abbreviation
    rf"(?<=[{_HAN}）)”])[ \t\u3000]*[ \t\u3000/|｜][ \t\u3000]*"
    rf"(?=[A-Za-z][^{_HAN}]*[a-z]{{3}}[^{_HAN}]*$)"
)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a unit that is in one language."""

    text: str
    unit: TextUnit
    language: Language
    begins: bool = True


def two_sides(zh: Document, en: Document) -> Sides:
    """Return the sentences of a Chinese and of an English document.

    A sentence in the language of the other one, left untranslated say, is left out.
    """
    ours, theirs = list(_sentences(zh)), list(_sentences(en))
    chinese = [sentence for sentence in ours if not _is_foreign(sentence.text, chinese=True)]
    english = [sentence for sentence in theirs if not _is_foreign(sentence.text, chinese=False)]
    foreign = len(ours) + len(theirs) - len(chinese) - len(english)
    return Sides(tuple(chinese), tuple(english), foreign)


def _is_foreign(text: str, *, chinese: bool) -> bool:
    pattern = _ENGLISH if chinese else _CHINESE
    return bool(pattern.search(text)) and detect(text).is_chinese != chinese


def _sentences(document: Document) -> Iterator[Sentence]:
    for unit in document.units:
        row = _ROW.match(unit.place)
        yield from _cut(unit.content.text, unit, (unit.place,) if row else ())


def _cut(text: str, unit: TextUnit, marks: tuple[str, ...]) -> Iterator[Sentence]:
    """The sentences of a stretch of a unit; `marks` hold for each, its own for the first."""
    begins = True
    for sentence in _whole(text):
        own = (*_marks(text, unit.level), *marks) if begins else marks
        yield Sentence(sentence, unit.place, begins, own, unit.level > 0)
        begins = False


def _whole(text: str) -> list[str]:
    """The sentences of a text; what is hardly a word (以及, 并且) goes with the one before."""
    found: list[str] = []
    for start, end in pairwise([0, *sentence_ends(text)]):
        piece = text[start:end]
        size = sum(char.isalnum() for char in piece)
        if found and size <= _TAG and not found[-1].endswith(("\t", "\n")):
            found[-1] += piece
        elif size:
            found.append(piece)
    return [" ".join(piece.split()) for piece in found]


def _marks(text: str, level: int) -> Iterator[str]:
    """What the structure says of a heading: its level, its clause."""
    if level:
        yield f"level {level}"
    if clause := _CLAUSE.match(text):
        yield f"clause {clause[1]}"


def bilingual_sides(document: Document, answers: Answers) -> Sides:
    """Return the sentences of a document in both languages, each on its side.

    `answers` says whether the English text is a likely translation of the Chinese one that stands
    before it on one line.
    """
    found: dict[bool, list[Sentence]] = {True: [], False: []}
    couplet, last, leading = 0, None, None
    for unit in document.units:
        stretches = list(_stretches(unit, answers))
        own = {stretch.language.is_chinese for stretch in stretches}
        for stretch in stretches:
            side = stretch.language.is_chinese
            leading = side if leading is None else leading
            couplet += side != last and side == leading
            last = side
            marks = [f"couplet {couplet}"]
            if row := _ROW.match(unit.place):
                marks.append(row[1])
            if len(own) > 1:
                marks.append(f"unit {unit.id}")
            found[side] += _cut(stretch.text, unit, tuple(marks))
    return Sides(tuple(found[True]), tuple(found[False]))


def _stretches(unit: TextUnit, answers: Answers) -> Iterator[_Stretch]:
    """The stretches of a unit, one after another in another language; without numbers alone."""
    text, at = unit.content.text, 0
    pieces: list[tuple[bool, str]] = []
    for cut in [*(hit.end() for hit in _LINES.finditer(text)), len(text)]:
        line, at = text[at:cut], cut
        for piece in _halves(line, answers):
            if not _LANGUAGE.search(piece):
                continue
            side = detect(piece).is_chinese
            if pieces and pieces[-1][0] == side:
                piece = pieces.pop()[1] + piece
            pieces.append((side, piece))
    for side, piece in pieces:
        yield _Stretch(piece, unit, Language.ZH if side else Language.EN)


def _halves(line: str, answers: Answers) -> tuple[str, ...]:
    """Cut "范围 Scope" in two, where the second answers the first."""
    hit = _TAIL.search(line)
    if hit is None:
        return (line,)
    halves = line[: hit.start()], line[hit.start() :]
    return halves if _CHINESE.search(halves[0]) and answers(*halves) else (line,)
