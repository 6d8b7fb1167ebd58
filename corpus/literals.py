"""Numbers and references: what may differ in two texts that are equal otherwise."""

import re
from collections import Counter
from collections.abc import Mapping

from corpus.words import key

_MARK = "\x00"  # in no key
_LITERAL = re.compile(
    r"(?<![A-Za-z])[A-Z]{1,6}(?:/[A-Z]{1,4})*[ .-]?\d+(?:[.,]\d+)*"
    r"(?:[-\u2013\u2014:]\d{4})?(?![\dA-Za-z])"
    r"|(?<![A-Za-z0-9.)])-?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*"
)
_AROUND = re.compile(f" ?{_MARK} ?")  # 10MPa is 10 MPa
_DASH = re.compile("[-\u2013\u2014]")
_COUNTED = re.compile(r" ?[a-z]{2,}")
_NAMING = re.compile(
    r"\b(?:table|figure|clause|annex|part|note|example|step|level|class|type|grade|no\.?)s? ?$",
    re.I,
)


def shape(text_key: str) -> str:
    """Return a key with marks for numbers and references; equal where these alone differ."""
    return _AROUND.sub(_MARK, _LITERAL.sub(_MARK, text_key))


def substituted(asked: str, source: str, target: str) -> str | None:
    """Return `target` with the numbers and references of the key `asked` for those of `source`.

    Both keys have one shape. None where that cannot be done for certain: a number is not in the
    target as often as in the source, one would become two, or a plural would change.
    """
    wanted = _changes(_LITERAL.findall(source), _LITERAL.findall(asked))
    if wanted is None:
        return None
    there = Counter(map(_canonical, _LITERAL.findall(target)))
    known = Counter(map(_canonical, _LITERAL.findall(source)))
    if any(there[old] != known[old] for old in wanted):
        return None
    if any(_counts(match, wanted) for match in _LITERAL.finditer(target)):
        return None
    return _LITERAL.sub(lambda match: _put(match[0], wanted), target)


def _changes(before: list[str], after: list[str]) -> dict[str, str] | None:
    """What becomes of each literal that is not as it was; None where that is not one thing."""
    if len(before) != len(after):
        return None
    found: dict[str, str] = {}
    for old, new in zip(map(_canonical, before), after, strict=True):
        if _canonical(found.setdefault(old, new)) != _canonical(new):
            return None
    return {old: new for old, new in found.items() if old != _canonical(new)}


def _canonical(literal: str) -> str:
    folded = key(literal).replace(" ", "")
    return folded[:1] + _DASH.sub("-", folded[1:])


def _counts(match: re.Match[str], wanted: Mapping[str, str]) -> bool:
    """Whether a literal that changes from or to one counts what an English word names."""
    old = _canonical(match[0])
    if "1" not in {old, wanted.get(old)} or old not in wanted:
        return False
    followed = _COUNTED.match(match.string, match.end())
    return bool(followed) and not _NAMING.search(match.string[: match.start()])


def _put(old: str, wanted: Mapping[str, str]) -> str:
    new = wanted.get(_canonical(old))
    if new is None:
        return old
    dash = _DASH.search(old, 1)
    return new[:1] + _DASH.sub(dash[0], new[1:]) if dash else new
