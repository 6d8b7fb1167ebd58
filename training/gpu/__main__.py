"""`python -m training.gpu pack|carry|join`: what is done here, before and after (◆ disk)."""

import logging
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus.build import BrokenRecipe
from training.config import BrokenConfig, read_config
from training.gpu import luggage
from training.gpu.pieces import MIB, DamagedPieces, cut, manifests, unpack
from training.pairs import prepare_data
from training.run import finish

_ROOT = Path(__file__).parents[2]
_CODE = (
    "__init__",
    "batches",
    "judge",
    "learner",
    "model",
    "network",
    "optimiser",
    "packed",
    "processes",
    "schedule",
    "train",
    "gpu/__init__",
    "gpu/luggage",
    "gpu/pieces",
    "gpu/run",
)
_DATA = "data"
_SPARE = MIB  # of a transfer, for the code and the manifest

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
Limit = Annotated[float, typer.Option(help="MiB a piece, at most")]
Transfer = Annotated[float, typer.Option(help="MiB a transfer, at most")]


@app.command("pack")
def pack_run(
    config: Path, run: Path, place: Path, limit: Limit = 14, transfer: Transfer = 60
) -> None:
    """Put the data of RUN, made if need be, and the code into the transfers of PLACE."""
    settings = read_config(config)
    pieces = len(prepare_data(settings, run))
    place.mkdir(parents=True, exist_ok=True)
    with luggage.pack(settings, pieces, run) as files:
        cut(_DATA, files, place / "pieces", limit=int(limit * MIB), compress=True)
    count = _carry(place / "pieces", place, transfer)
    shutil.rmtree(place / "pieces")
    _say(_NEXT.format(place=place, count=count, config=config, run=run))


@app.command()
def carry(pieces: Path, place: Path, transfer: Transfer = 60) -> None:
    """Put PIECES that a machine gave (its state) into transfers, to go on with on another."""
    count = _carry(pieces, place, transfer)
    _say(f"{count} transfers are in {place}: receive each of them on the machine")


@app.command()
def join(config: Path, pieces: Path, run: Path) -> None:
    """Put PIECES of weights together in RUN, whose own it replaces, and make the model of them."""
    settings = read_config(config)
    for manifest in manifests(pieces):
        if (run / "kept").exists() and manifest.name.startswith("weights"):
            shutil.rmtree(run / "kept")
        unpack(manifest, pieces, run)
        _say(f"{manifest.name} is in {run}")
    finish(settings, run)


def _carry(pieces: Path, place: Path, transfer: float) -> int:
    """Write transfer-1, transfer-2 … to `place`, each with the code; return how many."""
    room = int(transfer * MIB) - _SPARE
    loads: list[list[str]] = []
    left = 0
    for manifest in manifests(pieces):
        for piece in manifest.pieces:
            if not loads or piece.size > left:
                loads.append([])
                left = room
            loads[-1] += [piece.name, manifest.file]
            left -= piece.size
    for number, names in enumerate(loads, 1):
        folder = place / f"transfer-{number}"
        if folder.exists():
            shutil.rmtree(folder)
        for module in _CODE:
            file = folder / "training" / f"{module}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(_ROOT / "training" / f"{module}.py", file)
        for name in set(names):
            shutil.copy(pieces / name, folder / name)
    return len(loads)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


_NEXT = """\
{count} transfers are in {place}. Copy each to the machine with the GPU and say there, in it:

    python3 -m training.gpu.run receive . ~/run

When it says "complete", train; each call goes on where the one before it paused:

    cd ~/run/code
    python3 -m training.gpu.run train ~/run --seconds 1500 --pause-after 540

At its end let it give the weights, at most 60 MiB a call, and bring each folder home:

    python3 -m training.gpu.run give ~/run out-1
    python3 -m training.gpu.run give ~/run out-2 --first 4

Put all that came back into one folder, here {place}/back, and say:

    python -m training.gpu join {config} {place}/back {run}
"""


def main() -> None:
    """Run the command; what is wrong with the input is said in a line."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        app()
    except (BrokenConfig, BrokenRecipe, DamagedPieces) as error:
        sys.stderr.write(f"training: {error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
