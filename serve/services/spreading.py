"""A confirmed segment > the memory, and the segments of its document that say the same (◆).

Those that differ in nothing but numbers get the translation with their own numbers. What a person
wrote or confirmed stays as it is.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus.literals import substituted
from corpus.model import (
    Entry,
    Given,
    Kind,
    MemoryMatch,
    MemoryProblem,
    Neighbours,
    Origin,
    Pair,
    Provenance,
    Status,
)
from corpus.scores import EXACT, SUBSTITUTED
from corpus.store import Store
from corpus.words import key
from serve import schema
from serve.auth.actor import Actor
from serve.database import Database, now
from serve.services import segment_table
from serve.services.document_rows import DocumentRecord, project_name, within
from serve.services.segment_rows import (
    HUMAN,
    SegmentRecord,
    SegmentState,
    digest_of,
    translated,
)
from serve.services.translation import Options, TranslationService
from termbase.history import Change
from termbase.model import Scope
from translator.model import Document, TextUnit, Translation
from translator.model import Origin as TargetOrigin
from translator.pipeline import Knowledge, translate
from translator.steps.segment import sentence_ends

_segment = schema.segment.c
_OPEN = (SegmentState.UNTRANSLATED, SegmentState.TRANSLATED, SegmentState.NEEDS_REVIEW)


class Spreading:
    """Lets others have what one has confirmed."""

    def __init__(self, database: Database, memory: Store, translation: TranslationService) -> None:
        self._database = database
        self._memory = memory
        self._translation = translation

    def confirmed(
        self, document: DocumentRecord, record: SegmentRecord, actor: Actor
    ) -> tuple[bool, tuple[int, ...]]:
        """Keep the pair; return whether it is kept, and the positions that got its target.

        Raises:
            Unavailable: the database failed; to confirm it once more does no harm.
        """
        sides = record.source.text.strip(), record.target.text.strip()
        if not all(sides) or record.origin == TargetOrigin.COPIED.value:
            return False, ()
        try:
            self._remember(document, record, actor)
        except MemoryProblem:
            return False, ()
        return True, self._spread(document, record, actor)

    def _remember(self, document: DocumentRecord, record: SegmentRecord, actor: Actor) -> None:
        texts = record.source.text.strip(), record.target.text.strip()
        zh, en = texts if document.source_language.is_chinese else texts[::-1]
        scope, owner = self._scope(document, actor)
        entry = Entry(zh, en, scope, owner, Status.CONFIRMED, Origin.POST_EDITED)
        found = Provenance(
            document.name,
            record.place,
            actor.name,
            now(),
            origin=Origin.POST_EDITED,
            neighbours=self._neighbours(document, record),
        )
        self._memory.put([Given(entry, found)], Change(actor.name, "confirm", document.name))

    def _scope(self, document: DocumentRecord, actor: Actor) -> tuple[Scope, str]:
        """For whom the pair holds: the project of the document, else the one who confirms."""
        if document.project is None:
            return Scope.PERSONAL, actor.name
        with self._database.reading() as connection:
            return Scope.TEAM, project_name(connection, document.project)

    def _neighbours(self, document: DocumentRecord, record: SegmentRecord) -> Neighbours:
        with self._database.reading() as connection:
            before, after = segment_table.beside(connection, record)
        if document.source_language.is_chinese:
            return Neighbours(zh_before=before.strip(), zh_after=after.strip())
        return Neighbours(en_before=before.strip(), en_after=after.strip())

    def _spread(
        self, document: DocumentRecord, record: SegmentRecord, actor: Actor
    ) -> tuple[int, ...]:
        with self._database.reading() as connection:
            actor = within(connection, actor, document.project)
            alike = segment_table.read(
                connection,
                document.id,
                _segment.digest == digest_of(record.source.text),
                _segment.position != record.position,
                _segment.state.in_([state.value for state in _OPEN]),
                _segment.origin != HUMAN,
            )
        known = {item.position: match for item in alike if (match := _answer(record, item))}
        wanted = [item for item in alike if item.position in known]
        if not wanted:
            return ()
        done = self._walked(document, wanted, known, actor)
        news = [
            _as_matched(translated(item, done[item.position], actor.id), known[item.position])
            for item in wanted
            if item.position in done and done[item.position].target != item.target
        ]
        with self._database.writing() as connection:
            return segment_table.replace_open(connection, news, actor.id, "memory")

    def _walked(
        self,
        document: DocumentRecord,
        wanted: Sequence[SegmentRecord],
        known: dict[int, MemoryMatch],
        actor: Actor,
    ) -> dict[int, Translation]:
        """The segments taken through the walk, in which the pair answers each."""
        units = tuple(TextUnit(str(item.position), item.source, item.place) for item in wanted)
        answers = {item.source.text.strip(): known[item.position] for item in wanted}
        direction = document.direction
        options = Options(document=document.id)
        terms = self._translation.knowledge(direction, actor, options).terms
        knowledge = Knowledge(terms, lambda texts: [answers.get(text) for text in texts])
        engine = self._translation.engine(direction)
        done = translate(Document(units, b""), direction, knowledge, engine)
        return {int(item.segment.unit): item for item in done if item.origin is TargetOrigin.MEMORY}


def _answer(record: SegmentRecord, item: SegmentRecord) -> MemoryMatch | None:
    """The target of `record` for the source of `item`, if it is certain."""
    asked, source = key(item.source.text), key(record.source.text)
    target = record.target.text.strip()
    if len(sentence_ends(item.source.text)) > 1:
        return None  # somebody joined it: the walk would take it apart
    origin = f"segment {record.position}"
    if asked == source:
        return MemoryMatch(Pair(item.source.text.strip(), target, origin), EXACT)
    adapted = substituted(asked, source, target)
    if adapted is None:
        return None
    pair = Pair(item.source.text.strip(), adapted, origin)
    return MemoryMatch(pair, EXACT, Kind.SUBSTITUTED)  # it answers; what it is worth is put after


def _as_matched(record: SegmentRecord, match: MemoryMatch) -> SegmentRecord:
    score = SUBSTITUTED if match.kind is Kind.SUBSTITUTED else EXACT
    kept = replace(match, score=score)
    return replace(record, match=score, findings=replace(record.findings, memory=kept))
