"""Is "shall" 应, is "should" 宜? GB/T 1.1—2020, annex C; ISO/IEC Directives Part 2, clause 7."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translator.model import Issue, Translation


@dataclass(frozen=True, slots=True)
class Modal:
    """One verbal form: what says it in either language, and how the standards write it."""

    name: str
    chinese: re.Pattern[str]
    english: re.Pattern[str]
    prescribed: tuple[str, str]  # Chinese, English


# 应 is no verb in 应用, 应力, 应变 …, nor in 适应, 反应, 相应, 响应 …
_NO_VERB = (
    "用|力|变(?![为化])|激|聘|邀|届|酬|答|急|付|运而生|收账|税|承(?![担受])|声|有尽有"
    "|对(?:措施|能力|策略|方案|风险|挑战|突发)"
)
_BEFORE = "适反相响供对效感回呼因顺照不只"
_NEGATIVE = r"(?:不应|不得|不准|不允许|禁止|严禁|不许)"
MODALS = (
    Modal(
        "prohibition",
        re.compile(rf"{_NEGATIVE}(?!{_NO_VERB})"),
        re.compile(
            r"\b(?:shall|must|may|can|is|are|be)(?: (?:also|only|in no case))? (?:not|never)\b"
            r"|\bcannot\b|\bprohibited\b|\bforbidden\b|\bno\b|\bneither\b",
            re.IGNORECASE,
        ),
        ("不应", "shall not"),
    ),
    Modal(
        "requirement",
        re.compile(rf"(?<![{_BEFORE}])应(?:当|该)?(?!{_NO_VERB})|必须|(?<![高胡])须(?![知线])"),
        re.compile(
            r"\b(?:shall|must)\b(?! not\b)|\b(?:is|are|be) (?:to|required)\b"
            r"|\b(?:has|have|needs?) to\b",
            re.IGNORECASE,
        ),
        ("应", "shall"),
    ),
    Modal(
        "recommendation",
        re.compile(r"(?<![适便合相事时机权])宜(?![人居])|推荐|建议"),
        re.compile(
            r"\bshould\b|\brecommend|\bought to\b|\badvisable\b|\bpreferabl|\bsuggest", re.I
        ),
        ("宜", "should"),
    ),
)


def modals(translation: Translation) -> Iterator[Issue]:
    """A requirement stays a requirement, a recommendation a recommendation, a ban a ban."""
    direction = translation.direction
    if not direction.changes_language:
        return
    source, target = translation.segment.source.text, translation.target.text
    chinese, english = (source, target) if direction.source.is_chinese else (target, source)
    for modal in MODALS:
        sides = modal.chinese.search(chinese), modal.english.search(english)
        said, wanted = sides if direction.source.is_chinese else sides[::-1]
        if said and not wanted and _is_clear(modal, said.group(), source):
            word = modal.prescribed[0 if direction.target.is_chinese else 1]
            yield Issue("modals", f"{modal.name} “{said.group()}” is not translated, e.g. “{word}”")


def _is_clear(modal: Modal, word: str, source: str) -> bool:
    """English "no", "is to" and the like mean too many things to be asked for in Chinese."""
    if modal.chinese.search(word):
        return True
    return word.lower() in {"shall", "must", "should", "shall not", "must not"} and bool(source)
