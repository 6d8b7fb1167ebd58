"""A learning curve says what the logs say."""

import json
from pathlib import Path
from xml.etree import ElementTree as Tree

import numpy as np
import pytest
from typer import Typer
from typer.testing import CliRunner

from training.plot import NoLog, draw, main, read_curve


def logged(folder: Path, *lines: dict[str, float]) -> Path:
    """A run with a log of `lines`."""
    folder.mkdir()
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / "log.jsonl").write_text(text, encoding="utf-8")
    return folder


def step(number: int, loss: float, rate: float = 0.001) -> dict[str, float]:
    return {"step": number, "loss": loss, "rate": rate, "tokens": 1000}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Stopped after step 20 and gone on from step 10."""
    return logged(
        tmp_path / "base",
        step(10, 5.0),
        {"step": 15, "dev_loss": 4.5},
        step(20, 4.0),
        step(20, 3.9),
        {"step": 20, "dev_loss": 3.5},
        step(30, 3.0, rate=0.0),
    )


def test_a_step_done_twice_counts_once_with_its_last_loss(run: Path) -> None:
    curve = read_curve(run)

    assert curve.at == (1000, 2000, 3000)
    assert curve.losses == (5.0, 3.9, 3.0)
    assert curve.rates == (0.001, 0.001, 0.0)


def test_a_validation_stands_at_the_tokens_of_its_step(run: Path) -> None:
    curve = read_curve(run)

    assert curve.dev_at == (1500, 2000)
    assert curve.dev_losses == (4.5, 3.5)


def test_a_run_goes_on_where_the_one_before_it_ended(run: Path, tmp_path: Path) -> None:
    curves = [read_curve(run), read_curve(logged(tmp_path / "tuned", step(10, 2.0)))]

    following, apart = draw(curves), draw(curves, apart=True)

    lines = [figure.axes[1].lines[1].get_xdata() for figure in (following, apart)]
    assert [np.asarray(line).tolist() for line in lines] == [[0.004], [0.001]]


def test_runs_without_a_log_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoLog, match=r"missing/log\.jsonl"):
        read_curve(tmp_path / "missing")
    with pytest.raises(NoLog, match="no step is logged"):
        read_curve(logged(tmp_path / "young"))


@pytest.mark.parametrize(("name", "begins"), [("curve.svg", b"<?xml"), ("curve.png", b"\x89PNG")])
def test_the_picture_is_written_in_the_form_of_its_suffix(
    run: Path, tmp_path: Path, name: str, begins: bytes
) -> None:
    app = Typer()
    app.command()(main)

    done = CliRunner().invoke(app, [str(run), "-o", str(tmp_path / name)])

    assert done.exit_code == 0, done.output
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_picture_in_svg_is_well_formed_and_the_same_each_time(run: Path, tmp_path: Path) -> None:
    pictures = [tmp_path / "one.svg", tmp_path / "two.svg"]

    for picture in pictures:
        main([run], picture)

    assert Tree.parse(pictures[0]).getroot().tag.endswith("svg")  # noqa: S314 - our own
    assert pictures[0].read_bytes() == pictures[1].read_bytes()
