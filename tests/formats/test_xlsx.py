"""What is read of a workbook, and that what is written is a sound one."""

import io
import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from termbase.text import Language
from tests.formats.packages import parts
from tests.formats.trial import translated_by, units_of
from tests.formats.workbooks import cells, saved, shared, sheet_of, with_parts, workbook
from translator.formats.docx.markup import legal
from translator.formats.xlsx import Xlsx
from translator.formats.xlsx.formulas import Renamed, mended
from translator.formats.xlsx.strings import decode, encode
from translator.model import Issue, TaggedText

FORM = Xlsx()
units, translated = partial(units_of, FORM), partial(translated_by, FORM)
FIXED = workbook()
SHEET = "xl/worksheets/sheet1.xml"


def reopened(data: bytes) -> Workbook:
    """Return the workbook as another library reads it."""
    return load_workbook(io.BytesIO(data))


def test_a_string_that_cells_share_is_one_unit() -> None:
    found = units(shared(workbook()))

    assert list(found.values()).count("安全阀") == 1
    assert found["sheet 参数, cell A2"] == "安全阀"


def test_runs_of_a_cell_are_tags() -> None:
    found = units(workbook())

    assert found["sheet 参数, cell A5"] == "本表的<1>压力</1>为表压。"


def test_a_font_alone_makes_no_tag() -> None:
    rich = (
        "<is><r><rPr><rFont val='SimSun'/></rPr><t>压力</t></r>"
        "<r><rPr><rFont val='Arial'/></rPr><t>MPa</t></r></is>"
    )
    data = in_sheet(cells({"A1": "x"}), "<is><t>x</t></is>", rich)

    assert units(data)["sheet Data, cell A1"] == "压力MPa"


def test_the_guide_to_the_pronunciation_goes_with_the_text_it_guides() -> None:
    guided = "<is><t>压力</t><rPh sb='0' eb='2'><t>yali</t></rPh><phoneticPr fontId='1'/></is>"
    data = in_sheet(cells({"A1": "x"}), "<is><t>x</t></is>", guided)

    written = parts(translated(data, {"压力": "pressure"}))[SHEET]

    assert b"yali" not in written
    assert b"<is><t>pressure</t><phoneticPr" in written


def test_escaped_characters_are_read_and_written_as_what_they_mean() -> None:
    data = in_sheet(cells({"A1": "x"}), "<t>x</t>", "<t>a_x000D_\nb_x005F_x0041_c</t>")

    found = units(data)["sheet Data, cell A1"]
    again = units(translated(data, {found: "d_x0041_"}))["sheet Data, cell A1"]

    assert found == "a\nb_x0041_c"
    assert again == "d_x0041_"


def test_columns_of_a_table_are_called_as_its_header_cells_say() -> None:
    written = translated(shared(workbook()), {"阀门": "Valve", "公称压力": "Rated [max] pressure"})

    sheet = reopened(written).worksheets[0]
    assert [column.name for column in sheet.tables["阀门表"].tableColumns][:2] == [
        sheet["A1"].value,
        sheet["B1"].value,
    ]
    assert sheet["A9"].value == "=SUM(阀门表[Rated '[max'] pressure])"


def test_two_columns_never_get_one_name() -> None:
    written = translated(shared(workbook()), {"阀门": "Valve", "公称压力": "valve"})

    sheet = reopened(written).worksheets[0]
    assert [sheet[ref].value for ref in ("A1", "B1")] == ["Valve", "valve 2"]
    names = [column.name for column in sheet.tables["阀门表"].tableColumns]
    assert names[:2] == ["Valve", "valve 2"]


def test_a_header_of_two_lines_is_named_as_excel_does() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(("压力", "值"))
    sheet.append(("a", 1))
    sheet.add_table(Table(displayName="T", ref="A1:B2"))

    written = translated(saved(book), {"压力": "Pressure\nbar"})

    assert b'name="Pressure_x000a_bar"' in parts(written)["xl/tables/table1.xml"]


def test_sheets_are_renamed_wherever_something_refers_to_them() -> None:
    written = translated(workbook(), {"参数": "Valve data"})

    book = reopened(written)
    assert book.sheetnames[0] == "Valve data"
    assert book.worksheets[1]["A1"].value == "='Valve data'!B2"
    assert b"'Valve data'!$A$2:$A$3" in parts(written)["xl/charts/chart1.xml"]


def test_the_name_of_a_sheet_is_one_that_excel_accepts() -> None:
    written = translated(
        workbook(),
        {"参数": "Safety valves: parameters, ratings [and] results", "汇总 表": "History"},
    )

    assert reopened(written).sheetnames == ["Safety valves parameters, rati…", "History 1"]


def test_a_name_that_is_cut_is_reported() -> None:
    data = workbook()
    document = FORM.read(data)
    written = translated(data, {"参数": "Safety valves and their parameters"})

    told = [each for each in FORM.remarks(document, written) if "characters" in each.detail]

    assert [(each.check, each.place) for each in told] == [("room", "sheet 1, name")]


def test_two_sheets_never_get_one_name() -> None:
    written = translated(workbook(), {"参数": "Data", "汇总 表": "data"})

    assert len({name.lower() for name in reopened(written).sheetnames}) == 2


def test_names_of_sheets_stay_where_a_formula_builds_them_from_text() -> None:
    document = FORM.read(cells({"A1": '=INDIRECT(B1&"!A1")', "B1": "Data"}))

    assert [unit.place for unit in document.units] == ["sheet Data, cell B1"]
    assert "INDIRECT" in document.notes[0].detail


def test_words_in_formulas_stay_and_are_reported() -> None:
    data = cells({"A1": '=IF(B1>2,"过高",TEXT(B1,"yyyy-mm"))', "A2": '=IF(B2>2,"过高","a""b")'})

    notes = FORM.read(data).notes

    assert [note.place for note in notes] == ["sheet Data, cell A1"]
    assert "“过高” in a formula stays as it is (2 times)" in notes[0].detail


def test_the_result_of_a_formula_follows_the_cell_it_comes_from() -> None:
    data = in_sheet(
        cells({"A1": "压力", "A2": "x", "A3": "x"}),
        ">x<",
        ">压力<",
    )
    sheet = parts(data)[SHEET].decode()
    for ref, formula in (("A2", "A1"), ("A3", 'IF(1,"压力",A1)')):
        start = sheet.index(f'<c r="{ref}"')
        end = sheet.index("</c>", start)
        sheet = f'{sheet[:start]}<c r="{ref}" t="str"><f>{formula}</f><v>压力</v>{sheet[end:]}'

    written = translated(with_parts(data, {SHEET: sheet}), {"压力": "Pressure"})

    results = load_workbook(io.BytesIO(written), data_only=True).worksheets[0]
    assert [results[ref].value for ref in ("A1", "A2", "A3")] == ["Pressure", "Pressure", "压力"]
    assert b'fullCalcOnLoad="1"' in parts(written)["xl/workbook.xml"]


def test_the_words_of_a_chart_follow_the_cells_they_come_from() -> None:
    data = workbook()
    cache = "<strCache><ptCount val='1'/><pt idx='0'><v>安全阀</v></pt></strCache>"
    chart = parts(data)["xl/charts/chart1.xml"].decode()
    cached = with_parts(
        data, {"xl/charts/chart1.xml": chart.replace("$A$2:$A$3</f>", f"$A$2:$A$3</f>{cache}")}
    )

    written = translated(cached, {"安全阀": "Safety valve", "压力图": "Pressures"})

    after = parts(written)["xl/charts/chart1.xml"].decode()
    assert list(units(cached).values()).count("安全阀") == 2  # two cells that share nothing
    assert "<v>Safety valve</v>" in after
    assert "Pressures" in after


def test_codes_of_headers_are_points_and_ampersands_are_text() -> None:
    header = '&amp;L&amp;"Arial,Bold"&amp;12Valves &amp;&amp; pipes &amp;P of &amp;N'
    data = in_sheet(workbook(), "<oddHeader>", f"<oddHeader>{header}")

    found = units(data)["sheet 参数, header, left"]
    written = translated(data, {found: "[1]10 & more, [5]/[3]"})

    assert found == "[1]Valves & pipes [3] of [5]"
    sheet = parts(written)[SHEET].decode()
    assert '&amp;L&amp;"Arial,Bold"&amp;12 10 &amp;&amp; more, &amp;N/&amp;P&amp;C' in sheet


def test_a_header_never_grows_beyond_what_excel_reads() -> None:
    data = workbook()
    document = FORM.read(data)

    written = translated(data, {"安全阀参数": "valve & " * 60})

    found = re.search("<oddHeader>(.*)</oddHeader>", parts(written)[SHEET].decode())
    assert found is not None
    assert 200 < len(found[1].replace("&amp;", "&")) <= 255
    assert [each.place for each in FORM.remarks(document, written)] == [
        "sheet 参数, header, centre"
    ]


def test_the_values_of_a_list_are_units_and_stay_values() -> None:
    written = translated(workbook(), {"合格": "passed, good", "不合格": 'so-called "bad"'})

    checks = reopened(written).worksheets[0].data_validations.dataValidation
    assert checks[0].formula1 == '"passed， good,so-called ""bad"""'


def test_comments_are_units_and_their_authors_are_not() -> None:
    found = units(workbook())

    assert found["sheet 参数, comment on A5"] == "请核对压力"
    assert "张三" not in " ".join(found.values())


def test_the_note_that_repeats_a_thread_follows_it() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet["A1"].comment = Comment("[Threaded comment]\n\nComment:\n    请核对", "tc={1}")
    data = saved(book)
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = f'<Relationship Id="t" Type="{kind}" Target="/xl/threaded.xml"/></Relationships>'
    thread = "<ThreadedComments><threadedComment ref='A1'><text>请核对</text></threadedComment>"
    threaded = with_parts(
        data,
        {
            rels: parts(data)[rels].decode().replace("</Relationships>", link),
            "xl/threaded.xml": f"{thread}</ThreadedComments>",
        },
    )

    written = translated(threaded, {"请核对": "Please check"})

    assert list(units(threaded).values()).count("请核对") == 1
    assert "<text>Please check</text>" in parts(written)["xl/threaded.xml"].decode()
    comment = reopened(written).worksheets[0]["A1"].comment
    assert comment is not None
    assert comment.text.endswith("Comment:\n    Please check")


def test_a_number_format_with_words_is_reported_and_kept() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet["A1"] = 3
    sheet["A1"].number_format = '0"件"'

    document = FORM.read(saved(book))

    assert Issue("untranslated part", 'the number format 0"件" stays as it is', "styles") in (
        document.notes
    )


def test_hidden_sheets_are_translated_too() -> None:
    book = Workbook()
    other = book.create_sheet("Lists")
    other["A1"] = "合格"
    other.sheet_state = "hidden"

    assert units(saved(book))["sheet Lists, cell A1"] == "合格"


def test_cells_whose_text_is_cut_off_now_are_reported() -> None:
    data = cells({"A1": "压力", "B1": "x", "A2": "压力"})
    document = FORM.read(data)

    written = translated(data, {"压力": "Rated pressure of the valve"})

    assert [(each.place, each.detail) for each in FORM.remarks(document, written)] == [
        ("sheet Data", "the text is wider than its cell and is cut off in A1")
    ]


def test_chinese_fonts_give_way_to_english_ones() -> None:
    data = workbook()
    styles = parts(data)["xl/styles.xml"].decode().replace('"Calibri"', '"宋体"')

    written = translated(
        with_parts(data, {"xl/styles.xml": styles}), {"阀门": "Valve"}, Language.EN
    )

    assert "宋体" not in parts(written)["xl/styles.xml"].decode()


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(表!A1,表2!B1)", "SUM('A B'!A1,表2!B1)"),
        ("'表'!$A$1&\"表!A1\"", "'A B'!$A$1&\"表!A1\""),
        ("SUM(表:汇总!A1)", "SUM('A B:Sum'!A1)"),
        ("[1]表!A1", "[1]表!A1"),
        ("T[[#This Row],[压力]]*2", "T[[#This Row],[p '[bar']]]*2"),
        ("U[压力]", "U[压力]"),
        ("表!#REF!", "'A B'!#REF!"),
    ],
)
def test_a_formula_refers_to_the_new_names(formula: str, expected: str) -> None:
    renamed = Renamed({"表": "A B", "汇总": "Sum"}, {"t": {"压力": "p [bar]"}})

    assert mended(formula, renamed) == expected


def test_what_excel_keeps_of_a_cell_in_a_pivot_table_follows_it() -> None:
    data = workbook()
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
    link = f'<Relationship Id="v" Type="{kind}" Target="/xl/pivot.xml"/></Relationships>'
    cache = kind.replace("pivotTable", "pivotCacheDefinition")
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    pivoted = with_parts(
        data,
        {
            rels: parts(data)[rels].decode().replace("</Relationships>", link),
            "xl/pivot.xml": "<pivotTableDefinition/>",
            "xl/_rels/pivot.xml.rels": f'<Relationships xmlns="{space}"><Relationship Id="c" '
            f'Type="{cache}" Target="cache.xml"/></Relationships>',
            "xl/cache.xml": "<pivotCacheDefinition><worksheetSource sheet='参数'/><cacheField "
            "name='阀门'><sharedItems><s v='安全阀'/></sharedItems></cacheField>"
            "</pivotCacheDefinition>",
        },
    )

    written = translated(pivoted, {"阀门": "Valve", "安全阀": "Safety valve", "参数": "Data"})

    cached = parts(written)["xl/cache.xml"].decode()
    assert 'name="Valve"' in cached
    assert 'v="Safety valve"' in cached
    assert 'sheet="Data"' in cached
    assert 'refreshOnLoad="1"' in cached


def test_an_engine_that_loses_the_codes_of_a_header_loses_none() -> None:
    data = workbook()
    document = FORM.read(data)
    footer = next(unit for unit in document.units if unit.place.endswith("footer, centre"))

    written = FORM.write(document, {footer.id: TaggedText("page")})

    assert "&amp;Cpage&amp;P<" in parts(written)[SHEET].decode()


def in_sheet(data: bytes, old: str, new: str) -> bytes:
    """Return a workbook with `old` replaced in the part of its first sheet."""
    sheet = parts(data)[SHEET].decode()
    assert old in sheet
    return with_parts(data, {SHEET: sheet.replace(old, new)})


@given(st.text())
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    clean = legal(text)

    assert decode(encode(clean)) == clean


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=100).filter(lambda text: legal(text).strip()))
def test_any_text_fits_into_a_header_among_its_codes(text: str) -> None:
    data = FIXED
    document = FORM.read(data)
    footer = next(unit for unit in document.units if unit.place.endswith("footer, centre"))
    wanted = TaggedText(legal(text), footer.content.tags[:1])

    again = FORM.read(FORM.write(document, {footer.id: wanted}))

    shown = next((unit for unit in again.units if unit.id == footer.id), None)
    assert shown is not None
    assert shown.content.text.replace(" ", "") == wanted.text.replace(" ", "")
