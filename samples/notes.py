"""The footnotes part and the comments part."""

from collections.abc import Sequence

from samples.blocks import Block
from samples.runs import Targets, element, inline, paragraph

COMMENT_AUTHOR, COMMENT_DATE = "标准起草组", "2025-03-01T00:00:00Z"


def footnotes(blocks: Sequence[Block], targets: Targets) -> str:
    """The footnotes, after the two separators every document has (ECMA-376 17.11)."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">'
        f"<w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for kind, number in (("separator", -1), ("continuationSeparator", 0))
    )
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{number}">'
        f"{paragraph('FootnoteText', mark + space + inline(text, targets))}</w:footnote>"
        for number, text in _numbered(blocks, "footnote")
    )
    return element("footnotes", separators + notes)


def comments(blocks: Sequence[Block], targets: Targets) -> str:
    """The comments, all by the drafting group."""
    written = f'w:author="{COMMENT_AUTHOR}" w:date="{COMMENT_DATE}" w:initials="QC"'
    return element(
        "comments",
        "".join(
            f'<w:comment w:id="{number}" {written}>'
            f"{paragraph('CommentText', inline(text, targets))}</w:comment>"
            for number, text in _numbered(blocks, "comment")
        ),
    )


def _numbered(blocks: Sequence[Block], kind: str) -> list[tuple[str, str]]:
    return [
        (block.tag.partition(".")[2], block.text)
        for block in blocks
        if block.tag.startswith(kind + ".")
    ]
