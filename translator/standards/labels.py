"""What stands before the text of a paragraph: list numbers, dashes, 注 1：, 示例：.

GB/T 1.1—2020, 7.5 and 9; ISO/IEC Directives Part 2, clauses 23 to 25.
"""

import re
from dataclasses import dataclass

from translator.model import Direction
from translator.standards.boilerplate import prescribed

_ENUMERATOR = re.compile(
    r"(?:[a-zA-Z0-9]{1,2}[)）]|[（(][a-zA-Z0-9]{1,2}[）)]"
    r"|(?:[A-Z]\.\d{1,2}|\d{1,2}\.\d{1,2})(?:\.\d{1,2}){0,4}(?![\d.]|\s*[%°℃a-zA-Zµ～~]|[)）])"
    r"|[A-Z]?\d{1,2}(?=[\t\u3000])|——|—|–|[-•●○■□▪◆·*](?=\s))[\s\u3000]*"
)
_PLAIN = re.compile(r"[A-Z]?\d{1,2} +")  # a number that may count what follows
_NOTE_ZH = re.compile(r"(?P<word>注|示例) ?(?P<number>\d*) ?[：:]\s*")
_NOTE_EN = re.compile(
    r"(?P<word>NOTE|EXAMPLE|Note|Example)(?: (?P<number>\d+))?(?:[:\u2003\u2002—]| -) *"
)
_CAPTIONS = {"图": "Figure ", "表": "Table ", "Figure": "图 ", "Fig.": "图 ", "Table": "表 "}
_WORDS = {"注": "NOTE", "示例": "EXAMPLE", "NOTE": "注", "EXAMPLE": "示例"}


@dataclass(frozen=True, slots=True)
class Label:
    """The first `length` characters of a text, and what stands for them in the target.

    A caption whose number is a field has a gap after the number: `gap` characters of the text.
    """

    length: int
    target: str
    gap: int = 0


def leading_label(text: str, direction: Direction) -> Label | None:
    """Return the label at the start of `text`; None where there is none or nothing follows it."""
    chinese = direction.source.is_chinese, direction.target.is_chinese
    note = (_NOTE_ZH if chinese[0] else _NOTE_EN).match(text)
    if note:
        shown = note.group() if chinese[0] == chinese[1] else _note(note, into_chinese=chinese[1])
        return Label(note.end(), shown) if note.end() < len(text) else None
    hit = _ENUMERATOR.match(text) or _of_heading(text, direction)
    if hit is None or hit.end() >= len(text):
        return None
    shown = hit.group()
    if chinese == (True, False):
        shown = re.sub("[（）\u3000]", lambda char: {"（": "(", "）": ")"}.get(char[0], " "), shown)
        shown = shown.replace("——", "— ")
        shown = shown if shown[-1].isspace() else shown + " "
    elif chinese == (False, True):
        shown = shown.replace("— ", "——").replace("–", "——")
    return Label(hit.end(), shown)


def _of_heading(text: str, direction: Direction) -> re.Match[str] | None:
    """A plain number before what is known to be a heading: "1 范围" and not "3 台"."""
    hit = _PLAIN.match(text)
    return hit if hit and prescribed(text[hit.end() :], direction) is not None else None


def caption_label(text: str, at: int, direction: Direction) -> Label | None:
    """Return the label of a caption whose number is a field that stands at `at`: 表, 图."""
    if not direction.changes_language:
        return None
    target = _CAPTIONS.get(text[:at].strip())
    rest = text[at:]
    gap = len(rest) - len(rest.lstrip())
    return Label(at, target, gap) if target and gap < len(rest) else None


def _note(note: re.Match[str], *, into_chinese: bool) -> str:
    word, number = _WORDS[note["word"].upper()], note["number"] or ""
    if into_chinese:
        return f"{word}{number}："
    return f"{word} {number}: " if number else f"{word}: "
