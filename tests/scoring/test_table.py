"""The figures of docs/MODEL.md are those of the shipped model's card and of the bench."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from eval.bench import shown
from eval.figures import PLACE, Bench, NoFigures, Row, read_figures, write_figures
from eval.metrics import Score
from eval.page import NoPlace
from eval.record import Arm, Count, NoScores, Obedience, Result, checksum, read_scores, write_scores
from eval.table import CARD, PAGE, main, written
from tests.test_docs import ROOT

BENCH = Bench(
    model="0f",
    size=11_000_000,
    cores=2,
    load=0.1,
    sentences=200,
    characters=10_000,
    rounds=3,
    rows=(Row("transformers", 1, 500.0, 900.0, 1.0), Row("ct2", 1, 1250.0, 2250.0, 2.5)),
    lines=1000,
    seconds=20.0,
)
RESULT = Result(
    "asvs",
    "zh→en",
    278,
    (Score("BLEU", 28.0512, "tok:13a"), Score("chrF2", 58.5, "nc:6")),
    Obedience(
        Count(1, 2), Count(0, 2), Count(1, 4), Count(9, 10), Count(3, 4), Count(4, 4), Count(10, 10)
    ),
    (Arm("none", "proper", Count(0, 3), (Score("BLEU", 7.0, "tok:13a"),)),),
)
MARKS = "\n".join(
    f"<!-- {name}: written by python -m eval.table -->\nold\n<!-- end of {name} -->\nkept"
    for name in ("scores", "obedience", "terms", "speed")
)


def test_the_page_has_the_figures_of_the_card_and_of_the_bench() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")

    assert page == written(page, read_scores(CARD), read_figures(ROOT / PLACE)), (
        "run: python -m eval.table"
    )


def test_the_bench_is_that_of_the_shipped_model() -> None:
    assert read_figures(ROOT / PLACE).model == checksum(CARD, "model.bin")


def test_tables_replace_what_stood_between_the_marks_and_nothing_else() -> None:
    page = written(MARKS, [RESULT], BENCH)

    assert "old" not in page
    assert page.count("kept") == 4
    assert "| asvs | zh→en | 278 | 28.1 | 58.5 |" in page
    assert "- BLEU (zh→en): `tok:13a`" in page
    assert (
        "| 50.0 % of 2 | 0.0 % of 2 | 25.0 % of 4 | 90.0 % of 10 | 100.0 % of 10 | 75.0 % of 4 |"
        in page
    )
    assert "| asvs | none | proper | 0.0 % of 3 | BLEU 7.0 |" in page
    assert "| ct2 | 1 | 1250 | 2250 | 2.5× |" in page
    assert "11.0 MB" in page
    assert written(page, [RESULT], BENCH) == page


def test_speed_beside_other_work_is_called_so() -> None:
    assert "Other work" not in "\n".join(shown(BENCH))
    assert "Other work was going on (load 3.0)" in "\n".join(shown(replace(BENCH, load=3.0)))


def test_a_page_without_a_mark_is_refused() -> None:
    with pytest.raises(NoPlace, match="end of speed"):
        written(MARKS.replace("end of speed", "end"), [RESULT], BENCH)


def test_scores_come_back_from_a_card_as_they_were_written(tmp_path: Path) -> None:
    card = tmp_path / "card.json"
    card.write_text('{"name": "made", "scores": ["old"]}', encoding="utf-8")

    write_scores(card, [RESULT])

    (found,) = read_scores(card)
    assert found.scores == (Score("BLEU", 28.05, "tok:13a"), RESULT.scores[1])
    assert found.obedience == RESULT.obedience
    assert found.arms == RESULT.arms
    assert json.loads(card.read_text(encoding="utf-8"))["name"] == "made"


@pytest.mark.parametrize("card", ["[]", "no json", "{}", '{"scores": ["asvs: BLEU 28.1"]}'])
def test_a_card_without_records_is_named(tmp_path: Path, card: str) -> None:
    (tmp_path / "card.json").write_text(card)

    with pytest.raises(NoScores, match=r"card\.json"):
        read_scores(tmp_path / "card.json")


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    card, bench, page = (tmp_path / name for name in ("card.json", "bench.json", "page.md"))
    card.write_text('{"sha256": {"model.bin": "0f"}}', encoding="utf-8")
    write_scores(card, [RESULT])
    write_figures(bench, BENCH)
    page.write_text(MARKS, encoding="utf-8")
    app = Typer()
    app.command()(main)

    done = CliRunner().invoke(
        app, ["--card", str(card), "--bench", str(bench), "--page", str(page)]
    )

    assert done.exit_code == 0, done.output
    assert page.read_text(encoding="utf-8") == written(MARKS, [RESULT], BENCH)


def test_figures_that_are_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bench.json").write_text('{"model": 3}')

    with pytest.raises(NoFigures, match="no figures"):
        read_figures(tmp_path / "bench.json")
    with pytest.raises(NoFigures, match="No such file"):
        read_figures(tmp_path / "nowhere.json")
