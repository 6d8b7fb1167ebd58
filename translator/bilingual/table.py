"""Rows > a Word file for a reviewer: number, source, target, state and issues, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from termbase.text import Language
from translator.bilingual.rows import Row
from translator.bilingual.word import (
    RELATIONSHIPS,
    Style,
    add,
    add_run,
    fonts,
    name_language,
    packed,
    root,
)
from translator.formats.marks import Mark, Marks
from translator.model import TaggedText

_PAGE = (16838, 11906)  # A4 on its side, in twentieths of a point
_MARGIN = 850
_WIDTHS = (700, 5900, 5900, 2638)  # together the page without its margins
_SMALL, _NORMAL, _LARGE = 16, 20, 28  # half points
_GREY, _DOUBTFUL, _HEAD = "808080", "FFF2CC", "E7E6E6"
_NAMES = {Language.ZH: "中文", Language.ZH_HANT: "繁體中文", Language.EN: "English"}
_UNSEEN = frozenset({"bookmark"})
_HEADS = ("序号 No.", "原文 Source", "译文 Target", "状态 State")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the table is of."""

    name: str
    source: Language
    target: Language
    engine: str


def table(heading: Heading, rows: Sequence[Row], marks: Marks) -> bytes:
    """Return the Word file."""
    document = root("document")
    body = add(document, "body")
    _title(body, heading, rows)
    grid = _grid(body)
    _heads(grid, heading)
    for number, row in enumerate(rows, 1):
        _row(grid, number, row, heading, marks)
    add(body, "p")
    _section(body)
    return packed({"document": document, "styles": _styles(), "footer": _footer()})


def _title(body: etree._Element, heading: Heading, rows: Sequence[Row]) -> None:
    paragraph = add(body, "p")
    bold = Style(Language.ZH, frozenset({"bold"}), _LARGE)
    add_run(paragraph, heading.name, bold)
    direction = f"{_NAMES[heading.source]} → {_NAMES[heading.target]}"
    doubtful = sum(row.is_doubtful for row in rows)
    told = f"{direction} · {heading.engine} · {len(rows)} 句段 segments · {doubtful} 待审 to review"
    add_run(add(body, "p"), told, Style(Language.ZH, size=_NORMAL, color=_GREY))


def _grid(body: etree._Element) -> etree._Element:
    grid = add(body, "tbl")
    properties = add(grid, "tblPr")
    add(properties, "tblW", w=sum(_WIDTHS), type="dxa")
    borders = add(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        add(borders, side, val="single", sz=4, space=0, color="BFBFBF")
    add(properties, "tblLayout", type="fixed")
    margins = add(properties, "tblCellMar")
    for side in ("left", "right"):
        add(margins, side, w=85, type="dxa")
    columns = add(grid, "tblGrid")
    for width in _WIDTHS:
        add(columns, "gridCol", w=width)
    return grid


def _heads(grid: etree._Element, heading: Heading) -> None:
    row = add(grid, "tr")
    properties = add(row, "trPr")
    add(properties, "cantSplit")
    add(properties, "tblHeader")
    names = ("", f" ({heading.source.value})", f" ({heading.target.value})", "")
    for column, head in enumerate(_HEADS):
        cell = _cell(row, column, _HEAD)
        bold = Style(Language.ZH, frozenset({"bold"}), _NORMAL)
        add_run(add(cell, "p"), head + names[column], bold)


def _row(grid: etree._Element, number: int, row: Row, heading: Heading, marks: Marks) -> None:
    element = add(grid, "tr")
    add(add(element, "trPr"), "cantSplit")
    shade = _DOUBTFUL if row.is_doubtful else ""
    own = marks.get(row.segment.unit, {})
    grey = Style(Language.EN, size=_SMALL, color=_GREY)
    add_run(add(_cell(element, 0, shade), "p"), str(number), grey)
    source = add(_cell(element, 1, ""), "p")
    _text(source, row.segment.source, own, heading.source)
    target = add(_cell(element, 2, ""), "p")
    _text(target, row.target or TaggedText(""), own, heading.target)
    _state(_cell(element, 3, shade), row)


def _state(cell: etree._Element, row: Row) -> None:
    """The state and the origin, each issue, and where the segment stands."""
    state = row.state.value if row.target else "untranslated"
    said = f"{state} ({row.origin.value})" if row.origin else state
    add_run(add(cell, "p"), said, Style(Language.EN, size=_SMALL))
    for issue in row.issues:
        bold = Style(Language.ZH, frozenset({"bold"}), _SMALL)
        paragraph = add(cell, "p")
        add_run(paragraph, f"{issue.check}: ", bold)
        add_run(paragraph, issue.detail, Style(Language.ZH, size=_SMALL))
    if row.segment.place:
        add_run(add(cell, "p"), row.segment.place, Style(Language.EN, size=_SMALL, color=_GREY))


def _cell(row: etree._Element, column: int, shade: str) -> etree._Element:
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", w=_WIDTHS[column], type="dxa")
    if shade:
        add(properties, "shd", val="clear", color="auto", fill=shade)
    return cell


def _text(
    paragraph: etree._Element, text: TaggedText, marks: Mapping[int, Mark], language: Language
) -> None:
    """A text in its looks; what is no text is named in brackets."""
    opened, at = list[int](), 0
    for tag in text.tags:
        _run(paragraph, text.text[at : tag.at], opened, marks, language)
        at = tag.at
        mark = marks.get(tag.ref) or Mark(str(tag.ref))
        if tag.kind == "open":
            opened.append(tag.ref)
        elif tag.kind == "close" and tag.ref in opened:
            opened.remove(tag.ref)
        elif tag.kind == "point" and mark.label not in _UNSEEN:
            grey = Style(Language.EN, size=_SMALL, color=_GREY)
            add_run(paragraph, f"[{mark.label}]", grey)
    _run(paragraph, text.text[at:], opened, marks, language)


def _run(
    paragraph: etree._Element,
    text: str,
    opened: Sequence[int],
    marks: Mapping[int, Mark],
    language: Language,
) -> None:
    if text:
        looks = frozenset(look for ref in opened if ref in marks for look in marks[ref].looks)
        add_run(paragraph, text, Style(language, looks, _NORMAL))


def _section(body: etree._Element) -> None:
    section = add(body, "sectPr")
    reference = add(section, "footerReference", type="default")
    reference.set(f"{{{RELATIONSHIPS}}}id", "footer")
    width, height = _PAGE
    add(section, "pgSz", w=width, h=height, orient="landscape")
    sides = dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN)
    add(section, "pgMar", **sides, header=425, footer=425, gutter=0)


def _styles() -> etree._Element:
    styles = root("styles")
    defaults = add(add(add(styles, "docDefaults"), "rPrDefault"), "rPr")
    fonts(defaults, Language.EN)
    add(defaults, "sz", val=_NORMAL)
    name_language(defaults, Language.EN)
    normal = add(styles, "style", type="paragraph", default=1, styleId="Normal")
    add(normal, "name", val="Normal")
    add(add(normal, "pPr"), "spacing", before=20, after=20)
    return styles


def _footer() -> etree._Element:
    footer = root("ftr")
    paragraph = add(footer, "p")
    add(add(paragraph, "pPr"), "jc", val="center")
    field = add(paragraph, "fldSimple", instr=" PAGE ")
    add_run(field, "1", Style(Language.EN, size=_SMALL, color=_GREY))
    return footer
