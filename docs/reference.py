"""Write REFERENCE.md: every command with its options, every setting; a test compares."""

import dataclasses
import inspect
import re
import sys
from pathlib import Path

import click
import typer.main

from translator.cli import app
from translator.settings import Settings

PLACE = Path(__file__).with_name("REFERENCE.md")


def reference() -> str:
    """Return the text of the page."""
    group = typer.main.get_command(app)
    assert isinstance(group, click.Group)  # noqa: S101 - the app has several commands
    lines = ["# Commands and settings", "", "Written by `make docs`; do not edit.", ""]
    for name, command in group.commands.items():
        lines += [f"## biaoyi {name}", "", (command.help or "").strip(), "", *_options(command), ""]
    return "\n".join([*lines, "## Settings", "", *_settings(), ""])


def _options(command: click.Command) -> list[str]:
    rows = ["| option | what it is | default |", "|---|---|---|"]
    for option in command.params:
        if isinstance(option, click.Option):
            names = ", ".join(f"`{name}`" for name in option.opts)
            kind = option.type
            choices = " ".join(kind.choices) if isinstance(kind, click.Choice) else ""
            text = " ".join(filter(None, [option.help, choices and f"One of: {choices}."]))
            default = option.default if option.default not in {None, False} else ""
            rows.append(f"| {names} | {text} | {default} |")
        else:
            rows.append(f"| `{option.human_readable_name}` | {getattr(option, 'help', '')} | |")
    return rows if len(rows) > len(["head", "rule"]) else []


def _settings() -> list[str]:
    text = inspect.getdoc(Settings) or ""
    told = dict(re.findall(r"^(\w+): (.*(?:\n    .*)*)", text, re.MULTILINE))
    rows = ["Environment variables, read once at the start.", "", "| setting | what it is |"]
    rows.append("|---|---|")
    rows += [f"| {field.name} | {told[field.name]} |" for field in dataclasses.fields(Settings)]
    return rows


if __name__ == "__main__":
    PLACE.write_text(reference(), encoding="utf-8")
    sys.stdout.write(f"{PLACE}\n")
