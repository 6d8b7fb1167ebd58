"""Packed data > checkpoints: the training loop (◆ disk). Resumes exactly after a kill.

Weights, gradients and activations are bf16; the optimiser keeps fp32 master weights and moments.
All of them live on the device, for which the host waits only where it logs, validates or saves. Of
many processes each takes its share of the batches of a step; all have the same state, and the first
one writes it.
"""

import json
import math
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from transformers import MarianMTModel

from training.batches import Batch, Batches, ahead
from training.judge import bleu
from training.learner import Learner, Place
from training.model import Config
from training.network import loss_of, new_model
from training.optimiser import Optimiser
from training.packed import Packed
from training.processes import ALONE, Processes
from training.schedule import UNLIMITED, Budget, Clock, Moment, rate_at, rate_within

_MEASURED = 20  # steps after which the pace is known


@dataclass(frozen=True, slots=True)
class Run:
    """A training run in `folder`: log.jsonl, checkpoint.safetensors and kept/STEP.safetensors."""

    config: Config
    folder: Path
    processes: Processes = ALONE
    budget: Budget = UNLIMITED

    def train(self, data: Packed, dev: Packed, pieces: int) -> bool:
        """Train from the checkpoint, where there is one; return whether the run is at its end.

        It is not where the budget of this part ran out before that of the whole.
        """
        clock = Clock(self.budget)
        learner, begun = self._begin(pieces)
        clock.spent = begun.seconds
        size = self.config.schedule.batch_tokens
        batches = Batches(data, tokens=size, seed=self.config.seed, pad=pieces)
        share = batches.from_position(begun.batches + self.processes.rank, self.processes.count)
        meter = _Meter(self.processes.device)
        step = begun.step
        with closing(ahead(share)) as stream:
            while (now := self._now(clock, step)).goes_on:
                step += 1
                rate = self._rate(step, now)
                counts = self._backward(learner.model, stream, step)
                grads = learner.optimiser.take_gradients()
                self.processes.sum([*grads, counts])
                norm = learner.optimiser.step(step, rate, grads, counts[1])
                clock.beat()
                meter.add(counts, norm, rate)
                if self.processes.first and step % self.config.log_every == 0:
                    self._log(step=step, seconds=clock.elapsed, **meter.read())
                if self.processes.first:
                    self._keep(learner, dev, clock, self._place(begun, step, clock))
        if self.processes.first and step > begun.step:
            if meter.steps:
                self._log(step=step, seconds=clock.elapsed, **meter.read())
            self._close(learner, dev, now, self._place(begun, step, clock))
        return now.ended

    def _begin(self, pieces: int) -> tuple[Learner, Place]:
        """The model and its optimiser, as the checkpoint has them or fresh."""
        torch.manual_seed(self.config.seed)
        device = self.processes.device
        attention = "sdpa" if device.startswith("cuda") else "eager"
        model = new_model(self.config.network, pieces, self.config.max_length, attention)
        resumed = self._checkpoint.exists()
        if self.config.start and not resumed:
            load_weights(model, self.config.start)
        optimiser = Optimiser(model.to(device))
        learner = Learner(model.to(torch.bfloat16).train(), optimiser)
        return learner, learner.restore(self._checkpoint) if resumed else Place()

    def _now(self, clock: Clock, step: int) -> Moment:
        """The same for all processes: where a clock decides, that of the first."""
        if self.budget == UNLIMITED:
            return Moment(ended=step >= self.config.schedule.steps)
        moment = clock.moment()
        by_steps = math.isinf(self.budget.total)
        ended = step >= self.config.schedule.steps if by_steps else moment.ended
        used, ended_, paused = self.processes.as_first([moment.used, ended, moment.paused])
        return Moment(used, bool(ended_), bool(paused))

    def _rate(self, step: int, now: Moment) -> float:
        schedule = self.config.schedule
        by_steps = math.isinf(self.budget.total)
        return rate_at(step, schedule) if by_steps else rate_within(step, now.used, schedule)

    def _place(self, begun: Place, step: int, clock: Clock) -> Place:
        taken = (step - begun.step) * self.config.schedule.accumulate * self.processes.count
        return Place(step, begun.batches + taken, clock.elapsed)

    def _backward(self, model: MarianMTModel, stream: Iterator[Batch], step: int) -> torch.Tensor:
        """Add up the gradients of a step; return its loss and its tokens, shape (2,)."""
        if self.config.network.dropout:
            torch.manual_seed((self.config.seed * 1_000_003 + step) * 1009 + self.processes.rank)
        total = torch.zeros((), device=self.processes.device)
        tokens = 0
        for _ in range(self.config.schedule.accumulate):
            batch = next(stream)
            source, target = _on_device(batch, self.processes.device)
            loss = loss_of(model, source, target, self.config.label_smoothing)
            torch.autograd.backward(loss)
            total += loss.detach()
            tokens += batch.tokens
        return torch.stack([total, torch.full_like(total, tokens)])

    def _keep(self, learner: Learner, dev: Packed, clock: Clock, place: Place) -> None:
        """Validate and save where it is time to; say how long the run will be once it is known."""
        if clock.steps == 1 and self.budget != UNLIMITED:
            begun = time.monotonic()
            self._validate(learner, dev, place.step)
            learner.save(self._checkpoint, place)
            clock.closing_took(time.monotonic() - begun)
        if clock.steps == _MEASURED and math.isfinite(self.budget.total):
            self._log(
                step=place.step,
                budget=self.budget.total,
                seconds_a_step=clock.pace,
                seconds_for_closing=self.budget.total - clock.deadline,
                steps_expected=place.step + clock.steps_left(),
            )
        if place.step % self.config.validate_every == 0:
            self._validate(learner, dev, place.step)
        if place.step % self.config.save_every == 0:
            self._save(learner, place)

    def _close(self, learner: Learner, dev: Packed, now: Moment, place: Place) -> None:
        if not now.ended:
            learner.save(self._checkpoint, place)
            return
        if place.step % self.config.validate_every:
            self._validate(learner, dev, place.step)
        if math.isfinite(self.budget.total):  # a run at its end has no time left
            place = Place(place.step, place.batches, max(place.seconds, self.budget.total))
        self._save(learner, place)

    def _validate(self, learner: Learner, dev: Packed, step: int) -> None:
        loss = validate(learner.model, dev, self.config.schedule.batch_tokens)
        score = bleu(learner.model, dev, self.config.bleu_examples)
        self._log(step=step, dev_loss=loss, **({} if score is None else {"dev_bleu": score}))

    @property
    def _checkpoint(self) -> Path:
        return self.folder / "checkpoint.safetensors"

    def _save(self, learner: Learner, place: Place) -> None:
        learner.save(self._checkpoint, place)
        kept = self.folder / "kept"
        kept.mkdir(exist_ok=True)
        save_file(learner.named(learner.optimiser.masters), kept / f"{place.step:08}.safetensors")
        for old in sorted(kept.iterdir())[: -self.config.keep]:
            old.unlink()

    def _log(self, **values: float) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        line = json.dumps({name: round(value, 6) for name, value in values.items()})
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(line + "\n")


class _Meter:
    """Loss and tokens since it was read; they stay on the device until then."""

    def __init__(self, device: str) -> None:
        self.steps = 0  # since it was read
        self._counts = torch.zeros(2, dtype=torch.float64, device=device)
        self._norm = torch.zeros(())
        self._rate = 0.0
        self._since = time.monotonic()

    def add(self, counts: torch.Tensor, norm: torch.Tensor, rate: float) -> None:
        self.steps += 1
        self._counts += counts
        self._norm, self._rate = norm, rate

    def read(self) -> dict[str, float]:
        loss, tokens = self._counts.tolist()
        seconds = time.monotonic() - self._since
        self.steps = 0
        self._counts.zero_()
        self._since = time.monotonic()
        return {
            "norm": self._norm.item(),
            "rate": self._rate,
            "loss": loss / tokens,
            "tokens": int(tokens),
            "tokens_per_second": tokens / seconds,
        }


@torch.no_grad()
def validate(model: MarianMTModel, dev: Packed, tokens: int) -> float:
    """Return the mean loss a token of `dev`, without smoothing, in nats."""
    total = torch.zeros((), dtype=torch.float64, device=model.device)
    count = 0
    model.eval()
    for batch in Batches(dev, tokens=tokens, seed=0, pad=model.config.pad_token_id).epoch(0):
        source, target = _on_device(batch, model.device)
        total += loss_of(model, source, target, 0.0)
        count += batch.tokens
    model.train()
    return total.item() / count


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


def _on_device(batch: Batch, device: str | torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    return _moved(batch.source, device), _moved(batch.target, device)


def _moved(ids: npt.NDArray[np.int64], device: str | torch.device) -> torch.Tensor:
    tensor = torch.from_numpy(ids)
    if torch.device(device).type == "cuda":
        tensor = tensor.pin_memory()
    return tensor.to(device, non_blocking=True)
