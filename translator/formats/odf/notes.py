"""What is in an OpenDocument file that is not translated, said to the reader."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from translator.formats.docx.package import Package
from translator.formats.odf.markup import attribute, name_of
from translator.model import Issue

_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_WORD = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]")
_LABELS = ("style:num-prefix", "style:num-suffix")
_FILES = {
    "META-INF/documentsignatures.xml": "the digital signature will not hold for the translation",
    "Basic/script-lc.xml": "macros are kept as they are",
}


def notes(roots: Mapping[str, etree._Element], package: Package) -> Iterator[Issue]:
    """Yield what stays: words in formulas and numbering, names of sheets, controls, macros."""
    found = Counter(
        each
        for root in roots.values()
        for element in root.iter(etree.Element)
        for each in _kept(element, name_of(element))
    )
    for (what, place), times in found.items():
        more = f" ({times} times)" if times > 1 else ""
        yield Issue("untranslated part", f"{what}{more}", place)
    for name, what in _FILES.items():
        if package.find(name) is not None:
            yield Issue("untranslated part", what, name)


def _kept(element: etree._Element, name: str) -> Iterator[tuple[str, str]]:
    if name in _SORTS:
        yield from _SORTS[name](element)
    elif name.startswith(("text:list-level-style", "text:outline-level-style")):
        yield from _numbering(element)
    elif name.startswith("form:") and attribute(element, "form:label"):
        yield "the text of a control stays as it is", "forms"


def _formula(cell: etree._Element) -> Iterator[tuple[str, str]]:
    for text in _LITERAL.findall(attribute(cell, "table:formula")):
        if _WORD.search(text):
            yield f"“{text}” in a formula stays as it is", "formulas"


def _sheet(table: etree._Element) -> Iterator[tuple[str, str]]:
    parent = table.getparent()
    if parent is not None and name_of(parent) == "office:spreadsheet":
        yield f"the name of the sheet stays as it is: {attribute(table, 'table:name')}", "sheets"


def _input_check(check: etree._Element) -> Iterator[tuple[str, str]]:
    if '"' in attribute(check, "table:condition"):
        yield "the values of an input check stay as they are", "input checks"


def _numbering(style: etree._Element) -> Iterator[tuple[str, str]]:
    for label in _LABELS:
        if _WORD.search(attribute(style, label)):
            yield f"the numbering keeps its “{attribute(style, label)}”", "list styles"


_SORTS: dict[str, Callable[[etree._Element], Iterator[tuple[str, str]]]] = {
    "table:table-cell": _formula,
    "table:table": _sheet,
    "table:content-validation": _input_check,
}
