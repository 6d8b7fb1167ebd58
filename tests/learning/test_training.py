"""The path from pairs to a model: it learns, it resumes, it exports."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
import zstandard
from safetensors.torch import save_file

from corpus.build import BrokenRecipe, Statistics, build, read_recipe, scores_in
from tests.learning.made import command, losses, pairs
from training.config import BrokenConfig, read_config
from training.network import new_model
from training.packed import Packed
from training.run import run
from training.train import WrongWeights, load_weights


@pytest.mark.slow
def test_a_tiny_model_learns_and_is_exported(config: Path, tmp_path: Path) -> None:
    run(read_config(config), tmp_path / "run", threads=1)

    curve = losses(tmp_path / "run")
    card = json.loads((tmp_path / "run" / "model" / "card.json").read_text(encoding="utf-8"))
    assert curve[60] < curve[5] / 2
    log = (tmp_path / "run" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    scores = [line["dev_bleu"] for line in map(json.loads, log) if "dev_bleu" in line]
    assert scores[-1] > scores[0]
    assert card["steps"] == 60
    assert card["licences"] == {"made": "CC0"}
    assert set(card["sha256"]) >= {"model.bin", "source.spm", "config.json"}


@pytest.mark.slow
def test_a_trainer_that_was_killed_goes_on_as_if_it_had_not_been(
    config: Path, tmp_path: Path
) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    subprocess.run(command(config, whole), check=True, capture_output=True)  # noqa: S603

    trainer = subprocess.Popen(command(config, killed), stderr=subprocess.DEVNULL)  # noqa: S603
    checkpoint = killed / "kept" / "00000020.safetensors"
    while not checkpoint.exists() and trainer.poll() is None:
        time.sleep(0.02)
    trainer.send_signal(signal.SIGKILL)
    trainer.wait()
    assert not (killed / "model").exists()
    subprocess.run(command(config, killed), check=True, capture_output=True)  # noqa: S603

    assert losses(killed) == losses(whole)


def test_the_scores_of_all_pairs_that_were_judged_are_kept(recipe: Path, tmp_path: Path) -> None:
    copy = recipe.with_name("corpus") / "made.tsv.zst"
    lines = zstandard.decompress(copy.read_bytes()).decode() + "The fan\tThe fan\n"
    copy.write_bytes(zstandard.compress(lines.encode()))

    with scores_in(tmp_path / "scores.tsv.zst") as keep:
        given = list(build(read_recipe(recipe), Statistics(), keep=keep))

    with (tmp_path / "scores.tsv.zst").open("rb") as file:
        table = zstandard.ZstdDecompressor().stream_reader(file).read().decode()
    rows = [line.split("\t") for line in table.splitlines()]
    assert len(rows) == len(given) + 1
    assert rows[0][:3] == ["made:1", "", "length=11"]
    assert rows[-1][0] == "made:801"
    assert rows[-1][1]


def test_what_was_packed_is_read_back(tmp_path: Path, config: Path) -> None:
    run_folder = tmp_path / "run"
    short = config.with_name("short.toml")
    short.write_text(config.read_text().replace("steps = 60", "steps = 1"))

    run(read_config(short), run_folder, threads=1)

    data = Packed.load(run_folder / "train")
    source, target = data.example(3)
    assert len(data) + len(Packed.load(run_folder / "dev")) == 800
    assert data.lengths()[3].tolist() == [len(source), len(target)]


def test_an_unknown_key_of_a_configuration_is_named(config: Path) -> None:
    config.write_text(config.read_text() + "speed = 1\n")

    with pytest.raises(BrokenConfig, match="speed"):
        read_config(config)


def test_an_unknown_source_of_a_recipe_is_named(recipe: Path) -> None:
    recipe.write_text('corpus = "corpus"\n[weights]\n"other" = 1\n')

    with pytest.raises(BrokenRecipe, match="other"):
        read_recipe(recipe)


def test_a_source_is_left_out_by_its_licence(recipe: Path) -> None:
    recipe.write_text('corpus = "corpus"\nwithout_licence = ["cc0"]\n[weights]\n')

    assert list(build(read_recipe(recipe), Statistics())) == []


def test_pairs_that_stand_in_a_test_set_are_not_given(recipe: Path, tmp_path: Path) -> None:
    known = pairs()[0][0]
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "src.en").write_text(known.upper() + "\n")
    recipe.write_text('corpus = "corpus"\nnever = ["tests"]\n[weights]\n"*" = 1\n')
    statistics = Statistics()

    given = list(build(read_recipe(recipe), statistics))

    assert known not in {pair.source for pair in given}
    assert statistics.dropped["made", "in a test set"] == 1
    assert "in a test set" in statistics.table()


@pytest.mark.slow
def test_fine_tuning_begins_where_its_base_stopped(config: Path, tmp_path: Path) -> None:
    run(read_config(config), tmp_path / "run", threads=1)
    tuning = config.with_name("tuning.toml")
    tuning.write_text(
        'start = "run/checkpoint/model.safetensors"\nvocabulary = "run/pieces.spm"\n'
        + config.read_text().replace("warmup = 10", "warmup = 1000")
    )

    run(read_config(tuning), tmp_path / "tuned", threads=1)

    assert losses(tmp_path / "tuned")[5] < losses(tmp_path / "run")[5] / 2


def test_weights_of_another_network_are_refused(config: Path, tmp_path: Path) -> None:
    settings = read_config(config)
    weights = new_model(settings.network, 600, 48).state_dict()
    save_file({"model.shared.weight": weights["model.shared.weight"]}, tmp_path / "w.safetensors")

    with pytest.raises(WrongWeights, match=r"no model\.shared\.weight of shape"):
        load_weights(new_model(settings.network, 500, 48), tmp_path / "w.safetensors")
