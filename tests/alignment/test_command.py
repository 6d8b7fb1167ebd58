"""`biaoyi memory align`: shown, written to be reviewed, as TMX, into the memory."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from corpus.exchange import read_pairs
from corpus.model import Given, Status
from tests.alignment.texts import ROWS, block, column, in_lines, page, pairs, word
from tests.cli.command import biaoyi, refused


@pytest.fixture(autouse=True)
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIAOYI_DATA", str(tmp_path / "data"))


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    """A Word file in Chinese, and one in English that has one sentence more."""
    zh, en = tmp_path / "fan.zh.docx", tmp_path / "fan.en.docx"
    zh.write_bytes(word(1))
    en.write_bytes(word(2))
    return zh, en


def test_the_pairs_are_shown_whichever_document_comes_first(both: tuple[Path, Path]) -> None:
    zh, en = both

    shown = [biaoyi("memory", "align", *paths).out for paths in ((zh, en), (en, zh))]

    assert [tuple(line.split("\t")[1:]) for line in shown[0].splitlines()] == pairs()
    assert shown[0] == shown[1]


def test_pairs_come_into_the_memory_as_drafts_with_where_they_were_found(
    both: tuple[Path, Path],
) -> None:
    ran = biaoyi("memory", "align", *both, "--into", "shared", "--licence", "CC0", "--least", "0")

    assert f"{len(pairs())} added" in ran.out
    shown = biaoyi("memory", "show", "3").out
    assert "draft" in shown
    assert "fan.zh.docx + fan.en.docx" in shown
    assert "paragraph" in shown
    assert "CC0" in shown
    assert (
        f"0 added, 0 merged, {len(pairs())} known"
        in biaoyi(
            "memory", "align", *both, "--into", "shared", "--licence", "CC0", "--least", "0"
        ).out
    )


def test_what_people_decide_and_mend_in_the_workbook_is_what_is_kept(
    tmp_path: Path, both: tuple[Path, Path]
) -> None:
    review = tmp_path / "review.xlsx"
    biaoyi("memory", "align", *both, "--review", review)
    book = load_workbook(review)
    sheet = book.worksheets[0]
    lines = list(sheet.iter_rows(min_row=2))
    for line in lines:
        line[0].value = "yes"
    lines[1][0].value = "no"
    lines[2][4].value = "It applies to fans conveying air."
    book.save(review)

    out = tmp_path / "fan.tmx"
    ran = biaoyi("memory", "align", review, "--reviewed", "--tmx", out, "--into", "shared")

    assert ran.code == 0
    kept = [unit for unit in read_pairs(out) if isinstance(unit, Given)]
    assert [(unit.entry.zh, unit.entry.en) for unit in kept] == [
        pairs()[0],
        (pairs()[2][0], "It applies to fans conveying air."),
        *pairs()[3:],
    ]
    assert {unit.entry.status for unit in kept} == {Status.CONFIRMED}
    near = kept[0].provenance.neighbours
    assert (near.zh_before, near.zh_after) == ("", pairs()[1][0])
    assert f"{len(pairs()) - 1} added" in ran.out
    assert "confirmed" in biaoyi("memory", "show", "1").out


def test_a_text_that_looks_like_a_formula_is_a_text_in_the_workbook(tmp_path: Path) -> None:
    source = tmp_path / "both.html"
    source.write_bytes(page(in_lines() + "<p>=1+1 压力为常数<br>=1+1 the pressure is constant</p>"))
    review = tmp_path / "review.xlsx"

    biaoyi("memory", "align", source, "--review", review)

    cells = [cell for line in load_workbook(review).worksheets[0].iter_rows() for cell in line]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells if cell.value)


def test_mistakes_are_named(tmp_path: Path, both: tuple[Path, Path]) -> None:
    zh, _ = both
    only = tmp_path / "only.html"
    only.write_bytes(page(column(2)))
    other = tmp_path / "other.html"
    other.write_bytes(page(block(0, ROWS[1][1])))

    refused(biaoyi("memory", "align", only), "only.html", "no Chinese in it")
    refused(biaoyi("memory", "align", zh, other), "both are in Chinese")
    refused(biaoyi("memory", "align", zh, only, "--review", "x.html"), ".xlsx")
    refused(biaoyi("memory", "align", zh, only, "--tmx", only), "--force")
    refused(biaoyi("memory", "align", zh, "--reviewed"), "not readable as XLSX")
    refused(biaoyi("memory", "align", zh, only, "--reviewed"), "stands alone")


@pytest.mark.parametrize(
    ("column_number", "text", "said"),
    [(1, "perhaps", "say yes or no"), (2, "high", "no score"), (5, "", "lacks one")],
)
def test_a_row_that_is_not_decided_as_it_may_is_named(
    tmp_path: Path, both: tuple[Path, Path], column_number: int, text: str, said: str
) -> None:
    review = tmp_path / "review.xlsx"
    biaoyi("memory", "align", *both, "--review", review, "--least", "0")
    book = load_workbook(review)
    book.worksheets[0].cell(3, column_number).value = text
    book.save(review)

    refused(biaoyi("memory", "align", review, "--reviewed"), "row 3", said)
