"""Is all of it there, once, and in the target language?"""

import re
from collections.abc import Iterator

from translator.engines.health import BROKEN, has_loop, units
from translator.model import Issue, Origin, Translation

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN_WORD = re.compile(r"[A-Za-z][a-z]+")
# English words for each Chinese character (or Latin word), among 35 159 pairs of the training
# corpus with ten or more: median 0.71; one pair in a thousand lies below, one above these bounds.
_LEAST, _MOST = 0.3, 1.5
_FEW = 10


def emptiness(translation: Translation) -> Iterator[Issue]:
    """A source with words has a target with words."""
    source, target = _texts(translation)
    if _LETTER.search(source) and not _LETTER.search(target):
        yield Issue("emptiness", "no translation")


def language(translation: Translation) -> Iterator[Issue]:
    """An English target has no Chinese left in it; a Chinese target is not the English source."""
    source, target = _texts(translation)
    if BROKEN in target and BROKEN not in source:
        yield Issue("language", "a character that the model could not write")
    into = translation.direction.target
    if not into.is_chinese:
        left = _HAN.findall(target)
        if left:
            yield Issue("language", f"left in Chinese: {'、'.join(dict.fromkeys(left))}")
    elif not translation.direction.source.is_chinese and not _HAN.search(target):
        words = _LATIN_WORD.findall(source)
        if len(words) > 1 and source.strip() == target.strip():
            yield Issue("language", "left in English")


def proportion(translation: Translation) -> Iterator[Issue]:
    """The target is about as long as such a source becomes."""
    if translation.origin is not Origin.ENGINE:
        return
    ours, theirs = (len(units(text)) for text in _texts(translation))
    chinese, english = (ours, theirs) if translation.direction.source.is_chinese else (theirs, ours)
    if max(chinese, english) >= _FEW and not _LEAST * chinese <= english <= _MOST * chinese + 2:
        yield Issue("proportion", f"{ours} words and characters became {theirs}")


def repetition(translation: Translation) -> Iterator[Issue]:
    """No run of words is said again and again."""
    source, target = _texts(translation)
    if has_loop(units(target)) and not has_loop(units(source)):
        yield Issue("repetition", "the same words again and again")


def _texts(translation: Translation) -> tuple[str, str]:
    return translation.segment.source.text, translation.target.text
