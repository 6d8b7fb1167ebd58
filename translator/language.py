"""Which language a text is in: Simplified Chinese, Traditional Chinese or English."""

import re

from termbase.text import Language
from translator.standards.script import to_simplified

_TRADITIONAL = {"hant", "tw", "hk", "mo"}  # scripts and regions
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SAMPLE = 20_000  # characters; enough for a verdict
_TRADITIONAL_SHARE = 0.05  # of the characters, that Simplified writing would have changed


def named(tag: str) -> Language | None:
    """Return our language of a tag (BCP 47): zh-TW is zh-Hant; None if it is none of ours."""
    primary, *rest = tag.lower().replace("_", "-").split("-")
    if primary == "en":
        return Language.EN
    if primary not in {"zh", "cmn"}:
        return None
    return Language.ZH_HANT if _TRADITIONAL.intersection(rest) else Language.ZH


def detect(text: str) -> Language:
    """Return the language of `text`; English where there is nothing to go by."""
    sample = text[:_SAMPLE]
    han = _HAN.findall(sample)
    # A Chinese character says about as much as half an English word.
    if len(han) < len(_LATIN.findall(sample)) / 2 or not han:
        return Language.EN
    joined = "".join(han)
    changed = sum(a != b for a, b in zip(joined, to_simplified(joined), strict=False))
    return Language.ZH_HANT if changed > _TRADITIONAL_SHARE * len(han) else Language.ZH
