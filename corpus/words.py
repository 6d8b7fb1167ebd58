"""Text > its key, its units and the tokens of the index: what look-ups compare.

The **key** is the text but for width, script, kinds of space and of hyphen: equal keys are equal
texts. The **units** are what an edit counts: words, numbers and Chinese characters, in small
letters, without punctuation. The **tokens** are what the database finds a text by.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from termbase.folding import cased, fold_with_offsets

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT = re.compile(
    rf"[{_HAN}]|(?<![A-Za-z0-9.)])-?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*"
    rf"|[^\W\d_{_HAN}]+(?:'[^\W\d_{_HAN}]+)*|[%°‰±≥≤<>=+×÷√∑∞μΩ$€£¥^]|[\ue000-\uf8ff]"
)
_RUN = re.compile(rf"[{_HAN}]+|\d+(?:[.,]\d+)*|[^\W\d_{_HAN}]+(?:'[^\W\d_{_HAN}]+)*")
_IS_HAN = re.compile(rf"[{_HAN}]")
_SPACES = re.compile(r"\s+")
_RAISED = re.compile(  # raised, lowered, circled and broken numerals, which NFKC makes plain ones
    "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u208e\u2150-\u215f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]"
)
_QUOTES = str.maketrans("’‘“”", "''\"\"")
_SIGNED = 1 << 63
_CODES = 0xD800  # characters below the surrogates


def key(text: str) -> str:
    """Return the form in which equal texts are equal; case, digits and punctuation count.

    A raised digit stays one: 10² is not 102.
    """
    if not text.isascii():
        text = cased(_RAISED.sub(r"^\g<0>", text)).translate(_QUOTES)
    return _SPACES.sub(" ", text).strip()


def units(text_key: str) -> tuple[str, ...]:
    """Return what an edit counts of a key."""
    return tuple(_UNIT.findall(text_key.lower()))


def located(text: str) -> list[tuple[int, int, str]]:
    """Return where in `text` each unit of its key begins and ends, and the unit."""
    marked = _RAISED.sub(r"^\g<0>", text)
    folded = fold_with_offsets(marked)
    back = list(range(len(text) + 1))
    for match in _RAISED.finditer(text):
        back.insert(match.start() + len(back) - len(text) - 1, match.start())
    found: list[tuple[int, int, str]] = []
    for match in _UNIT.finditer(folded.text.translate(_QUOTES)):
        start, end = folded.original(*match.span())
        found.append((back[start], back[end], match[0]))
    return found


def tokens(text_key: str) -> list[str]:
    """Return what a key is found by: words, numbers, and each two Chinese characters in a row.

    The last character of a row stands alone, so that every one begins a token.
    """
    found: list[str] = []
    for run in _RUN.findall(text_key.lower()):
        if _IS_HAN.match(run):
            found += [run[at : at + 2] for at in range(len(run))]
        else:
            found.append(run)
    return found


def phrase_tokens(text_key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tokens of every text that holds the phrase, and the beginnings of others.

    After the last character of a row the text may go on.
    """
    whole: dict[str, None] = {}
    begun: dict[str, None] = {}
    for run in _RUN.findall(text_key.lower()):
        if not _IS_HAN.match(run):
            whole[run] = None
        elif len(run) == 1:
            begun[run] = None
        else:
            whole |= dict.fromkeys(run[at : at + 2] for at in range(len(run) - 1))
    return tuple(whole), tuple(begun)


def is_chinese(unit: str) -> bool:
    """Whether a unit is a Chinese character."""
    return bool(_IS_HAN.match(unit))


def digest(*texts: str) -> int:
    """Return 64 bits, as databases hold them, that stand for `texts`."""
    whole = hashlib.blake2b("\x00".join(texts).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(whole.digest()) - _SIGNED


def code(found: Sequence[str]) -> bytes:
    """Return units as one character of UTF-16 each, for a first comparison.

    Two units may share a code by chance.
    """
    return b"".join(map(_code, found))


@lru_cache(maxsize=200_000)
def _code(unit: str) -> bytes:
    whole = hashlib.blake2b(unit.encode("utf-8", "surrogatepass"), digest_size=4)
    return (int.from_bytes(whole.digest()) % _CODES).to_bytes(2, "little")
