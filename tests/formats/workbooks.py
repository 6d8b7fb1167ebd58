"""Small workbooks, slides and OpenDocument files made in memory."""

import io
import re
from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.formats.packages import parts, zipped

_TYPE = "application/vnd.openxmlformats-officedocument."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHARED = "spreadsheetml.sharedStrings+xml"
_INLINE = re.compile(rb'<c( r="[A-Z0-9]+"[^>]*) t="inlineStr"><is>(.*?)</is></c>')
_DRAWING = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_ODF = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
            "meta": "meta",
            "presentation": "presentation",
            "manifest": "manifest",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def saved(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(book: Workbook) -> Worksheet:
    """Return the first sheet of a new workbook."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def workbook() -> bytes:
    """Return a workbook with one of each thing that holds text."""
    book = Workbook()
    sheet = sheet_of(book)
    sheet.title = "参数"
    rows = (("阀门", "公称压力", "检验的结论"), ("安全阀", 1.6, "合格"), ("减压阀", 2.5, "不合格"))
    for row in rows:
        sheet.append(row)
    sheet.add_table(Table(displayName="阀门表", ref="A1:C3"))
    bold = InlineFont(b=True)
    sheet["A5"] = CellRichText("本表的", TextBlock(bold, "压力"), "为表压。")
    sheet["A6"] = "安全阀"
    sheet["A7"] = "=A6"
    sheet["A8"] = '=IF(B2>2,"压力过高",A6)'
    sheet["A9"] = "=SUM(阀门表[公称压力])"
    sheet["A5"].comment = Comment("请核对压力", "张三")
    check = DataValidation(
        type="list", formula1='"合格,不合格"', promptTitle="结论", prompt="请选择"
    )
    check.add("C2:C9")
    sheet.add_data_validation(check)
    for banner, text in ((sheet.oddHeader, "安全阀参数"), (sheet.oddFooter, "第 &P 页")):
        assert banner is not None
        banner.center.text = text
    other = book.create_sheet("汇总 表")
    other["A1"] = "=参数!B2"
    other["A2"] = "平均压力"
    chart = BarChart()
    chart.title = "压力图"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=3))
    other.add_chart(chart, "C1")
    book.properties.title = "阀门参数表"
    return saved(book)


def with_parts(data: bytes, others: Mapping[str, str]) -> bytes:
    """Return a package with other parts in it or in the place of its own."""
    return zipped({**parts(data), **{name: text.encode() for name, text in others.items()}})


def shared(data: bytes) -> bytes:
    """Return a workbook whose cells share their strings, as Excel writes them."""
    files, strings = parts(data), list[bytes]()

    def share(found: re.Match[bytes]) -> bytes:
        if found[2] not in strings:
            strings.append(found[2])
        return b'<c%s t="s"><v>%d</v></c>' % (found[1], strings.index(found[2]))

    for name in files:
        if "/worksheets/sheet" in name:
            files[name] = _INLINE.sub(share, files[name])
    listed = b"".join(b"<si>%s</si>" % each for each in strings)
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    files["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (space, listed)
    rels = "xl/_rels/workbook.xml.rels"
    kind = f"{_OFFICE}/relationships/sharedStrings"
    row = f'<Relationship Id="rIdS" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    files[rels] = files[rels].replace(b"</Relationships>", row.encode())
    row = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}{_SHARED}"/></Types>'
    types = "[Content_Types].xml"
    files[types] = files[types].replace(b"</Types>", row.encode())
    return zipped(files)


def cells(values: Mapping[str, str]) -> bytes:
    """Return a workbook with one sheet, "Data", of these cells."""
    book = Workbook()
    sheet = sheet_of(book)
    sheet.title = "Data"
    for ref, value in values.items():
        sheet[ref] = value
    return saved(book)


def presentation(slides: Mapping[str, str], others: Mapping[str, str] | None = None) -> bytes:
    """Return a presentation of slides by their part names, in this order, with other parts.

    `others` are whole parts by their names, relationships included.
    """
    numbers = range(1, len(slides) + 1)
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in numbers)
    main = (
        f"<p:presentation {_DRAWING}><p:sldIdLst>{listed}</p:sldIdLst>"
        "<p:sldSz cx='9144000' cy='6858000'/><p:notesSz cx='6858000' cy='9144000'/>"
        "</p:presentation>"
    )
    targets = {
        f"rId{number}": ("slide", f"slides/{name}.xml") for number, name in enumerate(slides, 1)
    }
    sort = f"{_TYPE}presentationml.slide+xml"
    types = "".join(
        f'<Override PartName="/ppt/slides/{name}.xml" ContentType="{sort}"/>' for name in slides
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/ppt/presentation.xml" '
        f'ContentType="{_TYPE}presentationml.presentation.main+xml"/>{types}</Types>',
        "_rels/.rels": relationships({"rId1": ("officeDocument", "ppt/presentation.xml")}),
        "ppt/presentation.xml": main,
        "ppt/_rels/presentation.xml.rels": relationships(targets),
        **{f"ppt/slides/{name}.xml": slide(content) for name, content in slides.items()},
        **(others or {}),
    }
    return zipped({name: content.encode() for name, content in files.items()})


def slide(content: str) -> str:
    """Return the part of a slide around its shapes."""
    return (
        f"<p:sld {_DRAWING}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id='1' name=''/>"
        "<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
        f"{content}</p:spTree></p:cSld></p:sld>"
    )


def shape(paragraphs: str, placeholder: str = "", about: str = "") -> str:
    """Return a shape around the XML of its paragraphs; `about` are attributes such as `descr`."""
    mark = f"<p:ph type='{placeholder}'/>" if placeholder else ""
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr id='2' name='Box' {about}/><p:cNvSpPr/><p:nvPr>{mark}</p:nvPr>"
        "</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
        f"{paragraphs}</p:txBody></p:sp>"
    )


def part(root: str, content: str) -> str:
    """Return another part of a presentation, the root element of which is `root`."""
    return f"<{root} {_DRAWING}>{content}</{root}>"


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return a part of relationships: their kinds and targets by their ids."""
    rows = "".join(
        f'<Relationship Id="{identity}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for identity, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def opendocument(
    body: str, kind: str = "text", automatic: str = "", others: Mapping[str, str] | None = None
) -> bytes:
    """Return an OpenDocument file of a body and its automatic styles, with other parts."""
    content = (
        f"<office:document-content {_ODF}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    media = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        f'<manifest:manifest {_ODF}><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{media}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>'
    )
    files = {
        "mimetype": media,
        "content.xml": content,
        **(others or {}),
        "META-INF/manifest.xml": manifest,
    }
    return zipped({name: text.encode() for name, text in files.items()})


def odf_part(root: str, content: str) -> str:
    """Return another part of an OpenDocument file, the root element of which is `root`."""
    return f"<office:{root} {_ODF}>{content}</office:{root}>"
