"""Does the model obey? Term success and slot success of its first answer, with no repair at all.

The terms are those held out of training (`corpus.terms.held_out`, by hash), where a sentence has
the term and its reference the target; the slots are all literals of the sentences.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.sets import DevSet
from termbase.match import Termbase, TermMatch
from translator.engines.base import Engine
from translator.model import Draft, Prepared, Segment, SlotKind, TaggedText
from translator.steps.draft import draft
from translator.steps.mask import mask
from translator.steps.terms import find_target
from translator.steps.unmask import unmask
from translator.symbols import ALL_PLACEHOLDERS


@dataclass(frozen=True, slots=True)
class Obedience:
    """Counts over one set; shares are 0–100."""

    terms: int
    terms_used: int
    slots: int
    slots_once: int

    def __str__(self) -> str:
        return (
            f"held-out terms used {_share(self.terms_used, self.terms)} of {self.terms}; "
            f"slots exactly once {_share(self.slots_once, self.slots)} of {self.slots}"
        )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def obedience(dev_set: DevSet, terms: Termbase, engine: Engine) -> Obedience:
    """Return how far the first hypotheses of `engine` keep the terms and slots of `dev_set`."""
    prepared = [
        _prepared(source, reference, dev_set, terms)
        for source, reference in zip(dev_set.sources, dev_set.references, strict=True)
    ]
    with_something = [item for item in prepared if item.terms or item.masked.slots]
    drafts = draft(with_something, engine)
    used = [_uses(item, match) for item in drafts for match in item.prepared.terms]
    kept = [once for item in drafts for once in _slots_once(item)]
    return Obedience(len(used), sum(used), len(kept), sum(kept))


def _prepared(source: str, reference: str, dev_set: DevSet, terms: Termbase) -> Prepared:
    masked = mask(Segment("0", TaggedText(source)), dev_set.direction)
    target = dev_set.direction.target
    matches = tuple(
        match for match in terms.find(source) if find_target(match.term, reference, target)
    )
    return Prepared(masked, None, matches)


def _uses(item: Draft, match: TermMatch) -> bool:
    first = Draft(item.prepared, item.texts[:1], item.origin)
    text = unmask(first).target.text
    return find_target(match.term, text, item.prepared.masked.direction.target) is not None


def _slots_once(item: Draft) -> Iterable[bool]:
    counts = Counter(char for char in item.texts[0] if char in ALL_PLACEHOLDERS)
    slots: Sequence[str] = [
        slot.mark for slot in item.prepared.masked.slots if slot.kind is not SlotKind.TAG
    ]
    return (counts[mark] == 1 for mark in slots)
