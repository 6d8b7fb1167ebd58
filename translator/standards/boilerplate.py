"""Headings and sentences that GB/T 1.1 and the ISO/IEC Directives prescribe word for word.

They stand in `boilerplate.tsv`; a text that is one of them needs no model. GB/T 1.1—2020, clause 8;
ISO/IEC Directives Part 2, clauses 11 to 21.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files

from termbase.text import Language
from translator.model import Direction
from translator.standards.script import into
from translator.symbols import LITERALS, TAGS


def prescribed(text: str, direction: Direction) -> str | None:
    """Return the prescribed translation of a masked text; None where there is none.

    Spaces, width and case make no difference: 前　言 is 前言. The placeholders of literals stand
    for the {} of the table, in order; formatting marks are left out.
    """
    if not direction.changes_language:
        return None
    entry = _TERM_ENTRY.fullmatch(text) if direction.source.is_chinese else None
    if entry:
        return entry["english"]
    simplified = into(text, Language.ZH) if direction.source is Language.ZH_HANT else text
    found = _table(direction.source.is_chinese).get(_key(simplified))
    if found is None:
        return None
    marks = iter(char for char in text if char in LITERALS)
    filled = "".join(next(marks) if part == "{}" else part for part in _PARTS.split(found))
    return into(filled, direction.target)


# A term of clause 3 with its English equivalent after an em space (GB/T 1.1—2020, 8.7).
_TERM_ENTRY = re.compile(
    r"[\u3400-\u9fff（）]+(?:\u3000| {2,})(?P<english>[A-Za-z][A-Za-z ,'()/-]+)"
)
_PARTS = re.compile(r"(\{\})")


def _key(text: str) -> str:
    shown = "".join("{}" if c in LITERALS else c for c in text if c not in TAGS)
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", shown)).lower()


@cache
def _table(from_chinese: bool) -> dict[str, str]:
    """The table from one language to the other; of several translations the first wins."""
    text = files("translator.standards").joinpath("boilerplate.tsv").read_text(encoding="utf-8")
    pairs = [line.split("\t") for line in text.splitlines()[1:]]
    table: dict[str, str] = {}
    for chinese, english in pairs:
        source, target = (chinese, english) if from_chinese else (english, chinese)
        table.setdefault(_key(source), target)
    return table
