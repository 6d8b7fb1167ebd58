"""Translation > Translation with its term outcomes: every matched term is found or flagged."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from termbase.inflect import plurals
from termbase.match import TermMatch, is_acronym
from termbase.model import Term
from termbase.text import Language
from translator.model import Issue, Origin, Outcome, TermOutcome, Translation
from translator.standards.script import into


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a target text, from `start` to `end`, in characters."""

    start: int
    end: int
    outcome: Outcome


def find_target(term: Term, text: str, language: Language, start: int = 0) -> Found | None:
    """Return where `text` uses the target of `term`, at `start` or after it; None if nowhere."""
    for index, target in enumerate((term.target, *term.admitted)):
        hit = _pattern(target, language).search(text, start)
        if hit is None:
            continue
        if index:
            return Found(hit.start(), hit.end(), Outcome.ADMITTED)
        same = hit.group().lower() == into(target, language).lower()
        return Found(hit.start(), hit.end(), Outcome.EXACT if same else Outcome.INFLECTED)
    return None


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
    if language.is_chinese:
        return re.compile(re.escape(into(target, language)), re.IGNORECASE)
    if is_acronym(target):
        return re.compile(rf"(?<![A-Za-z0-9]){re.escape(target)}s?(?![A-Za-z0-9])")
    *first, last = re.split(r"[\s-]+", target.strip()) or [""]
    forms = {last, *plurals(last.lower())}
    stem = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    whole = r"[\s-]+".join([*map(re.escape, first), f"(?:{stem})(?:['’]s?)?"])
    return re.compile(rf"(?<![A-Za-z0-9]){whole}(?![A-Za-z0-9])", re.IGNORECASE)


def verify(
    translation: Translation, terms: Sequence[TermMatch], *, refused: bool = False
) -> Translation:
    """Return `translation` with an outcome for each of `terms`, and an issue for each missing.

    With `refused`, a text that used them was turned down, since it would have been no sentence.
    """
    text, language = translation.target.text, translation.direction.target
    outcomes: list[TermOutcome] = []
    reached: dict[str, int] = {}
    for match in terms:
        key = match.term.target
        found = find_target(match.term, text, language, reached.get(key, 0)) or find_target(
            match.term, text, language
        )
        if found:
            reached[key] = found.end
            outcomes.append(TermOutcome(match, found.outcome, found.start, found.end))
        else:
            outcomes.append(TermOutcome(match, _why_not(translation, refused=refused)))
    issues = [_unused(outcome) for outcome in outcomes if outcome.outcome in NOT_USED]
    issues += [
        Issue("terms", f"“{bad}” stands there, which is deprecated")
        for bad in forbidden_in(text, [match.term for match in terms], language)
    ]
    return replace(translation, outcomes=tuple(outcomes), issues=(*translation.issues, *issues))


NOT_USED = frozenset({Outcome.MISSING, Outcome.REFUSED, Outcome.OVERRIDDEN})


def _why_not(translation: Translation, *, refused: bool) -> Outcome:
    """What became of a term that is not used: a person or a convention may have said otherwise."""
    if translation.origin in (Origin.MEMORY, Origin.CONVENTION):
        return Outcome.OVERRIDDEN
    return Outcome.REFUSED if refused else Outcome.MISSING


def _unused(outcome: TermOutcome) -> Issue:
    term = outcome.match.term
    reasons = {
        Outcome.REFUSED: ": with it the sentence would not hold together",
        Outcome.OVERRIDDEN: ": the memory or a convention says otherwise",
    }
    reason = reasons.get(outcome.outcome, "")
    return Issue("terms", f"“{term.source}” is not translated as “{term.target}”{reason}")
