"""The styles, lists and settings of the sample, as a GB/T draft has them."""

from dataclasses import dataclass

from samples.runs import element

CLAUSES, DASHES, ANNEX = 1, 2, 3
FIRST_LETTERED_LIST = 10

_HEI = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体"/>'
_LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="420"/>'
_TOC_TAB = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs>'
_SPREAD = '<w:jc w:val="distribute"/>'
_CENTRE = '<w:jc w:val="center"/>'


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its properties are the inside of w:pPr and w:rPr."""

    name: str
    shown: str
    based_on: str
    paragraph: str = ""
    run: str = ""


def list_level(number: int, level: int) -> str:
    """Makes a paragraph an item of a list; the outermost level is 0."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _space(before: int, after: int, line: str = "") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"{line}/>'


def _hanging(left: int, hanging: int) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _heading(level: int, before: int) -> str:
    return (
        f"<w:keepNext/>{list_level(CLAUSES, level)}{_space(before, before)}"
        f'<w:jc w:val="left"/><w:outlineLvl w:val="{level}"/>'
    )


_OUTLINE = '<w:outlineLvl w:val="0"/>'
_FORMULA_TABS = (
    '<w:tabs><w:tab w:val="center" w:pos="4677"/>'
    '<w:tab w:val="right" w:leader="middleDot" w:pos="9354"/></w:tabs>'
)

STYLES = (
    Style("Body", "标准正文", "Normal", _INDENT),
    Style("Heading1", "heading 1", "Normal", _heading(0, 140), _HEI),
    Style("Heading2", "heading 2", "Normal", _heading(1, 80), _HEI),
    Style("Heading3", "heading 3", "Normal", _heading(2, 50), _HEI),
    Style(
        "Front", "标准前言标题", "Normal",
        "<w:pageBreakBefore/>" + _space(360, 480) + _CENTRE + _OUTLINE,
        _HEI + _size(32),
    ),
    Style("DocumentTitle", "标准名称", "Normal", _space(360, 480) + _CENTRE, _HEI + _size(32)),
    Style("Contents", "标准目次标题", "Normal", _space(360, 480) + _CENTRE, _HEI + _size(32)),
    Style("TOC1", "toc 1", "Normal", _TOC_TAB),
    Style("TOC2", "toc 2", "Normal", _TOC_TAB + '<w:ind w:left="210"/>'),
    Style("Term", "标准术语", "Normal", "<w:keepNext/>" + _space(30, 0), _HEI),
    Style("Lettered", "标准字母列项", "Normal", _hanging(840, 420)),
    Style("Numbered", "标准数字列项", "Normal", _hanging(1260, 420)),
    Style(
        "Dashed", "标准破折号列项", "Normal",
        list_level(DASHES, 0) + _hanging(840, 420),
    ),
    Style("Reference", "标准参考文献", "Body", '<w:jc w:val="left"/>'),
    Style("Note", "标准注", "Normal", _INDENT, _size(18)),
    Style("Key", "标准图注", "Normal", '<w:keepNext/><w:ind w:left="420"/>', _size(18)),
    Style("Symbol", "标准符号说明", "Normal", _hanging(1260, 840)),
    Style("Caption", "caption", "Normal", _space(120, 120) + _CENTRE, _HEI),
    Style("TableCaption", "标准表题", "Caption", "<w:keepNext/>"),
    Style("Figure", "标准图", "Normal", "<w:keepNext/>" + _space(120, 60) + _CENTRE),
    Style("Formula", "标准公式", "Normal", _FORMULA_TABS + _space(60, 60)),
    Style("TableText", "标准表格", "Normal", _space(10, 10) + _CENTRE, _size(18)),
    Style("AfterTable", "标准表后", "Normal", '<w:spacing w:line="120" w:lineRule="exact"/>'),
    Style("TableNote", "标准表注", "Normal", _space(20, 20) + '<w:ind w:left="360"/>', _size(18)),
    Style(
        "Annex", "标准附录标题", "Normal",
        "<w:pageBreakBefore/>" + list_level(ANNEX, 0) + _space(240, 360) + _CENTRE + _OUTLINE, _HEI,
    ),
    Style(
        "Annex2", "标准附录条", "Normal",
        "<w:keepNext/>" + list_level(ANNEX, 1) + _space(120, 120) + '<w:outlineLvl w:val="1"/>',
        _HEI,
    ),
    Style("End", "标准终结线", "Normal",
        '<w:pBdr><w:top w:val="single" w:sz="12" w:space="1" w:color="auto"/></w:pBdr>'
        + _space(480, 0) + '<w:ind w:left="3400" w:right="3400"/>'),
    Style("Header", "header", "Normal", '<w:jc w:val="right"/>', _HEI),
    Style("HeaderEven", "标准双数页眉", "Header", '<w:jc w:val="left"/>'),
    Style("Footer", "footer", "Normal", '<w:jc w:val="right"/>', _size(18)),
    Style("FootnoteText", "footnote text", "Normal", _hanging(210, 210), _size(18)),
    Style("CommentText", "annotation text", "Normal"),
    Style("CoverCode", "封面分类号", "Normal", "", _HEI),
    Style("CoverLogo", "封面标志", "Normal", '<w:jc w:val="right"/>', "<w:b/>" + _size(96)),
    Style("CoverKind", "封面标准类别", "Normal", _space(200, 200) + _SPREAD, _HEI + _size(52)),
    Style("CoverNumber", "封面标准号", "Normal",
        '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="8" w:color="auto"/></w:pBdr>'
        '<w:jc w:val="right"/>', _HEI + _size(28)),
    Style("CoverTitle", "封面标准名称", "Normal", _space(0, 80) + _CENTRE, _HEI + _size(52)),
    Style("CoverEnglish", "封面英文名称", "Normal", _CENTRE, _size(28)),
    Style("CoverStage", "封面稿别", "Normal", _space(360, 60) + _CENTRE, _size(24)),
    Style("CoverDates", "封面日期", "Normal",
        '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="auto"/></w:pBdr>'
        '<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>', _HEI + _size(28)),
    Style("CoverIssuer", "封面发布机构", "Normal", _space(60, 0) + _SPREAD, _HEI + _size(32)),
)  # fmt: skip


def styles_xml() -> str:
    """The whole styles part."""
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(21)}{_LANGUAGE}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference">'
        '<w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    return element("styles", defaults + fixed + "".join(map(_style, STYLES)))


def numbering_xml(lists: int) -> str:
    """The numbering part, with as many lettered lists as asked for, each from a) again."""
    clauses = [("decimal", "%1　"), ("decimal", "%1.%2　"), ("decimal", "%1.%2.%3　")]
    levels = (
        _abstract(
            0, [_level(at, *text, "nothing", f"Heading{at + 1}") for at, text in enumerate(clauses)]
        )
        + _abstract(1, [_level(0, "lowerLetter", "%1)", "tab"), _level(1, "decimal", "%2)", "tab")])
        + _abstract(2, [_level(0, "none", "——", "nothing", "Dashed")])
        + _abstract(
            3,
            [
                _level(0, "upperLetter", "", "nothing", "Annex"),
                _level(1, "decimal", "%1.%2　", "nothing", "Annex2"),
            ],
        )
    )
    numbers = _number(CLAUSES, 0) + _number(DASHES, 2) + _number(ANNEX, 3)
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lettered = "".join(_number(FIRST_LETTERED_LIST + at, 1, restart) for at in range(lists))
    return element("numbering", levels + numbers + lettered)


def settings_xml() -> str:
    """The settings part: odd and even pages differ, footnotes have their separators."""
    return element(
        "settings",
        '<w:zoom w:percent="100"/><w:evenAndOddHeaders/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    )


def _style(style: Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.name}"><w:name w:val="{style.shown}"/>'
        f'<w:basedOn w:val="{style.based_on}"/><w:qFormat/>'
        f"<w:pPr>{style.paragraph}</w:pPr><w:rPr>{style.run}</w:rPr></w:style>"
    )


def _level(level: int, number: str, text: str, after: str, style: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    indent = f"<w:pPr>{_hanging(840 + 420 * level, 420)}</w:pPr>" if after == "tab" else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number}"/>{linked}'
        f'<w:suff w:val="{after}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"{indent}</w:lvl>"
    )


def _abstract(number: int, levels: list[str]) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def _number(number: int, abstract: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
