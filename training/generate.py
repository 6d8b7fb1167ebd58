"""Patterns + nouns + terms > sentence pairs in the style of GB/T 1.1 and ISO, for fine-tuning.

A pattern is a row of `patterns/*.tsv`: Chinese, English, with the same slots in braces on both
sides. `patterns/README.md` is the grammar.
"""

import csv
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Pair
from corpus.terms import held_out
from training.patterns.literals import LITERALS, MEASURES
from training.patterns.nouns import Noun, Unit, article, pluralise
from translator.errors import InputError

FOLDER = Path(__file__).parent / "patterns"
_NOUNS, _UNITS, _TERM = "nouns.tsv", "units.tsv", "term"
_UNIT_HEAD = ("name", "zh", "en", "values", "tolerances")
_SLOT = re.compile(
    r"\{(?:(?P<article>[Aa]) )?(?P<name>[A-Za-z]+)(?P<number>\d)(?P<plural>s?)"
    r"(?::(?P<unit>[^{}]+))?\}"
)
_TRIES = 6  # draws of a pattern before a pair that was there already is let go
_SPACED_SHARE = 0.15  # of the Chinese texts have spaces around Latin letters and digits
_SPACED = re.compile(r"(?<=[一-鿿])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[一-鿿])")
_WITH_KIN = ("component", "material", "instrument", "software", "data", "device", "quality")
_KIN_SHARE = 0.35  # at most, of the fillers of a class are terms that end in a noun of ours


class BrokenPatterns(InputError):
    """A pattern, noun or unit that cannot be used; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Two texts with slots; `slots` are (class, number, unit), each once."""

    chinese: str
    english: str
    origin: str
    slots: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns of a folder, with the nouns (by class) and units that fill them."""

    patterns: tuple[Pattern, ...]
    nouns: Mapping[str, tuple[Noun, ...]]
    units: Mapping[str, Unit]


def read_patterns(folder: Path = FOLDER) -> Patterns:
    """Return what the TSV files of `folder` hold.

    Raises:
        BrokenPatterns: a cell is empty, a slot unknown or on one side only.
    """
    nouns = _read_nouns(folder / _NOUNS)
    units = {
        name: Unit(chinese, english, tuple(values.split(";")), tuple(tolerances.split(";")))
        for _, (name, chinese, english, values, tolerances) in _rows(folder / _UNITS, _UNIT_HEAD)
    }
    known = {*nouns, *LITERALS, *MEASURES, _TERM}
    found: list[Pattern] = []
    for path in sorted(folder.glob("*.tsv")):
        if path.name not in {_NOUNS, _UNITS}:
            for line, (chinese, english) in _rows(path, ("zh", "en")):
                place = f"{path.name}:{line}"
                slots = _checked(chinese, english, place, known, units)
                found.append(Pattern(chinese, english, f"generated:{place}", slots))
    return Patterns(tuple(found), nouns, units)


def _rows(path: Path, head: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if line == 1 and tuple(row) != head:
                raise BrokenPatterns(f"{path.name}:1: the columns are not {', '.join(head)}")
            if len(row) != len(head) or not all(cell == cell.strip() != "" for cell in row):
                raise BrokenPatterns(f"{path.name}:{line}: not {len(head)} trimmed, filled cells")
            if line > 1:
                yield line, row


def _read_nouns(path: Path) -> dict[str, tuple[Noun, ...]]:
    """Nouns by class; the plural column says "+" (regular), "-" (a mass noun), or the plural."""
    classes: dict[str, list[Noun]] = {}
    for _, (names, chinese, english, shown) in _rows(path, ("class", "zh", "en", "plural")):
        if not held_out(english, chinese):
            plural = {"+": pluralise(english), "-": ""}.get(shown, shown)
            for name in names.split():
                classes.setdefault(name, []).append(Noun(chinese, english, plural))
    return {name: tuple(nouns) for name, nouns in classes.items()}


def _checked(
    chinese: str, english: str, place: str, known: set[str], units: Mapping[str, Unit]
) -> tuple[tuple[str, str, str], ...]:
    sides = [
        dict.fromkeys(_key(hit) for hit in _SLOT.finditer(text)) for text in (chinese, english)
    ]
    if any(set("{}") & set(_SLOT.sub("", text)) for text in (chinese, english)):
        raise BrokenPatterns(f"{place}: a brace that is no slot")
    if sides[0].keys() != sides[1].keys():
        odd = sorted("".join(key) for key in sides[0].keys() ^ sides[1].keys())
        raise BrokenPatterns(f"{place}: on one side only: {', '.join(odd)}")
    for name, _, unit in sides[0]:
        if name not in known or (name in MEASURES) != bool(unit) or (unit and unit not in units):
            raise BrokenPatterns(f"{place}: unknown slot {name}{unit and ':'}{unit}")
    return tuple(sides[0])


def _key(hit: re.Match[str]) -> tuple[str, str, str]:
    return hit["name"].lower(), hit["number"], hit["unit"] or ""


def generate(
    patterns: Patterns, terms: Sequence[tuple[str, str]], count: int, seed: int
) -> Iterator[Pair]:
    """Yield `count` pairs, English to Chinese; the same for the same arguments.

    Every pattern comes once a round, in random order. A pair comes again only after a round that
    gave nothing new. `terms` are (English, Chinese); those held out for evaluation are not used.
    """
    dice = random.Random(seed)
    writer = _Writer(patterns, terms, dice)
    order, seen, given = list(patterns.patterns), set[tuple[str, str]](), 0
    while given < count and order:
        dice.shuffle(order)
        before = given
        for pattern in order:
            fresh = (writer.write(pattern) for _ in range(_TRIES if pattern.slots else 1))
            pair = next((p for p in fresh if (p.source, p.target) not in seen), None)
            if pair and given < count:
                seen.add((pair.source, pair.target))
                given += 1
                yield pair
        if given == before:
            seen.clear()


class _Writer:
    """Fills patterns with nouns, terms and literals drawn at random."""

    def __init__(
        self, patterns: Patterns, terms: Sequence[tuple[str, str]], dice: random.Random
    ) -> None:
        self._units, self._dice, self._own = patterns.units, dice, patterns.nouns
        good = [Noun(chinese, english) for english, chinese in terms if is_plain(english, chinese)]
        heads = {noun.english.split()[-1] for nouns in self._own.values() for noun in nouns}
        self._terms = [noun for noun in good if _is_noun(noun.english, heads)] or good
        self._kin = {name: _kin(self._own.get(name, ()), self._terms) for name in _WITH_KIN}

    def write(self, pattern: Pattern) -> Pair:
        """One filling of `pattern`."""
        spaced = self._dice.random() < _SPACED_SHARE
        gap, fills, used = " " if spaced else "", dict[tuple[str, str, str], Noun](), set[str]()
        for slot in pattern.slots:
            for _ in range(_TRIES):
                fills[slot] = self._fill(slot[0], slot[2], gap)
                if fills[slot].english not in used:
                    break
            used.add(fills[slot].english)
        chinese = _SLOT.sub(lambda hit: fills[_key(hit)].chinese, pattern.chinese)
        chinese = _SPACED.sub(" ", chinese) if spaced else chinese
        english = _SLOT.sub(lambda hit: _form(hit, fills[_key(hit)]), pattern.english)
        return Pair(english, chinese, pattern.origin)

    def _fill(self, name: str, unit: str, gap: str) -> Noun:
        if name in LITERALS:
            return LITERALS[name](self._dice, gap)
        if name in MEASURES:
            return MEASURES[name](self._dice, self._units[unit])
        if name == _TERM:
            return self._dice.choice(
                self._terms or [noun for n in self._own.values() for noun in n]
            )
        kin = self._kin.get(name, ())
        own = self._own[name]
        share = min(_KIN_SHARE, len(kin) / (len(kin) + len(own)))
        return self._dice.choice(kin if self._dice.random() < share else own)


def _form(hit: re.Match[str], fill: Noun) -> str:
    """The English of a slot: plural, with an article, or with a capital, as it asks."""
    text = (fill.plural or fill.english) if hit["plural"] else fill.english
    if hit["article"] and fill.plural:
        text = f"{article(text)} {text}"
    upper = hit["name"][0].isupper() or hit["article"] == "A"
    return text[0].upper() + text[1:] if upper else text


_TERM_EN = re.compile(r"[a-z]+(?:-[a-z]+)*(?: [a-z]+(?:-[a-z]+)*){0,3}")
_TERM_ZH = re.compile(r"[一-鿿]{2,10}")
_NO_NOUN_EN = re.compile(
    r"\b(?:of|for|the|a|an|and|or|to|in|on|off|out|up|down|by|with|from|as|at|my|your|not|non"
    r"|add|create|sign|get|set|go|is|are|into|over|color|center|app|xbox|skype|azure|outlook)\b"
)
_NOUN_END = re.compile(
    r"(?:[ts]ion|ment|ness|ity|[ae]nce|ancy|ency|[a-z]{3}(?:er|or)|meter|ism|scope|graph|ure|age"
    r"|ist|logy|metry|graphy|ship|ware|ode|stem|ine|ing|work|book|code|key|file|line|cell|plate"
    r"|chart|card|board|rate|ratio|factor|gauge|test|method|process|circuit|lamp|coil|tube|beam)$"
)


def is_plain(english: str, chinese: str) -> bool:
    """Whether a term is of plain words, up to four and ten characters, and not held out."""
    plain = _TERM_EN.fullmatch(english) and _TERM_ZH.fullmatch(chinese)
    odd = _NO_NOUN_EN.search(english) or set("的地得了和或及与您我你") & set(chinese)
    return bool(plain and not odd and not held_out(english, chinese))


def _is_noun(english: str, heads: set[str]) -> bool:
    """Whether the last word looks like a noun; a single word must look more so."""
    *before, last = english.split()
    return (
        bool(_NOUN_END.search(last))
        if not before
        else last in heads or bool(_NOUN_END.search(last))
    )


def _kin(nouns: Sequence[Noun], terms: Sequence[Noun]) -> tuple[Noun, ...]:
    """The terms that say a noun of ours more closely: differential galvanometer, 差动检流计."""
    heads = {noun.english: noun for noun in nouns if len(noun.chinese) > 1}
    found: list[Noun] = []
    for term in terms:
        words = term.english.split()
        for cut in range(1, len(words)):
            head = heads.get(" ".join(words[cut:]))
            if head and term.chinese.endswith(head.chinese) and term.chinese != head.chinese:
                plural = f"{' '.join(words[:cut])} {head.plural}" if head.plural else ""
                found.append(Noun(term.chinese, term.english, plural))
                break
    return tuple(found)
