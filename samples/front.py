"""The cover with its text box, the table of contents, headers, footers and sections."""

from collections.abc import Sequence
from dataclasses import dataclass

from samples.blocks import Block, texts
from samples.outline import Heading, headings, pages
from samples.runs import element, field, line_break, paragraph, run, tab

EMU_PER_MM = 36000
POINTS_PER_MM = 72 / 25.4
BOX_WIDTH, BOX_HEIGHT = 130, 9

_SMALL = '<w:sz w:val="21"/><w:szCs w:val="21"/>'


@dataclass(frozen=True, slots=True)
class Margins:
    """Relationship ids of the headers and footers, for odd and for even pages."""

    header: str
    header_even: str
    footer: str
    footer_even: str


def cover(blocks: Sequence[Block]) -> str:
    """The cover page, up to the dates and the issuing bodies."""

    def line(tag: str) -> str:
        return texts(blocks, f"cover.{tag}")[0]

    english = line_break().join(run(text) for text in texts(blocks, "cover.english"))
    dates = run(line("issued")) + tab() + run(line("effective"))
    gap = '<w:spacing w:before="{}" w:after="0"/>'
    return "".join(
        (
            paragraph("CoverCode", run(line("ics"))),
            paragraph("CoverCode", run(line("ccs"))),
            paragraph("CoverLogo", run(line("logo"))),
            paragraph("CoverKind", run(line("kind"))),
            paragraph("CoverNumber", run(line("number"))),
            paragraph("CoverTitle", run(line("title")), gap.format(1700)),
            paragraph("CoverTitle", run(line("subtitle"))),
            paragraph("CoverEnglish", english, gap.format(240)),
            paragraph("CoverStage", run(line("stage"))),
            paragraph("CoverStage", run(line("finished")), gap.format(60)),
            paragraph("CoverStage", _text_box(line("notice"))),
            paragraph("CoverDates", dates, gap.format(3000)),
            _issuers(texts(blocks, "cover.issuer"), line("issue")),
        )
    )


def contents(blocks: Sequence[Block]) -> str:
    """The table of contents as Word writes it: one field, an entry a paragraph, each a link."""
    shown = [heading for heading in headings(blocks) if heading.level <= 1]
    numbers = pages()
    instruction = 'TOC \\o "1-2" \\h \\z \\t "标准前言标题,1,标准附录标题,1,标准附录条,2"'
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    entries = "".join(
        _entry(heading, numbers[heading.line], begin if at == 0 else "")
        for at, heading in enumerate(shown)
    )
    title = paragraph("Contents", run(texts(blocks, "contents")[0]))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    return (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr>"
        f"<w:sdtContent>{title}{entries}{end}</w:sdtContent></w:sdt>"
    )


def header(number: str, style: str) -> str:
    """A header part: the number of the standard."""
    return element("hdr", paragraph(style, run(number)))


def footer(alignment: str) -> str:
    """A footer part: the page number."""
    return element("ftr", paragraph("Footer", field("PAGE", "1"), f'<w:jc w:val="{alignment}"/>'))


def section(page_format: str = "", margins: Margins | None = None) -> str:
    """The properties of a section: A4, and headers where margins are given."""
    references = _references(margins) if margins else ""
    number = f'<w:pgNumType w:fmt="{page_format}" w:start="1"/>' if page_format else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1134" w:bottom="1134" w:left="1418" '
        f'w:header="964" w:footer="680" w:gutter="0"/>{number}</w:sectPr>'
    )


def section_break(properties: str) -> str:
    """An empty paragraph that ends a section."""
    return f"<w:p><w:pPr>{properties}</w:pPr></w:p>"


def _references(margins: Margins) -> str:
    places = (
        ("header", "default", margins.header),
        ("header", "even", margins.header_even),
        ("footer", "default", margins.footer),
        ("footer", "even", margins.footer_even),
    )
    return "".join(
        f'<w:{part}Reference w:type="{pages}" r:id="{target}"/>' for part, pages, target in places
    )


def _entry(heading: Heading, page: str, before: str) -> str:
    number = run(heading.number + "　") if heading.number else ""
    target = field(f"PAGEREF {heading.bookmark} \\h", page)
    link = (
        f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">'
        f"{number}{run(heading.title)}{tab()}{target}</w:hyperlink>"
    )
    return paragraph(f"TOC{heading.level + 1}", before + link)


def _issuers(bodies: Sequence[str], issue: str) -> str:
    left = "".join(paragraph("CoverIssuer", run(body)) for body in bodies)
    right = paragraph("CoverIssuer", run(issue), '<w:jc w:val="center"/>')
    cell = (
        '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{}</w:tc>'
    )
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="6800" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="5200"/>'
        f'<w:gridCol w:w="1600"/></w:tblGrid><w:tr>{cell.format(5200, left)}'
        f"{cell.format(1600, right)}</w:tr></w:tbl>"
    )


def _text_box(text: str) -> str:
    """A text box in the line, and beside it the same in VML for old readers, as Word does."""
    inside = f"<w:txbxContent>{paragraph('CoverEnglish', run(text, _SMALL))}</w:txbxContent>"
    across, down = BOX_WIDTH * EMU_PER_MM, BOX_HEIGHT * EMU_PER_MM
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>'
        f'<wps:txbx>{inside}</wps:txbx><wps:bodyPr anchor="ctr"/></wps:wsp>'
    )
    choice = (
        f'<w:drawing><wp:inline><wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="2" name="Text box 1"/><a:graphic><a:graphicData uri="{uri}">{shape}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    size = f"width:{BOX_WIDTH * POINTS_PER_MM:.0f}pt;height:{BOX_HEIGHT * POINTS_PER_MM:.0f}pt"
    box = f"<v:textbox>{inside}</v:textbox>"
    fallback = f'<w:pict><v:rect style="{size}" filled="f">{box}</v:rect></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )
