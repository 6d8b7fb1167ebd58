"""`biaoyi xliff export` and `merge`, `biaoyi translate --bilingual`, and XLIFF as an input."""

from pathlib import Path

import pytest

from tests.cli.command import biaoyi, refused
from tests.formats.interchange import segment_2, unit_1, unit_2, xliff_1, xliff_2
from tests.formats.marked import units
from tests.formats.packages import parts, run, word_file

ECHO = ("--engine", "echo")
BODY = (
    f"<w:p>{run('风扇应')}{run('完好', '<w:b/>')}{run('。长度为10 mm。')}</w:p>"
    f"<w:p>{run('第二段。')}</w:p>"
)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.docx"
    file.write_bytes(word_file(BODY))
    return file


def test_what_is_exported_and_edited_comes_back_into_the_document(draft: Path) -> None:
    exchanged = draft.with_name("draft.xlf")

    out = biaoyi("xliff", "export", draft, "-o", exchanged, *ECHO)
    text = exchanged.read_text(encoding="utf-8")
    edited = text.replace("<target>第二段。", '<target>Second "&amp;" paragraph.')
    exchanged.write_text(edited, encoding="utf-8")
    back = biaoyi("xliff", "merge", exchanged, draft, "-o", draft.with_name("draft.en.docx"))

    assert (out.code, out.err, back.code, back.err) == (0, "", 0, "")
    assert f"{exchanged}: 3 segments, 0 to be looked at" in out.out
    assert "3 of 3 segments translated" in back.out
    assert units(draft.with_name("draft.en.docx").read_bytes()) == [
        "风扇应<1>完好</1>。长度为10 mm。",
        'Second "&" paragraph.',
    ]


def test_what_was_not_edited_leaves_every_part_as_it_was(draft: Path) -> None:
    biaoyi("xliff", "export", draft, *ECHO)
    ran = biaoyi("xliff", "merge", draft.with_name("draft.docx.xlf"), draft)

    assert ran.code == 0
    assert parts(draft.with_name("draft.merged.docx").read_bytes()) == parts(draft.read_bytes())


@pytest.mark.slow
def test_what_goes_out_and_comes_back_is_what_translate_writes(tmp_path: Path) -> None:
    draft = Path(__file__).parents[2] / "samples" / "draft.docx"
    exchanged, merged, direct = (tmp_path / name for name in ("a.xlf", "b.docx", "c.docx"))

    ran = (
        biaoyi("xliff", "export", draft, "-o", exchanged),
        biaoyi("xliff", "merge", exchanged, draft, "-o", merged),
        biaoyi("translate", draft, "-o", direct),
    )

    assert [(each.code, each.err) for each in ran] == [(0, "")] * 3
    assert parts(merged.read_bytes()) == parts(direct.read_bytes())


def test_without_an_engine_nothing_is_translated_and_a_merge_says_so(draft: Path) -> None:
    biaoyi("xliff", "export", draft, "--engine", "none")
    ran = biaoyi("xliff", "merge", draft.with_name("draft.docx.xlf"), draft)

    assert "<target>" not in draft.with_name("draft.docx.xlf").read_text(encoding="utf-8")
    assert "0 of 3 segments translated" in ran.out
    assert "issues: 3: 3 untranslated" in ran.out
    assert "body, paragraph 2: no translation, stays as it is: 第二段。" in ran.out


def test_terms_and_memory_go_out_with_the_document(draft: Path) -> None:
    terms, memory = draft.with_name("terms.csv"), draft.with_name("memory.tsv")
    terms.write_text("zh,en\n风扇,fan\n", encoding="utf-8")
    memory.write_text("zh\ten\n第二段。\tSecond paragraph.\n", encoding="utf-8")

    ran = biaoyi("xliff", "export", draft, *ECHO, "--terms", terms, "--memory", memory)

    text = draft.with_name("draft.docx.xlf").read_text(encoding="utf-8")
    assert ran.code == 0
    assert '<gls:translation source="terms.csv, line 2">fan</gls:translation>' in text


def test_a_document_that_was_changed_since_is_refused(draft: Path) -> None:
    biaoyi("xliff", "export", draft, *ECHO)
    draft.write_bytes(word_file(BODY.replace("第二段", "第三段")))

    ran = biaoyi("xliff", "merge", draft.with_name("draft.docx.xlf"), draft)

    refused(ran, "draft.docx.xlf: it was made from draft.docx (", "(SHA-256)")
    assert not draft.with_name("draft.merged.docx").exists()


def test_nothing_is_overwritten_without_force(draft: Path) -> None:
    exchanged, merged = draft.with_name("draft.docx.xlf"), draft.with_name("draft.merged.docx")
    exchanged.write_text("mine")
    refused(biaoyi("xliff", "export", draft, *ECHO), str(exchanged), "--force")

    assert biaoyi("xliff", "export", draft, *ECHO, "--force").code == 0
    merged.write_text("mine")
    refused(biaoyi("xliff", "merge", exchanged, draft), str(merged), "--force")
    assert merged.read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "none.docx"), "none.docx: no such file"),
        (("export", "draft.docx", "-o", "out.tmx"), "out.tmx: the output must be a .xlf file"),
        (("export", "draft.docx", "-o", "no/out.xlf"), "there is no directory no"),
        (("export", "units.xlf", "-o", "out.xlf"), "is XLIFF; translate it in place"),
        (("export", "empty.docx"), "empty.docx: there is no text to translate in it"),
        (("merge", "none.xlf", "draft.docx"), "none.xlf: cannot be read"),
        (("merge", "terms.csv", "draft.docx"), "terms.csv: not well-formed XML"),
        (("merge", "units.xlf", "draft.docx"), "units.xlf: it is XLIFF 1.2"),
        (("merge", "units.xlf", "draft.docx", "-o", "draft.docx"), "draft.docx: "),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason(
    draft: Path, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(draft.parent)
    Path("units.xlf").write_bytes(xliff_1(unit_1("One.")))
    Path("empty.docx").write_bytes(word_file("<w:p/>"))
    Path("terms.csv").write_text("zh,en\n")

    refused(biaoyi("xliff", *arguments, *(ECHO if arguments[0] == "export" else ())), said)


def test_source_and_target_side_by_side_are_written_beside_the_translation(draft: Path) -> None:
    ran = biaoyi("translate", draft, *ECHO, "--bilingual")

    table = draft.with_name("draft.en.bilingual.docx")
    assert ran.code == 0
    assert f"note: source and target side by side: {table}" in ran.out
    assert units(table.read_bytes()).count("第二段。") == 2


def test_a_table_is_not_overwritten_without_force(draft: Path) -> None:
    table = draft.with_name("draft.en.bilingual.docx")
    table.write_text("mine")

    refused(biaoyi("translate", draft, *ECHO, "--bilingual"), str(table), "--force")

    assert not draft.with_name("draft.en.docx").exists()


def test_xliff_is_translated_in_place(tmp_path: Path) -> None:
    file = tmp_path / "units.xlf"
    file.write_bytes(xliff_2(unit_2(segment_2("风扇完好。")), 'srcLang="zh-CN" trgLang="en-GB"'))

    ran = biaoyi("translate", file, *ECHO)

    assert ran.code == 0
    assert (tmp_path / "units.en.xlf").read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("languages", "options", "said"),
    [
        ('srcLang="en" trgLang="zh"', ["--to", "zh-Hant"], "is to be translated into zh; leave"),
        ('srcLang="en" trgLang="zh"', ["--from", "zh"], "says that it is in en; leave out --from"),
        ('srcLang="en" trgLang="fr"', [], "says fr; Chinese (zh) and English (en)"),
        ('srcLang="de" trgLang="zh"', [], "says de; Chinese (zh) and English (en)"),
    ],
)
def test_languages_that_contradict_those_of_the_file_are_refused(
    tmp_path: Path, languages: str, options: list[str], said: str
) -> None:
    file = tmp_path / "units.xlf"
    file.write_bytes(xliff_2(unit_2(segment_2("One.")), languages))

    refused(biaoyi("translate", file, *ECHO, *options), "units.xlf", said)
