"""draft.txt > draft.docx: run `python samples/make_draft.py`; the same bytes every time."""

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from docx.document import Document

from samples.blocks import Block, Mark, read_blocks, spans, texts
from samples.body import Body
from samples.drawing import rig
from samples.front import Margins, contents, cover, footer, header, section, section_break
from samples.notes import comments, footnotes
from samples.outline import labels
from samples.package import add_link, add_part, add_picture, new_package, packed
from samples.runs import Targets, element, paragraph
from samples.styles import numbering_xml, settings_xml, styles_xml

DRAFT_FILE = Path(__file__).with_name("draft.docx")


def draft() -> bytes:
    """The sample standard as a .docx file."""
    blocks = read_blocks()
    document = new_package(texts(blocks, "title")[0], "标准起草组")
    targets = Targets(labels(blocks), _links(document, blocks))
    add_part(document, "footnotes", footnotes(blocks, targets))
    add_part(document, "comments", comments(blocks, targets))
    margins = _margins(document, texts(blocks, "cover.number")[0])
    body = Body(blocks, targets, add_picture(document, rig()))
    content = _sections(blocks, body, margins)
    return packed(
        document,
        {
            "word/document.xml": element("document", f"<w:body>{content}</w:body>"),
            "word/styles.xml": styles_xml(),
            "word/numbering.xml": numbering_xml(body.lists),
            "word/settings.xml": settings_xml(),
        },
    )


def _sections(blocks: Sequence[Block], body: Body, margins: Margins) -> str:
    tags = [block.tag for block in blocks]
    front, title = tags.index("front"), tags.index("title")
    return "".join(
        (
            cover(blocks),
            section_break(section()),
            contents(blocks),
            body.write(front, title),
            section_break(section("upperRoman", margins)),
            body.write(title, len(blocks)),
            paragraph("End", ""),
            section("decimal", margins),
        )
    )


def _links(document: Document, blocks: Sequence[Block]) -> dict[str, str]:
    marks = (piece for block in blocks for piece in spans(block.text) if isinstance(piece, Mark))
    return {mark.name: add_link(document, mark.name) for mark in marks if mark.kind == "link"}


def _margins(document: Document, number: str) -> Margins:
    return Margins(
        header=add_part(document, "header1", header(number, "Header")),
        header_even=add_part(document, "header2", header(number, "HeaderEven")),
        footer=add_part(document, "footer1", footer("right")),
        footer_even=add_part(document, "footer2", footer("left")),
    )


if __name__ == "__main__":
    DRAFT_FILE.write_bytes(draft())
