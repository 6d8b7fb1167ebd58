"""Every setting, its unit and its default; read once, from `BIAOYI_*` in the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from translator.errors import InputError
from translator.models import Models

SHIPPED_MODEL = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process is told once.

    data: directory of what the user's work leaves behind (`BIAOYI_DATA`).
    model: directory of the model (`BIAOYI_MODEL`); by default the last one promoted, or ours.
    threads: cores for the engine, 0 for all (`BIAOYI_THREADS`).
    beam: hypotheses sought for each segment, 1–16; fewer is faster (`BIAOYI_BEAM`).
    database: where terms and pairs are kept (`BIAOYI_DATABASE`), `sqlite:///FILE` or
        `postgresql://…`; by default the file `biaoyi.db` in the data directory.
    teams: the teams whose terms hold for you (`BIAOYI_TEAMS`), separated by commas.
    similar: percentage from which a pair of the memory whose source is not equal is shown to the
        model, 50–100; with 100 none is (`BIAOYI_SIMILAR`).
    fonts: table of the fonts that translations are set in (`BIAOYI_FONTS`), before ours.
    """

    data: Path
    model: Path = SHIPPED_MODEL
    threads: int = 0
    beam: int = 4
    database: str = ""
    teams: tuple[str, ...] = ()
    fonts: Path | None = None
    similar: int = 75


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that `environment` gives, with defaults for the rest.

    Raises:
        InputError: a value that is no number or out of its range.
    """
    home = Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    data = Path(environment.get("BIAOYI_DATA") or home / "biaoyi")
    named = environment.get("BIAOYI_MODEL")
    return Settings(
        data=data,
        model=Path(named) if named else Models(data).used or SHIPPED_MODEL,
        threads=_number(environment, "BIAOYI_THREADS", 0, range(1025)),
        beam=_number(environment, "BIAOYI_BEAM", 4, range(1, 17)),
        similar=_number(environment, "BIAOYI_SIMILAR", 75, range(50, 101)),
        database=environment.get("BIAOYI_DATABASE", ""),
        teams=tuple(filter(None, map(str.strip, environment.get("BIAOYI_TEAMS", "").split(",")))),
        fonts=Path(fonts) if (fonts := environment.get("BIAOYI_FONTS")) else None,
    )


def _number(environment: Mapping[str, str], name: str, default: int, allowed: range) -> int:
    text = environment.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or int(text) not in allowed:
        raise InputError(f"{name}={text}: give a number from {allowed[0]} to {allowed[-1]}")
    return int(text)
