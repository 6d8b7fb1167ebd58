"""The Word file with source and target side by side, as a reviewer opens it."""

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.document import Document as Opened

from termbase import Language
from tests.bilingual.exchanged import document, drafted
from tests.formats.marked import unmarked
from translator.bilingual.rows import Row
from translator.bilingual.table import Heading, table
from translator.formats.docx import Docx
from translator.formats.marks import Mark
from translator.model import Issue, Origin, TaggedText
from translator.steps.segment import segment

HEADING = Heading("标准.docx", Language.ZH, Language.EN, "ct2")
MARKS = {
    "a/b#1": {
        1: Mark("bold", "fmt", frozenset({"bold"})),
        2: Mark("sub", "fmt", frozenset({"sub", "italic"})),
        3: Mark("footnote 4"),
        4: Mark("bookmark"),
    }
}


def made(*rows: Row) -> bytes:
    return table(HEADING, rows, MARKS)


def opened(*rows: Row) -> Opened:
    return docx.Document(io.BytesIO(made(*rows)))


def row(source: str, target: str | None, *issues: Issue) -> Row:
    (own,) = segment(document(unmarked(source)))
    return Row(own, None if target is None else unmarked(target), Origin.ENGINE, issues=issues)


def cells(found: Opened, number: int) -> list[str]:
    return [cell.text for cell in found.tables[0].rows[number].cells]


def test_a_row_has_a_number_both_texts_the_state_the_issues_and_the_place() -> None:
    issue = Issue("numbers", "missing 5")

    found = opened(row("长度。", "Length."), row("高度5。", "Height.", issue), row("宽度。", None))

    assert cells(found, 0) == ["序号 No.", "原文 Source (zh)", "译文 Target (en)", "状态 State"]
    assert cells(found, 1) == ["1", "长度。", "Length.", "translated (engine)\nparagraph 1"]
    assert cells(found, 2)[3] == "translated (engine)\nnumbers: missing 5\nparagraph 1"
    assert cells(found, 3)[2:] == ["", "untranslated (engine)\nparagraph 1"]
    told = [paragraph.text for paragraph in found.paragraphs]
    assert told[0] == "标准.docx"
    assert told[1] == "中文 → English · ct2 · 3 句段 segments · 1 待审 to review"


def test_the_formatting_is_seen_in_both_texts_and_what_is_no_text_is_named() -> None:
    found = opened(row("<1>额定</1>T<2>m</2>[3]。[4]", "<1>Rated</1> T<2>m</2>[3].[4]"))

    for column, words in ((1, "额定"), (2, "Rated")):
        runs = found.tables[0].rows[1].cells[column].paragraphs[0].runs
        assert next((run.text, run.bold) for run in runs) == (words, True)
        sub = next(run for run in runs if run.text == "m")
        assert (sub.font.subscript, sub.italic, sub.bold) == (True, True, None)
        assert [run.text for run in runs if "[" in run.text] == ["[footnote 4]"]


def test_each_text_has_the_fonts_and_the_languages_of_its_own() -> None:
    found = opened(row("长度。", "Length."))

    source, target = (found.tables[0].rows[1].cells[n].paragraphs[0].runs[0] for n in (1, 2))
    fonts = [run._element.rPr.rFonts for run in (source, target)]
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert [each.get(f"{space}eastAsia") for each in fonts] == ["SimSun", "SimSun"]
    assert [each.get(f"{space}ascii") for each in fonts] == ["Times New Roman"] * 2
    assert [each.get(f"{space}hint") for each in fonts] == ["eastAsia", None]


def test_the_heads_stand_on_every_page_and_no_row_is_cut() -> None:
    found = opened(row("长度。", "Length."))

    first, second = (each._tr.trPr.xml for each in found.tables[0].rows)
    assert "w:tblHeader" in first
    assert "w:tblHeader" not in second
    assert "w:cantSplit" in second


def test_tabs_line_ends_and_characters_that_xml_cannot_hold_do_no_harm() -> None:
    found = opened(row("一", "a\tb\nc\x01d"))

    assert cells(found, 1)[2] == "a\tb\ncd"


def test_it_can_be_read_as_any_word_file() -> None:
    units = Docx().read(made(row("长度。", "Length."))).units

    assert {"长度。", "Length.", "标准.docx"} <= {unit.content.text for unit in units}


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = drafted(document(TaggedText("一。二。")))

    assert made(*rows) == made(*rows)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "table.docx"
    file.write_bytes(
        made(*(row("长度应为10 mm。", "The length shall be 10 mm.") for _ in range(50)))
    )

    subprocess.run(  # noqa: S603 - a fixed command
        [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    text = (tmp_path / "table.txt").read_text(encoding="utf-8-sig")
    assert text.count("The length shall be 10 mm.") == 50
    assert text.count("长度应为10 mm。") == 50
