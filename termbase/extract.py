"""Pairs of sentences > pairs of terms, as proposals.

Candidates of both languages (`termbase.candidates`) are linked by where they stand together:
log-likelihood (Dunning 1993), the best first and each once (competitive linking, Melamed 2000).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.candidates import Candidate, Gram, Sentence, candidates, sentence, standing
from termbase.concept import Concept, Designation
from termbase.text import Language

_TOGETHER = 0.4  # Dice coefficient: 1 where neither stands without the other
_SURE = 6.0  # log-likelihood
_CHARACTERS = (0.8, 4.5)  # of Chinese for a word of English
_ACRONYM = 6  # letters
_STEP = 20_000  # pairs after which a candidate has to stand once more


@dataclass(frozen=True, slots=True)
class Texts:
    """A sentence in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair of terms that may be right; counts are of sentences, `score` is 0–1.

    `together` is in how many pairs both stand; `example` is the shortest of them.
    """

    zh: str
    en: str
    score: float
    together: int
    count_zh: int
    count_en: int
    example: Texts

    def concept(self, chinese: Language) -> Concept:
        """Return it as a concept that is proposed, and says why in its note."""
        said = f"“{self.example.zh}” / “{self.example.en}”"
        return Concept(
            (Designation(self.zh, chinese), Designation(self.en, Language.EN)),
            note=f"Extracted: score {self.score:.3f}, together in {self.together} pairs: {said}",
        )


@dataclass(frozen=True, slots=True)
class _Side:
    """The candidates of one language and the numbers of the sentences each stands in."""

    found: Mapping[Gram, Candidate]
    places: Mapping[Gram, tuple[int, ...]]
    shown: Mapping[Gram, str]

    def is_part(self, gram: Gram) -> bool:
        return self.found[gram].is_part


@dataclass(frozen=True, slots=True)
class _Link:
    zh: Gram
    en: Gram
    together: int
    likelihood: float
    dice: float


def propose(
    pairs: Sequence[Texts], chinese: Language = Language.ZH, least: int | None = None
) -> tuple[Proposal, ...]:
    """Return the pairs of terms that `pairs` suggest, the most certain first.

    `least` is how many pairs both terms must stand in; by default 2, and more in a large memory.
    """
    needed = least or 2 + len(pairs) // _STEP
    ours = _side([sentence(pair.zh, chinese) for pair in pairs], chinese, needed)
    theirs = _side([sentence(pair.en, Language.EN) for pair in pairs], Language.EN, needed)
    links = _compete(_links(ours, theirs, len(pairs), needed))
    whole = (link for link in links if not (ours.is_part(link.zh) and theirs.is_part(link.en)))
    proposals = (_proposal(link, ours, theirs, pairs) for link in whole)
    return tuple(sorted(proposals, key=lambda item: (-item.score, item.zh)))


def _side(sentences: Sequence[Sentence], language: Language, least: int) -> _Side:
    found = candidates(sentences, language, least)
    longest = max(map(len, found), default=0)
    places: dict[Gram, dict[int, None]] = defaultdict(dict)
    written: dict[Gram, Counter[Gram]] = defaultdict(Counter)
    for number, text in enumerate(sentences):
        for gram, shown in standing(text, found, longest):
            places[gram][number] = None
            written[gram][shown] += 1
    joint = "" if language.is_chinese else " "
    shown_as = {gram: joint.join(_citation(gram, forms)) for gram, forms in written.items()}
    return _Side(found, {gram: tuple(where) for gram, where in places.items()}, shown_as)


def _citation(gram: Gram, forms: Mapping[Gram, int]) -> Gram:
    """The form a term is named by: the singular, and in lower case where it occurs so."""

    def rank(form: Gram) -> tuple[bool, int]:
        return any(map(_is_emphatic, form)), -forms[form]

    form = min(forms, key=rank)
    heads = [len(form) - 1, *(i - 1 for i, word in enumerate(form) if word == "of")]
    return tuple(_singular(word, gram[i]) if i in heads else word for i, word in enumerate(form))


def _is_emphatic(word: str) -> bool:
    """Whether it has capitals for where it stands rather than for what it is."""
    return word.istitle() or (word.isupper() and len(word) > _ACRONYM)


def _singular(word: str, folded: str) -> str:
    if word.lower() == folded or word.isupper():
        return word
    return folded.title() if word.istitle() else folded


def _links(ours: _Side, theirs: _Side, total: int, least: int) -> Iterator[_Link]:
    there: dict[int, list[Gram]] = defaultdict(list)
    for gram, places in theirs.places.items():
        for place in places:
            there[place].append(gram)
    for gram, places in ours.places.items():
        seen = Counter(other for place in places for other in there[place])
        for other, together in seen.items():
            if together >= least and _fits(gram, other):
                link = _link(gram, other, together, (len(places), len(theirs.places[other]), total))
                if link.dice >= _TOGETHER and link.likelihood >= _SURE:
                    yield link


def _fits(zh: Gram, en: Gram) -> bool:
    fewest, most = _CHARACTERS
    return fewest * len(en) <= len(zh) <= most * len(en)


def _link(zh: Gram, en: Gram, together: int, counts: tuple[int, int, int]) -> _Link:
    ours, theirs, total = counts
    table = (
        (together, ours, theirs),
        (ours - together, ours, total - theirs),
        (theirs - together, total - ours, theirs),
        (total - ours - theirs + together, total - ours, total - theirs),
    )
    likelihood = 2 * sum(n * math.log(n * total / (row * column)) for n, row, column in table if n)
    return _Link(zh, en, together, likelihood, 2 * together / (ours + theirs))


def _compete(links: Iterable[_Link]) -> Iterator[_Link]:
    """Each term is linked once, the surest links first; of equal ones that of the longer terms."""
    linked: set[Gram] = set()
    for link in sorted(links, key=_rank):
        if link.zh not in linked and link.en not in linked:
            linked |= {link.zh, link.en}
            yield link


def _rank(link: _Link) -> tuple[float, int, Gram, Gram]:
    return -link.likelihood, -len(link.zh) - 2 * len(link.en), link.zh, link.en


def _proposal(link: _Link, ours: _Side, theirs: _Side, pairs: Sequence[Texts]) -> Proposal:
    places = set(theirs.places[link.en])
    shared = (pairs[place] for place in ours.places[link.zh] if place in places)
    return Proposal(
        zh=ours.shown[link.zh],
        en=theirs.shown[link.en],
        score=round(link.dice * (1 - 1 / (1 + link.together)), 3),
        together=link.together,
        count_zh=len(ours.places[link.zh]),
        count_en=len(theirs.places[link.en]),
        example=min(shared, key=lambda pair: len(pair.zh) + len(pair.en)),
    )
