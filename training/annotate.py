"""Masked pair > pair with terms annotated, words masked and words wrapped in tags.

The format is the one serving sends (`translator.engines.annotation`): the term stands in the source
as TERM source MEANS target END. Dinu et al. 2019 (append); Bergmanis and Pinnis 2021 (dictionary
form); Ailem et al. 2021 (source hidden). Besides the terms of a list, random spans that translate
one another serve as terms, as slots and as text in tags, so that the model learns to obey whatever
the words are.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick_rs
import simplemma

from corpus.terms import held_out
from termbase.match import word_end
from training.slots import MaskedPair
from training.spans import Span, Spans
from translator.engines.annotation import before_mark, mark_term
from translator.model import Direction, SlotKind
from translator.symbols import HIDDEN, PLACEHOLDERS


@dataclass(frozen=True, slots=True)
class Shares:
    """How often each kind of annotation is made (0–1): of the sentences, then of what is in one."""

    sentences: float = 0.4  # with terms annotated
    terms: float = 0.7  # terms of the list, in such a sentence
    spans: float = 0.25  # random spans, in such a sentence
    hidden: float = 0.3  # of what is annotated: the source is not shown
    noise: float = 0.03  # of such sentences: one annotation that the target does not follow
    masked: float = 0.3  # sentences in which words become slots
    slots: float = 0.35  # random spans, in such a sentence
    tagged: float = 0.12  # sentences with tags
    tags: float = 0.35  # random spans or terms, in such a sentence
    points: float = 0.3  # of the tags: one mark after the words, not a pair around them


@dataclass(frozen=True, slots=True)
class _Hit(Span):
    """A span that becomes a term; `term` is its target in dictionary form."""

    term: str


@dataclass(frozen=True, slots=True)
class _Edit:
    """What stands for a span afterwards, on either side; `before` is a term's own space."""

    span: Span
    source: str
    target: str
    takes_space: bool = False


class Annotator:
    """Knows the terms of one direction, and finds spans where it is given how."""

    def __init__(
        self,
        terms: Iterable[tuple[str, str]],
        direction: Direction,
        shares: Shares,
        spans: Spans | None = None,
    ) -> None:
        """Take (source, target) pairs; those held out by hash are never used."""
        self._direction = direction
        self._shares = shares
        self._spans = spans
        targets: dict[str, list[str]] = {}
        self._kept_for_tests: set[str] = set()
        for source, target in terms:
            if held_out(source, target):
                self._kept_for_tests |= {source.lower(), target.lower()}
            else:
                targets.setdefault(source.lower(), []).append(target)
        self._sources = list(targets)
        self._targets = list(targets.values())
        self._find = ahocorasick_rs.AhoCorasick(
            self._sources, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def annotate(self, pair: MaskedPair, dice: random.Random, *, slots: bool = True) -> MaskedPair:
        """Return `pair` with annotations, slots and tags drawn at random; most pairs get none.

        Without `slots`, words stay words.
        """
        annotated, masked, tagged = (
            dice.random() < share
            for share in (self._shares.sentences, self._shares.masked, self._shares.tagged)
        )
        masked = masked and slots
        if not (annotated or masked or tagged):
            return pair
        hits = self._hits(pair)
        free = self._free_spans(pair, hits, dice)
        edits: list[_Edit] = []
        marks = _Marks(pair)
        wrong = annotated and bool(self._targets) and dice.random() < self._shares.noise
        for span in (*hits, *free):
            text = (
                pair.source[span.start : span.end],
                pair.target[span.target_start : span.target_end],
            )
            chance = self._shares.terms if isinstance(span, _Hit) else self._shares.spans
            if tagged and dice.random() < self._shares.tags:
                edits.append(_tagged(span, text, marks, dice.random() < self._shares.points))
            elif annotated and dice.random() < chance:
                term = self._term(span, text[1], pair)
                if wrong:
                    term, wrong = dice.choice(dice.choice(self._targets)), False
                if not self._is_kept(text[0], term):
                    shown = HIDDEN if dice.random() < self._shares.hidden else text[0]
                    note = mark_term(shown, term, self._direction)
                    edits.append(_Edit(span, note, text[1], takes_space=True))
            elif masked and not isinstance(span, _Hit) and dice.random() < self._shares.slots:
                mark = marks.next(dice.choice(_LITERAL_KINDS))
                edits.append(_Edit(span, mark, mark))
        return self._edited(pair, [edit for edit in edits if edit.source])

    def _edited(self, pair: MaskedPair, edits: Sequence[_Edit]) -> MaskedPair:
        source, target = pair.source, pair.target
        for edit in sorted(edits, key=lambda e: e.span.start, reverse=True):
            before = source[: edit.span.start]
            if edit.takes_space:
                before = before_mark(before, self._direction)
            source = before + edit.source + source[edit.span.end :]
        for edit in sorted(edits, key=lambda e: e.span.target_start, reverse=True):
            span = edit.span
            target = target[: span.target_start] + edit.target + target[span.target_end :]
        return MaskedPair(source, target)

    def _term(self, span: Span, text: str, pair: MaskedPair) -> str:
        """The target of `span` as a dictionary would have it."""
        if isinstance(span, _Hit):
            return span.term
        if self._direction.target.is_chinese:
            return text
        first = text[:1].lower() if span.target_start == 0 and text[1:2].islower() else text[:1]
        *words, last = (first + text[1:]).split(" ")
        lemma = simplemma.lemmatize(last, lang="en") if last.islower() else last
        return " ".join([*words, lemma])

    def _is_kept(self, source: str, target: str) -> bool:
        """Whether a term is kept for evaluation, be it one of the list or a random span."""
        texts = {source.lower(), target.lower()}
        return not texts.isdisjoint(self._kept_for_tests) or held_out(source, target)

    def _free_spans(
        self, pair: MaskedPair, hits: Sequence[_Hit], dice: random.Random
    ) -> Sequence[Span]:
        """Random spans that no hit overlaps on either side."""
        drawn = self._spans.draw(pair.source, pair.target, dice) if self._spans else []
        return [
            span
            for span in drawn
            if not any(
                (hit.start < span.end and span.start < hit.end)
                or (hit.target_start < span.target_end and span.target_start < hit.target_end)
                for hit in hits
            )
        ]

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
                    hits.append(_Hit(start, end, at, stop, term))
                    break
        return hits


_LITERAL_KINDS = (SlotKind.NUMBER, SlotKind.NAME)


class _Marks:
    """Placeholders that a pair does not have yet."""

    def __init__(self, pair: MaskedPair) -> None:
        self._left = {
            kind: [mark for mark in marks if mark not in pair.source]
            for kind, marks in PLACEHOLDERS.items()
        }

    def next(self, kind: SlotKind) -> str:
        """Return a fresh one; empty when there is none left."""
        return self._left[kind].pop(0) if self._left[kind] else ""


def _tagged(span: Span, text: tuple[str, str], marks: _Marks, point: bool) -> _Edit:
    """A point after the words, or a pair around them."""
    first, last = ("" if point else marks.next(SlotKind.TAG)), marks.next(SlotKind.TAG)
    if not last:
        return _Edit(span, *text)
    return _Edit(span, first + text[0] + last, first + text[1] + last)
