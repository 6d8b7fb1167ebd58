"""Which font is taken for which, and what is said of a table that cannot be read."""

from pathlib import Path

import pytest

from termbase.text import Language
from translator.errors import InputError
from translator.formats.fonts import fonts_for, is_east_asian, open_fonts, read_fonts

EN, ZH, HANT = Language.EN, Language.ZH, Language.ZH_HANT


@pytest.mark.parametrize(
    ("language", "name", "taken"),
    [
        (EN, "宋体", "Times New Roman"),
        (EN, "SIMSUN", "Times New Roman"),
        (EN, "ＭＳ 明朝", "Times New Roman"),
        (EN, "黑体", "Arial"),
        (EN, "方正小标宋_GBK", "Times New Roman"),
        (EN, "Arial", ""),
        (EN, "Symbol", ""),
        (ZH, "Times New Roman", "宋体"),
        (ZH, "PMingLiU", "宋体"),
        (ZH, "宋体", ""),
        (HANT, "宋体", "PMingLiU"),
        (HANT, "Arial", "Microsoft JhengHei"),
    ],
)
def test_our_table_names_the_font_to_take(language: Language, name: str, taken: str) -> None:
    assert fonts_for(language).find(name) == taken


def test_a_font_is_east_asian_by_its_name_or_by_our_table() -> None:
    names = ["宋体", "某某体", "SimHei", "Malgun Gothic", "Arial", "Symbol", ""]

    assert [is_east_asian(name) for name in names] == [True, True, True, True, False, False, False]


def test_rows_of_the_user_win_and_their_patterns_come_first() -> None:
    own = read_fonts("font\ten\tzh\n宋体\tGeorgia\n*黑*\tVerdana\nArial\t\t仿宋\n\n")

    english, chinese = fonts_for(EN, own[EN]), fonts_for(ZH, own[ZH])

    assert english.find("宋体") == "Georgia"
    assert english.find("方正黑体_GBK") == "Verdana"
    assert english.find("黑体") == "Arial"
    assert chinese.find("Arial") == "仿宋"
    assert chinese.find("Times New Roman") == "宋体"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("宋体\tArial", "line 1: the first line names the columns"),
        ("font", "line 1: the first line names the columns"),
        ("font\tfr\nArial\tx", "line 1: the first line names the columns"),
        ("font\ten\n\tArial", "line 2: give a font and 1 cells at most"),
        ("font\ten\nA\tB\tC", "line 2: give a font and 1 cells at most"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(
    text: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "fonts.tsv").write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=f"fonts.tsv: {message}"):
        open_fonts(tmp_path / "fonts.tsv")


def test_a_table_that_is_missing_or_no_text_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "binary.tsv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(InputError, match=r"none\.tsv: cannot be read"):
        open_fonts(tmp_path / "none.tsv")
    with pytest.raises(InputError, match=r"binary\.tsv: is not UTF-8"):
        open_fonts(tmp_path / "binary.tsv")


def test_without_a_table_there_are_no_rows() -> None:
    assert open_fonts(None) == {}
