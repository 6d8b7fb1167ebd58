"""Document > Segment: cut each unit into sentences.

Chinese ends a sentence with 。！？； or ……, English with . ! ? and a space before what can begin
one; a tab or a line break ends one in both. Nothing is cut inside brackets or quotation marks.
"""

import re
from itertools import pairwise

from translator.model import Document, Segment

_PAIRS = dict(zip("（(“‘《「『【[", "）)”’》」』】]", strict=True))
_CLOSERS = "".join(dict.fromkeys(_PAIRS.values())) + "\"'"
_BRACKET = re.compile(f"[{re.escape(''.join([*_PAIRS, *_PAIRS.values()]))}]")
_BREAK = re.compile(r"[\t\n\v\f]+ *|\r\n?")
_CHINESE_END = re.compile(
    rf"(?:[。！？；]+|(?:…{{2}}|⋯{{2}})(?![，、。；才等\w]))[{re.escape(_CLOSERS)}]*\s*"
)
_ENGLISH_END = re.compile(
    rf"(?<=[A-Za-z0-9%°)\]\u3400-\u9fff{re.escape(_CLOSERS)}])[.!?]+[{re.escape(_CLOSERS)}]*\s+"
    r"(?=[\"'“‘(\[]?[A-Z0-9\u3400-\u9fff\u2014])"
)
_ABBREVIATIONS = frozenset(
    "no nos fig figs eq eqs ref refs vol vols p pp ed eds e.g i.e cf vs viz approx ca resp incl "  # noqa: SIM905
    "excl art sec cl par ch tab max min std dept dr mr mrs ms prof st al jr sr u.s u.k jan feb mar "
    "apr jun jul aug sep sept oct nov dec ltd inc co corp sp spp var nom dia temp".split()
)
_LAST_WORD = re.compile(r"(?:^|[\s(（\[“‘])([A-Za-z](?:[A-Za-z.]*[A-Za-z])?|\d+(?:\.\d+)*)$")


def segment(document: Document) -> list[Segment]:
    """Return the segments in reading order; joining those of a unit gives the unit back."""
    found: list[Segment] = []
    for unit in document.units:
        pieces = unit.content.split(sentence_ends(unit.content.text))
        found += [
            Segment(
                unit.id, piece, unit.place, number == len(pieces), unit.level > 0 and number == 1
            )
            for number, piece in enumerate(pieces, 1)
        ]
    return found


def sentence_ends(text: str) -> list[int]:
    """Return the offsets at which the sentences of `text` end; the last is its length."""
    closed = _inside(text)
    cuts = {hit.end() for hit in _BREAK.finditer(text)}
    cuts |= {hit.end() for hit in _CHINESE_END.finditer(text) if not closed[hit.start()]}
    cuts |= {
        hit.end()
        for hit in _ENGLISH_END.finditer(text)
        if not closed[hit.end() - 1] and not _is_abbreviation(text, hit.start())
    }
    ends = [*sorted(cuts - {0, len(text)}), len(text)]
    return _joined(text, ends)


def _joined(text: str, ends: list[int]) -> list[int]:
    """Leave out the cuts after which only whitespace and closing marks would stand alone."""
    pieces = list(pairwise([0, *ends]))
    kept = [end for start, end in pieces if text[start:end].strip(" \u3000" + _CLOSERS)]
    return kept if kept and kept[-1] == len(text) else [*kept[:-1], len(text)]


def _is_abbreviation(text: str, dot: int) -> bool:
    """Whether the full stop at `dot` belongs to an abbreviation, an initial or a list number."""
    if text[dot] != ".":
        return False
    word = _LAST_WORD.search(text[max(0, dot - 20) : dot])
    if word is None:
        return False
    name = word.group(1)
    if name[0].isdigit():
        return dot - len(name) == 0
    return name.lower() in _ABBREVIATIONS or (len(name) == 1 and name.isalpha() and name != "I")


def _inside(text: str) -> bytearray:
    """For each character whether it stands inside a pair of brackets or quotation marks."""
    inside = bytearray(len(text))
    stack: list[tuple[str, int]] = []
    waiting = dict.fromkeys(
        _PAIRS.values(), 0
    )  # how many of each in the stack: a text may be hostile
    for hit in _BRACKET.finditer(text):
        char, at = hit.group(), hit.start()
        if char in _PAIRS:
            stack.append((_PAIRS[char], at))
            waiting[_PAIRS[char]] += 1
            continue
        closer = ""
        while waiting[char] and closer != char:
            closer, start = stack.pop()
            waiting[closer] -= 1
            if closer == char:
                inside[start : at + 1] = b"\1" * (at + 1 - start)
    return inside
