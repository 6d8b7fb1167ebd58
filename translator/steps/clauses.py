"""Document > its terms clauses: the units from a heading "Terms and definitions" to the next one.

GB/T 1.1—2020, 8.7; ISO/IEC Directives Part 2, clauses 16 and 17.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.model import Document, TextUnit
from translator.standards.script import to_simplified

_NUMERALS = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"\s*第?(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*|[{_NUMERALS}])(?:章|条)?(?P<gap>[、.．\s\u3000]*)"
)
_ZH = r"(?:术语|定义|符号|代号|缩略语|缩写词?|略语|缩略词)"
_HEADING_ZH = re.compile(rf"{_ZH}(?:(?:、|，|和|与|及|以及|及其){_ZH})*")
_EN = r"(?:terms?|definitions?|symbols?|acronyms|abbreviat(?:ed\s+terms|ions))"
_HEADING_EN = re.compile(rf"{_EN}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_EN})*", re.IGNORECASE)
_DEFINES = re.compile(r"术语|定义|terms?\b(?<!abbreviated terms)|definition", re.IGNORECASE)
_ABBREVIATES = re.compile(r"缩|略|abbreviat|acronym", re.IGNORECASE)
_CONTENTS = re.compile(r"[\t.…·]\s*[\dIVXivx]*\s*$")
_AFTER = re.compile(
    r"\s*(?:附\s*录\s*[A-Z\s（(]|参\s*考\s*文\s*献\s*$|Annex\s+[A-Z]|Bibliography\s*$)",
    re.IGNORECASE,
)
_LONGEST = 60  # characters of a heading


@dataclass(frozen=True, slots=True)
class Clause:
    """The units of a terms clause without its heading; `defines` is False for abbreviations only.

    `level` is that of its heading, 0 where the format knows of none.
    """

    units: tuple[TextUnit, ...]
    level: int
    defines: bool


@dataclass(frozen=True, slots=True)
class _Heading:
    unit: TextUnit
    number: tuple[int, ...]
    defines: bool


def terms_clauses(document: Document) -> list[Clause]:
    """Return the terms clauses of `document`; a table of contents has none."""
    found: list[Clause] = []
    heading: _Heading | None = None
    units: list[TextUnit] = []
    for unit in document.units:
        opened = _heading(unit)
        if heading and (opened or _ends(unit, heading)):
            found.append(Clause(tuple(units), heading.unit.level, heading.defines))
            heading = None
        if opened:
            heading, units = opened, []
        elif heading:
            units.append(unit)
    if heading:
        found.append(Clause(tuple(units), heading.unit.level, heading.defines))
    return [clause for clause in found if clause.units]


def _heading(unit: TextUnit) -> _Heading | None:
    """The heading of a terms clause; None for any other unit."""
    text = unit.content.text
    if len(text) > _LONGEST or _CONTENTS.search(text.rstrip(" ")):
        return None
    number, title = _numbered(text)
    title = to_simplified(title.strip())
    title = re.sub(r"\s+", "", title) if not title.isascii() else title
    if not (_HEADING_ZH.fullmatch(title) or _HEADING_EN.fullmatch(title)):
        return None
    defines, abbreviates = bool(_DEFINES.search(title)), bool(_ABBREVIATES.search(title))
    return _Heading(unit, number, defines) if defines or abbreviates else None


def _numbered(text: str) -> tuple[tuple[int, ...], str]:
    """The number of a clause, () where it has none, and what follows it."""
    hit = _NUMBER.match(text)
    if hit is None or not text[hit.end() :].strip():
        return (), text
    shown = hit["number"]
    if shown in _NUMERALS:
        return (_NUMERALS.index(shown) + 1,), text[hit.end() :]
    return tuple(map(int, shown.split("."))), text[hit.end() :]


def _ends(unit: TextUnit, heading: _Heading) -> bool:
    """Whether `unit` no longer belongs to the clause under `heading`."""
    if unit.id.rpartition("#")[0] != heading.unit.id.rpartition("#")[0]:
        return True
    if unit.level and unit.level <= max(heading.unit.level, 1):
        return True
    text = unit.content.text
    return bool(_AFTER.match(text)) or _follows(_number_of(text), heading.number)


def _number_of(text: str) -> tuple[int, ...]:
    hit = _NUMBER.match(text)
    return _numbered(text)[0] if hit and hit["gap"] and len(text) <= _LONGEST else ()


def _follows(number: Sequence[int], clause: Sequence[int]) -> bool:
    """Whether a number is the next of the clause's or of a clause that it is part of."""
    depth = len(number)
    if not 0 < depth <= len(clause):
        return False
    return tuple(number) == (*clause[: depth - 1], clause[depth - 1] + 1)
