"""The walk from a document to its translations: one line a step, no I/O but the engine's."""

from collections.abc import Sequence
from dataclasses import dataclass

from termbase.match import Termbase
from translator.engines.base import Engine, Progress
from translator.model import Direction, Document, Draft, Prepared, TaggedText, Translation
from translator.steps.align import align
from translator.steps.check import check
from translator.steps.consistency import settle
from translator.steps.draft import draft
from translator.steps.enforce import enforce
from translator.steps.entries import with_entries
from translator.steps.mask import mask
from translator.steps.own_terms import layered, own_terms
from translator.steps.prepare import Recall, prepare
from translator.steps.repair import repair
from translator.steps.restore import restore
from translator.steps.segment import segment
from translator.steps.terms import verify
from translator.steps.unmask import unmask


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known before the engine is asked: approved terms, and a memory to look up."""

    terms: Termbase
    recall: Recall


def translate(
    document: Document,
    direction: Direction,
    knowledge: Knowledge,
    engine: Engine,
    progress: Progress | None = None,
) -> tuple[Translation, ...]:
    """Return one translation for each segment of `document`, in reading order.

    An engine that does not translate is walked through as from the source language into itself,
    so that no step changes what the engine gives back.
    """
    if not engine.translates:
        direction = Direction(direction.source, direction.source)

    def answered(items: Sequence[Prepared]) -> list[Draft]:
        return [enforce(item) for item in repair(draft(items, engine), engine)]

    own = own_terms(document, direction)
    segments = segment(document)
    masked = [mask(item, direction) for item in segments]
    prepared = prepare(masked, knowledge.recall, layered(own.terms, knowledge.terms))
    prepared = with_entries(prepared, own)
    drafts = draft(prepared, engine, progress)
    repaired = repair(drafts, engine)
    enforced = [enforce(item) for item in repaired]
    settled = settle(enforced, own, answered)
    aligned = align([restore(item) for item in settled], engine)
    translations = [
        verify(unmask(item), item.prepared.terms, refused=item.refused) for item in aligned
    ]
    return tuple(check(item) for item in translations)


def by_unit(translations: Sequence[Translation]) -> dict[str, TaggedText]:
    """Join the targets of each unit: what `Format.write` takes."""
    pieces: dict[str, list[TaggedText]] = {}
    for item in translations:
        pieces.setdefault(item.segment.unit, []).append(item.target)
    return {unit: TaggedText.join(targets) for unit, targets in pieces.items()}
