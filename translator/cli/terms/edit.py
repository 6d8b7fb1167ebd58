"""`biaoyi terms add` and `edit`: proposals, and what is said about a concept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from termbase.text import Language
from translator.cli.terms.desk import SCOPE_HELP, As, Comment, Desk, desk, in_language, scope_of
from translator.errors import InputError

if TYPE_CHECKING:
    from termbase.concept import Concept, Definition, Designation
    from termbase.history import Revision

_Domain = Annotated[str | None, typer.Option("--domain", help="ICS or CCS code, or words.")]
_Source = Annotated[
    str | None, typer.Option("--source", help="Standard and clause: “GB/T 1.1—2020, 8.5”.")
]
_Note = Annotated[str | None, typer.Option("--note", help="A note on the concept.")]
_Definitions = Annotated[
    list[str] | None, typer.Option("--definition", help="LANGUAGE:TEXT; repeatable.")
]


def add(  # noqa: PLR0913, PLR0917 - one parameter an option
    zh: Annotated[
        list[str] | None, typer.Option("--zh", help="Chinese; the first is preferred, others not.")
    ] = None,
    zh_hant: Annotated[
        list[str] | None, typer.Option("--zh-hant", help="Traditional Chinese, where it differs.")
    ] = None,
    en: Annotated[list[str] | None, typer.Option("--en", help="English; as with --zh.")] = None,
    avoid: Annotated[
        list[str] | None, typer.Option("--avoid", help="A term not to use, LANGUAGE:TEXT.")
    ] = None,
    to: Annotated[
        str, typer.Option("--to", help="Add to the concept with this id; its terms are admitted.")
    ] = "",
    part_of_speech: Annotated[str, typer.Option("--part-of-speech", help="Of all of them.")] = "",
    domain: _Domain = None,
    source: _Source = None,
    note: _Note = None,
    definition: _Definitions = None,
    scope: Annotated[str, typer.Option("--scope", help=SCOPE_HELP)] = "shared",
    comment: Comment = "",
    who: As = "",
) -> None:
    """Propose a concept, or further terms of one; somebody else approves them."""
    named = {Language.ZH: zh, Language.ZH_HANT: zh_hant, Language.EN: en}
    given = _designations(named, avoid or (), part_of_speech)
    if not given:
        raise InputError("no term: give at least --zh and --en")
    with desk(who) as at:
        if to:
            _propose(at, to, given, comment)
            return
        from termbase.concept import Concept

        held, owner = scope_of(scope, at.viewer)
        concept = Concept(given, scope=held, owner=owner)
        said = _said(concept, domain=domain, source=source, note=note, definition=definition)
        _add(at, said, comment)


def _designations(
    named: dict[Language, list[str] | None], avoid: Sequence[str], part_of_speech: str
) -> "tuple[Designation, ...]":
    from termbase.concept import Designation, Grade

    found = [
        Designation(
            text.strip(),
            language,
            Grade.ADMITTED if index else Grade.PREFERRED,
            part_of_speech=part_of_speech,
        )
        for language, texts in named.items()
        for index, text in enumerate(texts or ())
    ]
    for said in avoid:
        language, text = in_language(said)
        found.append(Designation(text, language, Grade.DEPRECATED, part_of_speech=part_of_speech))
    return tuple(found)


def _propose(at: Desk, to: str, given: "tuple[Designation, ...]", comment: str) -> None:
    """Add to a concept; what it has a preferred term for already gets an admitted one."""
    from termbase.concept import Grade
    from termbase.history import Change
    from termbase.review import propose

    last = at.store.get(to)
    has = {item.language for item in last.concept.designations if item.grade is Grade.PREFERRED}
    fitting = [
        replace(item, grade=Grade.ADMITTED)
        if item.grade is Grade.PREFERRED and item.language in has
        else item
        for item in given
    ]
    proposed = propose(last.concept, *fitting)
    _tell(at.store.save(proposed, last.number, Change(at.viewer.name, "add", comment)))


def _add(at: Desk, concept: "Concept", comment: str) -> None:
    from termbase.concept import with_id
    from termbase.history import Change
    from termbase.store import NoConcept

    new = with_id(concept)
    try:
        there = at.store.get(new.id)
    except NoConcept:
        _tell(at.store.save(new, 0, Change(at.viewer.name, "add", comment)))
        return
    raise InputError(
        f"{there.concept.id}: this concept is there already, at revision {there.number}; "
        f"see: biaoyi terms show {there.concept.id}"
    )


def edit(  # noqa: PLR0913, PLR0917 - one parameter an option
    identity: Annotated[str, typer.Argument(metavar="ID", help="Its id, or how that begins.")],
    domain: _Domain = None,
    source: _Source = None,
    note: _Note = None,
    definition: _Definitions = None,
    revision: Annotated[
        int, typer.Option("--revision", help="Only if it is still at this one.")
    ] = 0,
    comment: Comment = "",
    who: As = "",
) -> None:
    """Say more about a concept, or otherwise; its terms change by add and review alone."""
    from termbase.history import Change

    with desk(who) as at:
        last = at.store.get(identity)
        said = _said(last.concept, domain=domain, source=source, note=note, definition=definition)
        if said == last.concept:
            raise InputError("nothing to change: give --domain, --source, --note or --definition")
        change = Change(at.viewer.name, "edit", comment)
        _tell(at.store.save(said, revision or last.number, change))


def _said(
    concept: "Concept",
    *,
    domain: str | None,
    source: str | None,
    note: str | None,
    definition: list[str] | None,
) -> "Concept":
    """`concept` with what was given; None leaves a thing as it is, and "" empties it."""
    kept = concept.definitions if definition is None else _definitions(definition)
    return replace(
        concept,
        domain=concept.domain if domain is None else domain,
        source=concept.source if source is None else source,
        note=concept.note if note is None else note,
        definitions=kept,
    )


def _definitions(said: Sequence[str]) -> "tuple[Definition, ...]":
    from termbase.concept import Definition

    pairs = [in_language(text) for text in said]
    return tuple(Definition(text, language) for language, text in pairs)


def _tell(kept: "Revision") -> None:
    from translator.cli.terms.shown import lines

    typer.echo("\n".join(lines(kept.concept, kept.number)))
