"""A sheet > the texts of its cells and of its input checks, and what its formulas say."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from translator.formats.docx.markup import legal, text_of
from translator.formats.office.spots import Spot, attribute_spot, cut, local
from translator.formats.xlsx.formulas import ELSEWHERE, literals
from translator.formats.xlsx.strings import MAX_CELL, decode, encode, plain_text, rich_spot
from translator.model import Issue, TaggedText

# What an input check says, and how many characters Excel takes (18.3.1.32).
_MESSAGES = {"promptTitle": 32, "prompt": 255, "errorTitle": 32, "error": 225}
MAX_LIST = 255  # characters of a list of values, commas and quotation marks included
_LITERAL = re.compile(r'"(.*)"', re.DOTALL)
FORMULAS = ("f", "formula", "formula1", "formula2")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that shows text; `formula` is what computes it, "" if nothing does."""

    ref: str
    element: etree._Element
    kind: str
    formula: str

    def text(self, strings: list[etree._Element]) -> str:
        """Return what the cell shows; `strings` are those that cells share."""
        if self.kind == "inlineStr":
            inline = self.element.find("{*}is")
            return "" if inline is None else plain_text(inline)
        number = self.number
        if self.kind != "s":
            return decode(self._value)
        return plain_text(strings[number]) if 0 <= number < len(strings) else ""

    @property
    def number(self) -> int:
        """Return which of the shared strings it shows; -1 if it shows none."""
        shared = self.kind == "s" and self._value.strip().isascii()
        return int(self._value) if shared and self._value.strip().isdigit() else -1

    @property
    def _value(self) -> str:
        value = self.element.find("{*}v")
        return "" if value is None else text_of(value)


def cells(sheet: etree._Element) -> Iterator[Cell]:
    """Yield the cells with text, row by row."""
    for row in sheet.iterfind("{*}sheetData/{*}row"):
        for element in row:
            sort = element.get("t")
            if sort in ("s", "str", "inlineStr"):
                formula = element.find("{*}f")
                code = "" if formula is None else (formula.text or ELSEWHERE)
                yield Cell(str(element.get("r", "")), element, str(sort), code)


def cell_spots(cell: Cell, identity: str, place: str) -> Iterator[Spot]:
    """Yield the text of a cell that holds it by itself and does not compute it."""
    if cell.formula:
        return
    if cell.kind == "inlineStr":
        inline = cell.element.find("{*}is")
        if inline is not None:
            yield from rich_spot(inline, identity, place)
    elif cell.kind == "str":
        content = cell.text([])
        if content.strip():
            yield Spot(identity, place, TaggedText(content), _value_putter(cell.element))


def set_text(cell: Cell, text: str) -> None:
    """Let a cell show `text`, whatever it shared with others."""
    for each in list(cell.element):
        if local(each) in ("v", "is"):
            cell.element.remove(each)
    space = f"{{{etree.QName(cell.element).namespace}}}"
    if cell.formula:
        value = etree.SubElement(cell.element, f"{space}v")
        value.text = encode(text)
        return
    cell.element.set("t", "inlineStr")
    inline = etree.SubElement(cell.element, f"{space}is")
    etree.SubElement(inline, f"{space}t").text = encode(text)


def check_spots(sheet: etree._Element, part: str, label: str) -> Iterator[Spot]:
    """Yield the messages of input checks and the values of their lists."""
    for number, check in enumerate(sheet.iter("{*}dataValidation"), start=1):
        identity, place = f"{part}#check{number}", f"{label}, input check {number}"
        for name, limit in _MESSAGES.items():
            yield from attribute_spot(
                check, name, f"{identity}@{name}", f"{place}, {name}", limit=limit
            )
        formula = next(check.iter("{*}formula1"), None)
        if check.get("type") == "list" and formula is not None:
            yield from _list_spots(formula, identity, place)


def formula_notes(sheet: etree._Element, label: str) -> Iterator[Issue]:
    """Yield the words that stand in formulas, each once, with the number of formulas."""
    count, first = Counter[str](), dict[str, str]()
    for formula in sheet.iter(*(f"{{*}}{name}" for name in FORMULAS)):
        if _list_values(formula):
            continue
        for text in literals(_code(formula)):
            count[text] += 1
            first.setdefault(text, _owner(formula))
    for text, times in count.items():
        more = f" ({times} times)" if times > 1 else ""
        yield Issue(
            "untranslated part",
            f"“{text}” in a formula stays as it is{more}; a cell that it is compared with may not",
            f"{label}, {first[text]}",
        )


def _code(formula: etree._Element) -> str:
    """Return the formula; newer ones stand in an `xm:f` below."""
    inner = next((each for each in formula if local(each) == "f"), formula)
    return text_of(inner)


def _owner(formula: etree._Element) -> str:
    parent = formula.getparent()
    if parent is not None and local(parent) == "c":
        return f"cell {parent.get('r', '')}"
    return "input check" if local(formula) in ("formula1", "formula2") else "conditional format"


def _value_putter(element: etree._Element) -> Callable[[TaggedText], None]:
    def put(target: TaggedText) -> None:
        value = element.find("{*}v")
        if value is not None:
            value.text = encode(cut(target.text, MAX_CELL))

    return put


def _list_values(formula: etree._Element) -> list[str]:
    """Return the values of a list that stands in the input check itself."""
    code, check = _code(formula).strip(), formula.getparent()
    listed = check is not None and check.get("type") == "list" and local(formula) == "formula1"
    found = _LITERAL.fullmatch(code) if listed else None
    return found[1].replace('""', '"').split(",") if found else []


def _list_spots(formula: etree._Element, identity: str, place: str) -> Iterator[Spot]:
    values = _list_values(formula)
    for number, value in enumerate(values):
        if value.strip():
            yield Spot(
                f"{identity} value {number + 1}",
                f"{place}, value {number + 1}",
                TaggedText(value),
                _list_putter(formula, values, number),
            )


def _list_putter(
    formula: etree._Element, values: list[str], number: int
) -> Callable[[TaggedText], None]:
    """Return what writes the list anew; a comma in a value would make two of it."""

    def put(target: TaggedText) -> None:
        new = legal(target.text).replace(",", "，")
        others = len(_listed([*values[:number], *values[number + 1 :]]))
        values[number] = cut(new, max(1, MAX_LIST - others - new.count('"') - 3))
        inner = next((each for each in formula if local(each) == "f"), formula)
        inner.text = f'"{_listed(values)}"'

    return put


def _listed(values: list[str]) -> str:
    return ",".join(values).replace('"', '""')
