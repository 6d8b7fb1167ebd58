"""Small workbooks, slides and OpenDocument files, each for what a filter may get wrong."""

from tests.formats.workbooks import (
    odf_part,
    opendocument,
    part,
    presentation,
    relationships,
    shape,
    shared,
    workbook,
)

_RUNS = (
    "<a:p><a:pPr/><a:r><a:rPr lang='zh-CN'/><a:t>The </a:t></a:r><a:r><a:rPr b='1'/><a:t>set</a:t>"
    "</a:r><a:br/><a:r><a:t>pressure</a:t></a:r><a:fld id='{{1}}' type='slidenum'><a:t>7</a:t>"
    "</a:fld><a:endParaRPr lang='en-US'/></a:p>"
)
_PLAIN = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"
_TABLE = (
    "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='9' name='T'/></p:nvGraphicFramePr>"
    "<a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody>{}</a:txBody></a:tc><a:tc><a:txBody>"
    "{}</a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
)
_EITHER = (
    "<mc:AlternateContent><mc:Choice Requires='p14'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>"
    "</mc:AlternateContent>"
)
_NAMES = (
    "<c:ser><c:tx><c:strRef><c:f>S!A1</c:f><c:strCache><c:pt idx='0'><c:v>Flow</c:v></c:pt>"
    "</c:strCache></c:strRef></c:tx></c:ser>"
)

SLIDES = presentation(
    {
        "slide2": shape(_PLAIN.format("Safety valves"), "title")
        + shape(_RUNS, about="descr='A valve' title='Figure'")
        + _TABLE.format(_PLAIN.format("Rated value"), _PLAIN.format("10 bar")),
        "slide1": "<p:grpSp>"
        + shape(_PLAIN.format("In a group"))
        + "</p:grpSp>"
        + _EITHER.format(shape(_PLAIN.format("Twice")), shape(_PLAIN.format("Twice"))),
    },
    {
        "ppt/slides/_rels/slide2.xml.rels": relationships(
            {
                "rId1": ("notesSlide", "../notesSlides/notesSlide1.xml"),
                "rId2": ("chart", "../charts/chart1.xml"),
                "rId3": ("diagramData", "../diagrams/data1.xml"),
                "rId4": ("diagramDrawing", "../diagrams/drawing1.xml"),
                "rId5": ("comments", "../comments/comment1.xml"),
            }
        ),
        "ppt/notesSlides/notesSlide1.xml": part("p:notes", shape(_PLAIN.format("Say it slowly"))),
        "ppt/charts/chart1.xml": part(
            "c:chartSpace", f"<c:rich>{_PLAIN.format('Flow rate')}</c:rich>{_NAMES}"
        ),
        "ppt/diagrams/data1.xml": part(
            "dgm:dataModel", f"<dgm:pt><dgm:t>{_PLAIN.format('First step')}</dgm:t></dgm:pt>"
        ),
        "ppt/diagrams/drawing1.xml": part(
            "dsp:drawing",
            f"<dsp:sp><dsp:txBody>{_PLAIN.format('First step')}</dsp:txBody></dsp:sp>",
        ),
        "ppt/comments/comment1.xml": part("p:cmLst", "<p:cm><p:text>Check this</p:text></p:cm>"),
    },
)

STYLES = (
    "<style:style style:name='T1' style:family='text'><style:text-properties "
    "fo:font-weight='bold'/></style:style><style:style style:name='T2' style:family='text'>"
    "<style:text-properties fo:language='en' fo:country='GB'/></style:style>"
    "<style:style style:name='T3' "
    "style:family='text'><style:text-properties text:display='none'/></style:style>"
)
_SPAN = "<text:span text:style-name='{}'>{}</text:span>"

TEXT = opendocument(
    "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><text:p>Deleted"
    "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    "<text:table-of-content><text:index-body><text:p><text:a xlink:href='#1'>1 Safety "
    "valves<text:tab/>3</text:a></text:p></text:index-body></text:table-of-content>"
    "<text:h text:outline-level='1'>Safety valves</text:h>"
    f"<text:p>The {_SPAN.format('T1', 'set')}{_SPAN.format('T2', ' pressure')}<text:s text:c='2'/>"
    f"is<text:tab/>set.<text:line-break/>It{_SPAN.format('T3', 'hidden')} holds."
    "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
    "<text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
    "<text:bookmark-start text:name='b'/> Marked<text:bookmark-end text:name='b'/> words,"
    "<office:annotation office:name='a'><dc:creator>Li</dc:creator><text:p>Check</text:p>"
    "</office:annotation> page <text:page-number>4</text:page-number></text:p>"
    "<text:list><text:list-item><text:p>In a <text:a xlink:href='http://x'>list</text:a></text:p>"
    "</text:list-item></text:list><table:table table:name='T'><table:table-row><table:table-cell>"
    "<text:p>Rated value</text:p></table:table-cell><table:table-cell office:value-type='float'>"
    "<text:p>10,5</text:p></table:table-cell></table:table-row></table:table>"
    "<text:p><draw:frame draw:name='F'><draw:text-box><text:p>In a box</text:p></draw:text-box>"
    "<svg:title>A picture</svg:title><svg:desc>Of a valve</svg:desc></draw:frame></text:p>"
    "<text:p><text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>over</text:ruby-text>"
    "</text:ruby></text:p>",
    automatic=STYLES,
    others={
        "styles.xml": odf_part(
            "document-styles",
            "<office:styles><style:default-style style:family='paragraph'><style:text-properties "
            "fo:language='zxx' style:language-asian='zh' style:country-asian='CN'/>"
            "</style:default-style></office:styles><office:master-styles><style:master-page "
            "style:name='S'><style:header><text:p>Draft</text:p></style:header></style:master-page>"
            "</office:master-styles>",
        ),
        "meta.xml": odf_part(
            "document-meta",
            "<office:meta><dc:title>Valves</dc:title><dc:creator>Li</dc:creator>"
            "<dc:language>zh-CN</dc:language></office:meta>",
        ),
    },
)

SHEETS = opendocument(
    "<table:table table:name='Data'><table:table-row><table:table-cell office:value-type='string'>"
    "<text:p>Valve</text:p></table:table-cell><table:table-cell table:formula='of:=\"wide\"' "
    "office:value-type='string'><text:p>wide</text:p></table:table-cell></table:table-row>"
    "</table:table>",
    "spreadsheet",
)

SHOW = opendocument(
    "<draw:page draw:name='p'><draw:frame><draw:text-box><text:p>Valves</text:p></draw:text-box>"
    "</draw:frame><draw:frame presentation:placeholder='true'><draw:text-box><text:p>Click</text:p>"
    "</draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>Slowly"
    "</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>",
    "presentation",
)

SAMPLES = {
    "workbook.xlsx": workbook(),
    "shared.xlsx": shared(workbook()),
    "slides.pptx": SLIDES,
    "text.odt": TEXT,
    "sheets.ods": SHEETS,
    "show.odp": SHOW,
}
