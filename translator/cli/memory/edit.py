"""`biaoyi memory add`, `edit`, `confirm`, `review`, `reject` and `merge`: pair by pair."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.memory.desk import Identity, Revision, desk, lines
from translator.cli.terms.desk import SCOPE_HELP, As, Comment, scope_of
from translator.errors import InputError

if TYPE_CHECKING:
    from corpus.model import Entry, Status

_Ids = Annotated[list[int], typer.Argument(metavar="ID…", help="The numbers of the pairs.")]


def add(  # noqa: PLR0913, PLR0917 - one parameter an option
    zh: Annotated[str, typer.Option("--zh", help="The Chinese text.")],
    en: Annotated[str, typer.Option("--en", help="The English text.")],
    scope: Annotated[str, typer.Option("--scope", help=SCOPE_HELP)] = "shared",
    domain: Annotated[str, typer.Option("--domain", help="ICS or CCS code, or words.")] = "",
    licence: Annotated[str, typer.Option("--licence", help="On what terms it is given.")] = "",
    comment: Comment = "",
    who: As = "",
) -> None:
    """Keep a pair, confirmed by you."""
    from corpus.model import Entry, Given, Origin, Provenance, Status
    from termbase.history import Change

    with desk(who) as at:
        held, owner = scope_of(scope, at.viewer)
        entry = Entry(zh, en, held, owner, Status.CONFIRMED, Origin.HUMAN)
        found = Provenance(domain=domain, licence=licence, origin=Origin.HUMAN)
        done = at.store.put([Given(entry, found)], Change(at.viewer.name, "add", comment))
    if done.rejected:
        raise InputError("this pair was rejected; see it with find, and confirm it by its number")
    typer.echo("added" if done.added else "known already" if done.same else "known; noted")


def edit(
    identity: Identity,
    zh: Annotated[str, typer.Option("--zh", help="The Chinese text.")] = "",
    en: Annotated[str, typer.Option("--en", help="The English text.")] = "",
    revision: Revision = 0,
    comment: Comment = "",
    who: As = "",
) -> None:
    """Change the texts of a pair; what they were stays in its history."""
    if not zh and not en:
        raise InputError("nothing to change: give --zh or --en")
    from termbase.history import Change

    with desk(who) as at:
        last = at.store.get(identity).entry
        said = replace(last, zh=zh or last.zh, en=en or last.en, zh_tags=(), en_tags=())
        seen = replace(said, number=revision or last.number)
        kept = at.store.save(seen, Change(at.viewer.name, "edit", comment))
    typer.echo("\n".join(lines(kept.entry)))


def confirm(identities: _Ids, comment: Comment = "", who: As = "") -> None:
    """Confirm pairs: they are used in translations. A rejected one comes back."""
    from corpus.model import Status

    _decide(identities, Status.CONFIRMED, "confirm", comment, who)


def review(identities: _Ids, comment: Comment = "", who: As = "") -> None:
    """Mark pairs as reviewed: of equal ones they are taken first."""
    from corpus.model import Status

    _decide(identities, Status.REVIEWED, "review", comment, who)


def reject(identities: _Ids, comment: Comment = "", who: As = "") -> None:
    """Reject pairs, saying why: they answer nothing any more, imported again or not."""
    from corpus.model import Status

    if not comment.strip():
        raise InputError("a rejection needs a comment: say why")
    _decide(identities, Status.REJECTED, "reject", comment, who)


def _decide(identities: list[int], status: "Status", what: str, comment: str, who: str) -> None:
    from termbase.history import Change

    with desk(who) as at:
        found: list[Entry] = [at.store.get(identity).entry for identity in identities]
        for entry in found:
            said = replace(entry, status=status)
            kept = at.store.save(said, Change(at.viewer.name, what, comment))
            typer.echo("\n".join(lines(kept.entry)))


def merge(
    identity: Identity,
    others: Annotated[list[int], typer.Argument(metavar="OTHER…", help="Those it stands for.")],
    comment: Comment = "",
    who: As = "",
) -> None:
    """Let one pair take the place of others, with where those were found."""
    from termbase.history import Change

    if identity in others:
        raise InputError(f"{identity}: cannot take the place of itself")
    with desk(who) as at:
        kept = at.store.merge(identity, others, Change(at.viewer.name, "merge", comment))
    typer.echo("\n".join(lines(kept.entry)))
