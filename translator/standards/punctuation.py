"""Punctuation that has one counterpart in the other language (GB/T 15834; ISO house style)."""

import re

_ENGLISH = {
    "，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ".", "！": "!", "？": "?",
    "（": " (", "）": ") ", "【": " [", "】": "] ", "〔": " [", "〕": "] ", "［": " [", "］": "] ",
    "～": "–", "〜": "–", "％": "%", "\u3000": " ", "．": ".", "／": "/", "＋": "+", "－": "−",
    "＝": "=", "＜": "<", "＞": ">", "《": " “", "》": "” ", "〈": " ‘", "〉": "’ ",
    "「": " “", "」": "” ", "『": " ‘", "』": "’ ",
}  # fmt: skip
_FULL = {
    chr(code + 0xFEE0): chr(code) for code in (*b"0123456789", *range(65, 91), *range(97, 123))
}
_LONG = {"…": "…", "—": " — "}  # several of them are one sign
_CHINESE_SIGN = re.compile(f"…{{2,}}|—{{2,}}|[{''.join((*_ENGLISH, *_FULL))}]")
_INTO_ENGLISH = {**_ENGLISH, **_FULL, **_LONG}
_TIDY = (
    (r" {2,}", " "),
    (r"([(\[“‘]) ", r"\1"),
    (r" ([)\]”’.,;:!?])", r"\1"),
)

_HAN = r"[\u3400-\u9fff]"
_CHINESE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_PAIR = re.compile(rf"(?P<han>{_HAN})? ?\((?P<text>[^()]*)\) ?")
_QUOTED = re.compile(r'\s*(?<!\d)"([^"]+)"\s*')
_STOP = re.compile(rf"(?<=[\u3400-\u9fff）”》])\.(?=\s*$|\s*{_HAN})")
_BESIDE_HAN = re.compile(rf"(?<={_HAN})\s*([,;:?!])\s*|([,;:?!])\s*(?={_HAN})")
_DOUBLE, _SINGLE = re.compile("“([^“”]*)”"), re.compile("‘([^‘’]*)’")
_DOTS = re.compile(rf"(?<={_HAN})(?:\.{{3,6}}|…(?!…))")


def to_english(text: str) -> str:
    """Return `text` with Chinese punctuation replaced by English, spaced as English is."""
    if not _CHINESE_SIGN.search(text):
        return text
    replaced = _CHINESE_SIGN.sub(lambda sign: _INTO_ENGLISH[sign.group()[0]], text)
    for pattern, into in _TIDY:
        replaced = re.sub(pattern, into, replaced)
    return replaced.strip(" ")


def to_chinese(text: str) -> str:
    """Return Chinese `text` with the punctuation of English in it replaced by Chinese.

    What stands between Latin words or digits alone stays: 1,5 and (a) are no Chinese.
    """
    if not re.search(_HAN, text):
        return text
    text = _DOTS.sub("……", text)
    text = _QUOTED.sub(r"“\1”", text)
    text = _PAIR.sub(_parenthesis, text)
    text = _STOP.sub("。", text)
    return _BESIDE_HAN.sub(lambda hit: _CHINESE[hit[1] or hit[2]], text)


def _parenthesis(hit: re.Match[str]) -> str:
    """Full-width brackets after a Chinese character, or around one."""
    before, text = hit["han"] or "", hit["text"]
    return f"{before}（{text}）" if before or re.search(_HAN, text) else hit[0]


def to_corners(text: str) -> str:
    """Return Traditional Chinese `text` with the quotation marks that are usual in it."""
    return _SINGLE.sub(r"『\1』", _DOUBLE.sub(r"「\1」", text))
