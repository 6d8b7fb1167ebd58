"""The sample standard goes through the whole program with the model that is shipped."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from translator.formats import format_for
from translator.settings import SHIPPED_MODEL

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "draft.docx"
HAN = re.compile(r"[\u3400-\u9fff]")
SOFFICE = shutil.which("soffice")


def biaoyi(*arguments: str) -> None:
    """Run the command line as its user does."""
    program = [sys.executable, "-c", "from translator.cli import main; main()"]
    subprocess.run([*program, *arguments], check=True, capture_output=True)  # noqa: S603


def pages_of(document: Path, folder: Path) -> bytes:
    """The document as LibreOffice prints it."""
    assert SOFFICE
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), str(document)], check=True, capture_output=True)  # noqa: S603
    return (folder / f"{document.stem}.pdf").read_bytes()


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the translated sample and its report."""
    folder = tmp_path_factory.mktemp("sample")
    knowledge = ["--terms", "samples/terms.csv", "--memory", "samples/memory.tsv"]
    inputs = [str(ROOT / part) if "/" in part else part for part in knowledge]
    report = str(folder / "report.json")
    biaoyi("translate", str(SAMPLE), *inputs, "-o", str(folder), "--report", report)
    return folder


@pytest.mark.slow
def test_the_sample_comes_back_in_english(translated: Path) -> None:
    target = translated / "draft.en.docx"

    units = format_for(target.name).read(target.read_bytes()).units

    texts = [unit.content.text for unit in units]
    report = json.loads((translated / "report.json").read_text(encoding="utf-8"))
    flagged = [row["target"] for row in report["issues"] if row["check"] == "language"]
    chinese = [row["target"] for row in report["translations"] if HAN.search(row["target"])]
    assert "Scope" in texts
    assert "Normative references" in texts
    assert "National Standard of the People’s Republic of China" in texts
    assert len(chinese) < report["segments"] / 10
    assert [text for text in chinese if text not in flagged] == []


@pytest.mark.slow
def test_the_report_of_the_sample_accounts_for_every_segment_and_term(translated: Path) -> None:
    report = json.loads((translated / "report.json").read_text(encoding="utf-8"))

    terms = sum(sum(row["outcomes"].values()) for row in report["terms"])
    missing = [issue for issue in report["issues"] if issue["check"] == "terms"]
    assert sum(report["origins"].values()) == report["segments"] > 400
    assert report["origins"]["memory"] >= 10
    assert terms > 200
    assert len(missing) == report["term_counts"].get("missing", 0)
    assert all(issue["place"] for issue in report["issues"])


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_sample_opens_in_libreoffice_before_and_after(translated: Path, tmp_path: Path) -> None:
    before = pages_of(SAMPLE, tmp_path)
    after = pages_of(translated / "draft.en.docx", tmp_path)

    counts = [pdf.count(b"/Type/Page") - pdf.count(b"/Type/Pages") for pdf in (before, after)]
    assert 9 <= counts[0] <= 15
    assert abs(counts[0] - counts[1]) <= 4


def test_the_shipped_model_is_small_and_has_a_card() -> None:
    size = sum(file.stat().st_size for file in SHIPPED_MODEL.iterdir())
    card = json.loads((SHIPPED_MODEL / "card.json").read_text(encoding="utf-8"))

    assert size <= 60_000_000
    assert {"made", "steps", "recipe", "licences", "scores", "sha256"} <= set(card)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "options", "wanted"),
    [
        (
            "环境温度应为10 ℃～35 ℃。",
            ["--from", "zh", "--to", "en"],
            ["10 °C to 35 °C", "temperature"],
        ),
        (
            "The temperature shall be 10 °C to 35 °C.",
            ["--from", "en", "--to", "zh"],
            ["10 ℃～35 ℃", "温度"],
        ),
    ],
)
def test_the_shipped_model_translates_a_plain_requirement(
    text: str, options: list[str], wanted: list[str], tmp_path: Path
) -> None:
    (tmp_path / "line.txt").write_text(text, encoding="utf-8")

    biaoyi("translate", str(tmp_path / "line.txt"), *options, "-o", str(tmp_path / "out.txt"))

    done = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert [word for word in wanted if word.lower() not in done.lower()] == []
