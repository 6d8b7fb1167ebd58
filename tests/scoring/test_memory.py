"""The bench of the memory measures what it says, on a corpus made here."""

from pathlib import Path

import pytest
import zstandard

from eval.memory import Plan, measure, table, truths
from eval.pairs import NoPairs, Truth, draw
from termbase.database import file_url, open_engine, schema_of

EN = ("pump", "fan", "valve", "bolt", "shaft", "seal", "gear", "motor", "pipe", "tank")
ZH = ("泵", "风机", "阀门", "螺栓", "轴", "密封", "齿轮", "电机", "管道", "储罐")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """400 pairs, many of them near one another."""
    lines = [
        f"The {EN[a]} and the {EN[b]} shall be checked {n} times.\t{ZH[a]}和{ZH[b]}应检查{n}次。"
        for a in range(10)
        for b in range(10)
        for n in (2, 3, 5, 12)
    ]
    packed = zstandard.ZstdCompressor().compress("\n".join(lines).encode())
    (tmp_path / "made.tsv.zst").write_bytes(packed)
    return tmp_path


def test_the_table_has_every_figure_and_what_was_found_is_the_truth(
    corpus: Path, tmp_path: Path
) -> None:
    drawn = draw(corpus, 300, 60)
    plan = Plan(questions=20, segments=40)
    place = file_url(tmp_path / "bench.db").render_as_string()

    found = measure("SQLite", place, drawn, plan, truths(drawn, plan))

    assert found.rows["recall of the best match ≥ 75 %, zh"][0].startswith("100.0%")
    assert found.rows["recall of the best match ≥ 75 %, en"][0].startswith("100.0%")
    lines = list(table([found]))
    assert lines[0] == "|  | goal | SQLite, 300 |"
    assert len(lines) == 2 + len(found.rows) == 14
    assert schema_of(open_engine(place)) == ""


def test_the_truth_is_the_best_percentage_of_all(corpus: Path) -> None:
    drawn = draw(corpus, 400, 0)
    truth = Truth(drawn, "en")

    assert truth.best("The pump and the fan shall be checked 2 times.") == 100
    assert truth.best("The pump and the fan shall be checked 9 times.") == 88
    assert truth.best("Something else altogether") == 0


def test_a_corpus_that_is_too_small_is_told(corpus: Path) -> None:
    with pytest.raises(NoPairs, match="400 pairs, 5300 are needed"):
        draw(corpus, 300)
