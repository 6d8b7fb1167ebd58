"""[Block] > the paragraphs, tables, figure and formulae of the document."""

from collections.abc import Callable, Sequence

from samples.blocks import Block
from samples.drawing import HEIGHT, WIDTH
from samples.formula import formula
from samples.grid import Grid, cells, table
from samples.outline import headings
from samples.runs import Targets, bookmark, field, inline, line_break, paragraph, run, tab
from samples.styles import CLAUSES, FIRST_LETTERED_LIST, list_level

EMU_PER_MM = 36000
PICTURE_RATIO = HEIGHT / WIDTH
FIRST_CAPTION_BOOKMARK = 1000
TERM_INDENT = '<w:ind w:left="420" w:hanging="420"/>'

_PLAIN_STYLES = {
    "p": "Body",
    "title": "DocumentTitle",
    "src": "Body",
    "dash": "Body",
    "note": "Note",
    "ex": "Note",
    "key": "Key",
    "where": "Body",
    "sym": "Symbol",
    "bib": "Reference",
    "ld": "Dashed",
}
_HEADING_STYLES = {
    "h1": "Heading1",
    "h2": "Heading2",
    "h3": "Heading3",
    "a1": "Annex2",
    "front": "Front",
    "bibliography": "Front",
    "annex": "Annex",
}
_LISTS = {"la": ("Lettered", 0), "ln": ("Numbered", 1)}


class Body:
    """Writes blocks in order; knows only where it is: which list, which bookmark, which caption."""

    def __init__(self, blocks: Sequence[Block], targets: Targets, picture: str) -> None:
        self._blocks = blocks
        self._targets = targets
        self._picture = picture
        self._bookmarks = iter(headings(blocks))
        self._bookmark_number = 0
        self._captioned = ""
        self.lists = 0

    def write(self, start: int, end: int) -> str:
        """The blocks from start up to end; call it in the order of the document."""
        return "".join(self._write(at) for at in range(start, end))

    def _write(self, at: int) -> str:
        block = self._blocks[at]
        if block.tag in _PLAIN_STYLES:
            return paragraph(_PLAIN_STYLES[block.tag], inline(block.text, self._targets))
        if block.tag in _HEADING_STYLES:
            return self._heading(block)
        if block.tag in _LISTS:
            return self._list_item(at)
        writers: dict[str, Callable[[int], str]] = {
            "term": self._term,
            "table": self._start_captioned,
            "figure": self._figure,
            "caption": self._caption,
            "formula": self._formula,
        }
        return writers[block.tag](at) if block.tag in writers else ""

    def _heading(self, block: Block) -> str:
        name = next(self._bookmarks).bookmark
        self._bookmark_number += 1
        first, *more = block.text.split("|")
        content = run(f"附　录　{first}" if block.tag == "annex" else first)
        content += "".join(line_break() + run(line) for line in more)
        return paragraph(_HEADING_STYLES[block.tag], bookmark(name, self._bookmark_number, content))

    def _term(self, at: int) -> str:
        chinese, english = self._blocks[at].text.split("|")
        content = line_break() + run(chinese + "　") + run(english)
        return paragraph("Term", content, list_level(CLAUSES, 1) + TERM_INDENT)

    def _list_item(self, at: int) -> str:
        block = self._blocks[at]
        if self._blocks[at - 1].tag not in _LISTS:
            self.lists += 1
        style, level = _LISTS[block.tag]
        number = FIRST_LETTERED_LIST + self.lists - 1
        return paragraph(style, inline(block.text, self._targets), list_level(number, level))

    def _start_captioned(self, at: int) -> str:
        self._captioned = self._blocks[at].text.split()[0]
        return ""

    def _caption(self, at: int) -> str:
        """The caption; a table stands below its caption, a figure above it."""
        label = self._targets.labels[self._captioned]
        sign, number = label[0], label[1:]
        letter, _, count = number.rpartition(".")
        shown = run(f"{sign}{letter}." if letter else sign)
        shown += field(f"SEQ {sign}{letter} \\* ARABIC", count)
        marked = bookmark(
            f"_Ref_{self._captioned}", FIRST_CAPTION_BOOKMARK + self._bookmark_number, shown
        )
        self._bookmark_number += 1
        content = marked + run("　" + self._blocks[at].text)
        if sign == "图":
            return paragraph("Caption", content)
        return paragraph("TableCaption", content) + self._table(at) + paragraph("AfterTable", "")

    def _table(self, caption: int) -> str:
        _, header_rows, widths = self._blocks[caption - 1].text.split()
        end = caption + 1
        while self._blocks[end].tag == "|":
            end += 1
        rows = tuple(cells(block.text) for block in self._blocks[caption + 1 : end])
        grid = Grid(tuple(int(width) for width in widths.split(",")), int(header_rows), rows)
        return table(grid, self._targets)

    def _figure(self, at: int) -> str:
        self._captioned, width, description = self._blocks[at].text.split(" ", 2)
        across = int(width) * EMU_PER_MM
        size = f'cx="{across}" cy="{round(across * PICTURE_RATIO)}"'
        picture = (
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="rig.png"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{self._picture}"/><a:stretch><a:fillRect/></a:stretch>'
            f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        )
        uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
        return paragraph(
            "Figure",
            f"<w:r><w:drawing><wp:inline><wp:extent {size}/>"
            f'<wp:docPr id="1" name="Figure 1" descr="{description}"/>'
            f'<a:graphic><a:graphicData uri="{uri}">{picture}</a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>",
        )

    def _formula(self, at: int) -> str:
        name, number = self._blocks[at].text.split()
        return paragraph("Formula", tab() + formula(name) + tab() + run(f"（{number}）"))
