"""The workbook behind a chart: its cells get what the chart shows, or it is told that they do not.

Word takes the words of a chart from the workbook as soon as its data are edited.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from translator.errors import BrokenDocument
from translator.formats.docx.labels import Label
from translator.formats.docx.markup import XML_SPACE, parse, serialize, spellings
from translator.formats.docx.opc import relationships
from translator.formats.docx.package import Package, open_package
from translator.model import Issue

_CELLS = spellings("c:v", "cx:pt", "cx:v")
_CHARTS = ("{*}chartSpace",)
_STRINGS = ("{*}si", "{*}is")
_CELL_PARTS = re.compile(r"xl/(?:worksheets|tables)/[^/]+\.xml|xl/sharedstrings\.xml")
_OWN_LANGUAGE = "the workbook behind a chart keeps its language: {}"


@dataclass(frozen=True, slots=True)
class ChartData:
    """The words of a chart as they were, and the workbook they came from, if it can be mended."""

    part: str
    words: tuple[tuple[Label, str], ...]
    workbook: str
    data: bytes
    issues: tuple[Issue, ...] = ()

    def refresh(self, root: etree._Element) -> dict[str, bytes]:
        """Return the workbook with the words that the chart `root` has now; {} if that is none."""
        now = {old: label.text() for label, old in self.words if label.text() != old}
        if not (self.data and now):
            return {}
        package = open_package(self.data, ".xlsx")
        changed = dict[str, bytes]()
        for name, tree in _trees(package):
            if _replace(tree, now):
                changed[name] = serialize(tree)
        return {self.workbook: package.save(changed)} if changed else {}


def chart_data(package: Package, roots: Mapping[str, etree._Element]) -> Iterator[ChartData]:
    """Yield the data of each chart that has words in it."""
    for part, root in roots.items():
        if not any(True for _ in root.iter(*_CHARTS)):
            continue
        words = tuple((Label(each), Label(each).text()) for each in root.iter(*_CELLS))
        for each in relationships(package, part):
            if each.kind == "package" and any(c.isalpha() for _, old in words for c in old):
                yield _chart_data(package, part, words, each.target)


def _chart_data(
    package: Package, part: str, words: tuple[tuple[Label, str], ...], target: str
) -> ChartData:
    entry = package.find(target)
    data = b"" if entry is None else entry.data
    name = target if entry is None else entry.info.filename
    try:
        reason = _obstacle(open_package(data, ".xlsx"))
    except BrokenDocument as error:
        reason = str(error)
    if not reason:
        return ChartData(part, words, name, data)
    issue = Issue("untranslated part", _OWN_LANGUAGE.format(reason), name)
    return ChartData(part, words, name, b"", (issue,))


def _obstacle(workbook: Package) -> str:
    """Return why the words of a workbook cannot be replaced; "" if they can."""
    for _, tree in _trees(workbook):
        for formula in tree.iter("{*}f", "{*}calculatedColumnFormula"):
            if "[" in (formula.text or ""):
                return "its formulae refer to columns by their names"
    return ""


def _trees(workbook: Package) -> Iterator[tuple[str, etree._Element]]:
    """Yield the parts with the cells and the tables of a workbook."""
    for name in workbook.names():
        entry = workbook.find(name)
        if entry is not None and _CELL_PARTS.fullmatch(name.lower()):
            yield name, parse(name, entry.data)


def _replace(tree: etree._Element, words: Mapping[str, str]) -> bool:
    """Replace whole cells and names of columns; return whether there were any."""
    done = False
    for cell in tree.iter(*_STRINGS):
        texts = [each for each in cell.iter("{*}t") if _is_shown(each)]
        word = words.get("".join(each.text or "" for each in texts))
        if word is not None:
            for each, text in zip(texts, (word, *[""] * len(texts)), strict=False):
                each.text = text
                each.set(XML_SPACE, "preserve")
            done = True
    for column in tree.iter("{*}tableColumn"):
        word = words.get(str(column.get("name", "")))
        if word is not None:
            column.set("name", word)
            done = True
    return done


def _is_shown(text: etree._Element) -> bool:
    """Whether a text is not a phonetic guide."""
    parent = text.getparent()
    return parent is not None and etree.QName(parent).localname != "rPh"
