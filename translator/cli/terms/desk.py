"""What every command on terms needs: the store, who asks, and how scopes and languages are said."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from termbase.model import Scope
from termbase.text import Language
from translator.errors import InputError

if TYPE_CHECKING:
    from termbase.concept import Viewer
    from termbase.store import Store

As = Annotated[str, typer.Option("--as", help="Who does it; by default the user of this machine.")]
AsJson = Annotated[bool, typer.Option("--json", help="A JSON object a line.")]
Comment = Annotated[str, typer.Option("--comment", help="Why; it stays in the history.")]
SCOPE_HELP = "shared, personal, team:NAME or document:FILE"


@dataclass(frozen=True, slots=True)
class Desk:
    """The store, and who works at it."""

    store: "Store"
    viewer: "Viewer"


@contextmanager
def desk(who: str = "", document: str = "") -> Iterator[Desk]:
    """Open the store for `who`; what the termbase refuses becomes a mistake of the user's.

    Raises:
        InputError: the termbase refused, or cannot be opened.
    """
    from termbase.concept import TermError
    from translator.database import open_store, viewer_of
    from translator.settings import read_settings

    settings = read_settings()
    try:
        yield Desk(open_store(settings), viewer_of(settings, who, document))
    except TermError as error:
        raise InputError(str(error)) from error


def scope_of(said: str, viewer: "Viewer") -> tuple[Scope, str]:
    """Return the scope and the owner that `said` names, e.g. "team:pumps".

    Raises:
        InputError: it names none, or the owner is missing.
    """
    name, _, owner = said.partition(":")
    known = {scope.name.lower(): scope for scope in Scope}
    if name not in known:
        raise InputError(f"{said}: no scope; say {SCOPE_HELP}")
    scope = known[name]
    if scope is Scope.PERSONAL:
        owner = owner or viewer.name
    if scope is Scope.TEAM and not owner and len(viewer.teams) == 1:
        owner = next(iter(viewer.teams))
    if scope is not Scope.SHARED and not owner:
        raise InputError(f"{said}: whose? say {name}:NAME")
    if scope is Scope.SHARED and owner:
        raise InputError(f"{said}: what is shared has no owner")
    return scope, owner


def in_language(said: str) -> tuple[Language, str]:
    """Return the language and the text of "en:blower".

    Raises:
        InputError: no language of ours stands before the colon.
    """
    tag, _, text = said.partition(":")
    for language in Language:
        if language.value.lower() == tag.strip().lower() and text.strip():
            return language, text.strip()
    names = ", ".join(f"{language.value}:TEXT" for language in Language)
    raise InputError(f"{said}: say {names}")
