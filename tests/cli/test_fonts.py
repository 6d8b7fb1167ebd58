"""`biaoyi translate --fonts FILE`, and the setting that does the same."""

from pathlib import Path

import pytest

from tests.cli.command import biaoyi, refused
from tests.formats.looks import inside, styled
from tests.formats.packages import run

TABLE = "font\tzh-Hant\n宋体\t{}\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.docx"
    look = '<w:rFonts w:eastAsia="宋体"/>'
    file.write_bytes(styled(f"<w:p>{run('标准阀门', look)}</w:p>"))
    return file


def font_in(folder: Path) -> str:
    body = inside((folder / "draft.zh-Hant.docx").read_bytes())
    return body.partition('w:eastAsia="')[2].partition('"')[0]


def test_the_fonts_of_a_table_are_taken(draft: Path) -> None:
    table = draft.with_name("fonts.tsv")
    table.write_text(TABLE.format("標楷體"), encoding="utf-8")

    plain = biaoyi("translate", draft, "--to", "zh-Hant")
    before = font_in(draft.parent)
    own = biaoyi("translate", draft, "--to", "zh-Hant", "--fonts", table, "--force")

    assert (plain.code, own.code) == (0, 0)
    assert (before, font_in(draft.parent)) == ("PMingLiU", "標楷體")


def test_the_setting_names_a_table_and_the_option_goes_before_it(
    draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("set", "given"):
        draft.with_name(f"{name}.tsv").write_text(TABLE.format(name), encoding="utf-8")
    monkeypatch.setenv("BIAOYI_FONTS", str(draft.with_name("set.tsv")))

    biaoyi("translate", draft, "--to", "zh-Hant")
    by_setting = font_in(draft.parent)
    option = "--fonts", draft.with_name("given.tsv")
    biaoyi("translate", draft, "--to", "zh-Hant", *option, "--force")

    assert (by_setting, font_in(draft.parent)) == ("set", "given")


def test_a_table_that_cannot_be_read_is_refused_before_anything_is_written(draft: Path) -> None:
    table = draft.with_name("fonts.tsv")
    table.write_text("宋体\tArial\n", encoding="utf-8")

    ran = biaoyi("translate", draft, "--to", "zh-Hant", "--fonts", table)

    refused(ran, "fonts.tsv: line 1: the first line names the columns")
    assert not draft.with_name("draft.zh-Hant.docx").exists()
