"""Write REFERENCE.md: every command with its options, every setting; a test compares."""

import dataclasses
import enum
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import typer.main
from typer.core import TyperCommand, TyperGroup, TyperOption

from serve.settings import ServeSettings
from translator.cli import app
from translator.cli.joined import join
from translator.settings import Settings

PLACE = Path(__file__).with_name("REFERENCE.md")


def reference() -> str:
    """Return the text of the page."""
    join(app)
    lines = ["# Commands and settings", "", "Written by `make docs`; do not edit.", ""]
    for name, command in _commands(typer.main.get_command(app)):
        lines += [f"## biaoyi {name}", "", (command.help or "").strip(), ""]
        rows = [_row(parameter) for parameter in command.params]
        if rows:
            lines += ["| option | what it is | default |", "|---|---|---|", *rows, ""]
    return "\n".join([*lines, "## Settings", "", *_settings(), ""])


def _commands(group: object, before: str = "") -> Iterator[tuple[str, TyperCommand]]:
    """Every command with its name; those of a group bear its name too."""
    for name, command in group.commands.items() if isinstance(group, TyperGroup) else ():
        if isinstance(command, TyperCommand):
            yield before + name, command
        yield from _commands(command, f"{before}{name} ")


def _row(parameter: object) -> str:
    """The table row of an option or argument."""
    option = isinstance(parameter, TyperOption)
    names = ", ".join(f"`{name}`" for name in getattr(parameter, "opts", ())) if option else ""
    shown = names or f"`{getattr(parameter, 'metavar', '') or getattr(parameter, 'name', '')}`"
    default = getattr(parameter, "default", None)
    if isinstance(default, enum.Enum):
        default = default.value
    text = str(getattr(parameter, "help", "") or "").replace("|", "\\|")
    return f"| {shown} | {text} | {'' if default in {None, False} else default} |"


def _settings() -> list[str]:
    text = inspect.getdoc(Settings) or ""
    told = dict(re.findall(r"^(\w+): (.*(?:\n    .*)*)", text, re.MULTILINE))
    rows = ["Environment variables, read once at the start.", "", "| setting | what it is |"]
    rows.append("|---|---|")
    rows += [f"| {field.name} | {told[field.name]} |" for field in dataclasses.fields(Settings)]
    return [*rows, "", *_settings_of_the_service()]


def _settings_of_the_service() -> list[str]:
    fields = {name: one for name, one in ServeSettings.model_fields.items() if one.description}
    rows = [
        f"| {name} | {one.description} (`BIAOYI_{name.upper()}`) | {_shown(one.default)} |"
        for name, one in fields.items()
    ]
    told = "Those of the service; the TOML file that `BIAOYI_CONFIG` names may say them, too."
    return [told, "", "| setting | what it is | default |", "|---|---|---|", *rows]


def _shown(value: object) -> object:
    return "" if value is None else value.value if isinstance(value, enum.Enum) else value


if __name__ == "__main__":
    PLACE.write_text(reference(), encoding="utf-8")
    sys.stdout.write(f"{PLACE}\n")
