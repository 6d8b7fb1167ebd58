"""Concepts as the API tells of them, and as it is told of them."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from serve.services.scopes import NAMES, Named
from serve.texts import Text
from termbase.concept import Concept, Definition, Designation, Grade, Status
from termbase.history import Revision, difference
from termbase.store import Votes
from termbase.text import Language

Long = Annotated[Text, Field(max_length=5_000)]
Short = Annotated[Text, Field(max_length=500)]


class NewTerm(BaseModel):
    """What a concept is called in a language."""

    model_config = ConfigDict(extra="forbid")

    text: Text = Field(min_length=1, max_length=500)
    language: Language
    grade: Grade = Grade.PREFERRED
    part_of_speech: Short = ""
    note: Long = ""
    source: Short = Field("", description="Standard and clause.")

    def designation(self) -> Designation:
        """Return it as the termbase knows it."""
        return Designation(
            self.text.strip(),
            self.language,
            self.grade,
            part_of_speech=self.part_of_speech,
            note=self.note,
            source=self.source,
        )


class Term(NewTerm):
    """What a concept is called, and how far that has come."""

    status: Status

    @classmethod
    def of(cls, item: Designation) -> Self:
        """Return what is told of a designation."""
        return cls.model_validate({name: getattr(item, name) for name in cls.model_fields})


class NewDefinition(BaseModel):
    """What a concept is, in one language."""

    model_config = ConfigDict(extra="forbid")

    text: Text = Field(min_length=1, max_length=5_000)
    language: Language

    def definition(self) -> Definition:
        """Return it as the termbase knows it."""
        return Definition(self.text.strip(), self.language)


class NewConcept(BaseModel):
    """A concept that is proposed; one in the scope `personal` holds at once, for oneself."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "terms": [
                        {"text": "测量不确定度", "language": "zh"},
                        {"text": "measurement uncertainty", "language": "en"},
                    ],
                    "source": "JJF 1001—2011, 5.18",
                }
            ]
        },
    )

    terms: list[NewTerm] = Field(min_length=1, max_length=100)
    definitions: list[NewDefinition] = Field([], max_length=10)
    domain: Short = Field("", description="ICS or CCS code, or words.")
    source: Short = Field("", description="Standard and clause.")
    note: Long = ""
    scope: Named = "shared"
    project: Short = Field("", description="ORGANISATION/PROJECT, for the scope `project`.")
    comment: Long = ""


class VotesTold(BaseModel):
    """Who is for what a concept proposes, and who against."""

    yes: list[str]
    no: list[str]

    @classmethod
    def of(cls, votes: Votes) -> Self:
        """Return what is told of votes."""
        return cls(yes=list(votes.yes), no=list(votes.no))


class ConceptTold(BaseModel):
    """A concept; `revision` is its ETag, 0 for one that is shipped and not in the termbase."""

    id: str
    revision: int
    scope: str
    owner: str
    domain: str
    source: str
    note: str
    terms: list[Term]
    definitions: list[NewDefinition]
    changed: str
    changed_by: str
    votes: VotesTold | None = None

    @classmethod
    def of(cls, item: Revision, votes: Votes | None = None) -> Self:
        """Return what is told of the present revision of a concept."""
        concept = item.concept
        return cls(
            id=concept.id,
            revision=item.number,
            scope=NAMES[concept.scope],
            owner=concept.owner,
            domain=concept.domain,
            source=concept.source,
            note=concept.note,
            terms=list(map(Term.of, concept.designations)),
            definitions=[
                NewDefinition(text=each.text, language=each.language)
                for each in concept.definitions
            ],
            changed=item.change.at,
            changed_by=item.change.who,
            votes=VotesTold.of(votes) if votes else None,
        )


class RevisionTold(BaseModel):
    """What happened to a concept; `difference` says in words what was changed."""

    revision: int
    at: str
    who: str
    what: str
    why: str
    difference: list[str]

    @classmethod
    def of(cls, item: Revision, before: Concept | None) -> Self:
        """Return what is told of a revision."""
        change = item.change
        said = list(difference(before, item.concept))
        return cls(
            revision=item.number,
            at=change.at,
            who=change.who,
            what=change.what,
            why=change.why,
            difference=said,
        )
