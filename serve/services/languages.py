"""Which languages there are, and which one a text is in, with how sure that is."""

import re
from dataclasses import dataclass

from termbase.text import Language
from translator.language import detect

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W\d_\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_WEIGHT = 2  # Chinese characters say about as much as half a word


@dataclass(frozen=True, slots=True)
class Detected:
    """A language, and its share in what says something: 0–100; 0 where nothing does."""

    language: Language
    confidence: float


def detected(text: str) -> Detected:
    """Return the language of `text`."""
    found = detect(text)
    chinese, others = len(_HAN.findall(text)), len(_WORD.findall(text)) * _WEIGHT
    mine = chinese if found.is_chinese else others
    return Detected(found, round(100 * mine / (chinese + others), 1) if mine else 0.0)
