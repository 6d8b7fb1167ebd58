"""`python -m training.gpu.run receive|train|give`: what is done on the machine with the GPU (◆).

It needs Python 3.11, numpy, torch, transformers and safetensors, and nothing else of ours than what
was carried with the data.
"""

import argparse
import math
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from safetensors.torch import save_file

from training.gpu.luggage import load
from training.gpu.pieces import MIB, DamagedPieces, Manifest, cut, gather, manifests, unpack
from training.processes import join
from training.schedule import Budget
from training.train import Run, WrongWeights, average

_CODE = Path(__file__).parents[2]
_FILES = 7  # pieces in one give, the manifest being the eighth file


class NothingToGive(Exception):
    """A run without what was asked for; the message says what is missing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one step; return the exit status."""
    given = _parser().parse_args(arguments)
    try:
        said: str = given.does(given)
    except (DamagedPieces, NothingToGive, WrongWeights) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{said}\n")
    return 0


def _receive(given: argparse.Namespace) -> str:
    """Take the pieces of a transfer, and unpack what is whole."""
    code = given.run / "code"
    if _CODE.resolve() != code.resolve():
        shutil.copytree(_CODE / "training", code / "training", dirs_exist_ok=True)
    found, lacking = gather(given.place, given.run / "pieces")
    for manifest in found:
        if not lacking[manifest.name]:
            unpack(manifest, given.run / "pieces", given.run)
    return "\n".join(_received(manifest, lacking[manifest.name]) for manifest in found)


def _received(manifest: Manifest, lacking: int) -> str:
    count = len(manifest.pieces)
    state = f"{lacking} of {count} pieces are still to come" if lacking else "complete, unpacked"
    return f"{manifest.name}: {state}"


def _train(given: argparse.Namespace) -> str:
    """Train, or go on; stop where this call or the whole run has had its seconds."""
    config, pieces, train, dev = load(given.run)
    if given.seed is not None:
        config = replace(config, seed=given.seed)
    budget = Budget(given.seconds, given.pause_after)
    with join(given.device) as processes:
        ended = Run(config, given.run, processes, budget).train(train, dev, pieces)
    return "the run is at its end" if ended else "paused: call train again to go on"


def _give(given: argparse.Namespace) -> str:
    """Put the next pieces of the weights, or of the whole state, into a folder."""
    place: Path = given.run / "given"
    kept = sorted((given.run / "kept").glob("*.safetensors"))
    if not kept:
        raise NothingToGive(f"{given.run}: no weights are kept here yet")
    name = f"{'state' if given.state else 'weights'}-{kept[-1].stem}"
    if given.first == 0:
        _cut(given, name, place, kept)
    manifest = next((one for one in manifests(place) if one.name == name), None)
    if manifest is None:
        raise NothingToGive(f"{given.run}: {name} is not cut yet: begin without --first")
    most = min(_FILES, int(given.call // given.limit))
    chosen = manifest.pieces[given.first : given.first + most]
    given.place.mkdir(parents=True, exist_ok=True)
    for file in (manifest.file, *(piece.name for piece in chosen)):
        shutil.copy(place / file, given.place / file)
    after = given.first + len(chosen)
    left = f"; next: --first {after}" if after < len(manifest.pieces) else "; that was the last"
    return f"{name}: pieces {given.first} to {after - 1} of {len(manifest.pieces)}{left}"


def _cut(given: argparse.Namespace, name: str, place: Path, kept: list[Path]) -> None:
    """Weights are averaged here, so that fewer are to be carried."""
    files = {"log.jsonl": given.run / "log.jsonl"}
    limit = int(given.limit * MIB)
    with TemporaryDirectory() as beside:
        if given.state:
            files["checkpoint.safetensors"] = given.run / "checkpoint.safetensors"
        else:
            weights = Path(beside) / "weights"
            save_file({n: w.to(torch.float16) for n, w in average(kept).items()}, weights)
            files[f"kept/{kept[-1].name}"] = weights
        cut(name, files, place, limit=limit, compress=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.gpu.run", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="receive|train|give")
    receive = verbs.add_parser("receive", help="take the pieces of a transfer into a run")
    receive.add_argument("place", type=Path, help="the folder of the transfer")
    receive.add_argument("run", type=Path)
    receive.set_defaults(does=_receive)
    train = verbs.add_parser("train", help="train, or go on")
    train.add_argument("run", type=Path)
    train.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    train.add_argument("--seconds", type=float, default=math.inf, help="of the run, all its parts")
    train.add_argument("--pause-after", type=float, default=math.inf, help="seconds of this call")
    train.add_argument("--seed", type=int)
    train.set_defaults(does=_train)
    give = verbs.add_parser("give", help="put the next pieces of the result into a folder")
    give.add_argument("run", type=Path)
    give.add_argument("place", type=Path)
    give.add_argument("--state", action="store_true", help="all that resuming elsewhere needs")
    give.add_argument("--first", type=int, default=0, help="piece to begin with")
    give.add_argument("--limit", type=float, default=15, help="MiB a piece")
    give.add_argument("--call", type=float, default=60, help="MiB a call")
    give.set_defaults(does=_give)
    return parser


if __name__ == "__main__":
    sys.exit(main())
