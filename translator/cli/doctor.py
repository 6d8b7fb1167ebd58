"""`biaoyi doctor`: versions, the model and its card, where the data lives, what is wrong."""

import importlib.metadata
import json
import platform
import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from translator.errors import TranslatorError

if TYPE_CHECKING:
    from translator.settings import Settings

_FOR_HF = ("torch", "transformers")


def doctor() -> None:
    """Say what is installed, which model is used, and what is wrong with the installation."""
    from translator.settings import read_settings

    settings = read_settings()
    needed = _needed()
    _tell("biaoyi", _version("biaoyi") or "not installed")
    _tell("Python", f"{platform.python_version()} on {platform.system()}")
    for name in needed:
        _tell(name, _version(name) or "not installed")
    for name in _FOR_HF:
        _tell(name, _version(name) or "not installed (for the engine hf and for training only)")
    _tell("model", str(settings.model))
    _show_card(settings.model / "card.json")
    _tell("data", str(settings.data))
    problems = _problems(settings, needed)
    for problem in problems:
        _tell("wrong", problem)
    if problems:
        raise typer.Exit(1)
    typer.echo("all well")


def _tell(name: str, value: str) -> None:
    typer.echo(f"{name:<28} {value}")


def _needed() -> list[str]:
    """The libraries that the installed package requires, extras left out."""
    try:
        lines = importlib.metadata.requires("biaoyi") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    return [re.split(r"[^\w.-]", line)[0] for line in lines if "extra ==" not in line]


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _show_card(card: Path) -> None:
    try:
        values = json.loads(card.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return  # `_problems` says what is wrong with it
    for name, value in values.items() if isinstance(values, dict) else ():
        if isinstance(value, str | int | float):
            typer.echo(f"  {name}: {value}")
        elif name == "scores" and isinstance(value, list):
            for score in value:
                typer.echo(f"  {_score(score)}")


def _score(score: object) -> str:
    """A record of `python -m eval --write` in a line."""
    match score:
        case {"name": name, "direction": direction, "scores": [*metrics]}:
            return f"{name} {direction}: {', '.join(map(_metric, metrics))}"
    return str(score)


def _metric(metric: object) -> str:
    match metric:
        case {"name": name, "value": int() | float() as value}:
            return f"{name} {value:.1f}"
    return str(metric)


def _problems(settings: "Settings", needed: list[str]) -> list[str]:
    """Try what a translation needs."""
    found = [f"{name} is not installed" for name in ("biaoyi", *needed) if not _version(name)]
    try:
        _translate_a_word(settings)
    except (ImportError, TranslatorError) as error:
        found.append(str(error))
    if settings.data.exists() and not settings.data.is_dir():
        found.append(f"{settings.data}: is no directory; set BIAOYI_DATA to one")
    return found


def _translate_a_word(settings: "Settings") -> None:
    import translator.job  # noqa: F401 - to see whether all that it imports is there
    from termbase.text import Language
    from translator.engines.base import Request
    from translator.model import Direction
    from translator.tools import open_engine

    engine = open_engine("ct2", settings)
    engine.translate([Request("范围", Direction(Language.ZH, Language.EN))])
