"""Simplified and Traditional Chinese, by OpenCC's dictionaries."""

from functools import cache

import opencc

from termbase.text import Language


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def to_simplified(text: str) -> str:
    """Return Traditional text in Simplified characters."""
    return str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """Return Simplified text in Traditional characters."""
    return str(_converter("s2t").convert(text))


def into(text: str, language: Language) -> str:
    """Return Chinese `text` in the script of `language`; text for English as it is."""
    if language is Language.ZH_HANT:
        return to_traditional(text)
    return to_simplified(text) if language is Language.ZH else text
