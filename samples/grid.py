"""Rows of a table > w:tbl, with cells joined across and down."""

from collections.abc import Sequence
from dataclasses import dataclass

from samples.runs import Targets, inline, paragraph

LEFT, ABOVE = "<", "^"
TWIPS_PER_MM = 1440 / 25.4

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
    for side, size in (
        ("top", 8),
        ("left", 8),
        ("bottom", 8),
        ("right", 8),
        ("insideH", 4),
        ("insideV", 4),
    )
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as draft.txt has it: widths in millimetres, cells as written."""

    widths: tuple[int, ...]
    header_rows: int
    rows: tuple[tuple[str, ...], ...]


def cells(line: str) -> tuple[str, ...]:
    """The cells of a line `a | b |`, the leading bar gone already."""
    return tuple(cell.strip() for cell in line.rstrip("|").split("|"))


def table(grid: Grid, targets: Targets) -> str:
    """The table: a full-width last row is a note row and keeps to the left."""
    columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in grid.widths)
    rows = "".join(_row(grid, at, targets) for at in range(len(grid.rows)))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_twips(sum(grid.widths))}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(grid: Grid, at: int, targets: Targets) -> str:
    row = grid.rows[at]
    header = "<w:tblHeader/>" if at < grid.header_rows else ""
    starts = [column for column, text in enumerate(row) if text != LEFT]
    ends = [*starts[1:], len(row)]
    content = "".join(
        _cell(grid, at, range(start, end), targets) for start, end in zip(starts, ends, strict=True)
    )
    return f'<w:tr><w:trPr><w:cantSplit/>{header}<w:jc w:val="center"/></w:trPr>{content}</w:tr>'


def _cell(grid: Grid, at: int, columns: range, targets: Targets) -> str:
    text = grid.rows[at][columns.start]
    width = sum(grid.widths[column] for column in columns)
    span = f'<w:gridSpan w:val="{len(columns)}"/>' if len(columns) > 1 else ""
    style = "TableNote" if len(columns) == len(grid.widths) else "TableText"
    together = "<w:keepNext/>" if at + 1 < len(grid.rows) else ""
    content = "" if text == ABOVE else inline(text, targets)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{span}'
        f"{_merge(grid.rows, at, columns.start)}"
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraph(style, content, together)}</w:tc>'
    )


def _merge(rows: Sequence[Sequence[str]], at: int, column: int) -> str:
    if rows[at][column] == ABOVE:
        return "<w:vMerge/>"
    below = rows[at + 1][column] if at + 1 < len(rows) else ""
    return '<w:vMerge w:val="restart"/>' if below == ABOVE else ""


def _twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_PER_MM)
