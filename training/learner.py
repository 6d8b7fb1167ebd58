"""A model with its optimiser, and its state on disk (◆): what training resumes from."""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import MarianMTModel

from training.optimiser import Optimiser


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run stands: steps done, batches they took, seconds they took."""

    step: int = 0
    batches: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Learner:
    """A model and its optimiser: the state that a checkpoint holds."""

    model: MarianMTModel
    optimiser: Optimiser

    def named(self, tensors: list[torch.Tensor]) -> dict[str, torch.Tensor]:
        """Return `tensors`, one for each trained weight, by the weights' names."""
        names = [name for name, p in self.model.named_parameters() if p.requires_grad]
        return dict(zip(names, tensors, strict=True))

    def save(self, file: Path, place: Place) -> None:
        """Write the state beside and then in place, so that a kill harms none."""
        file.parent.mkdir(parents=True, exist_ok=True)
        state = {
            "step": torch.tensor(place.step),
            "batches": torch.tensor(place.batches),
            "seconds": torch.tensor(place.seconds, dtype=torch.float64),
        }
        for kind, tensors in self._kinds().items():
            state |= {f"{kind}.{n}": t for n, t in self.named(tensors).items()}
        beside = file.with_suffix(".part")
        save_file(state, beside)
        beside.replace(file)

    @torch.no_grad()
    def restore(self, file: Path) -> Place:
        """Load the state and return where the run stood."""
        state = load_file(file)
        for kind, tensors in self._kinds().items():
            for name, tensor in self.named(tensors).items():
                tensor.copy_(state[f"{kind}.{name}"])
        for weight, master in zip(self.optimiser.weights, self.optimiser.masters, strict=True):
            weight.copy_(master)
        batches = state.get(
            "batches", state["step"]
        )  # older states are of runs with a batch a step
        seconds = state.get("seconds", torch.zeros(()))
        return Place(int(state["step"]), int(batches), float(seconds))

    def _kinds(self) -> dict[str, list[torch.Tensor]]:
        chosen = self.optimiser
        return {"masters": chosen.masters, "firsts": chosen.firsts, "seconds": chosen.seconds}
