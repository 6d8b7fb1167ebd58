"""Prepared > Draft: the memory's answer where there is one, else the engine's, in one call."""

import re
from collections.abc import Sequence
from dataclasses import replace

from termbase.match import TermMatch
from termbase.text import Language
from translator.engines.base import Annotation, Engine, Hypothesis, Progress, Request
from translator.errors import EngineError
from translator.model import Draft, Masked, Origin, Prepared, Slot, TaggedText
from translator.standards.punctuation import to_chinese, to_corners, to_english
from translator.standards.script import into
from translator.standards.shared import likened
from translator.steps.terms import is_kept

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def draft(
    prepared: Sequence[Prepared], engine: Engine, progress: Progress | None = None
) -> list[Draft]:
    """Return a draft for each prepared segment, in the same order.

    A segment with nothing to translate in it is copied.

    Raises:
        EngineError: the engine failed, or gave another number of answers than it was asked for.
    """
    asked = [item for item in prepared if not item.is_known and has_language(item.masked)]
    requests = [request_for(item) for item in asked]
    if progress:
        progress(len(prepared) - len(asked))
    answers = engine.translate(requests, progress) if requests else []
    if len(answers) != len(requests):
        raise EngineError(f"{len(requests)} texts asked, {len(answers)} given")
    by_segment = {id(item): answer for item, answer in zip(asked, answers, strict=True)}
    return [_draft(item, by_segment.get(id(item))) for item in prepared]


def has_language(masked: Masked) -> bool:
    """Whether there is anything to translate besides the slots.

    Latin words alone in a Chinese document (an English title, a code) stay as they are.
    """
    if masked.direction.source.is_chinese and masked.direction.changes_language:
        return bool(_HAN.search(masked.text))
    return any(char.isalpha() for char in masked.text)


def _draft(prepared: Prepared, answer: tuple[Hypothesis, ...] | None) -> Draft:
    masked = prepared.masked
    if prepared.memory is not None:
        target = into(prepared.memory.pair.target, masked.direction.target)
        return Draft(_without_label(prepared), (target,), Origin.MEMORY)
    if prepared.whole_term and masked.direction.changes_language:
        return Draft(prepared, (_named(prepared, prepared.whole_term),), Origin.TERMBASE)
    if prepared.prescribed is not None:
        return Draft(prepared, (prepared.prescribed,), Origin.CONVENTION)
    if answer is None:
        return Draft(prepared, (into_target(masked.text, masked),), Origin.COPIED)
    texts = tuple(into_target(hypothesis.text, masked) for hypothesis in answer)
    return Draft(prepared, texts, Origin.ENGINE)


def _named(prepared: Prepared, match: TermMatch) -> str:
    """The target of a term that is the whole text; a heading begins with a capital."""
    masked = prepared.masked
    target = into(match.term.target, masked.direction.target)
    begins = masked.segment.heading or masked.before.text.strip()
    if not begins or is_kept(match.term.source, match.term.target):
        return target
    return target[:1].upper() + target[1:]


def _without_label(prepared: Prepared) -> Prepared:
    """The memory knows the whole segment, its list number included."""
    masked = prepared.masked
    text = masked.before.text
    spaces = len(text) - len(text.lstrip())
    tags = tuple(replace(tag, at=min(tag.at, spaces)) for tag in masked.before.tags)
    return replace(prepared, masked=replace(masked, before=TaggedText(text[:spaces], tags)))


def into_target(text: str, masked: Masked) -> str:
    """Return a text in the script that was asked for, and with its punctuation."""
    direction = masked.direction
    if direction.target is Language.EN and direction.changes_language:
        return to_english(text)
    if direction.target is Language.ZH_HANT and direction.source is not Language.ZH_HANT:
        return to_corners(into(_chinese(text, masked), Language.ZH_HANT))
    return _chinese(text, masked)


def _chinese(text: str, masked: Masked) -> str:
    direction = masked.direction
    if direction.target.is_chinese and direction.changes_language:
        return to_chinese(text)
    return text


def request_for(prepared: Prepared) -> Request:
    """Return what an engine is asked for `prepared`."""
    masked = prepared.masked
    text = masked.text
    if masked.direction.source is Language.ZH_HANT and masked.direction.target is Language.EN:
        text = into(text, Language.ZH)
    notes = _annotations(prepared) if len(text) == len(masked.text) else ()
    literals = tuple((slot.mark, slot.target.text) for slot in masked.slots)
    return Request(text, masked.direction, notes, literals, similar=_similar(prepared, text))


def _similar(prepared: Prepared, text: str) -> str:
    """The translation of a text much like this one, with the slots of this one."""
    direction = prepared.masked.direction
    if prepared.similar is None or not direction.changes_language:
        return ""
    pair = prepared.similar.pair
    target = into(pair.target, Language.ZH) if direction.target.is_chinese else pair.target
    return likened(pair.source, target, direction, text)


def _annotations(prepared: Prepared) -> tuple[Annotation, ...]:
    """The terms in offsets of the masked text; one that a slot touches is left to enforcement."""
    places = ((match, place_of(prepared, match)) for match in prepared.terms)
    return tuple(Annotation(*place, match.term.target) for match, place in places if place)


def place_of(prepared: Prepared, match: TermMatch) -> tuple[int, int] | None:
    """Return where a term stands in the masked text; None where a slot has part of it."""
    masked = prepared.masked
    if any(_touches(slot, match.start, match.end) for slot in masked.slots):
        return None
    start = _masked_offset(masked, match.start)
    end = start + match.end - match.start
    return (start, end) if start >= 0 and end <= len(masked.text) else None


def _touches(slot: Slot, start: int, end: int) -> bool:
    if slot.start == slot.end:
        return start < slot.start < end
    return slot.start < end and start < slot.end


def _masked_offset(masked: Masked, offset: int) -> int:
    """Where the character at `offset` of the source stands in the masked text."""
    core = masked.core_start
    earlier = [slot for slot in masked.slots if slot.end <= offset]
    return offset - core + sum(1 - (slot.end - slot.start) for slot in earlier)
