"""Translation > Translation with its term outcomes: every matched term is found or flagged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from termbase.inflect import pattern
from termbase.match import TermMatch, is_acronym
from termbase.model import Term
from termbase.text import Language
from translator.model import Issue, Outcome, TermOutcome, Translation
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


@lru_cache(maxsize=10_000)  # a document asks for the same few again and again
def _pattern(target: str, language: Language) -> re.Pattern[str]:
    if language.is_chinese:
        return re.compile(re.escape(into(target, language)), re.IGNORECASE)
    if is_acronym(target):
        return re.compile(rf"(?<![A-Za-z0-9]){re.escape(target)}s?(?![A-Za-z0-9])")
    return pattern(target)


def verify(translation: Translation, terms: Sequence[TermMatch]) -> Translation:
    """Return `translation` with an outcome for each of `terms`, and an issue for each missing."""
    text = translation.target.text
    outcomes: list[TermOutcome] = []
    reached: dict[str, int] = {}
    for match in terms:
        key = match.term.target
        language = translation.direction.target
        found = find_target(match.term, text, language, reached.get(key, 0)) or find_target(
            match.term, text, language
        )
        if found:
            reached[key] = found.end
            outcomes.append(TermOutcome(match, found.outcome, found.start, found.end))
        else:
            outcomes.append(TermOutcome(match, Outcome.MISSING))
    issues = tuple(
        Issue("terms", f"“{o.match.term.source}” is not translated as “{o.match.term.target}”")
        for o in outcomes
        if o.outcome is Outcome.MISSING
    )
    return replace(translation, outcomes=tuple(outcomes), issues=translation.issues + issues)
