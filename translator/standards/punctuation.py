"""Punctuation that has one counterpart in the other language (GB/T 15834; ISO house style)."""

import re

_ENGLISH = {
    "，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ".", "！": "!", "？": "?",
    "（": " (", "）": ") ", "【": " [", "】": "] ", "～": "–", "％": "%", "\u3000": " ",
}  # fmt: skip
_CHINESE_SIGN = re.compile("[" + "".join(_ENGLISH) + "]")
_TIDY = ((r" {2,}", " "), (r"([(\[]) ", r"\1"), (r" ([)\],.;:!?])", r"\1"))


def to_english(text: str) -> str:
    """Return `text` with Chinese punctuation replaced by English, spaced as English is."""
    if not _CHINESE_SIGN.search(text):
        return text
    replaced = _CHINESE_SIGN.sub(lambda sign: _ENGLISH[sign.group()], text)
    for pattern, into in _TIDY:
        replaced = re.sub(pattern, into, replaced)
    return replaced.strip(" ")
