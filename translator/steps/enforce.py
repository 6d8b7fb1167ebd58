"""Draft > Draft: of the engine's hypotheses the best that keeps terms, slots and numbers.

What the best one still lacks is mended where that is safe, else left for `verify` to flag.
"""

import re
from collections import Counter
from dataclasses import replace

from termbase.match import TermMatch
from termbase.text import Language
from translator.model import Direction, Draft, Origin, Slot
from translator.standards.script import into
from translator.steps.terms import find_target, forbidden_in, found_targets, is_kept
from translator.symbols import ALL_PLACEHOLDERS

_HAN = re.compile(r"[\u3400-\u9fff]")
_DIGIT = re.compile(r"\d+")
_ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)


def enforce(draft: Draft) -> Draft:
    """Choose one text, and put in each term that the engine left in the source language.

    Enforcing twice is enforcing once. What comes from the memory is a person's, and stays.
    """
    if draft.origin is not Origin.ENGINE:
        return draft
    best = min(draft.texts, key=lambda text: faults(draft, text))
    text = _with_articles(_substituted(draft, best), draft)
    return replace(draft, texts=(_capitalised(text, draft),))


def _with_articles(text: str, draft: Draft) -> str:
    """English: one article before a term, not two, and “an” before a vowel.

    A term that has an article of its own ("the Belt and Road") takes the place of another.
    """
    if draft.prepared.masked.direction.target is not Language.EN:
        return text
    for match in draft.prepared.terms:
        target = re.escape(match.term.target)
        if _ARTICLE.match(match.term.target):
            text = re.sub(
                rf"\b(?:(?:the|an?)\s+)+(?=[“‘\"']?\s*{target})", "", text, flags=re.IGNORECASE
            )
            text = re.sub(rf"((?:^|\s)[“‘\"'])\s+(?={target})", r"\1", text)
        else:
            again = rf"\b(the|an?)\s+(?:(?:the|an?)\s+)+(?={target})"
            text = re.sub(again, r"\1 ", text, flags=re.IGNORECASE)
            text = re.sub(rf"\b(a)n?\s+(?={target})", _agreeing, text, flags=re.IGNORECASE)
    return text


def _agreeing(article: re.Match[str]) -> str:
    """“a” or “an”, by the letter that follows; “u” and capitals are said in both ways."""
    following = article.string[article.end()]
    if following in "uU" or following.isupper():
        return article.group()
    return article.group(1) + ("n " if following in "aeio" else " ")


def _capitalised(text: str, draft: Draft) -> str:
    """An English sentence or heading begins with a capital; a cell may begin as it likes."""
    direction = draft.prepared.masked.direction
    masked = draft.prepared.masked
    sentence = masked.text.endswith(("。", "！", "？", "：")) or masked.segment.heading
    if direction.target is not Language.EN or direction.source is Language.EN or not sentence:
        return text
    kept = (m.term.target for m in draft.prepared.terms if is_kept(m.term.source, m.term.target))
    if text.startswith(tuple(kept)):
        return text
    return text[:1].upper() + text[1:]


def faults(draft: Draft, text: str) -> tuple[int, int, int, int, int]:
    """What is wrong with `text`, the gravest first: slots, terms, numbers. `min` keeps order."""
    masked = draft.prepared.masked
    wanted = Counter(slot.mark for slot in masked.slots)
    given = Counter(char for char in text if char in ALL_PLACEHOLDERS)
    slots = (wanted - given).total() + (given - wanted).total()
    missing = len(lacking_terms(draft, text))
    forbidden = len(_forbidden_in(draft, text))
    ours, theirs = (Counter(_DIGIT.findall(side)) for side in (masked.text, text))
    numbers = (ours - theirs).total() + (theirs - ours).total()
    residue = len(_HAN.findall(text)) if masked.direction.target is Language.EN else 0
    return slots, missing, forbidden, numbers, residue


def lacking_terms(draft: Draft, text: str) -> list[TermMatch]:
    """Return the terms of the segment that a masked text of the engine does not use."""
    plain = with_literals(draft, text)
    target = draft.prepared.masked.direction.target
    terms = draft.prepared.terms
    found = found_targets(terms, plain, target)
    return [match for match, use in zip(terms, found, strict=True) if use is None]


def lacking_slots(draft: Draft, text: str) -> list[Slot]:
    """Return the slots of the segment that a masked text of the engine does not have."""
    return [slot for slot in draft.prepared.masked.slots if slot.mark not in text]


def standing_forbidden(draft: Draft) -> tuple[str, ...]:
    """Return the forbidden renderings in the best text, if every text has some."""
    found = [_forbidden_in(draft, text) for text in draft.texts]
    return min(found, key=len) if all(found) else ()


def _forbidden_in(draft: Draft, text: str) -> tuple[str, ...]:
    target = draft.prepared.masked.direction.target
    return forbidden_in(text, [match.term for match in draft.prepared.terms], target)


def with_literals(draft: Draft, text: str) -> str:
    """Return a masked text of the engine with what its placeholders stand for, tags left out."""
    shown = {slot.mark: slot.target.text for slot in draft.prepared.masked.slots}
    return "".join(shown.get(char, char) for char in text)


def _substituted(draft: Draft, text: str) -> str:
    """`text` with each missing term whose source stands in it replaced by the target."""
    direction = draft.prepared.masked.direction
    if not direction.changes_language:
        return text
    for match in draft.prepared.terms:
        if find_target(match.term, with_literals(draft, text), direction.target) is None:
            text = _substitute(text, match, direction)
    return text


def _substitute(text: str, match: TermMatch, direction: Direction) -> str:
    source, target = match.term.source, into(match.term.target, direction.target)
    if direction.target is not Language.EN:
        return re.sub(rf"\s*(?<![A-Za-z]){re.escape(source)}(?![A-Za-z])\s*", target, text)
    at = text.find(source)
    if at < 0:
        return text
    before, after = text[:at].rstrip(), text[at + len(source) :].lstrip()
    gap_before = "" if not before or before[-1] in "(“‘/-" else " "
    is_word = after[:1].isalnum() or after[:1] in ALL_PLACEHOLDERS
    gap_after = " " if after and (is_word or after[0] in "(“‘") else ""
    return before + gap_before + target + gap_after + after
