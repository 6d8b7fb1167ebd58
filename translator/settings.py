"""Every setting, its unit and its default; read once, from `BIAOYI_*` in the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from translator.errors import InputError

SHIPPED_MODEL = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process is told once.

    data: directory of what the user's work leaves behind (`BIAOYI_DATA`).
    model: directory of the model to translate with (`BIAOYI_MODEL`).
    threads: cores for the engine, 0 for all (`BIAOYI_THREADS`).
    beam: hypotheses sought for each segment, 1–16; fewer is faster (`BIAOYI_BEAM`).
    """

    data: Path
    model: Path = SHIPPED_MODEL
    threads: int = 0
    beam: int = 4


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that `environment` gives, with defaults for the rest.

    Raises:
        InputError: a value that is no number or out of its range.
    """
    home = Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return Settings(
        data=Path(environment.get("BIAOYI_DATA") or home / "biaoyi"),
        model=Path(environment.get("BIAOYI_MODEL") or SHIPPED_MODEL),
        threads=_number(environment, "BIAOYI_THREADS", 0, range(1025)),
        beam=_number(environment, "BIAOYI_BEAM", 4, range(1, 17)),
    )


def _number(environment: Mapping[str, str], name: str, default: int, allowed: range) -> int:
    text = environment.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or int(text) not in allowed:
        raise InputError(f"{name}={text}: give a number from {allowed[0]} to {allowed[-1]}")
    return int(text)
