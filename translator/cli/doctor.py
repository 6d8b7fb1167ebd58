"""`biaoyi doctor`: versions, the model and its card, where the data lives, what is wrong."""

import importlib.metadata
import json
import platform
import sys
from pathlib import Path

import typer

from translator.errors import TranslatorError

_LIBRARIES = ("ctranslate2", "sentencepiece", "lxml", "typer", "torch", "transformers")


def doctor() -> None:
    """Say what is installed, which model is used, and what is wrong with the installation."""
    from translator.settings import read_settings

    settings = read_settings()
    typer.echo(f"biaoyi         {_version('biaoyi')}")
    typer.echo(f"Python         {platform.python_version()} on {platform.system()}")
    for name in _LIBRARIES:
        typer.echo(f"{name:<14} {_version(name)}")
    typer.echo(f"model          {settings.model}")
    _show_card(settings.model / "card.json")
    typer.echo(f"data           {settings.data}")
    problems = _problems(settings.model)
    for problem in problems:
        typer.echo(f"wrong: {problem}")
    typer.echo("all well" if not problems else f"{len(problems)} things are wrong")
    if problems:
        raise typer.Exit(1)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return (
            "not installed (needed for training and the hf engine only)"
            if name
            in {
                "torch",
                "transformers",
            }
            else "not installed"
        )


def _show_card(card: Path) -> None:
    if not card.is_file():
        return
    try:
        values = json.loads(card.read_text(encoding="utf-8"))
    except ValueError:
        return  # `_problems` says what is wrong with it
    for name, value in values.items():
        if isinstance(value, str | int | float):
            typer.echo(f"  {name}: {value}")
        elif name == "scores":
            for line in value:
                typer.echo(f"  {line}")


def _problems(model: Path) -> list[str]:
    """Try what a translation needs."""
    found: list[str] = []
    if sys.version_info < (3, 11):  # noqa: UP036 - said to whoever runs it on an older one
        found.append(f"Python {platform.python_version()} is too old; 3.11 or newer is needed")
    try:
        from translator.engines.ct2 import load_ct2

        load_ct2(model)
    except (TranslatorError, ImportError) as error:
        found.append(str(error))
    return found
