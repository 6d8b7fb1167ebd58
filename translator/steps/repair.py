"""Draft > Draft: where every hypothesis lacks a term or a slot, it is mended or asked for again.

First terms take the place of the words that they have become, as the model's attention tells. Then
the engine is asked again with the sources of the terms hidden: a model trained so has nothing to go
by but the targets (Ailem et al. 2021). Deprecated renderings are suppressed. What is lacking then
is spliced in where the engine finds it likeliest, and the engine goes on from there, as long as
that costs no more than a bound of likelihood. Where a slot comes a second time, the engine goes on
from there without it.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from termbase.match import TermMatch
from termbase.text import Language
from translator.engines.base import Continuation, Engine, Request
from translator.model import Draft, Origin
from translator.standards.script import into
from translator.steps.draft import into_target, place_of, request_for
from translator.steps.enforce import faults, lacking_slots, lacking_terms, standing_forbidden
from translator.steps.splice import Splice, respelt, spellings, splices, until_repeated
from translator.steps.substitute import substituted
from translator.symbols import ALL_PLACEHOLDERS


@dataclass(frozen=True, slots=True)
class Repairs:
    """Which repairs are made, and their bounds."""

    hidden: bool = True  # the sources of terms
    without: bool = True  # forbidden renderings are suppressed
    substituted: bool = True  # the words that a term has become, by the target of the term
    spliced: bool = True
    once: bool = True  # a slot that comes again is cut off with what follows
    rounds: int = 2  # of splicing: what is lacking is put in one after another
    cuts: int = 2  # rounds of cutting: the end of one slot's repetition may be that of another's
    tried: int = 2  # places of each round from which the engine goes on
    bound: float = 1.5  # nats a token that a spliced text may be less likely than the first


def repair(
    drafts: Sequence[Draft],
    engine: Engine,
    repairs: Repairs = Repairs(),
) -> list[Draft]:
    """Return the drafts, those that lack something with further texts after their own.

    Raises:
        EngineError: the engine failed.
    """
    done = list(drafts)
    if not engine.translates:
        return done
    if repairs.substituted:
        done = _substituted(done, engine, repairs.bound)
    if repairs.hidden:
        done = _asked_again(done, engine, lacks_terms, _with_sources_hidden)
    if repairs.hidden and repairs.substituted:
        done = _substituted(done, engine, repairs.bound)
    if repairs.without:
        done = _asked_again(done, engine, standing_forbidden, _without_forbidden)
    for turn in range(repairs.rounds if repairs.spliced else 0):
        done = _spliced(done, engine, repairs, varied=turn == repairs.rounds - 1)
    for _ in range(repairs.cuts if repairs.once else 0):
        done = _cut(done, engine, repairs.bound)
    return done


def request_of(draft: Draft) -> Request:
    """Return what the engine was asked for `draft`."""
    return request_for(draft.prepared)


def lacks_terms(draft: Draft) -> bool:
    """Whether no text of the engine has all terms."""
    return all(lacking_terms(draft, text) for text in draft.texts)


def _with_sources_hidden(draft: Draft) -> Request:
    return replace(request_of(draft), hidden=True)


def _without_forbidden(draft: Draft) -> Request:
    return replace(request_of(draft), without=standing_forbidden(draft))


def _asked_again(
    drafts: Sequence[Draft],
    engine: Engine,
    needs: Callable[[Draft], object],
    request: Callable[[Draft], Request],
) -> list[Draft]:
    """The drafts that need it with the answers to another request."""
    chosen = [i for i, item in enumerate(drafts) if item.origin is Origin.ENGINE and needs(item)]
    answers = engine.translate([request(drafts[i]) for i in chosen]) if chosen else []
    done = list(drafts)
    for index, answer in zip(chosen, answers, strict=True):
        done[index] = _with_texts(drafts[index], [found.text for found in answer])
    return done


def _with_texts(draft: Draft, texts: Sequence[str]) -> Draft:
    masked = draft.prepared.masked
    new = (into_target(text, masked) for text in texts)
    return replace(draft, texts=tuple(dict.fromkeys((*draft.texts, *new))))


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A place in the best text of drafts[index] where something that it lacks may stand."""

    index: int
    splice: Splice
    request: Request
    spellings: tuple[str, ...]  # the others in which it may stand there

    @property
    def weighed(self) -> Continuation:
        """The spliced beginning, as the engine is to weigh it."""
        return Continuation(self.request, self.splice.begins, self.splice.text)


def _spliced(
    drafts: Sequence[Draft], engine: Engine, repairs: Repairs, *, varied: bool
) -> list[Draft]:
    """The drafts, those that lack something with texts that have one more of it.

    Answers that are `varied` cost more, and are for what is still lacking in the last round.
    """
    attempts = [
        attempt
        for index, draft in enumerate(drafts)
        if draft.origin is Origin.ENGINE
        for attempt in _attempts(index, draft)
    ]
    if not attempts:
        return list(drafts)
    best = _likeliest(attempts, engine, repairs.tried)
    answers = engine.translate(
        [replace(a.request, begins=a.splice.text, varied=varied) for a in best]
    )
    texts: dict[int, list[str]] = {}
    for attempt, answer in zip(best, answers, strict=True):
        masked = drafts[attempt.index].prepared.masked
        new = [into_target(found.text, masked) for found in answer]
        texts.setdefault(attempt.index, []).extend(new)
    done = list(drafts)
    for index, draft in _bounded({i: drafts[i] for i in texts}, texts, engine, repairs.bound):
        done[index] = draft
    return done


def _substituted(drafts: Sequence[Draft], engine: Engine, bound: float) -> list[Draft]:
    """The drafts; where terms are lacking, they stand for the words that they have become."""
    lacking = {
        index: _best_text(draft)
        for index, draft in enumerate(drafts)
        if draft.origin is Origin.ENGINE
        and draft.prepared.masked.direction.changes_language
        and lacks_terms(draft)
    }
    texts: dict[int, list[str]] = {}
    asked = [Continuation(request_of(drafts[i]), "", best) for i, best in lacking.items()]
    answers = engine.align(asked) if asked else []
    for (index, best), links in zip(lacking.items(), answers, strict=True):
        draft, to = drafts[index], drafts[index].prepared.masked.direction.target
        places = [
            (place, into(match.term.target, to))
            for match in lacking_terms(draft, best)
            if (place := place_of(draft.prepared, match))
        ]
        texts[index] = [substituted(best, places, links, to)]
    done = list(drafts)
    for index, draft in _bounded({i: drafts[i] for i in texts}, texts, engine, bound):
        done[index] = draft
    return done


def _cut(drafts: Sequence[Draft], engine: Engine, bound: float) -> list[Draft]:
    """The drafts; one whose best text repeats a slot goes on otherwise from before that."""
    cuts: dict[int, Continuation] = {}
    for index, draft in enumerate(drafts):
        masked = draft.prepared.masked
        if draft.origin is Origin.ENGINE and masked.direction.changes_language:
            best = into(_best_text(draft), _written(masked.direction.target))
            begins = until_repeated(best)
            marks = tuple(sorted(ALL_PLACEHOLDERS.intersection(begins)))
            request = replace(request_of(draft), begins=begins, without=marks)
            cuts |= {index: Continuation(request, begins, best)} if begins else {}
    chances = engine.weigh(list(cuts.values())) if cuts else []
    short = [index for index, chance in zip(cuts, chances, strict=True) if chance > -math.inf]
    answers = engine.translate([cuts[index].request for index in short]) if short else []
    texts = {
        index: [into_target(found.text, drafts[index].prepared.masked) for found in answer]
        for index, answer in zip(short, answers, strict=True)
    }
    done = list(drafts)
    for index, draft in _bounded({i: drafts[i] for i in texts}, texts, engine, bound):
        done[index] = draft
    return done


def _best_text(draft: Draft) -> str:
    return min(draft.texts, key=lambda text: faults(draft, text))


def _attempts(index: int, draft: Draft) -> list[_Attempt]:
    """Where the first thing that the best text lacks may stand."""
    masked = draft.prepared.masked
    if not masked.direction.changes_language:
        return []
    target = _written(masked.direction.target)
    best = _best_text(draft)
    terms, slots = lacking_terms(draft, best), lacking_slots(draft, best)
    if not terms and not slots:
        return []
    lacking = terms[0] if terms else slots[0]
    spelling = into(lacking.term.target, target) if isinstance(lacking, TermMatch) else lacking.mark
    near = lacking.start / max(len(masked.segment.source.text), 1)
    others = spellings(spelling, target)[1:] if terms else ()
    request = request_of(draft)
    found = splices(into(best, target), spelling, target, near)
    return [_Attempt(index, splice, request, others) for splice in found]


def _written(language: Language) -> Language:
    """The language that engines write: Traditional characters come afterwards."""
    return Language.ZH if language.is_chinese else language


def _likeliest(attempts: Sequence[_Attempt], engine: Engine, tried: int) -> list[_Attempt]:
    """The best attempts of each draft, each in the likeliest spelling."""
    chosen = _best(attempts, engine, lambda attempt: attempt.index, tried)
    forms = [form for attempt in chosen if attempt.spellings for form in _forms(attempt)]
    likeliest = _best(forms, engine, lambda form: (form.index, form.splice.begins), 1)
    return [attempt for attempt in chosen if not attempt.spellings] + likeliest


def _best(
    attempts: Sequence[_Attempt], engine: Engine, of: Callable[[_Attempt], object], most: int
) -> list[_Attempt]:
    """Those that the engine finds the likeliest, at most so many of each group."""
    chances = engine.weigh([attempt.weighed for attempt in attempts]) if attempts else []
    taken: dict[object, list[_Attempt]] = {}
    possible = (number for number, chance in enumerate(chances) if chance > -math.inf)
    for number in sorted(possible, key=lambda n: -chances[n]):
        own = taken.setdefault(of(attempts[number]), [])
        if len(own) < most:
            own.append(attempts[number])
    return [attempt for own in taken.values() for attempt in own]


def _forms(attempt: _Attempt) -> Iterator[_Attempt]:
    yield attempt
    language = _written(attempt.request.direction.target)
    for spelling in attempt.spellings:
        yield replace(attempt, splice=respelt(attempt.splice.begins, spelling, language))


def _bounded(
    drafts: Mapping[int, Draft], texts: Mapping[int, Sequence[str]], engine: Engine, bound: float
) -> Iterator[tuple[int, Draft]]:
    """Each of `drafts` with the best of its new texts, where the engine finds it likely enough."""
    found: dict[int, str] = {}
    for index, draft in drafts.items():
        before = min(faults(draft, text) for text in draft.texts)
        best = min(texts[index], key=lambda text, draft=draft: faults(draft, text))  # type: ignore[misc]
        if faults(draft, best) < before:
            found[index] = best
    items = [
        Continuation(request_of(drafts[index]), "", text)
        for index, best in found.items()
        for text in (drafts[index].texts[0], best)
    ]
    chances = iter(engine.weigh(items))
    for index, best in found.items():
        draft, least = drafts[index], next(chances) - bound
        if next(chances) >= least:
            yield index, _with_texts(draft, [best])
        else:
            yield index, replace(draft, refused=True)
