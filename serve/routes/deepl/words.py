"""What the words of this API mean: languages, lists, glossaries, errors."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator

from serve.auth.actor import Actor
from serve.problem import Problem
from serve.service import Service
from serve.services.glossaries import Dictionary, Glossaries, Language, Pair, read_entries
from serve.texts import Text
from termbase.model import Term
from termbase.text import Language as Ours
from translator.language import named

SOURCES = {"ZH": "Chinese", "EN": "English"}
TARGETS = {
    "EN-GB": "English (British)",
    "EN-US": "English (American)",
    "ZH": "Chinese (simplified)",
    "ZH-HANS": "Chinese (simplified)",
    "ZH-HANT": "Chinese (traditional)",
}


def language(tag: str, field: str) -> Ours:
    """Return the language of a tag in any case.

    Raises:
        Problem: it is none of ours.
    """
    found = named(tag.strip())
    if found is None:
        known = ", ".join(TARGETS if field == "target_lang" else SOURCES)
        raise Problem(
            "invalid_input", reason=f"{field}: “{tag}” is not supported; there are {known}"
        )
    return found


def source_language(tag: str | None) -> Ours | None:
    """Return the language of the field `source_lang`, None where it is to be found out.

    Raises:
        Problem: it is none of ours.
    """
    return language(tag, "source_lang") if tag else None


def base(tag: str, field: str) -> Language:
    """Return the language of a glossary: variants do not count.

    Raises:
        Problem: it is none of ours.
    """
    return "zh" if language(tag, field).is_chinese else "en"


def pair(source: str, target: str) -> Pair:
    """Return the two languages of a dictionary.

    Raises:
        Problem: one is none of ours, or both are one.
    """
    found = base(source, "source_lang"), base(target, "target_lang")
    if found[0] == found[1]:
        raise Problem("invalid_input", reason="source_lang and target_lang are the same language")
    return found


def dictionary(source: str, target: str, entries: str, form: str) -> Dictionary:
    """Return a dictionary of its fields.

    Raises:
        Problem: they are not right.
    """
    return Dictionary(pair(source, target), read_entries(entries, form))


def terms(
    service: Service,
    actor: Actor,
    identities: tuple[str, ...],
    source: Ours | None,
    target: Ours,
) -> tuple[Term, ...]:
    """Return the terms of the glossaries that a request names.

    Raises:
        Problem: too many, none of theirs, or not for these languages.
    """
    most = 5
    if not identities:
        return ()
    if len(identities) > most:
        raise Problem("too_many", limit=most, what="glossaries")
    if source is None:
        raise Problem("invalid_input", reason="source_lang is needed with a glossary")
    ways: Pair = ("zh" if source.is_chinese else "en", "zh" if target.is_chinese else "en")
    return Glossaries(service.database).terms(actor.id, identities, ways)


def dashed(identity: str) -> str:
    """Return an id as this API writes it."""
    return str(UUID(identity))


def stamp(time: str) -> str:
    """Return a time of the tables as its clients read it: with microseconds and a Z."""
    return time.replace("+00:00", "Z")


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _split(value: object) -> object:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list):
        return given
    return [tag.strip() for item in given for tag in str(item).split(",") if tag.strip()]


Listed = Annotated[list[Text], BeforeValidator(_listed)]
Tags = Annotated[list[Text], BeforeValidator(_split)]

ERROR = {
    "type": "object",
    "required": ["message"],
    "properties": {"message": {"type": "string"}},
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of errors: these, and those that any request may have."""
    told = {
        400: "What was asked for cannot be.",
        403: "The key is wrong, or may not do this.",
        404: "There is no such thing, or it is another's.",
        413: "Too much at once.",
        415: "Such a body is not read.",
        429: "Too many requests; try again.",
        456: "The quota is used up.",
        503: "Not now; try again.",
    }
    always = (400, 403, 413, 415, 429, 503)
    return {
        status: {
            "description": told[status],
            "content": {"application/json": {"schema": ERROR}},
        }
        for status in sorted({*always, *statuses})
    }


def body(model: type[BaseModel], *more: str) -> dict[str, Any]:
    """Return what OpenAPI says of a body that may be JSON or a form."""
    schema = model.model_json_schema()
    whole = _inlined(schema, schema.pop("$defs", {}))
    kinds = more or ("application/json", "application/x-www-form-urlencoded")
    content = {kind: {"schema": whole} for kind in kinds}
    return {"requestBody": {"required": True, "content": content}}


def _inlined(schema: object, known: dict[str, object]) -> object:
    """`schema` with what it refers to in its place."""
    if isinstance(schema, list):
        return [_inlined(item, known) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(known[str(schema["$ref"]).rpartition("/")[2]], known)
    return {name: _inlined(value, known) for name, value in schema.items()}
