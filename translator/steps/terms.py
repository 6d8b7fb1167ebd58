"""Translation > Translation with its term outcomes: every matched term is found or flagged."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from termbase.inflect import plurals
from termbase.match import TermMatch, is_acronym
from termbase.model import Term
from termbase.text import Language
from translator.model import Issue, Origin, Outcome, State, TermOutcome, Translation
from translator.standards.script import into, to_simplified

_RULE = "terms"
NOT_USED = frozenset({Outcome.MISSING, Outcome.REFUSED, Outcome.OVERRIDDEN})


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a target text, from `start` to `end`, in characters."""

    start: int
    end: int
    outcome: Outcome


def find_target(term: Term, text: str, language: Language, start: int = 0) -> Found | None:
    """Return where `text` uses the target of `term`, at `start` or after it; None if nowhere."""
    return next(_uses(term, text, language, start), None)


def _uses(term: Term, text: str, language: Language, start: int = 0) -> Iterator[Found]:
    """Every place where `text` uses `term`: first the target itself, then what is admitted."""
    own = _kept_pattern if is_kept(term.source, term.target) else _pattern
    said = into(term.target, language).lower()
    for hit in own(term.target, language).finditer(text, start):
        same = hit.group().lower() == said
        yield Found(hit.start(), hit.end(), Outcome.EXACT if same else Outcome.INFLECTED)
    for target in term.admitted:
        for hit in _pattern(target, language).finditer(text, start):
            yield Found(hit.start(), hit.end(), Outcome.ADMITTED)


def found_targets(
    terms: Sequence[TermMatch], text: str, language: Language
) -> tuple[Found | None, ...]:
    """Return for each of `terms` where `text` uses it; no two targets share a place.

    "fan" is not used where only "cooling fan" stands. Where the source says one term twice and the
    target once, both are there.
    """
    taken: dict[Found, str] = {}
    found: list[Found | None] = [None] * len(terms)
    for index in sorted(range(len(terms)), key=lambda n: -len(terms[n].term.target)):
        term = terms[index].term
        free = [
            use
            for use in _uses(term, text, language)
            if not any(_meet(use, other) for other, of in taken.items() if of != term.target)
        ]
        best = next((use for use in free if use not in taken), free[0] if free else None)
        found[index] = best
        if best:
            taken[best] = term.target
    return tuple(found)


def _meet(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def forbidden_in(text: str, terms: Iterable[Term], language: Language) -> tuple[str, ...]:
    """Return the forbidden targets of `terms` that `text` has where no permitted one stands.

    A forbidden word inside a permitted target ("sign" in "safety sign") is none.
    """
    found: dict[str, None] = {}
    for term in terms:
        rest = text
        for good in (term.target, *term.admitted) if term.forbidden else ():
            rest = _pattern(good, language).sub(" ", rest)
        found |= {bad: None for bad in term.forbidden if _pattern(bad, language).search(rest)}
    return tuple(found)


@lru_cache(maxsize=10_000)  # a document asks for the same few again and again
def _pattern(target: str, language: Language) -> re.Pattern[str]:
    if not target.strip():
        return re.compile(r"(?!)")  # nothing is said nowhere
    if language.is_chinese:
        return re.compile(re.escape(into(target, language)), re.IGNORECASE)
    if is_acronym(target):
        return re.compile(rf"(?<![A-Za-z0-9]){re.escape(target)}s?(?![A-Za-z0-9])")
    *first, last = re.split(r"[\s-]+", target.strip()) or [""]
    forms = {last, *plurals(last.lower())}
    stem = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    whole = r"[\s-]+".join([*map(re.escape, first), f"(?:{stem})(?:['’]s?)?"])
    return re.compile(rf"(?<![A-Za-z0-9]){whole}(?![A-Za-z0-9])", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def is_kept(source: str, target: str) -> bool:
    """Whether a term is not to be translated: its target is its source, in either script."""
    return source in (target, to_simplified(target))


@lru_cache(maxsize=10_000)
def _kept_pattern(target: str, language: Language) -> re.Pattern[str]:
    """Character by character, capitals too; an English text may put it into the plural."""
    plural = r"(?:['’]?s)?" if language is Language.EN and target[-1:].isalpha() else ""
    before = r"(?<![A-Za-z0-9])" if _is_latin(target[:1]) else ""
    after = r"(?![A-Za-z0-9])" if _is_latin(target[-1:]) else ""
    return re.compile(before + re.escape(into(target, language)) + plural + after)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def verify(
    translation: Translation, terms: Sequence[TermMatch], *, refused: bool = False
) -> Translation:
    """Return `translation` with an outcome for each of `terms`, and an issue for each missing.

    With `refused`, a text that used them was turned down, since it would have been no sentence.
    """
    text, language = translation.target.text, translation.direction.target
    why_not = _why_not(translation, refused=refused)
    outcomes = [
        TermOutcome(match, found.outcome, found.start, found.end)
        if found
        else TermOutcome(match, why_not, reason=_reason(why_not, translation.origin))
        for match, found in zip(terms, found_targets(terms, text, language), strict=True)
    ]
    issues = [_unused(outcome) for outcome in outcomes if outcome.outcome in NOT_USED]
    issues += [
        Issue(_RULE, f"“{bad}” stands there, which is deprecated")
        for bad in forbidden_in(text, [match.term for match in terms], language)
    ]
    return replace(translation, outcomes=tuple(outcomes), issues=(*translation.issues, *issues))


def judged(translations: Sequence[Translation]) -> tuple[Translation, ...]:
    """Return the translations as the strict mode has them.

    Those that lack a term, or in which a forbidden one stands, need a review.
    """
    return tuple(
        replace(item, state=State.NEEDS_REVIEW)
        if any(issue.check == _RULE for issue in item.issues)
        else item
        for item in translations
    )


def _why_not(translation: Translation, *, refused: bool) -> Outcome:
    """What became of a term that is not used: a person or a convention may have said otherwise."""
    if translation.origin in (Origin.MEMORY, Origin.CONVENTION):
        return Outcome.OVERRIDDEN
    return Outcome.REFUSED if refused else Outcome.MISSING


def _reason(outcome: Outcome, origin: Origin) -> str:
    if outcome is Outcome.OVERRIDDEN:
        return f"the {origin.value} says otherwise"
    return "with it the sentence would not hold together" if outcome is Outcome.REFUSED else ""


def _unused(outcome: TermOutcome) -> Issue:
    term = outcome.match.term
    reason = f": {outcome.reason}" if outcome.reason else ""
    return Issue(_RULE, f"“{term.source}” is not translated as “{term.target}”{reason}")
