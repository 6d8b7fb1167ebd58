"""A run is carried away in pieces, trained where little is installed, and brought home."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from corpus.build import read_recipe
from tests.learning.made import losses
from training.batches import Batches
from training.config import read_config
from training.gpu.__main__ import app
from training.gpu.pieces import DamagedPieces, cut, gather, unpack
from training.gpu.run import main
from training.packed import Packed
from training.pairs import prepare_data
from training.train import Run

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "corpus"
SMALL = 0.005  # MiB: pieces small enough for a tiny run to have several
BLOCKED = """\
import runpy
import sys

WANTING = {"ahocorasick_rs", "biaoyi", "corpus", "ctranslate2", "jinja2", "lxml", "matplotlib",
           "opencc", "pydantic", "sentencepiece", "termbase", "translator", "zstandard"}


class Without:
    def __init__(self, finder):
        self.finder = finder

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in WANTING:
            return None
        return self.finder.find_spec(name, path, target)

    def __getattr__(self, name):
        return getattr(self.finder, name)


sys.meta_path[:] = [Without(finder) for finder in sys.meta_path]
sys.path.insert(0, "")
sys.argv = sys.argv[1:]
runpy.run_module("training.gpu.run", run_name="__main__")
"""


def here(*arguments: object) -> str:
    """Run a command of `python -m training.gpu`."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exception is None, done.exception
    return done.output


def there(folder: Path, *arguments: object, status: int = 0) -> str:
    """Run `python -m training.gpu.run` in `folder`, with what such a machine has."""
    blocked = folder / "blocked.py"
    blocked.write_text(BLOCKED, encoding="utf-8")
    command = [sys.executable, str(blocked.resolve()), "-", *map(str, arguments)]
    done = subprocess.run(  # noqa: S603
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def transfers(place: Path) -> list[Path]:
    return sorted(place.glob("transfer-*"))


@pytest.fixture
def short(config: Path) -> Path:
    """Twenty steps."""
    text = config.read_text(encoding="utf-8")
    edits = (("steps = 60", "steps = 20"), ("keep = 2", "keep = 2\nseed = 4"))
    for old, new in edits:
        text = text.replace(old, new)
    config.write_text(text, encoding="utf-8")
    return config


@pytest.mark.slow
def test_a_run_is_carried_to_a_bare_machine_trained_there_and_brought_home(
    short: Path, tmp_path: Path
) -> None:
    run, place, machine = tmp_path / "run", tmp_path / "out", tmp_path / "machine"

    said = here("pack", short, run, place, "--limit", SMALL, "--transfer", 1 + SMALL)
    received = [there(folder, "receive", ".", machine) for folder in transfers(place)]
    code = machine / "code"
    paused = there(code, "train", machine, "--device", "cpu", "--pause-after", 0)
    trained = there(code, "train", machine, "--device", "cpu")
    given = there(code, "give", machine, tmp_path / "back", "--limit", 0.01, "--call", 0.02)
    first = 2
    while "next: --first" in given:
        arguments = ("--limit", 0.01, "--call", 0.02, "--first", first)
        given = there(code, "give", machine, tmp_path / "back", *arguments)
        first += 2
    here("join", short, tmp_path / "back", run)

    assert f"{len(transfers(place))} transfers are in" in said
    assert len(transfers(place)) > 1
    assert "still to come" in received[0]
    assert "complete" in received[-1]
    assert "paused" in paused
    assert "at its end" in trained
    assert "that was the last" in given
    card = json.loads((run / "model" / "card.json").read_text(encoding="utf-8"))
    assert card["steps"] == 20
    assert [file.name for file in (run / "kept").iterdir()] == ["00000020.safetensors"]


@pytest.mark.slow
@pytest.mark.usefixtures("alone")
def test_a_run_that_goes_on_on_a_fresh_machine_is_as_one_done_here(
    short: Path, tmp_path: Path
) -> None:
    flat = short.read_text(encoding="utf-8").replace("cooldown = 10\n", "")
    short.write_text(flat, encoding="utf-8")
    half = short.with_name("half.toml")
    half.write_text(flat.replace("steps = 20", "steps = 10"), encoding="utf-8")
    first, fresh = tmp_path / "first", tmp_path / "fresh"
    here("pack", half, tmp_path / "run", tmp_path / "half")
    here("pack", short, tmp_path / "run", tmp_path / "out")

    (transfer,) = transfers(tmp_path / "half")
    there(transfer, "receive", ".", first)
    there(transfer, "train", first, "--device", "cpu")
    there(transfer, "give", first, tmp_path / "state", "--state")
    here("carry", tmp_path / "state", tmp_path / "again")
    for folder in (*transfers(tmp_path / "out"), *transfers(tmp_path / "again")):
        there(folder, "receive", ".", fresh)
    there(fresh / "code", "train", fresh, "--device", "cpu")

    settings = read_config(short)
    data, dev = (Packed.load(tmp_path / "run" / part) for part in ("train", "dev"))
    Run(settings, tmp_path / "here").train(data, dev, len(prepare_data(settings, tmp_path / "run")))
    assert losses(fresh) == losses(tmp_path / "here")


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/corpus is not there")
def test_the_recipe_for_a_gpu_draws_from_sources_that_exist() -> None:
    config = read_config(ROOT / "training" / "recipes" / "gpu.config.toml")

    recipe = read_recipe(config.recipe)

    assert recipe.weights["*"] == 1
    assert config.network.dropout > 0


def test_a_damaged_piece_is_refused_by_its_name(short: Path, tmp_path: Path) -> None:
    here("pack", short, tmp_path / "run", tmp_path / "out", "--limit", SMALL)
    (transfer,) = transfers(tmp_path / "out")
    piece = transfer / "data.001"
    piece.write_bytes(piece.read_bytes()[:-1] + b"!")

    said = there(transfer, "receive", ".", tmp_path / "machine", status=2)

    assert "data.001" in said
    assert "damaged" in said
    assert not (tmp_path / "machine" / "train").exists()


def test_a_missing_piece_is_counted_and_then_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(bytes(range(256)) * 8)
    files = {"text": tmp_path / "text"}
    manifest = cut("thing", files, tmp_path / "cut", limit=1500, compress=False)
    (tmp_path / "cut" / "thing.002").unlink()

    _, lacking = gather(tmp_path / "cut", tmp_path / "pieces")

    assert lacking == {"thing": 1}
    with pytest.raises(DamagedPieces, match=r"thing\.002: this piece is missing"):
        unpack(manifest, tmp_path / "pieces", tmp_path / "out")


def test_pieces_are_no_larger_than_asked_and_make_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(bytes(range(256)) * 100)
    files = {"folder/text": tmp_path / "text"}

    manifest = cut("thing", files, tmp_path / "cut", limit=5000, compress=False)
    unpack(manifest, tmp_path / "cut", tmp_path / "out")

    sizes = [file.stat().st_size for file in (tmp_path / "cut").glob("thing.0*")]
    assert max(sizes) == 5000
    assert sorted(sizes) == sorted(piece.size for piece in manifest.pieces)
    assert (tmp_path / "out" / "folder" / "text").read_bytes() == bytes(range(256)) * 100


def test_weights_that_are_not_there_yet_are_not_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["give", str(tmp_path), str(tmp_path / "back")])

    assert status == 2
    assert "no weights are kept here yet" in capsys.readouterr().err


def test_two_processes_share_the_batches_of_one() -> None:
    ends = np.arange(5, 5 * 401, 5, dtype=np.int64)
    packed = Packed(np.arange(ends[-1], dtype=np.uint16), ends)
    batches = Batches(packed, tokens=40, seed=1, pad=9999)
    many = 2 * len(list(batches.epoch(0))) + 3

    alone = batches.from_position(3)
    shares = [batches.from_position(3 + rank, 2) for rank in (0, 1)]

    for number in range(many):
        one, other = next(alone), next(shares[number % 2])
        assert np.array_equal(one.source, other.source)
        assert one.tokens == (other.target != 9999).sum()
