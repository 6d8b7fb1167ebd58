"""A TOML file > the Config of a run; an unknown key is an error (◆ disk)."""

import tomllib
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from training.model import Config


class BrokenConfig(Exception):
    """A configuration that cannot be used; the message names the file and the key."""


def read_config(path: Path) -> Config:
    """Return the configuration in `path`; paths in it are relative to its folder.

    Raises:
        BrokenConfig: missing, not TOML, or with a key that is unknown or of the wrong type.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        config = TypeAdapter(Config).validate_python(values)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise BrokenConfig(f"{path}: {error}") from error
    return replace(
        config,
        recipe=path.parent / config.recipe,
        vocabulary=config.vocabulary and path.parent / config.vocabulary,
        terms=config.terms and path.parent / config.terms,
        start=config.start and path.parent / config.start,
    )
