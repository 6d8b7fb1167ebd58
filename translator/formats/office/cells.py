"""Cells in a grid, and the sizes that attributes tell."""

import re

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]+)?")
_REF = re.compile(r"([A-Z]+)(\d+)")


def position(ref: str) -> tuple[int, int]:
    """Return the column and the row of a cell, "C4", from 1; 0, 0 if it is no reference."""
    found = _REF.fullmatch(ref)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number, int(found[2]) if found else 0


def letters(number: int) -> str:
    """Return the name of a column, from 1: 28 is "AB"."""
    result = ""
    while number:
        number, digit = divmod(number - 1, 26)
        result = chr(ord("A") + digit) + result
    return result


def number(text: str | None, usual: float) -> float:
    """Return the number that an attribute says; `usual` where it says none."""
    return float(text) if text and _NUMBER.fullmatch(text) else usual
