"""[Span] > WordprocessingML runs: looks, fields, links, footnote and comment references."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from samples.blocks import Look, Mark, Span, spans

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}

_PROPERTIES: dict[Look, str] = {
    "plain": "",
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "subscript": '<w:vertAlign w:val="subscript"/>',
    "italic_subscript": '<w:i/><w:vertAlign w:val="subscript"/>',
    "superscript": '<w:vertAlign w:val="superscript"/>',
}


@dataclass(frozen=True, slots=True)
class Targets:
    """What marks point at: label by caption name, relationship id by web address."""

    labels: Mapping[str, str]
    links: Mapping[str, str]


def element(name: str, content: str) -> str:
    """A root element `w:name` that declares every namespace we use."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return f"<w:{name} {declared}>{content}</w:{name}>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def run(text: str, properties: str = "") -> str:
    """Plain characters in one run."""
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tab() -> str:
    """A tabulator in a run of its own."""
    return "<w:r><w:tab/></w:r>"


def line_break() -> str:
    """A line break in a run of its own."""
    return "<w:r><w:br/></w:r>"


def field(instruction: str, result: str) -> str:
    """A complex field with the result it last had (ECMA-376 17.16.18)."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(name: str, number: int, content: str) -> str:
    """The content inside a bookmark; `number` is unique in the document."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def inline(text: str, targets: Targets) -> str:
    """The runs of a text in our light markup."""
    return "".join(
        run(piece.text, _PROPERTIES[piece.look])
        if isinstance(piece, Span)
        else _mark(piece, targets)
        for piece in spans(text)
    )


def _mark(mark: Mark, targets: Targets) -> str:
    if mark.kind == "ref":
        return field(f"REF _Ref_{mark.name} \\h", targets.labels[mark.name])
    if mark.kind == "note":
        style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        return f'<w:r>{style}<w:footnoteReference w:id="{mark.name}"/></w:r>'
    if mark.kind == "comment":
        return f'<w:r><w:commentReference w:id="{mark.name}"/></w:r>'
    link = run(mark.name, '<w:rStyle w:val="Hyperlink"/>')
    return f'<w:hyperlink r:id="{targets.links[mark.name]}" w:history="1">{link}</w:hyperlink>'
