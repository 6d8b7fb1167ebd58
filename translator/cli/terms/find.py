"""`biaoyi terms find` and `show`: which concepts a text names, and all about one of them."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.terms.desk import As, AsJson, desk
from translator.errors import InputError

if TYPE_CHECKING:
    from termbase.concept import Concept


def find(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A term or a text; - reads it.")],
    document: Annotated[
        str, typer.Option("--document", help="Find the terms of this document, too.")
    ] = "",
    who: As = "",
    in_json: AsJson = False,
) -> None:
    """Show the concepts whose term is TEXT or stands in it, whatever their status."""
    from termbase.lookup import Lookup
    from termbase.seed import standardisation
    from translator.cli.terms.shown import as_json, lines

    searched = _given() if text == "-" else text
    with desk(who, document) as at:
        votes = at.store.votes()
        kept = {
            item.concept.id: item for item in at.store.present() if at.viewer.sees(item.concept)
        }
    ours: dict[str, Concept] = {concept.id: concept for concept in standardisation()}
    concepts = [*(item.concept for item in kept.values())]
    concepts += [concept for concept in ours.values() if concept.id not in kept]
    found = Lookup(concepts).find(searched)
    for concept in found:
        number = kept[concept.id].number if concept.id in kept else 0
        if in_json:
            typer.echo(as_json(concept, number, votes.get(concept.id)))
        else:
            typer.echo("\n".join(lines(concept, number, votes.get(concept.id))))
    if not found:
        sys.stderr.write("biaoyi: no concept has a term that is there\n")
        raise typer.Exit(1)


def _given() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("the input is not UTF-8") from error


def show(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Its id, or how that begins.")],
    in_json: AsJson = False,
) -> None:
    """Show a concept with its votes and its whole history."""
    from translator.cli.terms.shown import as_json, history_lines, lines

    with desk() as at:
        history = at.store.history(identity)
        last = history[-1]
        votes = at.store.votes().get(last.concept.id)
    if in_json:
        for item in history:
            typer.echo(as_json(item.concept, item.number, votes if item is last else None))
        return
    typer.echo("\n".join(lines(last.concept, last.number, votes)))
    for sign, names in (("for", votes.yes), ("against", votes.no)) if votes else ():
        if names:
            typer.echo(f"    {sign}: {', '.join(names)}")
    typer.echo("\n".join(history_lines(history)))
