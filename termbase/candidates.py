"""Sentences of one language > candidate terms: free, cohesive and not merely part of another.

C-value (Frantzi, Ananiadou and Mima 2000) with log2(length + 1), which admits single words
(Barrón-Cedeño et al. 2009). Chinese is taken by characters: no segmenter decides what a word is,
the freedom of both ends (entropy of the neighbours) and the mutual information inside do.
"""

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from termbase.singular import singular
from termbase.text import Language

Gram = tuple[str, ...]
_LONGEST = {True: 10, False: 5}  # tokens, in Chinese and in English
_FREE = 0.6  # bits, at the less free end
_PART = 0.9  # of the places where it stands; above, it is part of something longer
_COHESION = 2.0  # bits, at the weakest joint; of characters, whose number is small
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_TOKENS = {
    True: re.compile(rf"(?P<token>{_HAN}|[A-Za-z][A-Za-z0-9]*)|(?P<cut>[^\s])"),
    False: re.compile(r"(?P<token>[A-Za-z][A-Za-z0-9]*(?:[-'’][A-Za-z0-9]+)*)|(?P<cut>[^\s])"),
}
_IS_HAN = re.compile(_HAN)
_INSIDE = frozenset(("of",))


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a term; `value` is its C-value.

    `is_part`: it hardly stands outside of longer candidates.
    """

    gram: Gram
    count: int
    value: float
    is_part: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens in a row; `shown` is how each is written."""

    tokens: Gram
    shown: Gram


Sentence = tuple[Run, ...]  # no term goes on from one run to the next


def candidates(
    sentences: Sequence[Sentence], language: Language, least: int
) -> dict[Gram, Candidate]:
    """Return the candidates of `sentences` that stand there `least` times or more."""
    counts = _frequent(sentences, _LONGEST[language.is_chinese], least)
    total = sum(count for gram, count in counts.items() if len(gram) == 1)
    left, right = _neighbours(counts, _stopwords().of(language))
    found: dict[Gram, int] = {}
    for gram in _proper(counts, language):
        count = counts[gram]
        freedom = min(_entropy(count, left[gram]), _entropy(count, right[gram]))
        if freedom < _FREE or (language.is_chinese and _cohesion(gram, counts, total) < _COHESION):
            continue
        found[gram] = count
    return {item.gram: item for item in _valued(found)}


def _frequent(sentences: Sequence[Sentence], longest: int, least: int) -> Mapping[Gram, int]:
    """How often each gram stands there; one can be frequent only if its parts are (Apriori)."""
    found: dict[Gram, int] = {}
    for length in range(1, longest + 2):  # one more, which is a neighbour only
        counts = Counter(
            gram
            for sentence in sentences
            for run in sentence
            for gram in _grams(run.tokens, length)
            if length == 1 or (gram[1:] in found and gram[:-1] in found)
        )
        more = {gram: count for gram, count in counts.items() if count >= least}
        if not more:
            break
        found |= more
    return found


def _grams(run: Gram, length: int) -> Iterator[Gram]:
    return (run[i : i + length] for i in range(len(run) - length + 1))


def _neighbours(
    counts: Mapping[Gram, int], stop: frozenset[str]
) -> tuple[Mapping[Gram, list[int]], Mapping[Gram, list[int]]]:
    """How often each frequent neighbour that is no stopword stands left and right of a gram."""
    left: dict[Gram, list[int]] = defaultdict(list)
    right: dict[Gram, list[int]] = defaultdict(list)
    for gram, count in counts.items():
        if len(gram) > 1 and gram[0] not in stop:
            left[gram[1:]].append(count)
        if len(gram) > 1 and gram[-1] not in stop:
            right[gram[:-1]].append(count)
    return left, right


def _entropy(count: int, neighbours: Iterable[int]) -> float:
    """Bits; a rare neighbour, a stopword and the end of a run are all different."""
    known = list(neighbours)
    rest = count - sum(known)
    bits = sum(-n / count * math.log2(n / count) for n in known)
    return bits + rest / count * math.log2(count)


def _cohesion(gram: Gram, counts: Mapping[Gram, int], total: int) -> float:
    """Bits of mutual information at the weakest joint."""
    joints = range(1, len(gram))
    together = counts[gram] * total
    parts = (counts[gram[:i]] * counts[gram[i:]] for i in joints)
    return math.log2(together / max(parts, default=1))


def _proper(counts: Mapping[Gram, int], language: Language) -> Iterator[Gram]:
    longest = _LONGEST[language.is_chinese]
    check = _proper_chinese if language.is_chinese else _proper_english
    stop = _stopwords()
    return (gram for gram in counts if len(gram) <= longest and check(gram, stop))


def _proper_chinese(gram: Gram, stop: "_Stopwords") -> bool:
    text = "".join(gram)
    if len(gram) < 2 or not _IS_HAN.search(text):  # noqa: PLR2004
        return False
    if text.endswith(stop.endings):
        return False
    kept = stop.kept.sub(lambda word: "〇" * len(word[0]), text)
    return kept[0] not in stop.chinese and kept[-1] not in stop.chinese and "的" not in kept


def _proper_english(gram: Gram, stop: "_Stopwords") -> bool:
    ends = gram[0], gram[-1]
    inside = all(word not in stop.english or word in _INSIDE for word in gram)
    return (
        inside
        and not any(word in stop.english or word.endswith("ly") or len(word) == 1 for word in ends)
        and not re.search(r"[^e]ed$|['’]s?$", gram[-1])
    )


@dataclass(frozen=True, slots=True)
class _Stopwords:
    """Words and characters that no term begins or ends with; `kept` finds where they are none."""

    english: frozenset[str]
    chinese: frozenset[str]
    endings: tuple[str, ...]
    kept: re.Pattern[str]

    def of(self, language: Language) -> frozenset[str]:
        """Those of one language."""
        return self.chinese if language.is_chinese else self.english


@cache
def _stopwords() -> _Stopwords:
    found: dict[str, list[str]] = defaultdict(list)
    with (files("termbase") / "stopwords.tsv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            found[line["kind"]].append(line["word"])
    english = (form for word in found["english"] for form in (word, singular(word)))
    kept = "|".join(map(re.escape, found["kept"]))
    chinese, endings = frozenset(found["chinese"]), tuple(found["ending"])
    return _Stopwords(frozenset(english), chinese, endings, re.compile(kept))


def _valued(found: Mapping[Gram, int]) -> Iterator[Candidate]:
    """Yield those that do not always stand in one longer candidate."""
    around: dict[Gram, list[int]] = defaultdict(list)
    for gram, count in found.items():
        for length in range(1, len(gram)):
            for part in set(_grams(gram, length)) & found.keys():
                around[part].append(count)
    before, after = _continued(found)
    for gram, count in found.items():
        nested = around.get(gram, [])
        alone = count - (sum(nested) / len(nested) if nested else 0)
        if alone > 0:
            is_part = max(before[gram], after[gram]) >= _PART * count
            yield Candidate(gram, count, math.log2(len(gram) + 1) * alone, is_part)


def _continued(found: Mapping[Gram, int]) -> tuple[Counter[Gram], Counter[Gram]]:
    """How often each goes on, to the left and to the right, to a longer candidate."""
    before, after = Counter[Gram](), Counter[Gram]()
    for gram, count in found.items():
        inner = range(1, len(gram))
        start = next((gram[:-i] for i in inner if gram[:-i] in found), None)
        end = next((gram[i:] for i in inner if gram[i:] in found), None)
        if start:
            after[start] += count
        if end:
            before[end] += count
    return before, after


def sentence(text: str, language: Language) -> Sentence:
    """Return `text` as tokens: characters of Chinese, words of English, in the singular."""
    runs: list[list[str]] = [[]]
    for match in _TOKENS[language.is_chinese].finditer(text):
        if match["cut"]:
            runs.append([])
        else:
            runs[-1].append(match["token"])
    fold = str if language.is_chinese else _folded
    return tuple(Run(tuple(map(fold, run)), tuple(run)) for run in runs if run)


def _folded(word: str) -> str:
    return singular(word.lower())


def standing(text: Sentence, known: Container[Gram], longest: int) -> Iterator[tuple[Gram, Gram]]:
    """Yield what of `known` stands in `text`, with how it is written there."""
    for run in text:
        for length in range(1, longest + 1):
            for start, gram in enumerate(_grams(run.tokens, length)):
                if gram in known:
                    yield gram, run.shown[start : start + length]
