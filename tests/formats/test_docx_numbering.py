"""Automatic numbers of lists, headings and captions in the other language."""

import subprocess
from pathlib import Path
from shutil import which

import pytest

from termbase.text import Language
from tests.formats.looks import inside, styled, told, written
from tests.formats.packages import run

EN, ZH, HANT = Language.EN, Language.ZH, Language.ZH_HANT
SOFFICE = which("soffice")
NUMBERED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'


def level(number: int, numeral: str, text: str, after: str = "") -> str:
    suffix = f'<w:suff w:val="{after}"/>' if after else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{numeral}"/>{suffix}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(*levels: str, text: str = "范围。") -> bytes:
    """A file with one list of these levels."""
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return styled(NUMBERED.format(run(text)), numbering=numbering)


def levels_of(data: bytes) -> list[tuple[str, str]]:
    """The numeral and the text of each level."""
    numbering = inside(data, "numbering")
    pieces = numbering.split("<w:lvl ")[1:]
    return [(_value(piece, "w:numFmt"), _value(piece, "w:lvlText")) for piece in pieces]


def _value(xml: str, name: str) -> str:
    return xml.partition(f'<{name} w:val="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("numeral", "text", "after"),
    [
        ("chineseCountingThousand", "第%1章", ("decimal", "Chapter %1")),
        ("chineseCounting", "第%1条", ("decimal", "Article %1")),
        ("chineseCounting", "%1、", ("decimal", "%1.")),
        ("chineseCounting", "（%1）", ("decimal", "(%1)")),
        ("ideographDigital", "第%1节", ("decimal", "Section %1")),
        ("decimal", "%1）", ("decimal", "%1)")),
        ("decimalEnclosedCircle", "%1", ("decimal", "%1)")),
        ("decimalFullWidth", "%1．", ("decimal", "%1.")),
        ("upperLetter", "附录 %1", ("upperLetter", "Annex %1")),
        ("decimal", "表%1", ("decimal", "Table %1")),
        ("decimal", "图%1-%2", ("decimal", "Figure %1-%2")),
        ("decimal", "注%1：", ("decimal", "NOTE %1:")),
        ("none", "注：", ("none", "NOTE:")),
        ("decimal", "示例%1：", ("decimal", "EXAMPLE %1:")),
        ("none", "——", ("none", "—")),
        ("bullet", "\uf0b7", ("bullet", "\uf0b7")),
        ("lowerLetter", "%1)", ("lowerLetter", "%1)")),
    ],
)
def test_chinese_numbers_are_english_ones(numeral: str, text: str, after: tuple[str, str]) -> None:
    source = numbered(level(0, numeral, text))

    assert levels_of(written(source, EN, "Scope.")) == [after]


@pytest.mark.parametrize(
    ("language", "numeral", "text", "after"),
    [
        (ZH, "decimal", "Chapter %1", ("decimal", "第%1章")),
        (ZH, "upperRoman", "Article %1.", ("decimal", "第%1条")),
        (ZH, "upperLetter", "ANNEX %1.", ("upperLetter", "附录 %1")),
        (HANT, "upperLetter", "Appendix %1", ("upperLetter", "附錄 %1")),
        (ZH, "decimal", "Table %1.%2", ("decimal", "表 %1.%2")),
        (ZH, "decimal", "Section %1 – ", ("decimal", "第%1节 ")),
        (ZH, "decimal", "NOTE %1:", ("decimal", "注%1：")),
        (ZH, "cardinalText", "%1.", ("chineseCounting", "%1.")),
        (ZH, "lowerLetter", "%1)", ("lowerLetter", "%1)")),
        (ZH, "bullet", "o", ("bullet", "o")),
        (ZH, "bullet", "—", ("bullet", "——")),
        (ZH, "decimal", "Comfortable %1", ("decimal", "Comfortable %1")),
    ],
)
def test_english_numbers_are_chinese_ones(
    language: Language, numeral: str, text: str, after: tuple[str, str]
) -> None:
    source = numbered(level(0, numeral, text), text="The scope of it.")

    assert levels_of(written(source, language, "范围。")) == [after]


def test_levels_of_a_list_stay_unlike_one_another() -> None:
    source = numbered(
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "decimal", "(%4)"),
        level(4, "decimalEnclosedCircle", "%5"),
    )

    forms = levels_of(written(source, EN, "Scope."))

    assert forms == [
        ("upperRoman", "%1."),
        ("lowerLetter", "(%2)"),
        ("decimal", "%3."),
        ("decimal", "(%4)"),
        ("decimal", "%5)"),
    ]


def test_nothing_between_number_and_title_becomes_a_space() -> None:
    numbering = inside(
        written(numbered(level(0, "decimal", "表%1", "nothing")), EN, "Scope."), "numbering"
    )

    assert '<w:suff w:val="space"/>' in numbering


def test_numbers_of_notes_and_pages_are_plain_in_english() -> None:
    section = (
        '<w:sectPr><w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr>'
        '<w:pgNumType w:fmt="chineseCounting"/></w:sectPr>'
    )
    body = inside(written(styled(f"<w:p>{run('阀。')}</w:p>{section}"), EN, "Valve."))

    assert '<w:footnotePr><w:numFmt w:val="decimal"/></w:footnotePr>' in body
    assert '<w:pgNumType w:fmt="decimal"/>' in body


def test_what_is_rewritten_is_told_and_what_is_not_too() -> None:
    source = numbered(level(0, "chineseCounting", "第%1章"), level(1, "decimal", "问%2"))

    details = {issue.check: issue.detail for issue in told(source, EN, "Scope.")[:1]}
    left = told(source, EN, "Scope.")[1]

    assert details == {
        "numbering": "automatic numbers “第%1章” (chineseCounting) are “Chapter %1” (decimal) now"
    }
    assert "“问%2” are left as they are" in left.detail
    assert left.place == "numbering, list 0, level 2"


def test_the_width_of_signs_is_not_worth_telling() -> None:
    assert told(numbered(level(0, "decimal", "%1）")), EN, "Scope.") == ()


def test_numbers_stay_without_a_language_and_between_scripts() -> None:
    source = numbered(level(0, "chineseCounting", "第%1章"))

    assert levels_of(written(source, None, "范围")) == [("chineseCounting", "第%1章")]
    assert levels_of(written(source, HANT, "範圍")) == [("chineseCounting", "第%1章")]


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_another_program_counts_as_we_say(tmp_path: Path) -> None:
    source = numbered(level(0, "chineseCountingThousand", "第%1章", "space"))
    (tmp_path / "new.docx").write_bytes(written(source, EN, "Scope"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]

    subprocess.run(  # noqa: S603
        [*command, "--outdir", str(tmp_path), str(tmp_path / "new.docx")],
        check=True,
        capture_output=True,
    )

    assert "Chapter 1 Scope" in (tmp_path / "new.txt").read_text(encoding="utf-8-sig")
