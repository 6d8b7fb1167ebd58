"""Small Word files with text outside of paragraphs, and with text that repeats other text."""

from tests.formats.packages import (
    document,
    field,
    package,
    parts,
    relationships,
    run,
    story,
    with_parts,
    word_file,
    zipped,
)

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_DATA_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
_DRAWN_TYPE = "application/vnd.ms-office.drawingml.diagramDrawing+xml"

PICTURE = word_file(
    "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='Picture 1' descr='Safety valve'"
    " title='Valve'/><a:hlinkClick tooltip='Open it'/><pic:cNvPr id='0' name='a.png'"
    " descr='Safety valve'/></wp:inline></w:drawing></w:r></w:p>"
)
SHAPES = word_file(
    "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr id='1' name='n'"
    " descr='A seal'/></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape alt='A seal'>"
    "<v:textpath string='DRAFT'/></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    "</w:r></w:p>"
)
FORM = word_file(
    "<w:tbl><w:tblPr><w:tblCaption w:val='Sizes'/><w:tblDescription w:val='All sizes'/></w:tblPr>"
    f"<w:tr><w:tc><w:p>{run('DN')}</w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:helpText w:type='text' w:val='Help'/>"
    "<w:statusText w:type='autoText' w:val='Name'/><w:textInput><w:default w:val='Fill in'/>"
    "</w:textInput></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r>"
    f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('Filled in')}"
    "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    "<w:p><w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='Must' w:value='M'/>"
    f"</w:dropDownList></w:sdtPr><w:sdtContent>{run('May')}</w:sdtContent></w:sdt></w:p>"
)
TIPS = word_file(
    f"<w:p><w:hyperlink w:anchor='a' w:tooltip='Go there'>{run('Link')}</w:hyperlink>"
    + field(r"HYPERLINK &quot;http://x&quot; \o &quot;Go on&quot; \t &quot;_blank&quot;", run("L"))
    + "</w:p>"
)


def _pt(number: int, text: str) -> str:
    return f"<c:pt idx='{number}'><c:v>{text}</c:v></c:pt>"


def _cache(sort: str, *texts: str) -> str:
    points = "".join(_pt(number, text) for number, text in enumerate(texts))
    cache = f"<c:strRef><c:f>S!A1</c:f><c:strCache>{points}</c:strCache></c:strRef>"
    return f"<c:{sort}>{cache}</c:{sort}>"


def _series(name: str) -> str:
    numbers = f"<c:val><c:numRef><c:numCache>{_pt(0, '4.3')}</c:numCache></c:numRef></c:val>"
    return f"<c:ser>{_cache('tx', name)}{_cache('cat', 'Steel', '2024')}{numbers}</c:ser>"


def workbook(formula: str = "1+1") -> bytes:
    """Return the workbook behind the chart, with a formula in a cell."""
    strings = "".join(f"<si><t>{text}</t></si>" for text in ("Flow", "Steel", "Other"))
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/sharedStrings.xml": f"<sst xmlns='{_SHEET}'>{strings}</sst>".encode(),
            "xl/worksheets/sheet1.xml": (
                f"<worksheet xmlns='{_SHEET}'><sheetData><row><c><f>{formula}</f></c>"
                "<c t='inlineStr'><is><r><t>Fl</t></r><r><t>ow</t></r></is></c></row></sheetData>"
                "</worksheet>"
            ).encode(),
            "xl/tables/table1.xml": (
                f"<table xmlns='{_SHEET}'><tableColumns><tableColumn id='1' name='Flow'/>"
                "</tableColumns></table>"
            ).encode(),
        }
    )


def chart(book: bytes | None) -> bytes:
    """Return a file with a chart of two series, and the workbook behind it."""
    story_parts = {"chart1.xml": story("c:chartSpace", _series("Flow") + _series("Loss"))}
    if book is None:
        return word_file("", story_parts)
    rels = {"word/_rels/chart1.xml.rels": relationships(("package", "embeddings/book.xlsx"))}
    file = with_parts(word_file("", story_parts), rels, {})
    return zipped({**parts(file), "word/embeddings/book.xlsx": book})


def _diagram(root: str, text: str) -> str:
    return story(root, f"<a:p>{text}</a:p>")


DIAGRAM = with_parts(
    word_file(""),
    {
        "word/diagrams/data1.xml": _diagram("dgm:dataModel", "<a:r><a:t>Test</a:t></a:r>"),
        "word/diagrams/drawing1.xml": _diagram(
            "dsp:drawing", "<a:r><a:rPr b='1'/><a:t>Te</a:t></a:r><a:r><a:t>st</a:t></a:r>"
        ),
    },
    {"word/diagrams/data1.xml": _DATA_TYPE, "word/diagrams/drawing1.xml": _DRAWN_TYPE},
)


def with_properties(data: bytes, core: str, custom: str = "") -> bytes:
    """Return a file with these properties."""
    space = f'xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    files = {
        "docProps/core.xml": f"<cp:coreProperties {space}>{core}</cp:coreProperties>",
        "docProps/custom.xml": (
            f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{custom}</Properties>'
        ),
        "_rels/.rels": relationships(
            ("officeDocument", "word/document.xml"), ("core-properties", "docProps/core.xml")
        ),
    }
    types = {"docProps/core.xml": _CORE_TYPE, "docProps/custom.xml": _CUSTOM_TYPE}
    return with_parts(data, files, types)


def custom(name: str, value: str) -> str:
    """Return a custom property."""
    return f"<property name='{name}'><vt:lpwstr>{value}</vt:lpwstr></property>"


def control(text: str, binding: str, kind: str = "<w:text/>") -> str:
    """Return a content control in a paragraph, bound to data."""
    return (
        f"<w:p><w:sdt><w:sdtPr><w:dataBinding {binding}/>{kind}</w:sdtPr>"
        f"<w:sdtContent>{run(text)}</w:sdtContent></w:sdt></w:p>"
    )


BOUND = (
    """w:prefixMappings="xmlns:q='urn:q'" w:xpath="/q:root[1]/q:title[1]" w:storeItemID="{AB}" """
)


def with_data(data: bytes, item: str) -> bytes:
    """Return a file with custom data of the id {AB}."""
    files = {
        "customXml/item1.xml": item,
        "customXml/itemProps1.xml": '<d:datastoreItem xmlns:d="urn:d" d:itemID="{ab}"/>',
        "customXml/_rels/item1.xml.rels": relationships(("customXmlProps", "itemProps1.xml")),
        "word/_rels/document.xml.rels": relationships(("customXml", "../customXml/item1.xml")),
    }
    return with_parts(data, files, {})


def bookmark(name: str, content: str) -> str:
    """Return a bookmark around the XML of runs."""
    return (
        f"<w:bookmarkStart w:id='{name}' w:name='{name}'/>{content}<w:bookmarkEnd w:id='{name}'/>"
    )


def entry(name: str, *runs: str) -> str:
    """Return an entry of contents, which leads to a bookmark."""
    tab = "<w:r><w:tab/></w:r>"
    page = field(f"PAGEREF {name} \\h", run("3"))
    return f"<w:p><w:hyperlink w:anchor='{name}'>{''.join(runs)}{tab}{page}</w:hyperlink></w:p>"


def heading(name: str, text: str) -> str:
    """Return a heading under a bookmark."""
    style = "<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>"
    return f"<w:p>{style}{bookmark(name, run(text))}</w:p>"


STORIES = {
    "picture": PICTURE,
    "shapes": SHAPES,
    "form": FORM,
    "tips": TIPS,
    "chart": chart(workbook()),
    "diagram": DIAGRAM,
    "properties": with_properties(
        word_file(f"<w:p>{field('DOCPROPERTY Kind', run('Draft'))}</w:p>"),
        "<dc:title>Valves</dc:title><dc:language>zh-CN</dc:language>",
        custom("Kind", "Draft") + custom("Path", "a b"),
    ),
    "bound": with_data(
        word_file(control("Valve", BOUND) + control("Valve", BOUND)),
        "<q:root xmlns:q='urn:q'><q:title>Valve</q:title></q:root>",
    ),
    "contents": word_file(
        entry("_Toc1", run("1"), "<w:r><w:tab/></w:r>", run("Scope"))
        + entry("_Toc2", run("附录A（规范性）"))
        + heading("_Toc1", "Scope")
        + heading("_Toc2", "（规范性）")
    ),
    "references": package(
        {
            "document.xml": document(
                f"<w:p>{bookmark('_Ref1', run('Table ') + field('SEQ Table', run('1')))}"
                f"{run(' Sizes')}</w:p><w:p>{run('see ')}{field('REF _Ref1', run('Table 1'))}</w:p>"
                + heading("h", "Scope")
            ),
            "header1.xml": story(
                "w:hdr", f"<w:p>{field('STYLEREF &quot;Heading1&quot;', run('Scope'))}</w:p>"
            ),
        }
    ),
}
