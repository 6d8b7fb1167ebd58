"""`biaoyi terms review …`: what waits, and what becomes of it."""

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.terms.desk import As, AsJson, Comment, Desk, desk

if TYPE_CHECKING:
    from termbase.concept import Concept
    from termbase.history import Revision

app = typer.Typer(
    help="List what is proposed; approve, reject, withdraw or vote.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)


class GradeName(enum.StrEnum):
    """Grades."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"


_Identity = Annotated[str, typer.Argument(metavar="ID", help="Its id, or how that begins.")]
_Only = Annotated[list[str] | None, typer.Option("--term", help="This term alone; repeatable.")]
_Revision = Annotated[int, typer.Option("--revision", help="Only if it is still at this one.")]


@app.callback()
def review(context: typer.Context) -> None:
    """List what waits for a review."""
    if context.invoked_subcommand is None:
        queue()


@app.command("list")
def queue(who: As = "", in_json: AsJson = False) -> None:
    """List the concepts with proposed terms, the oldest change first."""
    from termbase.concept import Status
    from translator.cli.terms.shown import as_json, lines

    with desk(who) as at:
        votes = at.store.votes()
        waiting = [
            item
            for item in at.store.present()
            if item.concept.has(Status.PROPOSED) and at.viewer.sees(item.concept)
        ]
    for item in waiting:
        cast = votes.get(item.concept.id)
        if in_json:
            typer.echo(as_json(item.concept, item.number, cast))
            continue
        typer.echo("\n".join(lines(item.concept, item.number, cast)))
        why = f": {item.change.why}" if item.change.why else ""
        typer.echo(f"    {item.change.what} by {item.change.who}, {item.change.at}{why}")
    if not in_json:
        noun = "concept waits" if len(waiting) == 1 else "concepts wait"
        typer.echo(f"{len(waiting)} {noun}")


@app.command("approve")
def approve(
    identity: _Identity,
    comment: Comment = "",
    only: _Only = None,
    grade: Annotated[GradeName | None, typer.Option("--grade", help="As what.")] = None,
    revision: _Revision = 0,
    who: As = "",
) -> None:
    """Approve what a concept proposes; nobody approves their own."""
    from termbase import review as rules
    from termbase.concept import Grade

    worth = Grade(grade.value) if grade else None
    with desk(who) as at:
        _decide(
            at,
            (identity, revision, "approve", comment),
            lambda history: rules.approve(history, at.viewer.name, only or (), worth),
        )


@app.command("reject")
def reject(
    identity: _Identity,
    comment: Comment = "",
    only: _Only = None,
    revision: _Revision = 0,
    who: As = "",
) -> None:
    """Reject what a concept proposes, saying why."""
    from termbase import review as rules

    with desk(who) as at:
        _decide(
            at,
            (identity, revision, "reject", comment),
            lambda history: rules.reject(history, comment, only or ()),
        )


@app.command("withdraw")
def withdraw(
    identity: _Identity,
    comment: Comment = "",
    only: _Only = None,
    revision: _Revision = 0,
    who: As = "",
) -> None:
    """Withdraw a proposal of yours, or, saying why, a term that was approved."""
    from termbase import review as rules

    with desk(who) as at:
        _decide(
            at,
            (identity, revision, "withdraw", comment),
            lambda history: rules.withdraw(history, at.viewer.name, comment, only or ()),
        )


@app.command("vote")
def vote(
    identity: _Identity,
    against: Annotated[bool, typer.Option("--against", help="Vote against it.")] = False,
    nothing: Annotated[bool, typer.Option("--none", help="Take your vote back.")] = False,
    comment: Comment = "",
    who: As = "",
) -> None:
    """Vote for what a concept proposes; a vote decides nothing, the reviewer sees it."""
    value = 0 if nothing else -1 if against else 1
    with desk(who) as at:
        votes = at.store.vote(identity, value, at.viewer.name, comment)
    typer.echo(f"{len(votes.yes)} for, {len(votes.no)} against")


def _decide(
    at: Desk,
    asked: tuple[str, int, str, str],
    rule: "Callable[[tuple[Revision, ...]], Concept]",
) -> None:
    """Keep what `rule` makes of a concept; `asked` is its id, the revision seen, what and why."""
    from termbase.history import Change
    from translator.cli.terms.shown import lines

    identity, revision, what, why = asked
    history = at.store.history(identity)
    decided = rule(history)
    change = Change(at.viewer.name, what, why)
    kept = at.store.save(decided, revision or history[-1].number, change)
    typer.echo("\n".join(lines(kept.concept, kept.number)))
