"""Commands of packages above this one, which it may not import: they join by entry points.

An entry point of the group `biaoyi.commands` is a function, which becomes a command, or a Typer
application, which becomes a group of them.
"""

import importlib.metadata

import typer

GROUP = "biaoyi.commands"


def join(application: typer.Typer) -> None:
    """Add the commands that other packages offer to `application`, each once."""
    known = names(application)
    for point in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda p: p.name):
        if point.name in known:
            continue
        offered = point.load()
        if isinstance(offered, typer.Typer):
            application.add_typer(offered, name=point.name)
        else:
            application.command(point.name)(offered)


def names(application: typer.Typer) -> set[str]:
    """Return the names of the commands and groups of `application`."""
    commands = {str(command.name) for command in application.registered_commands}
    return commands | {str(group.name) for group in application.registered_groups}
