"""Is all of it there, once, and in the target language?"""

import re
from collections.abc import Iterator

from translator.engines.health import has_loop, units
from translator.model import Issue, Origin, Translation

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN_WORD = re.compile(r"[A-Za-z][a-z]+")
# English letters for a Chinese character, as found in 1.0 M pairs: median 3.1; these bounds
# leave out fewer than one pair in a thousand of ten characters or more.
_SHORTEST, _LONGEST = 1.0, 9.0
_SHORT_TEXT = 10


def emptiness(translation: Translation) -> Iterator[Issue]:
    """A source with words has a target with words."""
    source, target = _texts(translation)
    if _LETTER.search(source) and not _LETTER.search(target):
        yield Issue("emptiness", "no translation")


def language(translation: Translation) -> Iterator[Issue]:
    """An English target has no Chinese left in it; a Chinese target is not the English source."""
    source, target = _texts(translation)
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
    source, target = _texts(translation)
    if translation.origin is not Origin.ENGINE:
        return
    chinese, english = (
        (source, target) if translation.direction.source.is_chinese else (target, source)
    )
    han, letters = len(_HAN.sub("", chinese)), len(english)
    han = len(chinese) - han
    if len(source) >= _SHORT_TEXT and han and not _SHORTEST <= letters / han <= _LONGEST:
        yield Issue("proportion", f"{len(source)} characters became {len(target)}")


def repetition(translation: Translation) -> Iterator[Issue]:
    """No run of words is said again and again."""
    source, target = _texts(translation)
    if has_loop(units(target)) and not has_loop(units(source)):
        yield Issue("repetition", "the same words again and again")


def _texts(translation: Translation) -> tuple[str, str]:
    return translation.segment.source.text, translation.target.text
