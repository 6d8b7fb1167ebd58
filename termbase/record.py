"""Concept <> one line of JSON: how a revision is kept. What a concept does not say is left out."""

import json
from typing import NotRequired, TypedDict, cast

from termbase.concept import Concept, Definition, Designation, Grade, Status
from termbase.model import Scope
from termbase.text import Language


class _Designation(TypedDict):
    text: str
    lang: str
    grade: str
    status: str
    pos: NotRequired[str]
    note: NotRequired[str]
    source: NotRequired[str]


class _Concept(TypedDict):
    terms: list[_Designation]
    definitions: NotRequired[list[tuple[str, str]]]
    domain: NotRequired[str]
    source: NotRequired[str]
    note: NotRequired[str]
    scope: int
    owner: NotRequired[str]


_LANGUAGES = {item.value: item for item in Language}
_GRADES = {item.value: item for item in Grade}
_STATUSES = {item.value: item for item in Status}


def to_json(concept: Concept) -> str:
    """Return `concept` without its id."""
    record: dict[str, object] = {
        "terms": [_said(_designation(item)) for item in concept.designations],
        "definitions": [(item.text, item.language.value) for item in concept.definitions],
        "domain": concept.domain,
        "source": concept.source,
        "note": concept.note,
        "owner": concept.owner,
    }
    said = {**_said(record), "scope": int(concept.scope)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _designation(item: Designation) -> dict[str, object]:
    return {
        "text": item.text,
        "lang": item.language.value,
        "grade": item.grade.value,
        "status": item.status.value,
        "pos": item.part_of_speech,
        "note": item.note,
        "source": item.source,
    }


def _said(record: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in record.items() if value}


def from_json(text: str, identity: str) -> Concept:
    """Return the concept that `to_json` wrote, with `identity` as its id."""
    record = cast("_Concept", json.loads(text))
    return Concept(
        tuple(map(_term, record["terms"])),
        tuple(Definition(said, _LANGUAGES[lang]) for said, lang in record.get("definitions", ())),
        record.get("domain", ""),
        record.get("source", ""),
        record.get("note", ""),
        Scope(record["scope"]),
        record.get("owner", ""),
        identity,
    )


def _term(item: _Designation) -> Designation:
    return Designation(
        item["text"],
        _LANGUAGES[item["lang"]],
        _GRADES[item["grade"]],
        _STATUSES[item["status"]],
        item.get("pos", ""),
        item.get("note", ""),
        item.get("source", ""),
    )
