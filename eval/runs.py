"""A run of training, or a model alone: where its model is, and which sets it has kept (◆ disk)."""

from pathlib import Path

from eval.sets import DevSet, read_folder, read_sets
from translator.engines.ct2 import verify_files
from translator.engines.pieces import SentencePieces
from translator.errors import InputError, NoModel
from translator.model import Direction
from translator.symbols import INTO

OWN, GENERAL = "own", "general"
FLORES = "flores200-dev"


def model_of(run: Path) -> Path:
    """Return the model that `run` names: the folder of a run has one in it."""
    inside = run / "model"
    return inside if inside.is_dir() else run


def kept_sets(run: Path, name: str) -> tuple[DevSet, ...]:
    """Return the set that `run` has kept under `name`; none where it has kept none."""
    place = run / "sets" / name
    return read_folder(place) if place.is_dir() else ()


def general_sets(run: Path, folder: Path) -> tuple[DevSet, ...]:
    """Return FLORES-200 where `folder` has it, or else the general text that `run` has kept.

    Raises:
        InputError: there is neither.
    """
    if (folder / FLORES).is_dir():
        return read_sets(folder, FLORES)
    found = kept_sets(run, GENERAL)
    if not found:
        raise InputError(
            f"{run}: no general text to compare on: neither {folder / FLORES} nor {run / 'sets'}"
        )
    return found


def is_sound(model: Path) -> None:
    """Check that `model` is what was exported.

    Raises:
        NoModel: it has no card, or a file is not the one its card names.
    """
    if not (model / "card.json").is_file():
        raise NoModel(f"{model}: no card.json in it; name the directory of a run or of a model")
    verify_files(model)


def translates(model: Path, direction: Direction) -> bool:
    """Return whether `model` is made for `direction`; one without our symbols may be for any."""
    pieces = SentencePieces(model)
    known = {mark for mark in INTO.values() if pieces.knows(mark)}
    return not known or INTO[direction.target] in known
