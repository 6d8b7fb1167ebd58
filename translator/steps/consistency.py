"""Draft > Draft: one source term has one target throughout the document.

Two kinds of terms are looked at: those that the document defines and gives no equivalent of, whose
target is what their entry is translated as (where the entry is a sentence: what the term alone is
translated as, if most segments say so); and those with admitted targets, of which the document
uses several. The segments that lack the target are asked for once more, with the term; what comes
is taken if it has the term and nothing else gets worse. The rest is reported.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from termbase.match import Termbase, TermMatch, is_acronym, same_source
from termbase.model import Scope, Term
from termbase.text import Language
from translator.model import Draft, Issue, Masked, Origin, Prepared, Segment, TaggedText
from translator.steps.enforce import faults, with_literals
from translator.steps.mask import mask
from translator.steps.own_terms import OwnTerms, Undecided, in_small_letters, overlaps
from translator.steps.terms import find_target
from translator.symbols import ALL_PLACEHOLDERS, TAGS

Again = Callable[[Sequence[Prepared]], Sequence[Draft]]

_HAN = re.compile(r"[\u3400-\u9fff]")
_NO_TERM = re.compile(r"[.。！？；;:：，\n]")
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\w)", re.IGNORECASE)
_LONGEST = 60  # characters of a term
_MARKUP = ("<", "</")  # before the name of an element
_JUDGED = (Origin.ENGINE, Origin.MEMORY)


@dataclass(frozen=True, slots=True)
class _Case:
    """A term that shall be used throughout; `place` is where its target was first used."""

    term: Term
    place: str


def settle(drafts: Sequence[Draft], own: OwnTerms, again: Again) -> list[Draft]:
    """Return the drafts, in which each term has one target as far as the engine gives it.

    `again` takes prepared segments through the engine, as they were the first time.
    """
    done = list(drafts)
    cases = [*_decided(drafts, own.undecided, again), *_varied(drafts)]
    found = _found(drafts, cases)
    for n, matches in found.items():
        done[n] = replace(done[n], prepared=_with_terms(done[n].prepared, matches))
    asked = [n for n in found if done[n].origin is Origin.ENGINE and _lacking(done[n], found[n])]
    answers = again([done[n].prepared for n in asked]) if asked else ()
    for n, answer in zip(asked, answers, strict=True):
        done[n] = _better(done[n], answer, drafts[n], found[n])
    for n, matches in found.items():
        before = drafts[n].prepared
        done[n] = _as_given(_reported(done[n], before, matches, cases), before)
    return done


def _as_given(draft: Draft, before: Prepared) -> Draft:
    """`draft` with its terms as they were approved: of one in hand, what is admitted and lost."""
    given = {(match.start, match.end, match.term.source): match for match in before.terms}
    terms = (given.get((m.start, m.end, m.term.source), m) for m in draft.prepared.terms)
    return replace(draft, prepared=replace(draft.prepared, terms=tuple(terms)))


def _decided(drafts: Sequence[Draft], undecided: Sequence[Undecided], again: Again) -> list[_Case]:
    """The terms that the document only names, with what their entries are translated as."""
    known = {same_source(match.term.source) for each in drafts for match in each.prepared.terms}
    wanted = [item for item in undecided if same_source(item.text) not in known]
    sure, proposed = list[_Case](), list[_Case]()
    for item, draft in _entries(drafts, wanted, again):
        masked = draft.prepared.masked
        target = _as_term(draft, masked.direction.target, drafts)
        if target and draft.origin in _JUDGED:
            term = Term(item.text, target, item.origin, scope=Scope.DOCUMENT)
            cases = sure if item.alone else proposed
            cases.append(_Case(term, masked.segment.place))
    return sure + _prevailing(proposed, drafts)


def _entries(
    drafts: Sequence[Draft], undecided: Sequence[Undecided], again: Again
) -> Iterator[tuple[Undecided, Draft]]:
    """The terms with the drafts of their entries; one that is not alone there is asked for."""
    whole = {(d.prepared.masked.segment.unit, _plain(d.prepared.masked.text)): d for d in drafts}
    firsts = {d.prepared.masked.segment.unit: d.prepared.masked for d in reversed(drafts)}
    asked = [item for item in undecided if not item.alone and item.unit in firsts]
    answers = again([_alone(item, firsts[item.unit]) for item in asked]) if asked else ()
    given = dict(zip(asked, answers, strict=True))
    for item in undecided:
        draft = given.get(item) or whole.get((item.unit, item.text))
        if draft:
            yield item, draft


def _prevailing(cases: Sequence[_Case], drafts: Sequence[Draft]) -> list[_Case]:
    """The cases whose target most segments use already: no text of the document is only it."""
    terms = Termbase(case.term for case in cases)
    used: dict[Term, list[bool]] = {}
    for draft in drafts if cases else ():
        for term in {m.term for m in terms.find(draft.prepared.masked.segment.source.text)}:
            used.setdefault(term, []).append(_uses(draft, term))
    return [
        case for case in cases if 2 * sum(used.get(case.term, ())) > len(used.get(case.term, ()))
    ]


def _alone(item: Undecided, masked: Masked) -> Prepared:
    segment = Segment(item.unit, TaggedText(item.text), masked.segment.place)
    return Prepared(mask(segment, masked.direction), None, ())


def _plain(text: str) -> str:
    return "".join(char for char in text if char not in TAGS).strip()


def _as_term(draft: Draft, language: Language, drafts: Sequence[Draft]) -> str:
    """The target of an entry as it stands within a sentence; "" if it is more than a term."""
    text = _plain(draft.texts[0])
    text = _ARTICLE.sub("", text, count=1) if language is Language.EN else text
    foreign = bool(_HAN.search(text)) is not language.is_chinese
    if foreign or len(text) > _LONGEST or _NO_TERM.search(text) or set(text) & ALL_PLACEHOLDERS:
        return ""
    first = text.split(" ")[0]
    capital = re.compile(rf"[a-z,] {re.escape(text)}")
    if is_acronym(first) or any(capital.search(other.texts[0]) for other in drafts):
        return text
    return in_small_letters(text)


def _varied(drafts: Sequence[Draft]) -> Iterator[_Case]:
    """The terms of which several targets are used, with the one to use: the preferred, or first."""
    used: dict[Term, dict[str, str]] = {}
    for draft in drafts:
        terms = draft.prepared.terms if draft.origin in _JUDGED else ()
        for match in terms:
            variant = _variant(match.term, draft) if match.term.admitted else ""
            if variant:
                places = used.setdefault(match.term, {})
                places.setdefault(variant, draft.prepared.masked.segment.place)
    for term, places in used.items():
        if len(places) > 1:
            target = term.target if term.target in places else next(iter(places))
            yield _Case(replace(term, target=target, admitted=()), places[target])


def _variant(term: Term, draft: Draft) -> str:
    """The first target of `term` that a draft uses; "" if none."""
    return next(
        (
            target
            for target in (term.target, *term.admitted)
            if _uses(draft, replace(term, target=target, admitted=()))
        ),
        "",
    )


def _uses(draft: Draft, term: Term) -> bool:
    plain = with_literals(draft, draft.texts[0])
    return find_target(term, plain, draft.prepared.masked.direction.target) is not None


def _found(drafts: Sequence[Draft], cases: Sequence[_Case]) -> dict[int, list[TermMatch]]:
    """Where the terms stand, by the number of the draft; within another term they do not."""
    terms = Termbase(case.term for case in cases)
    sources = {case.term.source for case in cases}
    found: dict[int, list[TermMatch]] = {}
    for n, draft in enumerate(drafts) if cases else ():
        others = [match for match in draft.prepared.terms if match.term.source not in sources]
        text = draft.prepared.masked.segment.source.text
        matches = [
            match
            for match in terms.find(text)
            if not overlaps(match, others) and not text[: match.start].endswith(_MARKUP)
        ]
        if matches and draft.origin in _JUDGED:
            found[n] = matches
    return found


def _with_terms(prepared: Prepared, matches: Sequence[TermMatch]) -> Prepared:
    """`prepared` with further matches in the place of those that they overlap."""
    kept = [match for match in prepared.terms if not overlaps(match, matches)]
    return replace(prepared, terms=tuple(sorted((*kept, *matches), key=lambda each: each.start)))


def _lacking(draft: Draft, matches: Sequence[TermMatch]) -> list[TermMatch]:
    return [match for match in matches if not _uses(draft, match.term)]


def _better(draft: Draft, answer: Draft, before: Draft, matches: Sequence[TermMatch]) -> Draft:
    """`draft` with the text of `answer`, if that uses more of the terms and harms nothing else."""
    text = answer.texts[0]
    gained = len(_lacking(draft, matches)) > len(_lacking(answer, matches))
    harm = zip(faults(before, text), faults(before, before.texts[0]), strict=True)
    if not gained or any(now > then for now, then in harm):
        return draft
    used = dict.fromkeys(m.term for m in _lacking(draft, matches) if _uses(answer, m.term))
    return replace(draft, texts=(text,), revised_for=tuple(used))


def _reported(
    draft: Draft, before: Prepared, matches: Sequence[TermMatch], cases: Sequence[_Case]
) -> Draft:
    """`draft` with an issue for each term that it still has another target of."""
    lacking = _lacking(draft, matches)
    if not lacking:
        return draft
    places = {case.term.source: case.place for case in cases}
    issues = tuple(
        Issue(
            "consistency",
            f"“{term.source}” is “{term.target}” in {places[term.source]}, and not here",
        )
        for term in dict.fromkeys(match.term for match in lacking)
    )
    kept = _with_terms(before, [match for match in matches if match not in lacking])
    return replace(draft, prepared=kept, issues=draft.issues + issues)
