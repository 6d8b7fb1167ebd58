"""`biaoyi translate FILE…`: what is written where, and what is told."""

import json
import os
import pty
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.command import BIAOYI, biaoyi, biaoyi_alone, refused

SAMPLES = Path(__file__).parents[2] / "samples"
DRAFT = SAMPLES / "draft.docx"
ECHO = ("--engine", "echo")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text("本文件适用于散热风扇。\n\n长度为10 mm。\n", encoding="utf-8")
    return file


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    file = tmp_path / "terms.csv"
    file.write_text("zh,en\n散热风扇,cooling fan\n", encoding="utf-8")
    return file


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    file = tmp_path / "memory.tsv"
    file.write_text("zh\ten\n长度为10 mm。\tThe length is 10 mm.\n", encoding="utf-8")
    return file


def test_the_translation_stands_beside_the_input_named_by_its_language(text: Path) -> None:
    ran = biaoyi("translate", text, *ECHO)

    assert (ran.code, ran.err) == (0, "")
    assert (text.parent / "draft.en.txt").read_bytes() == text.read_bytes()
    assert sorted(file.name for file in text.parent.iterdir()) == ["draft.en.txt", "draft.txt"]


def test_a_word_file_is_translated_into_a_word_file(tmp_path: Path) -> None:
    target = tmp_path / "out.docx"

    ran = biaoyi("translate", DRAFT, "-o", target, *ECHO)

    assert ran.code == 0
    assert target.read_bytes()[:2] == b"PK"


def test_nothing_is_overwritten_without_force(text: Path) -> None:
    target = text.parent / "draft.en.txt"
    target.write_text("mine")

    refused(biaoyi("translate", text, *ECHO), str(target), "--force")
    assert target.read_text() == "mine"

    assert biaoyi("translate", text, *ECHO, "--force").code == 0
    assert target.read_bytes() == text.read_bytes()


def test_a_report_is_not_overwritten_without_force_either(text: Path) -> None:
    report = text.parent / "report.json"
    report.write_text("mine")

    refused(biaoyi("translate", text, *ECHO, "--report", report), str(report), "--force")

    assert report.read_text() == "mine"
    assert not (text.parent / "draft.en.txt").exists()


def test_several_inputs_and_patterns_go_each_beside_itself(text: Path) -> None:
    folder = text.parent / "more [1]"
    folder.mkdir()
    for name in ("b.txt", "c.txt", "d.md"):
        (folder / name).write_text("风扇")

    ran = biaoyi("translate", text, folder.parent / "more*" / "*.txt", *ECHO)

    assert ran.code == 0
    assert (text.parent / "draft.en.txt").exists()
    assert sorted(file.name for file in folder.glob("*.en.*")) == ["b.en.txt", "c.en.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(text: Path) -> None:
    file = text.rename(text.with_name("[draft] *b*.txt"))

    ran = biaoyi("translate", file, *ECHO)

    assert ran.code == 0
    assert "[draft] *b*.en.txt" in ran.out


def test_several_inputs_go_into_a_directory(text: Path, tmp_path: Path) -> None:
    other = text.with_name("b.txt")
    other.write_text("风扇")
    out = tmp_path / "out"
    out.mkdir()

    assert biaoyi("translate", text, other, "-o", out, *ECHO).code == 0
    assert sorted(file.name for file in out.iterdir()) == ["b.en.txt", "draft.en.txt"]


@pytest.mark.parametrize(
    ("source", "options", "name"),
    [
        ("散热风扇完好", [], "draft.en.txt"),
        ("The cooling fan.", [], "draft.zh.txt"),
        ("散熱風扇應完好", ["--to", "zh"], "draft.zh.txt"),
        ("The cooling fan.", ["--to", "zh-Hant"], "draft.zh-Hant.txt"),
        ("12345", ["--from", "zh"], "draft.en.txt"),
    ],
)
def test_the_languages_are_found_out_or_told(
    text: Path, source: str, options: list[str], name: str
) -> None:
    text.write_text(source, encoding="utf-8")

    ran = biaoyi("translate", text, *options, *ECHO)

    assert ran.code == 0
    assert (text.parent / name).exists()


@pytest.mark.parametrize("engine", ["ct2", "hf"])
@pytest.mark.parametrize(
    ("options", "source", "target"),
    [
        (
            ["--from", "zh", "--to", "zh-Hant"],
            "注：头发干燥后，见附录A和皇后区的表1。",
            "注：頭髮乾燥後，見附錄A和皇后區的表1。",
        ),
        (["--to", "zh"], "散熱風扇應符合附錄A的規定。", "散热风扇应符合附录A的规定。"),
    ],
)
def test_between_scripts_no_model_is_needed(
    text: Path, engine: str, options: list[str], source: str, target: str
) -> None:
    text.write_text(source, encoding="utf-8")
    out = text.with_name("out.txt")

    ran = biaoyi("translate", text, *options, "-o", out, "--engine", engine, "--model", "nowhere")

    assert ran.code == 0
    assert out.read_text(encoding="utf-8") == target
    assert "engine opencc" in ran.out


def test_files_of_terms_are_said_not_to_count_between_scripts(
    text: Path, terms: Path, memory: Path
) -> None:
    ran = biaoyi(
        "translate", text, "--to", "zh-Hant", "--terms", terms, "--memory", memory, "--force"
    )

    assert ran.code == 0
    assert "note: terms.csv, memory.tsv: not used between scripts of Chinese" in ran.out


def test_a_memory_answers_and_a_later_file_wins(text: Path, memory: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.tmx"
    newer.write_text(
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="zh-CN"><seg>长度为10 mm。</seg></tuv>'
        '<tuv xml:lang="en-GB"><seg>It is 10 mm long.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )

    ran = biaoyi("translate", text, *ECHO, "--memory", memory, "--memory", newer)

    assert ran.code == 0
    assert "It is 10 mm long." in (text.parent / "draft.en.txt").read_text(encoding="utf-8")
    assert "1 memory" in ran.out


def test_a_simplified_memory_and_traditional_terms_serve_a_traditional_text(
    text: Path, memory: Path, terms: Path
) -> None:
    text.write_text("長度為10 mm。\n散熱風扇完好。", encoding="utf-8")
    terms.write_text("zh-Hant,en\n散熱風扇,cooling fan\n", encoding="utf-8")
    report = text.with_name("report.json")

    ran = biaoyi("translate", text, *ECHO, "--memory", memory, "--terms", terms, "--report", report)

    assert ran.code == 0
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["source_language"] == "zh-Hant"
    assert told["origins"]["memory"] == 1
    assert [row["target"] for row in told["terms"]] == ["cooling fan"]


def test_terms_that_differ_between_files_are_noted(text: Path, terms: Path) -> None:
    other = terms.with_name("other.csv")
    other.write_text("散热风扇,radiator fan\n", encoding="utf-8")

    ran = biaoyi("translate", text, *ECHO, "--terms", terms, "--terms", other)

    assert (
        "note: other.csv, line 1: “散热风扇” is also “radiator fan”; "
        "“cooling fan” (terms.csv, line 2) is used"
    ) in ran.out


def test_the_report_in_json_tells_all_that_was_done(text: Path, terms: Path, memory: Path) -> None:
    report = text.with_name("report.json")

    ran = biaoyi("translate", text, *ECHO, "--terms", terms, "--memory", memory, "--report", report)

    assert ran.code == 0  # issues are listed, and no failure
    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["input"], told["output"]) == (str(text), str(text.with_name("draft.en.txt")))
    assert (told["engine"], told["segments"], told["words"]) == ("echo", 2, 15)
    assert told["origins"] == {"engine": 1, "memory": 1}
    assert [(row["place"], row["origin"]) for row in told["translations"]] == [
        ("line 1", "engine"),
        ("line 3", "memory"),
    ]
    [term] = told["terms"]
    assert (term["source"], term["target"]) == ("散热风扇", "cooling fan")
    assert term["origin"] == "terms.csv, line 2"
    assert term["outcomes"] == {"missing": 1}
    assert ("terms", "line 1") in [(row["check"], row["place"]) for row in told["issues"]]
    assert told["seconds"] >= 0


def test_the_terminal_shows_the_same_in_short(text: Path, terms: Path) -> None:
    ran = biaoyi("translate", text, *ECHO, "--terms", terms)

    for part in ("draft.en.txt", "zh → en", "engine echo", "2 (2 engine)", "15 words"):
        assert part in ran.out
    assert "1 matched: 1 missing" in ran.out
    assert "line 1" in ran.out


class _Page(HTMLParser):
    """Checks that the tags of a page close one another; keeps its rows."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"td", "span"}:
            self.rows[-1][-1] += data.strip()


def test_the_report_in_html_is_a_sound_page_with_all_of_it(text: Path, terms: Path) -> None:
    text.write_text("散热风扇 <b>&“1 & 2”</b>。\n", encoding="utf-8")
    report = text.with_name("report.HTML")

    assert biaoyi("translate", text, *ECHO, "--terms", terms, "--report", report).code == 0

    page = _Page()
    page.feed(report.read_text(encoding="utf-8"))
    page.close()
    assert page.open == []
    assert ["line 1", "engine", *["散热风扇 <b>&“1 & 2”</b>。"] * 2] in page.rows
    assert ["散热风扇", "cooling fan", "1 missing", "", "terms.csv, line 2"] in page.rows
    assert any(row[:2] == ["line 1", "terms"] for row in page.rows)


def test_a_report_of_several_files_holds_each(text: Path) -> None:
    other = text.with_name("b.txt")
    other.write_text("风扇")
    for name in ("r.json", "r.html"):
        ran = biaoyi("translate", text, other, *ECHO, "--force", "--report", text.with_name(name))
        assert ran.code == 0

    documents = json.loads(text.with_name("r.json").read_text(encoding="utf-8"))["documents"]
    assert [Path(item["input"]).name for item in documents] == ["draft.txt", "b.txt"]
    assert text.with_name("r.html").read_text(encoding="utf-8").count("<article>") == 2


def test_brackets_in_a_text_are_shown_as_they_are(text: Path, terms: Path) -> None:
    text.write_text("散热风扇[/b] [red]:smile:。\n", encoding="utf-8")

    ran = biaoyi("translate", text, *ECHO, "--terms", terms)

    assert ran.code == 0
    assert "[/b]" in ran.out
    assert ":smile:" in ran.out


def test_the_progress_is_shown_on_a_terminal_in_segments(text: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(  # noqa: S603 - our own command
        [BIAOYI, "translate", str(text), *ECHO],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        timeout=60,
        check=True,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)

    assert "segments" in shown
    assert "/2" in shown
    assert b"segments    2" in done.stdout


def test_a_terminal_without_chinese_is_no_reason_to_fail(text: Path, terms: Path) -> None:
    ran = biaoyi_alone(
        "translate", text, *ECHO, "--terms", terms, PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )

    assert ran.code == 0
    assert "\\u2192" in ran.out
