"""A Word file is set as its new language is: fonts, languages, indents, line breaking, emphasis."""

from pathlib import Path

import pytest

from termbase.text import Language
from tests.formats.looks import inside, styled, written
from tests.formats.packages import SHARED, parts, run
from translator.formats.docx import Docx

EN, ZH, HANT = Language.EN, Language.ZH, Language.ZH_HANT
ROMAN = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
)


def paragraph(text: str, look: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text, look)}</w:p>"


def face(attributes: str) -> str:
    return f"<w:rFonts {attributes}/>"


def fonts_of(data: bytes) -> str:
    """The attributes of the only w:rFonts of a file; "" if there is none."""
    body = inside(data)
    assert body.count("<w:rFonts") <= 1
    return body.partition("<w:rFonts ")[2].partition("/>")[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"',
            'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"',
        ),
        ('w:eastAsia="黑体"', 'w:eastAsia="黑体" w:ascii="Arial" w:hAnsi="Arial"'),
        ('w:ascii="DengXian"', 'w:ascii="Calibri"'),
        ('w:ascii="Songti SC"', 'w:ascii="Times New Roman"'),
        ('w:ascii="方正小标宋简体"', 'w:ascii="Times New Roman"'),
        ('w:ascii="Verdana" w:eastAsia="黑体"', 'w:ascii="Verdana" w:eastAsia="黑体"'),
        ('w:ascii="Wingdings" w:hAnsi="Wingdings"', 'w:ascii="Wingdings" w:hAnsi="Wingdings"'),
        ('w:hint="eastAsia"', ""),
        ('w:asciiTheme="minorEastAsia"', 'w:asciiTheme="minorHAnsi"'),
        (
            'w:eastAsiaTheme="majorEastAsia"',
            'w:eastAsiaTheme="majorEastAsia" w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"',
        ),
    ],
)
def test_english_letters_get_the_latin_font_of_the_chinese_one(before: str, after: str) -> None:
    source = styled(paragraph("阀门", face(before)))

    assert fonts_of(written(source, EN, "valve")) == after


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (ZH, 'w:ascii="Arial"', 'w:ascii="Arial" w:eastAsia="黑体"'),
        (ZH, 'w:ascii="Times New Roman"', 'w:ascii="Times New Roman" w:eastAsia="宋体"'),
        (ZH, 'w:eastAsia="ＭＳ 明朝"', 'w:eastAsia="宋体"'),
        (ZH, 'w:eastAsia="Calibri"', 'w:eastAsia="等线"'),
        (ZH, 'w:eastAsia="楷体"', 'w:eastAsia="楷体"'),
        (ZH, 'w:ascii="Wingdings"', 'w:ascii="Wingdings"'),
        (HANT, 'w:ascii="Times New Roman"', 'w:ascii="Times New Roman" w:eastAsia="PMingLiU"'),
        (
            ZH,
            'w:asciiTheme="majorHAnsi"',
            'w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia"',
        ),
        (ZH, 'w:eastAsiaTheme="minorHAnsi"', 'w:eastAsiaTheme="minorEastAsia"'),
    ],
)
def test_chinese_characters_get_the_font_that_goes_with_the_latin_one(
    language: Language, before: str, after: str
) -> None:
    source = styled(paragraph("valve", face(before)))

    assert fonts_of(written(source, language, "阀门")) == after


def test_between_the_scripts_of_chinese_the_chinese_font_alone_changes() -> None:
    source = styled(paragraph("阀门。", face('w:ascii="Arial" w:eastAsia="宋体"')))

    assert fonts_of(written(source, HANT, "閥門。")) == 'w:ascii="Arial" w:eastAsia="PMingLiU"'


def test_the_font_of_the_body_keeps_the_latin_font_it_came_with() -> None:
    styles = DEFAULTS.format('<w:rFonts w:ascii="Cambria" w:eastAsia="宋体"/>')
    source = styled(paragraph("阀门", face('w:eastAsia="SimSun"')), styles=styles)

    assert 'w:ascii="Cambria"' in fonts_of(written(source, EN, "valve"))


def test_the_table_of_the_user_goes_before_ours() -> None:
    styles = DEFAULTS.format('<w:rFonts w:ascii="Cambria" w:eastAsia="宋体"/>')
    source = styled(paragraph("阀门", face('w:ascii="宋体"')), styles=styles)

    own = written(source, EN, "valve", fonts=(("宋体", "Georgia"),))

    assert fonts_of(own) == 'w:ascii="Georgia"'


def test_fonts_of_styles_and_themes_are_set_too() -> None:
    theme = '<a:minorFont><a:latin typeface="等线"/><a:ea typeface=""/></a:minorFont>'
    heading = face('w:eastAsia="黑体"')
    style = f'<w:style w:styleId="H"><w:rPr>{heading}</w:rPr></w:style>'
    english = written(styled(paragraph("阀门"), styles=style, theme=theme), EN, "valve")
    theme = '<a:minorFont><a:latin typeface="Cambria"/><a:ea typeface=""/></a:minorFont>'
    chinese = written(styled(paragraph("valve"), theme=theme), ZH, "阀门")

    assert 'w:ascii="Arial"' in inside(english, "styles")
    assert '<a:latin typeface="Calibri"/>' in inside(english, "theme")
    assert '<a:ea typeface="宋体"/>' in inside(chinese, "theme")


def test_the_language_of_runs_and_defaults_is_named() -> None:
    lang = '<w:lang w:val="{}" w:eastAsia="{}"/>'
    source = styled(paragraph("阀门", lang.format("zh-CN", "zh-CN")))
    foreign = styled(paragraph("valve", lang.format("en-GB", "ko-KR")))
    default = styled(paragraph("valve"), styles=DEFAULTS.format(lang.format("en-US", "en-US")))

    assert lang.format("en-US", "zh-CN") in inside(written(source, EN, "valve"))
    assert lang.format("en-GB", "zh-TW") in inside(written(foreign, HANT, "閥門"))
    assert lang.format("en-US", "zh-CN") in inside(written(default, ZH, "阀门"), "styles")


def test_a_word_of_japanese_stays_japanese() -> None:
    lang = '<w:lang w:val="en-US" w:eastAsia="ja-JP"/>'
    source = styled(paragraph("The valve is called") + paragraph("バルブ", lang))

    assert lang in inside(written(source, ZH, "阀门叫作"))


@pytest.mark.parametrize(
    "indent", ['w:firstLineChars="200" w:firstLine="420"', 'w:firstLine="420"', 'w:firstLine="480"']
)
def test_the_indent_of_chinese_body_text_becomes_space_in_english(indent: str) -> None:
    source = styled(paragraph("阀门应关闭。", "", f"<w:ind {indent}/>"))

    body = inside(written(source, EN, "The valve shall be closed."))

    assert '<w:spacing w:after="120"/><w:ind' in body
    assert 'w:firstLine="0"' in body
    assert 'w:firstLineChars="0"' in body


@pytest.mark.parametrize(
    "properties",
    [
        '<w:ind w:left="840" w:hanging="420"/>',
        '<w:ind w:firstLine="2000"/>',
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:firstLine="420"/>',
    ],
)
def test_other_indents_stay_in_english(properties: str) -> None:
    source = styled(paragraph("阀门应关闭。", "", properties))

    assert properties in inside(written(source, EN, "The valve shall be closed."))


def test_prose_is_indented_in_chinese_and_headings_lists_and_cells_are_not() -> None:
    prose = paragraph("The valve shall be closed.", '<w:sz w:val="24"/>')
    others = (
        paragraph("The heading has no stop"),
        paragraph("A list: one.", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
        paragraph("A centred line.", "", '<w:jc w:val="center"/>'),
        f"<w:tbl><w:tr><w:tc>{paragraph('A cell.')}</w:tc></w:tr></w:tbl>",
        paragraph("Hanging text.", "", '<w:ind w:left="400" w:hanging="400"/>'),
    )
    texts = ("阀门应关闭。", "标题无句号", "列项：一。", "居中一行。", "单元格。", "悬挂。")

    body = inside(written(styled(prose + "".join(others)), ZH, *texts))

    assert body.count("firstLineChars") == 1
    assert '<w:ind w:firstLineChars="200" w:firstLine="480"/></w:pPr><w:r>' in body


def test_what_only_chinese_is_laid_out_by_goes_in_english() -> None:
    properties = '<w:wordWrap w:val="0"/><w:topLinePunct/><w:jc w:val="distribute"/>'
    look = '<w:spacing w:val="200"/><w:fitText w:val="900"/><w:em w:val="dot"/>'
    section = '<w:sectPr><w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
    settings = '<w:characterSpacingControl w:val="compressPunctuation"/>'
    source = styled(paragraph("阀门", look, properties) + section, settings=settings)

    done = written(source, EN, "valve")

    assert '<w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:i/></w:rPr>' in inside(done)
    assert '<w:docGrid w:linePitch="312"/>' in inside(done)
    assert "doNotCompress" in inside(done, "settings")


def test_what_keeps_chinese_from_breaking_as_it_should_goes_in_chinese() -> None:
    properties = '<w:kinsoku w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    source = styled(paragraph("valve", "", properties))

    assert "<w:pPr/>" in inside(written(source, ZH, "阀门"))


def test_signs_of_either_width_are_wide_among_chinese_only() -> None:
    source = styled(paragraph("The “valve”") + paragraph("A “B”"))

    body = inside(written(source, ZH, "“阀门”……", "A “B”"))

    assert body.count('<w:rFonts w:hint="eastAsia"/>') == 1


def test_italics_become_another_font_in_chinese_but_not_for_symbols() -> None:
    source = styled(paragraph("Always", "<w:i/>") + paragraph("x", "<w:i/>"))

    body = inside(written(source, ZH, "始终", "x"))

    assert '<w:rFonts w:eastAsia="楷体"/><w:i w:val="0"/>' in body
    assert "<w:rPr><w:i/></w:rPr>" in body


def test_without_a_language_nothing_is_touched() -> None:
    source = styled(
        paragraph("阀门", face('w:ascii="宋体"'), '<w:ind w:firstLine="420"/>'),
        styles=DEFAULTS.format(ROMAN),
    )

    assert parts(written(source, None)) == parts(source)


def test_setting_twice_is_setting_once() -> None:
    look = face('w:ascii="宋体"') + "<w:i/>"
    source = styled(
        paragraph("阀门“关闭”。", look, '<w:ind w:firstLineChars="200"/>'),
        styles=DEFAULTS.format(ROMAN),
    )
    once = written(source, EN, "The valve is “closed”.")
    back = written(once, ZH, "阀门“关闭”。")

    assert parts(written(once, EN)) == parts(once)
    assert parts(written(back, ZH)) == parts(back)


FILES = [
    pytest.param(path, id=path.name, marks=pytest.mark.slow)
    for path in sorted((SHARED / "docx").glob("*.docx"))[::12]
]


@pytest.mark.skipif(not FILES, reason="../shared/docs is not here")
@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("language", [EN, ZH])
def test_a_real_file_has_the_same_text_in_other_type(path: Path, language: Language) -> None:
    data = path.read_bytes()
    units = Docx().read(data).units

    again = Docx().read(written(data, language)).units

    assert [unit.content.text for unit in again] == [unit.content.text for unit in units]
