"""Does the model obey? Term success and slot success of its first answer, and of slots repaired.

The terms are those held out of training (`corpus.terms.held_out`, by hash). Where the reference of
a sentence has the target, using the term is right; where it has not, the term is irrelevant there,
and a model that uses it all the same follows any annotation. The slots are all literals.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.recall import Memory
from eval.evaluate import document_of, lines_of, scores_of
from eval.record import Arm, Count, Obedience
from eval.sets import DevSet, Given
from termbase.match import Termbase, TermMatch
from termbase.model import Term
from translator.engines.base import Engine
from translator.model import Draft, Prepared, SlotKind
from translator.steps.draft import draft, has_language
from translator.steps.enforce import enforce
from translator.steps.mask import mask
from translator.steps.prepare import prepare
from translator.steps.repair import repair
from translator.steps.segment import segment
from translator.steps.terms import find_target
from translator.steps.unmask import unmask
from translator.symbols import ALL_PLACEHOLDERS

_NONE = "none"


def obedience(dev_set: DevSet, terms: Termbase, engine: Engine) -> Obedience:
    """Return how far the first hypotheses of `engine` keep the terms and slots of `dev_set`."""
    plain = _prepared(dev_set)
    found = [terms.find(item.masked.segment.source.text) for item in plain]
    cases = list(zip(plain, found, strict=True))
    right = [_with(item, hits, dev_set, wanted=True) for item, hits in cases]
    wrong = [_with(item, hits, dev_set, wanted=False) for item, hits in cases]
    annotated = _answers([item for item in right if item.terms or item.masked.slots], engine)
    asked = [item.prepared for item in annotated if item.prepared.terms]
    bare = draft([replace(item, terms=()) for item in asked], engine)
    misled = _answers([item for item in wrong if item.terms], engine)
    slotted = [item for item in annotated if _marks(item)]
    return Obedience(
        Count.of(_uses(item, hit) for item in annotated for hit in item.prepared.terms),
        Count.of(
            _uses(item, hit)
            for item, before in zip(bare, asked, strict=True)
            for hit in before.terms
        ),
        Count.of(_uses(item, hit) for item in misled for hit in item.prepared.terms),
        Count.of(once for item in slotted for once in _slots_once(item)),
        Count.of(_slots_right(item) for item in slotted),
        Count.of(_slots_right(enforce(item)) for item in slotted),
        Count.of(once for item in repair(slotted, engine) for once in _slots_once(enforce(item))),
    )


def arms(dev_set: DevSet, engine: Engine) -> tuple[Arm, ...]:
    """Return what the first answers do with each list of terms that `dev_set` gives, and without.

    A given term counts where it stands in its sentence.
    """
    if not dev_set.given:
        return ()
    plain = _prepared(dev_set)
    bare = _first_lines(plain, dev_set, engine)
    rows: list[Arm] = []
    for given in dev_set.given:
        bases = termbases(given)
        told = [replace(item, terms=_found(bases, item)) for item in plain]
        looked_for = [(_line(item), hit.term) for item in told for hit in item.terms]
        lines = _first_lines(told, dev_set, engine)
        for name, hypotheses in ((_NONE, bare), (given.name, lines)):
            used = Count.of(_has(term, hypotheses[at], dev_set) for at, term in looked_for)
            rows.append(Arm(name, given.name, used, scores_of(hypotheses, dev_set)))
    return tuple(rows)


def termbases(given: Given) -> list[Termbase]:
    """Return the terms of each line; lines with the same terms share a termbase."""
    known = {terms: Termbase(terms) for terms in dict.fromkeys(given.terms)}
    return [known[terms] for terms in given.terms]


def _prepared(dev_set: DevSet) -> list[Prepared]:
    """The segments of the set, cut and masked as the walk does it, without terms."""
    masked = [mask(item, dev_set.direction) for item in segment(document_of(dev_set.sources))]
    return prepare(masked, Memory().recall, Termbase([]).find)


def _line(item: Prepared) -> int:
    return int(item.masked.segment.unit)


def _found(bases: Sequence[Termbase], item: Prepared) -> tuple[TermMatch, ...]:
    return bases[_line(item)].find(item.masked.segment.source.text)


def _with(item: Prepared, hits: Sequence[TermMatch], dev_set: DevSet, *, wanted: bool) -> Prepared:
    """`item` with the terms whose target the reference has, or with those it has not."""
    reference = dev_set.references[_line(item)]
    kept = (hit for hit in hits if _has(hit.term, reference, dev_set) is wanted)
    return replace(item, terms=tuple(kept))


def _has(term: Term, text: str, dev_set: DevSet) -> bool:
    return find_target(term, text, dev_set.direction.target) is not None


def _answers(items: Sequence[Prepared], engine: Engine) -> list[Draft]:
    """Drafts of the segments that the engine is asked for."""
    asked = [item for item in items if not item.is_known and has_language(item.masked)]
    return draft(asked, engine)


def _first_lines(items: Sequence[Prepared], dev_set: DevSet, engine: Engine) -> list[str]:
    done = [unmask(_first(item)) for item in draft(items, engine)]
    return lines_of(done, len(dev_set.sources))


def _first(item: Draft) -> Draft:
    return replace(item, texts=item.texts[:1])


def _uses(item: Draft, match: TermMatch) -> bool:
    text = unmask(_first(item)).target.text
    return find_target(match.term, text, item.prepared.masked.direction.target) is not None


def _marks(item: Draft) -> list[str]:
    return [slot.mark for slot in item.prepared.masked.slots if slot.kind is not SlotKind.TAG]


def _given_marks(item: Draft) -> Counter[str]:
    return Counter(char for char in item.texts[0] if char in ALL_PLACEHOLDERS)


def _slots_once(item: Draft) -> Iterable[bool]:
    counts = _given_marks(item)
    return (counts[mark] == 1 for mark in _marks(item))


def _slots_right(item: Draft) -> bool:
    return _given_marks(item) == Counter(_marks(item))
