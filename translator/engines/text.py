"""The form of text that a model sees, in training and in serving alike.

Identity as far as meaning goes: Chinese punctuation stays Chinese. Only what carries none is
unified: width of Latin letters and digits, kinds of space, spaces between Chinese and Latin.
"""

import re

from termbase.text import Language

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
_WIDE |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
_SPACES = dict.fromkeys((0x09, 0x0A, 0x0B, 0x0D, 0xA0, 0x1680, *range(0x2000, 0x200B)), " ")
_SPACES |= {0x202F: " ", 0x205F: " ", 0x3000: " "}
_NOTHING = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
_UNIFIED = {**_WIDE, **_SPACES, **_NOTHING}
_HAN = r"\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’"
_LOOSE = re.compile(rf"(?<=[{_HAN}]) +(?=\S)|(?<=\S) +(?=[{_HAN}])")


def normalise(text: str, language: Language) -> str:
    """Return `text` as the model sees it; idempotent."""
    plain = re.sub(r" {2,}", " ", text.translate(_UNIFIED)).strip()
    return _LOOSE.sub("", plain) if language.is_chinese else plain
