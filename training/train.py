"""Packed data > checkpoints: the training loop (◆ disk). Resumes exactly after a kill.

Weights, gradients and activations are bf16; the optimiser keeps fp32 master weights and moments.
"""

import json
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import MarianMTModel

from training.batches import Batch, Batches
from training.config import Config, Schedule
from training.data import Packed
from training.network import loss_of, new_model

_BETAS, _EPSILON, _CLIP = (0.9, 0.98), 1e-8, 1.0


class Optimiser:
    """Adam (Kingma & Ba 2015) over fp32 copies of bf16 weights, in few fused operations."""

    def __init__(self, model: torch.nn.Module) -> None:
        self.weights: list[torch.Tensor] = [p for p in model.parameters() if p.requires_grad]
        self.masters = [p.detach().float().clone() for p in self.weights]
        self.firsts = [torch.zeros_like(p) for p in self.masters]
        self.seconds = [torch.zeros_like(p) for p in self.masters]

    @torch.no_grad()
    def step(self, number: int, rate: float, scale: float) -> float:
        """Update with the summed gradients times `scale`; return their norm before clipping."""
        grads = [p.grad.float() for p in self.weights if p.grad is not None]
        torch._foreach_mul_(grads, scale)
        norm: float = torch.linalg.vector_norm(torch.stack(torch._foreach_norm(grads))).item()
        if norm > _CLIP:
            torch._foreach_mul_(grads, _CLIP / norm)
        torch._foreach_lerp_(self.firsts, grads, 1 - _BETAS[0])
        torch._foreach_mul_(self.seconds, _BETAS[1])
        torch._foreach_addcmul_(self.seconds, grads, grads, 1 - _BETAS[1])
        roots = torch._foreach_sqrt(self.seconds)
        torch._foreach_div_(roots, (1 - _BETAS[1] ** number) ** 0.5)
        torch._foreach_add_(roots, _EPSILON)
        pace = -rate / (1 - _BETAS[0] ** number)
        torch._foreach_addcdiv_(self.masters, self.firsts, roots, pace)
        torch._foreach_copy_(self.weights, self.masters)
        for weight in self.weights:
            weight.grad = None
        return norm


def rate_at(step: int, schedule: Schedule) -> float:
    """Return the learning rate of `step`, counted from 1."""
    later = math.sqrt(schedule.warmup / step) if schedule.fall == "root" else 1.0
    rate = schedule.rate * min(step / schedule.warmup, later)
    left = schedule.steps - step + 1
    return rate * min(left / schedule.cooldown, 1.0) if schedule.cooldown else rate


@dataclass(frozen=True, slots=True)
class Run:
    """A training run in `folder`: log.jsonl, checkpoint/ and kept/STEP.safetensors."""

    config: Config
    folder: Path
    device: str = "cpu"

    def train(self, data: Packed, dev: Packed, pieces: int) -> None:
        """Train to the last step of the schedule, from the checkpoint where there is one."""
        torch.manual_seed(self.config.seed)
        model = new_model(self.config.network, pieces, self.config.max_length)
        if self.config.start and not self._checkpoint.exists():
            load_weights(model, self.config.start)
        optimiser = Optimiser(model)
        done = self._restore(model, optimiser)
        model = model.to(self.device, torch.bfloat16).train()
        schedule = self.config.schedule
        batches = Batches(data, tokens=schedule.batch_tokens, seed=self.config.seed, pad=pieces)
        stream = batches.from_position(done * schedule.accumulate)
        meter = _Meter(time.monotonic())
        for step in range(done + 1, schedule.steps + 1):
            loss, tokens = self._backward(model, stream)
            norm = optimiser.step(step, rate_at(step, schedule), 1 / tokens)
            meter = meter.add(loss, tokens)
            if step % self.config.log_every == 0:
                self._log(step=step, norm=norm, rate=rate_at(step, schedule), **meter.read())
                meter = _Meter(time.monotonic())
            if step % self.config.validate_every == 0 or step == schedule.steps:
                self._log(step=step, dev_loss=validate(model, dev, schedule.batch_tokens))
            if step % self.config.save_every == 0 or step == schedule.steps:
                self._save(model, optimiser, step)

    def _backward(self, model: MarianMTModel, stream: Iterator[Batch]) -> tuple[float, int]:
        total, tokens = 0.0, 0
        for _ in range(self.config.schedule.accumulate):
            batch = next(stream)
            source, target = (torch.from_numpy(ids).to(self.device) for ids in _sides(batch))
            loss = loss_of(model, source, target, self.config.label_smoothing)
            torch.autograd.backward(loss)
            total += loss.item()
            tokens += int((target != model.config.pad_token_id).sum())
        return total, tokens

    @property
    def _checkpoint(self) -> Path:
        return self.folder / "checkpoint.safetensors"

    def _save(self, model: MarianMTModel, optimiser: Optimiser, step: int) -> None:
        """Write the state beside and then in place, so that a kill harms none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        state = {"step": torch.tensor(step)}
        names = [name for name, p in model.named_parameters() if p.requires_grad]
        for kind in ("masters", "firsts", "seconds"):
            tensors = getattr(optimiser, kind)
            state |= {f"{kind}.{n}": t for n, t in zip(names, tensors, strict=True)}
        beside = self._checkpoint.with_suffix(".part")
        save_file(state, beside)
        beside.replace(self._checkpoint)
        kept = self.folder / "kept"
        kept.mkdir(exist_ok=True)
        weights = dict(zip(names, optimiser.masters, strict=True))
        save_file(weights, kept / f"{step:08}.safetensors")
        for old in sorted(kept.iterdir())[: -self.config.keep]:
            old.unlink()

    def _restore(self, model: MarianMTModel, optimiser: Optimiser) -> int:
        """Load the checkpoint if there is one; return the steps done."""
        if not self._checkpoint.exists():
            return 0
        state = load_file(self._checkpoint)
        names = [name for name, p in model.named_parameters() if p.requires_grad]
        for kind in ("masters", "firsts", "seconds"):
            for name, tensor in zip(names, getattr(optimiser, kind), strict=True):
                tensor.copy_(state[f"{kind}.{name}"])
        with torch.no_grad():
            for weight, master in zip(optimiser.weights, optimiser.masters, strict=True):
                weight.copy_(master)
        return int(state["step"])

    def _log(self, **values: float) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        line = json.dumps({name: round(value, 6) for name, value in values.items()})
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(line + "\n")


@dataclass(frozen=True, slots=True)
class _Meter:
    """Loss and tokens since `since` (seconds of the monotonic clock)."""

    since: float
    loss: float = 0.0
    tokens: int = 0

    def add(self, loss: float, tokens: int) -> "_Meter":
        return _Meter(self.since, self.loss + loss, self.tokens + tokens)

    def read(self) -> dict[str, float]:
        seconds = time.monotonic() - self.since
        return {
            "loss": self.loss / self.tokens,
            "tokens": self.tokens,
            "tokens_per_second": self.tokens / seconds,
        }


@torch.no_grad()
def validate(model: MarianMTModel, dev: Packed, tokens: int) -> float:
    """Return the mean loss a token of `dev`, without smoothing, in nats."""
    total, count = 0.0, 0
    for batch in Batches(dev, tokens=tokens, seed=0, pad=model.config.pad_token_id).epoch(0):
        source, target = (torch.from_numpy(ids).to(model.device) for ids in _sides(batch))
        total += loss_of(model, source, target, 0.0).item()
        count += int((target != model.config.pad_token_id).sum())
    return total / count


def load_weights(model: MarianMTModel, file: Path) -> None:
    """Put the weights of `file` (kept by a run, or of a checkpoint) into `model`.

    Raises:
        WrongWeights: the file lacks some, or they are of another shape.
    """
    state = load_file(file)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if not weight.requires_grad:
                continue
            if name not in state or state[name].shape != weight.shape:
                raise WrongWeights(f"{file}: no {name} of shape {tuple(weight.shape)}")
            weight.copy_(state[name])


class WrongWeights(Exception):
    """Weights that do not fit the network of the configuration."""


def average(files: list[Path]) -> dict[str, torch.Tensor]:
    """Return the mean of the weights in `files`."""
    states = [load_file(file) for file in files]
    return {name: torch.stack([s[name] for s in states]).mean(dim=0) for name in states[0]}


def _sides(batch: Batch) -> tuple[object, object]:
    return batch.source, batch.target
