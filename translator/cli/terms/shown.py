"""Concepts on the terminal and in JSON."""

import json
from collections.abc import Iterator

from termbase.concept import Concept, Designation
from termbase.history import Revision, difference
from termbase.store import Votes
from termbase.text import Language


def lines(concept: Concept, number: int, votes: Votes | None = None) -> Iterator[str]:
    """Yield `concept` as people read it: a line on it, then one for each term."""
    whose = concept.scope.name.lower() + (f":{concept.owner}" if concept.owner else "")
    facts = [concept.id, f"revision {number}", whose, concept.domain, concept.source]
    yield "  ".join(filter(None, [*facts, _counted(votes)]))
    for language in Language:
        for item in concept.named(language):
            yield _line(item)
    for definition in concept.definitions:
        yield f"    {definition.language.value}: {definition.text}"
    if concept.note:
        yield f"    note: {concept.note}"


def _line(item: Designation) -> str:
    told = ", ".join(filter(None, [item.part_of_speech, item.note, item.source]))
    line = f"  {item.language.value:<7} {item.text}  [{item.grade.value}, {item.status.value}]"
    return f"{line}  {told}".rstrip()


def _counted(votes: Votes | None) -> str:
    return f"votes: {len(votes.yes)} for, {len(votes.no)} against" if votes else ""


def history_lines(history: tuple[Revision, ...]) -> Iterator[str]:
    """Yield what happened to a concept, a line a revision."""
    before: Concept | None = None
    for item in history:
        change = item.change
        why = f" — {change.why}" if change.why else ""
        yield f"  {item.number}  {change.at}  {change.who}  {change.what}{why}"
        yield from (f"       {what}" for what in difference(before, item.concept))
        before = item.concept


def as_json(concept: Concept, number: int, votes: Votes | None = None) -> str:
    """Return `concept` as one line of JSON."""
    record = {
        "id": concept.id,
        "revision": number,
        "scope": concept.scope.name.lower(),
        "owner": concept.owner,
        "domain": concept.domain,
        "source": concept.source,
        "note": concept.note,
        "terms": [
            {
                "language": item.language.value,
                "text": item.text,
                "grade": item.grade.value,
                "status": item.status.value,
                "part_of_speech": item.part_of_speech,
                "note": item.note,
                "source": item.source,
            }
            for item in concept.designations
        ],
        "definitions": {item.language.value: item.text for item in concept.definitions},
        "votes": {"for": list(votes.yes), "against": list(votes.no)} if votes else {},
    }
    return json.dumps(record, ensure_ascii=False)
