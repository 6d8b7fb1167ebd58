"""What a model is, for people and for `biaoyi doctor`: data, recipe, size of the run, licences."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from corpus.build import licences_of, read_recipe
from training.model import Config

_OF_A_BASE = ("made", "steps", "target_tokens", "dev_loss", "recipe", "data", "base")


def card_of(config: Config, statistics: str, log: Path, day: date) -> dict[str, object]:
    """Return the card of a model; its scores are added by the evaluation."""
    recipe = read_recipe(config.recipe)
    base = _base_of(config)
    licences = licences_of(recipe) | _texts(base.get("licences"))
    return {
        "name": "biaoyi zh-en",
        "languages": "zh ↔ en, one model for both directions",
        "made": day.isoformat(),
        "architecture": (
            f"Marian transformer, {config.network.encoder_layers} encoder and "
            f"{config.network.decoder_layers} decoder layers, width {config.network.width}"
        ),
        **_course(log),
        "recipe": tomllib.loads(config.recipe.read_text(encoding="utf-8")),
        "data": statistics.splitlines()[-1] if statistics else "",
        "generated_pairs": config.generated,
        "licences": dict(sorted(licences.items())),
        "base": {name: base[name] for name in _OF_A_BASE if name in base},
        "scores": [],
    }


def card_of_tuning(
    name: str, base: Mapping[str, object], facts: Mapping[str, object], log: Path, day: date
) -> dict[str, object]:
    """Return the card of a fine-tuned model; `base` is the card of what it was made from.

    Of what the base does not say itself, the card says nothing: its languages, its licences.
    """
    licences = _texts(facts.get("licences")) | _texts(base.get("licences"))
    return {
        "name": name,
        **{key: base[key] for key in ("languages", "architecture") if key in base},
        "made": day.isoformat(),
        **_course(log),
        **facts,
        "licences": dict(sorted(licences.items())),
        "base": {key: base[key] for key in ("name", *_OF_A_BASE) if key in base},
        "scores": [],
    }


def _course(log: Path) -> dict[str, object]:
    """How long the run was, and where it came to."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    losses = [line["dev_loss"] for line in lines if "dev_loss" in line]
    return {
        "steps": max((line["step"] for line in lines), default=0),
        "target_tokens": sum(line.get("tokens", 0) for line in lines),
        "dev_loss": losses[-1] if losses else None,
    }


def _base_of(config: Config) -> dict[str, object]:
    """The card of the model that the run was started from, where it lies in a run of ours."""
    card = config.start.parents[1] / "model" / "card.json" if config.start else None
    if card is None or not card.is_file():
        return {}
    values: dict[str, object] = json.loads(card.read_text(encoding="utf-8"))
    return values


def _texts(value: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}
