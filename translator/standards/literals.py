"""Find the literals of a text (numbers, names, references) and render each in the target language.

A literal has one right rendering that no model needs to guess: "10 ℃～35 ℃" is "10 °C to 35 °C",
"附录 A" is "Annex A" (GB/T 1.1—2020, clause 9; ISO/IEC Directives Part 2).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from translator.model import Direction, SlotKind
from translator.standards.quantities import (
    DATE_EN,
    DATE_ISO,
    DATE_ZH,
    MYRIAD,
    NUMBER,
    QUANTITY,
    render_date_en,
    render_date_zh,
    render_myriad,
    render_quantity,
)
from translator.standards.references import (
    LABEL_EN,
    LABEL_ZH,
    STANDARD,
    render_label_en,
    render_label_zh,
    render_standard,
)

Render = Callable[[re.Match[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Literal:
    """text[start:end], and how it may stand in the target language, the preferred way first."""

    start: int
    end: int
    kind: SlotKind
    renderings: tuple[str, ...]


def _as_it_is(hit: re.Match[str]) -> tuple[str, ...]:
    return (hit.group(),)


_URL = r"(?:https?|ftp)://[^\s，。；、）》”\ue000-\uf8ff]*[\w/#=&-]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_CODE = (
    r"`[^`\n]+`"
    r"|(?<![A-Za-z0-9_.])(?:[A-Za-z][A-Za-z0-9_]*(?:::|->|\.))*[A-Za-z_][A-Za-z0-9_]*\(\)"  # call()
    r"|(?<![A-Za-z0-9_.])[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]+(?![A-Za-z0-9_])"  # snake_case
    r"|(?<![A-Za-z0-9_/\-])--[a-z][a-z0-9-]+"  # --option
    r"|(?<![A-Za-z0-9_/<])(?:~|\.{1,2})?(?:/[A-Za-z0-9_.-]+){2,}/?(?<![.])"  # /a/path
)
_IDENTIFIER = (
    r"(?<![A-Za-z0-9_.\-])(?:"
    r"[A-Z]{2,6}(?:/[A-Z]{2,6})+(?: ?(?:\d+|X+))?"  # SAC/TC 123
    r"|X{2,}(?:[-—–./:]X+)*"  # a number yet to be given: XXXX-XX-XX
    r"|[A-Z]{1,6}-?\d{1,6}[A-Z]{0,2}(?:[-/][A-Z0-9]+)*"  # IP20, UTF-8, CF120-230A
    r")(?![A-Za-z0-9_])"
)
_SYMBOL = r"[A-Za-zΑ-Ωα-ω][A-Za-z0-9_]{0,4}"
_OPERAND = rf"(?:\d+(?:\.\d+)?|{_SYMBOL})"
_FORMULA = (
    rf"(?<![A-Za-z0-9_.]){_SYMBOL} ?[=≤≥<>≈≠] ?[-+−±]?{_OPERAND}"
    rf"(?: ?[-+−×·*/^] ?{_OPERAND})*(?![A-Za-z0-9_])"
)

_Rule = tuple[re.Pattern[str], SlotKind, Render]


def _rules(*, into_chinese: bool) -> list[_Rule]:
    """The rules for texts of one language, the stronger first."""

    def standard(hit: re.Match[str]) -> tuple[str, ...]:
        return render_standard(hit, into_chinese=into_chinese)

    def quantity(hit: re.Match[str]) -> tuple[str, ...]:
        return render_quantity(hit, into_chinese=into_chinese)

    own: tuple[tuple[str, SlotKind, Render], ...] = (
        (LABEL_ZH, SlotKind.NAME, render_label_zh),
        (DATE_ZH, SlotKind.NUMBER, render_date_zh),
        (MYRIAD, SlotKind.NUMBER, render_myriad),
    )
    if into_chinese:
        own = (
            (LABEL_EN, SlotKind.NAME, render_label_en),
            (DATE_EN, SlotKind.NUMBER, render_date_en),
        )
    rules: tuple[tuple[str, SlotKind, Render], ...] = (
        (_URL, SlotKind.NAME, _as_it_is),
        (_CODE, SlotKind.NAME, _as_it_is),
        (STANDARD, SlotKind.NAME, standard),
        (_FORMULA, SlotKind.NAME, _as_it_is),
        (_IDENTIFIER, SlotKind.NAME, _as_it_is),
        (DATE_ISO, SlotKind.NUMBER, _as_it_is),
        *own,
        (QUANTITY, SlotKind.NUMBER, quantity),
        (NUMBER, SlotKind.NUMBER, quantity),
    )
    return [(re.compile(pattern), kind, render) for pattern, kind, render in rules]


# By whether the source is Chinese, and whether the target is.
_RULES = {(True, False): _rules(into_chinese=False), (False, True): _rules(into_chinese=True)}
_RULES[True, True] = [(pattern, kind, _as_it_is) for pattern, kind, _ in _RULES[True, False]]
_RULES[False, False] = [(pattern, kind, _as_it_is) for pattern, kind, _ in _RULES[False, True]]


def find_literals(text: str, direction: Direction) -> list[Literal]:
    """Return the literals of `text`, left to right, none overlapping.

    An earlier rule wins over a later one. Between variants of one language (the source is the
    target, or Simplified and Traditional Chinese) every literal is rendered as it stands.
    """
    chinese = direction.source.is_chinese, direction.target.is_chinese
    taken = bytearray(len(text))
    found: list[Literal] = []
    for pattern, kind, render in _RULES[chinese]:
        for hit in pattern.finditer(text):
            start, end = hit.span()
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Literal(start, end, kind, render(hit)))
    return sorted(found, key=lambda literal: literal.start)
