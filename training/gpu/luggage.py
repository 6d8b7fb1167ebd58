"""What a run takes along: its configuration and its data, small enough to be carried (◆ disk).

Lengths stand for the places where examples end: they are an eighth of the size.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from training.model import Config, Network, Schedule
from training.packed import Packed

_PARTS = ("train", "dev")
_PATHS = ("recipe", "vocabulary", "terms", "start")
_SETTINGS, _START = "settings.json", "start.safetensors"


@contextmanager
def pack(config: Config, pieces: int, run: Path) -> Iterator[dict[str, Path]]:
    """Give the files to take along, by their names there, while the context lasts.

    `pieces` is the size of the vocabulary, of which nothing else is needed.
    """
    with TemporaryDirectory() as beside:
        folder = Path(beside)
        files = {_SETTINGS: folder / _SETTINGS}
        values = {"pieces": pieces, "config": asdict(config)}
        files[_SETTINGS].write_text(json.dumps(values, default=str), encoding="utf-8")
        for part in _PARTS:
            packed = Packed.load(run / part)
            files[f"{part}/tokens.npy"] = run / part / "tokens.npy"
            files[f"{part}/lengths.npy"] = folder / f"{part}.npy"
            np.save(files[f"{part}/lengths.npy"], packed.lengths().astype(np.uint16))
        if config.start:
            halves = {name: w.to(torch.float16) for name, w in load_file(config.start).items()}
            files[_START] = folder / _START
            save_file(halves, files[_START])
        yield files


def load(run: Path) -> tuple[Config, int, Packed, Packed]:
    """Return what was taken along to `run`: configuration, vocabulary size, train, dev."""
    values = json.loads((run / _SETTINGS).read_text(encoding="utf-8"))
    told = values["config"]
    paths = {name: Path(told[name]) for name in _PATHS if told[name] is not None}
    network, schedule = Network(**told["network"]), Schedule(**told["schedule"])
    config = Config(**told | paths | {"network": network, "schedule": schedule})
    if config.start:
        config = replace(config, start=run / _START)
    train, dev = (_packed(run / part) for part in _PARTS)
    return config, values["pieces"], train, dev


def _packed(folder: Path) -> Packed:
    lengths = np.load(folder / "lengths.npy")
    return Packed(np.load(folder / "tokens.npy"), np.cumsum(lengths, dtype=np.int64))
