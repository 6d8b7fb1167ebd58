"""Slots that no noun fills: numbers, quantities, references, dates, as either language writes them.

GB/T 1.1—2020, 9.5 and 9.9; ISO/IEC Directives Part 2, clauses 9 and 10. `gap` is the space that
some Chinese texts put into 表 3 and others not.
"""

import random
from collections.abc import Callable

from training.patterns.nouns import Noun, Unit

_WORDS = {
    2: ("两", "two"), 3: ("三", "three"), 4: ("四", "four"), 5: ("五", "five"), 6: ("六", "six"),
    7: ("七", "seven"), 8: ("八", "eight"), 9: ("九", "nine"), 10: ("十", "ten"),
}  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_BODIES = (
    ("GB/T {n}—{y}", "GB/T {n}", 5), ("GB/T {n}.{p}—{y}", "GB/T {n}.{p}", 4),
    ("GB {n}—{y}", "GB {n}", 3), ("GB {n}.{p}—{y}", "GB {n}.{p}", 1),
    ("ISO {n}:{y}", "ISO {n}", 2), ("ISO {n}-{p}:{y}", "ISO {n}-{p}", 2),
    ("IEC 6{m}-{p}:{y}", "IEC 6{m}-{p}", 2), ("IEC 60068-2-{p}:{y}", "IEC 60068-2-{p}", 1),
    ("ISO/IEC {n}:{y}", "ISO/IEC {n}", 2), ("ISO/IEC {n}-{p}:{y}", "ISO/IEC {n}-{p}", 1),
    ("JB/T {n}—{y}", "JB/T {n}", 1), ("HG/T {n}—{y}", "HG/T {n}", 1),
    ("YY/T {n}—{y}", "YY/T {n}", 1), ("HJ {s}—{y}", "HJ {s}", 1), ("JGJ {s}—{y}", "JGJ {s}", 1),
    ("SJ/T {n}—{y}", "SJ/T {n}", 1),
)  # fmt: skip

_HAN_SHARE = 0.3  # of the small numbers are 三个, not 3个
_FINE = 4  # so many of the least values of a unit are accuracies

Literal = Callable[[random.Random, str], Noun]
Measure = Callable[[random.Random, Unit], Noun]


def _same(text: str) -> Noun:
    return Noun(text, text)


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _few(dice: random.Random, _: str) -> Noun:
    number = dice.choice((2, 3, 3, 4, 5, 5, 6, 8, 9, 10))
    han, word = _WORDS[number]
    return Noun(han if dice.random() < _HAN_SHARE else str(number), word)


def _many(dice: random.Random, _: str) -> Noun:
    return _same(_spaced(dice.choice((1, 2, 5)) * 10 ** dice.randint(2, 5)))


def _percent(dice: random.Random, _: str) -> Noun:
    value = dice.choice(("0.1", "0.5", "1", "1.5", "2", "3", "5", "8", "10", "15", "20", "25"))
    return Noun(f"{value}%", f"{value} %")


def _share(dice: random.Random, _: str) -> Noun:
    value = dice.choice(("30", "50", "60", "70", "75", "80", "85", "90", "95", "98", "99", "99.5"))
    return Noun(f"{value}%", f"{value} %")


def _numbers(dice: random.Random) -> dict[str, int]:
    return {
        "n": dice.randint(1000, 45999),
        "s": dice.randint(2, 999),
        "m": dice.randint(1000, 2999),
        "p": dice.randint(1, 24),
        "y": dice.randint(1996, 2025),
    }


def _standard(dice: random.Random, _: str) -> Noun:
    dated, undated, _weight = dice.choices(_BODIES, [body[2] for body in _BODIES])[0]
    text = (dated if dice.random() < 0.5 else undated).format(**_numbers(dice))  # noqa: PLR2004
    return _same(text)


def _national(dice: random.Random, _: str) -> Noun:
    return _same(
        dice.choice(("GB/T {n}—{y}", "GB/T {n}.{p}—{y}", "GB {n}—{y}")).format(**_numbers(dice))
    )


def _series(dice: random.Random, _: str) -> Noun:
    return _same("GB/T {n}".format(**_numbers(dice)))


def _international(dice: random.Random, _: str) -> Noun:
    forms = ("ISO {n}:{y}", "ISO {n}-{p}:{y}", "ISO/IEC {n}:{y}", "IEC 6{m}-{p}:{y}")
    return _same(dice.choice(forms).format(**_numbers(dice)))


def _subclause(dice: random.Random, _: str) -> Noun:
    return _same(".".join(str(dice.randint(low, 9)) for low in (4, 1, 1)[: dice.choice((2, 2, 3))]))


def _annex_clause(dice: random.Random, _: str) -> Noun:
    return _same(f"{dice.choice('ABCDEF')}.{dice.randint(1, 6)}")


def _label(chinese: str, english: str, signs: str) -> Literal:
    """A label with one of `signs` (separated by spaces) for its number."""

    def draw(dice: random.Random, gap: str) -> Noun:
        sign = dice.choice(signs.split())
        return Noun(chinese.format(sign).replace(" ", gap), english.format(sign))

    return draw


def _date(dice: random.Random, _: str) -> Noun:
    year, month, day = dice.randint(1998, 2026), dice.randint(1, 12), dice.randint(1, 28)
    return Noun(f"{year}年{month}月{day}日", f"{day} {_MONTHS[month - 1]} {year}")


def _month(dice: random.Random, _: str) -> Noun:
    year, month = dice.randint(1998, 2026), dice.randint(1, 12)
    return Noun(f"{year}年{month}月", f"{_MONTHS[month - 1]} {year}")


def _count(low: int, high: int) -> Literal:
    return lambda dice, _: _same(str(dice.randint(low, high)))


_DIGITS = " ".join(str(number) for number in range(1, 13))
LITERALS: dict[str, Literal] = {
    "n": _count(2, 60),
    "few": _few,
    "many": _many,
    "pct": _percent,
    "share": _share,
    "std": _standard,
    "gbt": _national,
    "series": _series,
    "iso": _international,
    "clause": _subclause,
    "annexclause": _annex_clause,
    "chapter": _label("第 {} 章", "Clause {}", "4 5 6 7 8 9 10"),
    "table": _label("表 {}", "Table {}", f"{_DIGITS} A.1 A.2 B.1 B.2 C.1"),
    "figure": _label("图 {}", "Figure {}", f"{_DIGITS} A.1 A.2 B.1 C.1"),
    "annex": _label("附录 {}", "Annex {}", "A B C D E F"),
    "formula": _label("式（{}）", "Formula ({})", f"{_DIGITS} A.1 B.1 B.2"),
    "part": _label("第 {} 部分", "Part {}", _DIGITS),
    "year": _count(1998, 2026),
    "date": _date,
    "month": _month,
    "letter": lambda dice, _: _same(dice.choice("ABCDE")),
    "roman": lambda dice, _: _same(dice.choice(("I", "II", "III", "IV"))),
    "tc": _count(2, 620),
}


def _quantity(dice: random.Random, unit: Unit) -> Noun:
    value = dice.choice(unit.values)
    return Noun(unit.chinese.format(value), unit.english.format(value))


def _range(dice: random.Random, unit: Unit) -> Noun:
    low = dice.randrange(len(unit.values) - 1)
    high = dice.randrange(low + 1, min(low + 5, len(unit.values)))
    ends = unit.values[low], unit.values[high]
    chinese, english = ([text.format(end) for end in ends] for text in (unit.chinese, unit.english))
    return Noun("～".join(chinese), " to ".join(english))


def _tolerance(dice: random.Random, unit: Unit) -> Noun:
    both = dice.choice(unit.values), dice.choice(unit.tolerances)
    chinese, english = ([text.format(end) for end in both] for text in (unit.chinese, unit.english))
    return Noun("±".join(chinese), " ± ".join(english))


def _bracketed(dice: random.Random, unit: Unit) -> Noun:
    value, tolerance = dice.choice(unit.values), dice.choice(unit.tolerances)
    return Noun(
        unit.chinese.format(f"（{value}±{tolerance}）").replace("） ", "）"),
        unit.english.format(f"({value} ± {tolerance})"),
    )


def _accuracy(dice: random.Random, unit: Unit) -> Noun:
    value = dice.choice(unit.values[:_FINE])
    return Noun(unit.chinese.format(value), unit.english.format(value))


MEASURES: dict[str, Measure] = {
    "q": _quantity,
    "range": _range,
    "tol": _tolerance,
    "ptol": _bracketed,
    "acc": _accuracy,
}
