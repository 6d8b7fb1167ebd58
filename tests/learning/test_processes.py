"""Many processes learn what one does, and a budget of seconds is kept."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from tests.learning.made import command, losses
from training.config import read_config
from training.model import Network, Schedule
from training.network import loss_of, new_model
from training.packed import Packed
from training.pairs import prepare_data
from training.schedule import Budget, Clock, rate_within
from training.train import Run


def by_two(config: Path, folder: Path) -> None:
    """Run `python -m training` in two processes."""
    _, *module = command(config, folder)
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    subprocess.run([*torchrun, *module], check=True, capture_output=True)  # noqa: S603


def edited(config: Path, name: str, *edits: tuple[str, str]) -> Path:
    """Write `config` anew beside it, with some of its text replaced."""
    text = config.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    made = config.with_name(name)
    made.write_text(text, encoding="utf-8")
    return made


def log_of(folder: Path) -> list[dict[str, float]]:
    lines = (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.slow
def test_two_processes_learn_what_one_does_with_twice_the_batches(
    config: Path, tmp_path: Path
) -> None:
    twice = edited(config, "twice.toml", ("[schedule]", "[schedule]\naccumulate = 2"))
    subprocess.run(command(twice, tmp_path / "one"), check=True, capture_output=True)  # noqa: S603

    by_two(config, tmp_path / "two")

    one, two = losses(tmp_path / "one"), losses(tmp_path / "two")
    tokens = [[line.get("tokens") for line in log_of(tmp_path / run)] for run in ("one", "two")]
    assert tokens[0] == tokens[1]
    assert two == pytest.approx(one, rel=0.03)  # bf16 rounds each in its own way
    assert two[60] < two[5] / 2
    assert (tmp_path / "two" / "model" / "card.json").exists()


@pytest.mark.slow
def test_two_processes_go_on_where_they_were_stopped(config: Path, tmp_path: Path) -> None:
    schedule = ("cooldown = 10", "fall = 'none'")
    whole = edited(config, "whole.toml", schedule)
    half = edited(config, "half.toml", schedule, ("steps = 60", "steps = 30"))

    by_two(whole, tmp_path / "whole")
    by_two(half, tmp_path / "parts")
    by_two(whole, tmp_path / "parts")

    assert losses(tmp_path / "parts") == losses(tmp_path / "whole")


@pytest.mark.slow
@pytest.mark.usefixtures("alone")
def test_a_run_with_a_budget_ends_inside_it_with_the_rate_near_zero(
    config: Path, tmp_path: Path
) -> None:
    changes = ("steps = 60", "steps = 40"), ("validate_every = 20", "validate_every = 1000")
    settings = read_config(edited(config, "long.toml", *changes))
    pieces = len(prepare_data(settings, tmp_path))
    data, dev = (Packed.load(tmp_path / part) for part in ("train", "dev"))
    budget = Budget(total=12)
    clock = Clock(budget)

    ended = Run(settings, tmp_path, budget=budget).train(data, dev, pieces)

    log = log_of(tmp_path)
    decided = next(line for line in log if "steps_expected" in line)
    rates = [line["rate"] for line in log if "rate" in line]
    assert ended
    assert clock.elapsed < budget.total + 2
    assert decided["steps_expected"] == pytest.approx(log[-1]["step"], rel=0.5)
    assert rates[-1] < max(rates) / 10
    assert log[-1].keys() == {"step", "dev_loss", "dev_bleu"}


@pytest.mark.slow
@pytest.mark.usefixtures("alone")
def test_a_run_in_parts_ends_when_their_seconds_are_the_budget(
    config: Path, tmp_path: Path
) -> None:
    settings = read_config(config)
    pieces = len(prepare_data(settings, tmp_path))
    data, dev = (Packed.load(tmp_path / part) for part in ("train", "dev"))
    run = Run(settings, tmp_path, budget=Budget(total=8, part=3))

    parts = [run.train(data, dev, pieces)]
    while not parts[-1]:
        parts.append(run.train(data, dev, pieces))

    seconds = [line["seconds"] for line in log_of(tmp_path) if "seconds" in line]
    steps = [int(line["step"]) for line in log_of(tmp_path) if "loss" in line]
    assert len(parts) >= 3
    assert seconds == sorted(seconds)
    assert set(range(5, steps[-1] + 1, 5)) <= set(steps)
    assert run.train(data, dev, pieces)
    assert len(log_of(tmp_path)) > len(steps)


def test_the_rate_is_zero_when_the_time_is_up_whatever_the_step() -> None:
    schedule = Schedule(steps=100, cooldown=50, warmup=10, rate=1.0, fall="none")

    assert rate_within(5, 0.01, schedule) == 0.5
    assert rate_within(70, 0.5, schedule) == 1.0
    assert rate_within(5000, 0.75, schedule) == 0.5
    assert rate_within(7, 1.0, schedule) == 0.0


def test_fused_attention_and_plain_attention_give_one_loss() -> None:
    network = Network(32, 64, 2, 2, 1)
    models = []
    for attention in ("eager", "sdpa"):
        torch.manual_seed(1)
        models.append(new_model(network, 50, 48, attention).eval())
    ids = torch.randint(2, 50, (6, 12), generator=torch.Generator().manual_seed(2))
    ids[0, 3:] = ids[1, 7:] = 50

    plain, fused = (loss_of(model, ids, ids.flip(0), 0.1).item() for model in models)

    assert fused == pytest.approx(plain, rel=1e-5)


@pytest.mark.usefixtures("alone")
def test_dropout_is_the_same_when_a_step_is_done_again(config: Path, tmp_path: Path) -> None:
    config = edited(config, "flat.toml", ("cooldown = 10\n", ""))
    lines = ("[network]", "[network]\ndropout = 0.3"), ("steps = 60", "steps = 20")
    wet = read_config(edited(config, "wet.toml", *lines))
    pieces = len(prepare_data(wet, tmp_path))
    data, dev = (Packed.load(tmp_path / part) for part in ("train", "dev"))

    Run(wet, tmp_path / "whole").train(data, dev, pieces)
    short = read_config(edited(config, "short.toml", *lines[:1], ("steps = 60", "steps = 10")))
    Run(short, tmp_path / "parts").train(data, dev, pieces)
    Run(wet, tmp_path / "parts").train(data, dev, pieces)
    dry = read_config(edited(config, "dry.toml", lines[1]))
    Run(dry, tmp_path / "dry").train(data, dev, pieces)

    assert losses(tmp_path / "whole")[20] == losses(tmp_path / "parts")[20]
    assert losses(tmp_path / "dry")[20] != losses(tmp_path / "whole")[20]


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU")
def test_a_gpu_learns_what_the_cpu_does(config: Path, tmp_path: Path) -> None:
    folders = {device: tmp_path / device for device in ("cpu", "cuda")}
    for device, folder in folders.items():
        arguments = [*command(config, folder), "--device", device]
        subprocess.run(arguments, check=True, capture_output=True, env=os.environ)  # noqa: S603

    curves = [losses(folder) for folder in folders.values()]
    assert curves[0] == pytest.approx(curves[1], rel=0.05)
