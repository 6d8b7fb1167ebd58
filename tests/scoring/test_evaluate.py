"""Scores are those of sacrebleu, carry their signatures, and come of the walk users get."""

import json
from pathlib import Path

import pytest
from sacrebleu import corpus_bleu
from typer import Typer
from typer.testing import CliRunner

from eval.__main__ import main
from eval.evaluate import evaluate
from eval.metrics import Bleu, Chrf
from eval.record import read_scores
from eval.remembering import Remembering
from eval.sets import read_sets
from termbase import Language
from tests.makers import ZH_EN, Scripted
from translator.engines.base import Request

ZH = ("风扇完好。", "长10 mm。")
EN = ("The fan is intact.", "It is 10 mm long.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A development set of two sentences."""
    (tmp_path / "asvs").mkdir()
    (tmp_path / "asvs" / "src.zh").write_text("\n".join(ZH) + "\n", encoding="utf-8")
    (tmp_path / "asvs" / "src.en").write_text("\n".join(EN) + "\n", encoding="utf-8")
    return tmp_path


def test_bleu_is_that_of_sacrebleu_and_says_how_it_was_cut() -> None:
    score = Bleu(Language.EN).score(EN, EN[::-1])

    assert score.value == corpus_bleu(list(EN), [list(EN[::-1])]).score
    assert "tok:13a" in str(score)
    assert "tok:zh" in str(Bleu(Language.ZH).score(ZH, ZH))


def test_what_equals_its_reference_scores_a_hundred() -> None:
    assert round(Bleu(Language.ZH).score(ZH, ZH).value) == 100
    assert round(Chrf().score(EN, EN).value) == 100


def test_an_engine_is_scored_through_the_whole_walk(folder: Path) -> None:
    engine = Scripted({ZH[0]: EN[0], "长\ue000。": "It is \ue000 long."})
    kept: list[str] = []

    result = evaluate(read_sets(folder, "asvs")[0], engine, kept.extend)

    assert kept == list(EN)
    assert round(result.scores[0].value) == 100
    assert str(result).startswith("asvs zh→en: BLEU 100.0 (")


def test_a_request_is_asked_once_however_often_it_comes() -> None:
    engine = Scripted({ZH[0]: EN[0]})
    remembering = Remembering(engine)
    requests = [Request(text, ZH_EN) for text in (ZH[0], ZH[1], ZH[0])]

    first = remembering.translate(requests)
    second = remembering.translate(requests[::-1])

    assert [found[0].text for found in first] == [EN[0], ZH[1], EN[0]]
    assert second == first[::-1]
    assert engine.asked == requests[:2]


def test_scores_are_written_to_the_card(folder: Path, tmp_path: Path) -> None:
    app = Typer()
    app.command()(main)
    model = tmp_path / "model"
    model.mkdir()
    (model / "card.json").write_text('{"name": "made"}', encoding="utf-8")
    options = ["--sets", "asvs", "--folder", str(folder), "--engine", "echo", "--write"]
    terms = tmp_path / "terms.tsv"
    terms.write_text("en\tzh\nfan blade\t风扇\n", encoding="utf-8")

    done = CliRunner().invoke(app, [*options, "--model", str(model), "--termbase", str(terms)])

    results = read_scores(model / "card.json")
    assert done.exit_code == 0, done.output
    assert [f"{r.name} {r.direction} {r.sentences}" for r in results] == [
        "asvs zh→en 2",
        "asvs en→zh 2",
    ]
    assert results[0].scores[0].signature in done.output
    assert str(results[0].obedience) in done.output
    assert json.loads((model / "card.json").read_text(encoding="utf-8"))["name"] == "made"


def test_a_card_that_is_not_there_is_named(folder: Path, tmp_path: Path) -> None:
    app = Typer()
    app.command()(main)
    options = ["--sets", "asvs", "--folder", str(folder), "--engine", "echo", "--write"]

    done = CliRunner().invoke(app, [*options, "--model", str(tmp_path / "nowhere")])

    assert done.exit_code == 2
    assert f"{tmp_path / 'nowhere' / 'card.json'}: No such file" in done.stderr
