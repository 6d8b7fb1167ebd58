"""What a training run is made of: one TOML file; an unknown key is an error."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Network(_Frozen):
    """A Marian transformer (post-norm, tied embeddings, sinusoidal positions)."""

    width: int = 256
    feed_forward: int = 1024
    heads: int = 4
    encoder_layers: int = 6
    decoder_layers: int = 2


class Schedule(_Frozen):
    """How long and how fast; a step is one update of the weights.

    The rate warms up linearly, then falls with the inverse square root of the steps or stays, and
    goes linearly to zero over the last `cooldown` steps.
    """

    steps: int
    cooldown: int = 0
    warmup: int = 1000
    rate: float = 1e-3  # at its highest
    fall: Literal["root", "none"] = "root"
    batch_tokens: int = 3000  # target tokens, padding included, in one batch
    accumulate: int = 1  # batches a step


class Config(_Frozen):
    """One run. `start` is a checkpoint folder to begin from, e.g. for fine-tuning."""

    recipe: Path
    vocabulary: Path | None = None
    vocabulary_size: int = 12000
    terms: Path | None = None
    generated: int = 0  # pairs made from the patterns of `training/patterns`
    max_length: int = 96
    seed: int = 1
    network: Network = Network()
    schedule: Schedule
    start: Path | None = None
    label_smoothing: float = 0.1
    log_every: int = 50  # steps, as the next two
    save_every: int = 500
    validate_every: int = 500
    keep: int = 4  # checkpoints, which are averaged at the end


class BrokenConfig(Exception):
    """A configuration that cannot be used; the message names the file and the key."""


def read_config(path: Path) -> Config:
    """Return the configuration in `path`; paths in it are relative to its folder.

    Raises:
        BrokenConfig: missing, not TOML, or with a key that is unknown or of the wrong type.
    """
    try:
        config = Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise BrokenConfig(f"{path}: {error}") from error
    paths = {
        name: path.parent / value
        for name in ("recipe", "vocabulary", "terms", "start")
        if (value := getattr(config, name)) is not None
    }
    return config.model_copy(update=paths)
