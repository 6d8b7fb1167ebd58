"""Masked pair > pair with some of its terms annotated, and some of them wrapped in tags.

The format is the one serving sends (`translator.engines.annotation`): the term stands in the source
as TERM source MEANS target END. Dinu et al. 2019 (append).
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass

import ahocorasick_rs

from corpus.terms import held_out
from termbase.match import word_end
from training.slots import MaskedPair
from translator.engines.annotation import before_mark, mark_term
from translator.model import Direction, SlotKind
from translator.symbols import HIDDEN, PLACEHOLDERS


@dataclass(frozen=True, slots=True)
class Shares:
    """How often each kind of annotation is made (0–1)."""

    sentences: float = 0.4
    terms: float = 0.7
    hidden: float = 0.3
    tags: float = 0.06


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    term: str
    target_start: int
    target_end: int


class Annotator:
    """Knows the terms of one direction."""

    def __init__(
        self, terms: Iterable[tuple[str, str]], direction: Direction, shares: Shares
    ) -> None:
        """Take (source, target) pairs; those held out by hash are never used."""
        self._direction = direction
        self._shares = shares
        targets: dict[str, list[str]] = {}
        for source, target in terms:
            if not held_out(source, target):
                targets.setdefault(source.lower(), []).append(target)
        self._sources = list(targets)
        self._targets = list(targets.values())
        self._find = ahocorasick_rs.AhoCorasick(
            self._sources, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def annotate(self, pair: MaskedPair, dice: random.Random) -> MaskedPair:
        """Return `pair` with annotations and tags drawn at random; most pairs get none."""
        annotated = dice.random() < self._shares.sentences
        tagged = dice.random() < self._shares.tags
        if not annotated and not tagged:
            return pair
        hits = self._hits(pair)
        source, target = pair.source, pair.target
        wrapped = dice.choice(hits) if tagged and hits else None
        for hit in reversed(hits):
            before, text = source[: hit.start], source[hit.start : hit.end]
            if annotated and dice.random() < self._shares.terms:
                shown = HIDDEN if dice.random() < self._shares.hidden else text
                text = mark_term(shown, hit.term, self._direction)
                before = before_mark(before, self._direction)
            if hit is wrapped:
                before, text = before + _OPEN, text + _CLOSE
            source = before + text + source[hit.end :]
        if wrapped:
            start, end = wrapped.target_start, wrapped.target_end
            target = target[:start] + _OPEN + target[start:end] + _CLOSE + target[end:]
        return MaskedPair(source, target)

    def _hits(self, pair: MaskedPair) -> list[_Hit]:
        """The terms of the source whose target stands in the target, left to right."""
        low_source, low_target = pair.source.lower(), pair.target.lower()
        if len(low_source) != len(pair.source) or len(low_target) != len(pair.target):
            return []
        hits: list[_Hit] = []
        for index, start, end in self._find.find_matches_as_indexes(low_source):
            end = word_end(low_source, start, end)
            if not end:
                continue
            for term in self._targets[index]:
                at = low_target.find(term.lower())
                stop = word_end(low_target, at, at + len(term)) if at >= 0 else 0
                if stop and not any(h.target_start < stop and at < h.target_end for h in hits):
                    hits.append(_Hit(start, end, term, at, stop))
                    break
        return hits


_OPEN, _CLOSE = tuple(PLACEHOLDERS[SlotKind.TAG][:2])
