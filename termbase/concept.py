"""The nouns of the term store: a concept, what it is called in each language, who sees it.

A concept holds terms of all languages (ISO 704, ISO 30042); `termbase.model.Term` is what matching
makes of it in one direction.
"""

import enum
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from termbase.model import Scope
from termbase.text import Language


class Grade(enum.StrEnum):
    """What a designation is worth (ISO 10241-1); a deprecated one is recognised, never written."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"


class Status(enum.StrEnum):
    """How far a designation has come; only approved ones are used in translations."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class TermError(ValueError):
    """What was asked of the termbase cannot be; the message says what and why."""


class Invalid(TermError):
    """A concept that may not be stored; the message names each reason."""


@dataclass(frozen=True, slots=True)
class Designation:
    """What a concept is called; `source` is a standard and clause, e.g. "GB/T 1.1—2020, 3.1"."""

    text: str
    language: Language
    grade: Grade = Grade.PREFERRED
    status: Status = Status.PROPOSED
    part_of_speech: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a concept is, in one language."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept with its designations.

    `domain` is an ICS or CCS code, or words; `source` a standard and clause. `owner` is whose it is
    below the scope `SHARED`: the name of a person, a team or a document. `id` is empty until
    the concept is stored.
    """

    designations: tuple[Designation, ...]
    definitions: tuple[Definition, ...] = ()
    domain: str = ""
    source: str = ""
    note: str = ""
    scope: Scope = Scope.SHARED
    owner: str = ""
    id: str = ""

    def named(self, language: Language, *statuses: Status) -> Iterator[Designation]:
        """Yield the designations in `language`, the preferred first; of `statuses` if given."""
        for grade in Grade:
            for item in self.designations:
                fits = (item.language, item.grade) == (language, grade)
                if fits and (not statuses or item.status in statuses):
                    yield item

    def has(self, status: Status) -> bool:
        """Whether a designation has `status`."""
        return any(item.status is status for item in self.designations)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a person, their teams, and the document they are at, if any."""

    name: str
    teams: frozenset[str] = frozenset()
    document: str = ""

    def sees(self, concept: Concept) -> bool:
        """Whether `concept` holds for them."""
        match concept.scope:
            case Scope.SHARED:
                return True
            case Scope.TEAM:
                return concept.owner in self.teams
            case Scope.PERSONAL:
                return concept.owner == self.name
            case Scope.DOCUMENT:
                return bool(self.document) and concept.owner == self.document


_LANGUAGES = tuple(Language)
_GRADES = tuple(Grade)
_ID = re.compile(r"[0-9a-f]{14}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")


def with_id(concept: Concept) -> Concept:
    """Return `concept` with an id of the store's form, made of what it says where it has none.

    So the same row of a file has the same id on every machine, and an id of ours is kept.
    """
    if _ID.fullmatch(concept.id):
        return concept
    called = sorted((item.language.value, item.text) for item in concept.designations)
    about = [concept.scope, concept.owner, concept.domain, concept.source, called]
    digest = hashlib.sha256(json.dumps(about).encode()).hexdigest()
    return replace(concept, id=digest[:14])


def tidied(concept: Concept) -> Concept:
    """Return `concept` as it is kept and as every file gives it back.

    Terms stand by language and grade, definitions by language; no text has spaces around it.
    """
    terms = (
        replace(
            item,
            text=item.text.strip(),
            part_of_speech=item.part_of_speech.strip(),
            note=item.note.strip(),
            source=item.source.strip(),
        )
        for item in concept.designations
    )
    said = (Definition(item.text.strip(), item.language) for item in concept.definitions)
    return replace(
        concept,
        designations=tuple(
            sorted(
                terms,
                key=lambda item: (_LANGUAGES.index(item.language), _GRADES.index(item.grade)),
            )
        ),
        definitions=tuple(
            sorted(
                (item for item in said if item.text),
                key=lambda item: _LANGUAGES.index(item.language),
            )
        ),
        domain=concept.domain.strip(),
        source=concept.source.strip(),
        note=concept.note.strip(),
        owner=concept.owner.strip(),
    )


def as_proposal(concept: Concept) -> Concept:
    """Return `concept` with each of its terms as a proposal."""
    items = (replace(item, status=Status.PROPOSED) for item in concept.designations)
    return replace(concept, designations=tuple(items))


def check(concept: Concept) -> None:
    """Accept `concept` as one that can be stored.

    Raises:
        Invalid: it cannot; every reason is named.
    """
    if found := list(problems(concept)):
        raise Invalid("; ".join(found))


def problems(concept: Concept) -> Iterator[str]:
    """Yield what keeps `concept` from being stored."""
    if not concept.designations:
        yield "no term"
    for item in concept.designations:
        yield from _unfit(item)
    called = [(item.language, item.text) for item in concept.designations]
    for language, text in dict.fromkeys(called):
        if called.count((language, text)) > 1:
            yield f"“{text}” is there twice in {language.value}"
    for language in Language:
        yield from _too_many(language, concept)
    if (concept.scope is Scope.SHARED) == bool(concept.owner):
        scope = concept.scope.name.lower()
        yield f"the scope {scope} has {'an' if concept.owner else 'no'} owner"
    told = (concept.domain, concept.source, concept.note, concept.owner)
    if any(map(_UNWRITABLE.search, (*told, *(item.text for item in concept.definitions)))):
        yield "a null character or half a character in its definition, domain, source or note"


def _unfit(item: Designation) -> Iterator[str]:
    if not item.text.strip():
        yield f"an empty {item.language.value} term"
    elif item.text != item.text.strip() or _CONTROL.search(item.text):
        yield f"{item.text!a} has spaces around it or control characters in it"
    if any(map(_UNWRITABLE.search, (item.part_of_speech, item.note, item.source))):
        yield f"“{item.text}” has a null character or half a character in its note or source"


def _too_many(language: Language, concept: Concept) -> Iterator[str]:
    """A concept has one preferred term a language (ISO 704); proposed ones are not counted."""
    approved = concept.named(language, Status.APPROVED)
    preferred = [item.text for item in approved if item.grade is Grade.PREFERRED]
    if len(preferred) > 1:
        yield f"several preferred {language.value} terms: {', '.join(preferred)}"
