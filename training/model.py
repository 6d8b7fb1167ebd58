"""The nouns of training: what a run is made of. The machine that trains needs no more of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

EOS = 0  # as in Marian; PAD is the id after the last piece


@dataclass(frozen=True, slots=True)
class Network:
    """A Marian transformer (post-norm, tied embeddings, sinusoidal positions).

    With `base`, a checkpoint folder that `training.foreign` wrote, shape and weights are its own.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    width: int = 256
    feed_forward: int = 1024
    heads: int = 4
    encoder_layers: int = 6
    decoder_layers: int = 2
    dropout: float = 0.0  # of embeddings and residual branches, for runs of several epochs
    base: Path | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast; a step is one update of the weights.

    The rate warms up linearly, then falls with the inverse square root of the steps or stays, and
    goes linearly to zero over the last `cooldown` steps. Where a budget of seconds ends the run,
    only the share of `cooldown` in `steps` counts (`training.schedule`).
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    steps: int
    cooldown: int = 0
    warmup: int = 1000
    rate: float = 1e-3  # at its highest
    fall: Literal["root", "none"] = "root"
    batch_tokens: int = 3000  # target tokens, padding included, in one batch
    accumulate: int = 1  # batches a step, of each process


@dataclass(frozen=True, slots=True)
class Config:
    """One run. `start` is a file of weights to begin from, e.g. for fine-tuning."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    recipe: Path
    schedule: Schedule
    vocabulary: Path | None = None
    vocabulary_size: int = 12000
    terms: Path | None = None
    generated: int = 0  # pairs made from the patterns of `training/patterns`
    max_length: int = 96
    seed: int = 1
    network: Network = Network()
    start: Path | None = None
    label_smoothing: float = 0.1
    log_every: int = 50  # steps, as the next two
    save_every: int = 500
    validate_every: int = 500
    bleu_examples: int = 64  # of the development data, answered at each validation
    keep: int = 4  # checkpoints, which are averaged at the end
