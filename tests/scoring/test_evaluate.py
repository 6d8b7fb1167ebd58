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
from eval.obedience import obedience
from eval.sets import NoSet, read_sets
from termbase import Language, Term, Termbase
from tests.makers import Scripted

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


def test_obedience_is_that_of_the_first_answer(folder: Path) -> None:
    engine = Scripted(
        {ZH[0]: ["The blower is intact.", "The fan is intact."], "长\ue000。": "It is \ue000 long."}
    )

    found = obedience(read_sets(folder, "asvs")[0], Termbase([Term("风扇", "fan")]), engine)

    assert (found.terms, found.terms_used) == (1, 0)
    assert (found.slots, found.slots_once) == (1, 1)


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSet, match="asvs"):
        read_sets(tmp_path, "asvs")
    with pytest.raises(NoSet, match="there are"):
        read_sets(tmp_path, "other")


def test_scores_are_written_to_the_card(folder: Path, tmp_path: Path) -> None:
    app = Typer()
    app.command()(main)
    model = tmp_path / "model"
    model.mkdir()
    (model / "card.json").write_text('{"name": "made"}', encoding="utf-8")
    options = ["--sets", "asvs", "--folder", str(folder), "--engine", "echo", "--write"]

    done = CliRunner().invoke(app, [*options, "--model", str(model)])

    card = json.loads((model / "card.json").read_text(encoding="utf-8"))
    assert done.exit_code == 0, done.output
    assert [score.split(":")[0] for score in card["scores"]] == ["asvs zh→en", "asvs en→zh"]
