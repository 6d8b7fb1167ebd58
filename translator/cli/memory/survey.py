"""`biaoyi memory stats` and `dedupe`: the memory as a whole."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from translator.cli.memory.desk import desk, lines
from translator.cli.terms.desk import As, AsJson, Comment

_SHOWN = 12


def stats(who: As = "", in_json: AsJson = False) -> None:
    """Count pairs, characters and words, by status, scope, origin, domain, licence and people."""
    from corpus.survey import statistics

    with desk(who) as at:
        found = statistics(at.store, at.viewer)
    if in_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    typer.echo(
        f"{found.pairs} pairs, {found.characters} Chinese characters, {found.words} English words, "
        f"version {found.version}"
    )
    for name in ("status", "scope", "origin", "domain", "licence", "contributor", "month"):
        counted: dict[str, int] = getattr(found, name)
        items = list(counted.items())
        shown = items[-_SHOWN:] if name == "month" else items[:_SHOWN]
        left = len(items) - len(shown)
        told = ", ".join(f"{key} {count}" for key, count in shown)
        typer.echo(f"{name:<12} {told}{f', {left} more' if left else ''}")


def dedupe(
    write: Annotated[
        bool, typer.Option("--write", help="Merge them; else they are shown.")
    ] = False,
    comment: Comment = "",
    who: As = "",
) -> None:
    """Find pairs that say the same but for case and punctuation, and merge each group into one."""
    from corpus.survey import twins
    from termbase.history import Change

    groups = 0
    pairs = 0
    with desk(who) as at:
        for kept, *others in list(twins(at.store, at.viewer)):
            groups += 1
            pairs += len(others)
            if write:
                change = Change(at.viewer.name, "dedupe", comment)
                at.store.merge(kept.id, [item.id for item in others], change)
                continue
            for item in (kept, *others):
                typer.echo("\n".join(lines(item)))
            typer.echo("")
    verb = "merged" if write else "to merge; --write merges them"
    typer.echo(f"{groups} groups, {pairs} pairs {verb}")
