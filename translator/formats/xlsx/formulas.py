"""Formulas: the literals in them, and the names they refer to by (ECMA-376 Part 1, 18.17)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

_WORD = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]")
_DATE = re.compile(r"[ymdhsgaeMDHY\W\d年月日时分秒]+")
_SHEET = re.compile(r"((?:'(?:[^']|'')*')|[^'!]+)!(.*)", re.DOTALL)
_PLAIN = re.compile(r"[^\W\d][\w.]*")
_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_COLUMN = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_SPECIAL = re.compile(r"(['\[\]#@])")
ELSEWHERE = '""'  # what stands for a shared formula, which is written in another cell
INDIRECT = re.compile(r"\bINDIRECT\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Renamed:
    """What has another name now: sheets; columns, by their tables. Names of old in lower case."""

    sheets: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.sheets or self.columns)


def literals(formula: str) -> Iterator[str]:
    """Yield the texts in a formula that are words, and no pattern of a date or number."""
    if '"' not in formula:
        return
    for token in _tokens(formula):
        if token.type == Token.OPERAND and token.subtype == Token.TEXT:
            text = token.value[1:-1].replace('""', '"')
            if _WORD.search(text) and not _DATE.fullmatch(text):
                yield text


def comes_from_a_cell(text: str, formula: str) -> bool:
    """Whether the `text` that a formula gives is none of the texts in the formula."""
    literal = text.replace('"', '""')
    return f'"{literal}"' not in formula and formula != ELSEWHERE


def mended(formula: str, renamed: Renamed) -> str:
    """Return the formula with the new names in the place of the old; literals are left alone."""
    if "!" not in formula and "[" not in formula:
        return formula
    tokens = _tokens(formula)
    for token in tokens:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _columns(_sheet(token.value, renamed.sheets), renamed.columns)
    return "".join(token.value for token in tokens) if tokens else formula


def quoted(name: str) -> str:
    """Return a sheet name as a formula writes it."""
    if _PLAIN.fullmatch(name) and not _CELL.fullmatch(name):
        return name
    return "'{}'".format(name.replace("'", "''"))


def _tokens(formula: str) -> list[Token]:
    """Return the tokens; none if the formula is beyond us."""
    try:
        return list(Tokenizer(f"={formula}").items)
    except (TokenizerError, IndexError):
        return []


def _sheet(operand: str, sheets: Mapping[str, str]) -> str:
    found = _SHEET.fullmatch(operand)
    if found is None or not sheets:
        return operand
    name = found[1]
    plain = name[1:-1].replace("''", "'") if name.startswith("'") else name
    new = [sheets.get(each.lower(), each) for each in plain.split(":")]
    if new == plain.split(":"):
        return operand
    if len(new) == 1:
        return f"{quoted(new[0])}!{found[2]}"
    joined = ":".join(new)
    simple = all(quoted(each) == each for each in new)
    return f"{joined if simple else quoted(joined)}!{found[2]}"


def _columns(operand: str, tables: Mapping[str, Mapping[str, str]]) -> str:
    """Return a structured reference, `Table[[#This Row],[Column]]`, with new names (18.17.2.3)."""
    table, bracket, _ = operand.partition("[")
    columns = tables.get(table.lower())
    if not bracket or not columns:
        return operand

    def rename(found: re.Match[str]) -> str:
        old = re.sub(r"'(.)", r"\1", found[1])
        new = columns.get(old.lower())
        return found[0] if new is None else "[{}]".format(_SPECIAL.sub(r"'\1", new))

    return _COLUMN.sub(rename, operand)
