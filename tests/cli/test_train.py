"""`biaoyi train` and its kin: they join the program, and refuse what they cannot use."""

from pathlib import Path

import pytest

from tests.cli.command import biaoyi, refused
from tests.cli.test_start import HEAVY, loaded


def test_commands_of_other_packages_are_listed_and_load_no_torch() -> None:
    for arguments in (["--help"], ["train", "--help"], ["model", "--help"], ["evaluate", "--help"]):
        assert not loaded(*arguments) & {*HEAVY, "ctranslate2", "sacrebleu"}

    told = biaoyi("--help").out
    for name in ("translate", "doctor", "evaluate", "model", "train"):
        assert f"  {name} " in told


def test_our_own_commands_do_not_wait_for_those_of_others() -> None:
    assert "training" not in loaded("translate", "--help")


def test_a_base_that_is_none_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"第{n}个风扇\tfan {n}\n" for n in range(8))
    (tmp_path / "p.tsv").write_text("zh\ten\n" + rows, encoding="utf-8")
    data = ["--data", tmp_path / "p.tsv", "--general", tmp_path / "p.tsv"]

    ran = biaoyi("train", *data, "--base", tmp_path, "--out", tmp_path / "run")

    refused(ran, "no vocab.json in it")


def test_too_few_pairs_are_refused_before_anything_is_trained(tmp_path: Path) -> None:
    (tmp_path / "p.tsv").write_text("zh\ten\n风扇\tfan\n", encoding="utf-8")
    data = ["--data", tmp_path / "p.tsv"]

    ran = biaoyi("train", *data, "--out", tmp_path / "run")

    refused(ran, "1 pairs in all; give 8 or more")
    assert not (tmp_path / "run").exists()


def test_a_directory_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.tsv").write_text("zh\ten\n", encoding="utf-8")

    ran = biaoyi("train", "--data", tmp_path / "p.tsv", "--out", tmp_path)

    refused(ran, "is no empty directory; choose another --out")


def test_evaluating_says_that_there_is_no_set(tmp_path: Path) -> None:
    ran = biaoyi("evaluate", "--folder", tmp_path)

    refused(ran, "no set to evaluate on")


@pytest.mark.slow
def test_a_model_is_scored_beside_the_one_in_use(tmp_path: Path) -> None:
    place = tmp_path / "asvs"
    place.mkdir()
    (place / "src.zh").write_text("风扇应完好。\n", encoding="utf-8")
    (place / "src.en").write_text("The fan shall be intact.\n", encoding="utf-8")
    missing = ["--termbase", tmp_path / "none.tsv"]

    ran = biaoyi("evaluate", "--folder", tmp_path, *missing, "--against")

    assert ran.code == 0, ran.err
    assert "asvs zh→en: BLEU" in ran.out
    assert "asvs en→zh: BLEU" in ran.out
    assert ran.out.count("weights: BLEU") == 2
