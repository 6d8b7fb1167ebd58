"""A line of a terms clause: a term beside its equivalent, or an abbreviation and its long form.

GB/T 1.1—2020, 8.7: 安全标志　safety sign. A line that is not surely one of these is none.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_SENTENCE = re.compile(r"[。！？：:…“”\"=→]|\.$")
_ACRONYM = re.compile(
    r"(?=[^A-Z]*[A-Z][^A-Z0-9]*[A-Z0-9])(?!.*[a-z]{3})[A-Za-z0-9]+(?:[-/&+.][A-Za-z0-9]+){0,3}"
)
_BRACKETS = re.compile(r"\s*[（(\[]\s*([^（）()\[\]]*?)\s*[）)\]]")
_DOMAIN = re.compile(r"^\s*[<〈《][^<>〈〉《》]*[>〉》]\s*")
_ENGLISH = re.compile(r"[A-Za-zΑ-Ωα-ω0-9][A-Za-zÀ-ÿΑ-Ωα-ω0-9 _,'’/.&+~‐‑–-]*")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffffA-Za-zΑ-Ωα-ω0-9 、·/.&+～~“”‐‑–—-]+")
_PREDICATE = re.compile(
    r"^(?:the|an?|of|with|for|and|or|to|by|from)\s|\b(?:is|are|was|were|be|shall|should|must|may|can|will|has|have|which|that|this|see|apply)\b",
    re.IGNORECASE,
)
_FUNCTION = re.compile(r"^(?:的|本文件|本标准|参见|见)|(?:适用于|包括|以下|如下|的|和|或|与|及)$")
_SYMBOL = re.compile(r"[A-Za-zΑ-Ωα-ω][A-Za-z0-9,]{0,5}(?:_\{?\w+\}?)?")
_CLOSING = re.compile(
    r"[）)》〉”’]*(?:\s*[（(][A-Z][A-Za-z0-9]*[A-Z0-9][）)]|\s*[；;，,]\s*[A-Z][A-Z0-9]+(?=[\s\u3000]))?"
)
_GLUED = re.compile(r"[A-Za-z0-9]+")
_SEPARATOR = re.compile(r"\s*[;；]\s*")
_LONGEST_ZH, _LONGEST_EN = 40, 14  # characters, words
_SINGLE = 2  # words: in more, the first said again at the end belongs to the Chinese (会话 Cookie)
_LATIN_WORD = 3  # small letters: what is glued to Chinese and shorter is part of it (维生素C)


@dataclass(frozen=True, slots=True)
class TermLine:
    """What a line gives: the preferred term of each language first, and the spans they stand in.

    The spans are (start, end) in characters of the line. `before` is the abbreviation that the line
    begins with, to be explained by what follows.
    """

    chinese: tuple[str, ...]
    english: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    chinese_at: tuple[int, int] = (0, 0)
    english_at: tuple[int, int] = (0, 0)
    before: str = ""


@dataclass(frozen=True, slots=True)
class _Parts:
    chinese_at: tuple[int, int]
    english_at: tuple[int, int]


def bilingual(
    text: str, tags: Collection[int] = (), *, chinese_first: bool = False
) -> TermLine | None:
    """Return the terms of a line that is a term beside its equivalent; None for any other line.

    `tags` are the offsets at which the format changes: a symbol after the term is set in italics.
    With `chinese_first` it must begin with the Chinese: “Web 服务” is a term of a Chinese text.
    """
    parts = _parted(text)
    if parts and chinese_first and parts.english_at < parts.chinese_at:
        return None
    if parts is None or _SENTENCE.search(text.strip()):
        return None
    chinese, short_zh = _chinese(text[slice(*parts.chinese_at)])
    english, short_en = _english(text, parts, tags)
    if not chinese or not english:
        return None
    shorts = tuple(dict.fromkeys(short_en + short_zh))
    return TermLine(chinese, english, shorts, parts.chinese_at, parts.english_at)


def _parted(text: str) -> _Parts | None:
    """Where the two languages stand; None unless each stands on one side of the line."""
    han = [hit.start() for hit in _HAN.finditer(text)]
    if not han:
        return None
    first, last = han[0], han[-1]
    end = _glued_end(text, last + 1)
    if re.search("[a-z]", text[end:]):
        end = _repeated_end(text, end)
        return _Parts(_stripped(text, 0, end), _stripped(text, end, len(text)))
    start = max(text.rfind(char, 0, first) for char in " \u3000\t（(；;,，") + 1
    if start == 0 and re.match(r"[A-Za-z]*[a-z]{3}", text[:first]):
        start = first
    if not re.search("[a-z]", text[:start]):
        return None
    return _Parts(_stripped(text, start, len(text)), _stripped(text, 0, start))


def _glued_end(text: str, at: int) -> int:
    """Where the Chinese ends whose last character is before `at`: closing marks, 维生素C."""
    closing = _CLOSING.match(text, at)
    at = closing.end() if closing else at
    glued = _GLUED.match(text, at)
    if glued is None or re.search(f"[a-z]{{{_LATIN_WORD}}}", glued.group()):
        return at
    return glued.end()


def _repeated_end(text: str, at: int) -> int:
    """Where the Chinese ends whose last words are said again in English: 用户 ID user ID."""
    while hit := re.compile(r"\s*([A-Z0-9][\w.]*)(?=\s)").match(text, at):
        is_word = re.fullmatch("[A-Z][a-z]+", hit[1])
        if is_word or not re.search(rf"(?<!\w){re.escape(hit[1])}(?!\w)", text[hit.end() :]):
            break
        at = hit.end()
    return at


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space and separators around it, and without its own brackets."""
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip(" \u3000\t；;,，"))
    trail = len(piece.rstrip(" \u3000\t；;,，"))
    inner = piece[lead:trail]
    opened = lead and text[start + lead - 1] in "（(" and inner.endswith(("）", ")"))
    whole = re.fullmatch(r"[（(][^（）()]*[）)]", inner)
    if whole and not _ACRONYM.fullmatch(inner[1:-1]):
        lead, trail = lead + 1, trail - 1
    elif (opened or _is_unpaired(inner)) and inner.endswith(("）", ")")):
        trail -= 1
    elif inner.endswith(("（", "(")):
        trail = len(piece[: trail - 1].rstrip())
    return start + lead, start + max(lead, trail)


def _is_unpaired(text: str) -> bool:
    return len(re.findall("[（(]", text)) < len(re.findall("[）)]", text))


def _chinese(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The Chinese terms of a part of a line, and the abbreviations among them."""
    shorts, terms = list[str](), list[str]()
    for piece in _SEPARATOR.split(_DOMAIN.sub("", text)):
        term = piece
        for hit in _BRACKETS.finditer(piece):
            inner = hit.group(1)
            if _ACRONYM.fullmatch(inner):
                shorts.append(inner)
            elif not (inner.endswith("的") and hit.end() == len(piece)):
                return (), ()
            term = term.replace(hit.group(), "")
        if _ACRONYM.fullmatch(term.strip()):
            shorts.append(term.strip())
        elif _is_chinese_term(term.strip()):
            terms.append(term.strip())
        else:
            return (), ()
    return tuple(terms), tuple(shorts)


def _is_chinese_term(text: str) -> bool:
    latin = re.findall(r"[A-Za-z]+", text)
    return bool(
        _CHINESE.fullmatch(text)
        and _HAN.search(text)
        and len(text) <= _LONGEST_ZH
        and not _FUNCTION.search(text)
        and sum(map(len, latin)) <= len(text) * 3 // 4
    )


def _english(
    text: str, parts: _Parts, tags: Collection[int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The English terms of a part of a line, and the abbreviations among them."""
    start, end = parts.english_at
    chinese = text[slice(*parts.chinese_at)]
    shorts, terms = list[str](), list[str]()
    for piece in _SEPARATOR.split(_DOMAIN.sub("", text[start:end])):
        term, short, also = _unbracketed(piece)
        shorts += short
        if _ACRONYM.fullmatch(term) and terms:
            shorts.append(term)
            continue
        term, short = _without_short(term, chinese)
        shorts += short
        offset = text.find(term, start)
        term = _without_symbol(term, chinese, [tag - offset for tag in tags])
        if not _is_english_term(term):
            return (), ()
        terms += [term, *(each for each in also if _is_english_term(each))]
    return tuple(dict.fromkeys(terms)), tuple(shorts)


def _unbracketed(text: str) -> tuple[str, list[str], list[str]]:
    """A term without its brackets, the abbreviations in them, and its form without a free word."""
    shorts, also = list[str](), list[str]()
    full = text
    for hit in _BRACKETS.finditer(text):
        inner = hit.group(1)
        if _ACRONYM.fullmatch(inner):
            shorts.append(inner)
            full = full.replace(hit.group(), "", 1)
        elif text[: hit.start()].strip():
            full = full.replace(hit.group(), "", 1)
        else:
            also.append(_spaced(full.replace(hit.group(), "", 1)))
            full = full.replace(hit.group(), f" {inner}", 1)
    return _spaced(full), shorts, also


def _spaced(text: str) -> str:
    """`text` with single spaces."""
    return re.sub(r"\s+", " ", text).strip(" \u3000,，")


def _without_short(text: str, chinese: str) -> tuple[str, list[str]]:
    """A term without an abbreviation after a comma, or after it where it has its initials."""
    hit = re.fullmatch(r"(.+?)(?:([,，])\s*|\s+)([^\s,，]+)", text)
    if hit is None or not re.fullmatch("[A-Z][A-Za-z0-9]*[A-Z0-9]", hit[3]) or hit[3] in chinese:
        return text, []
    initials = "".join(word[0] for word in re.split(r"[\s-]+", hit[1]) if word)
    return (hit[1], [hit[3]]) if hit[2] or initials.upper() == hit[3].upper() else (text, [])


def _without_symbol(term: str, chinese: str, tags: Collection[int]) -> str:
    """A term without the symbol of its quantity, which stands last: rated voltage U_n."""
    head, _, last = term.rpartition(" ")
    if not head or not _SYMBOL.fullmatch(last) or last in chinese:
        return term
    marked = any(len(head) < tag < len(term) for tag in tags)
    return head if marked or "_" in last or len(last) == 1 or not last.isascii() else term


def _is_english_term(text: str) -> bool:
    words = [word.lower() for word in re.findall(r"[A-Za-zÀ-ÿ]+", text)]
    repeats = len(words) > _SINGLE and words[0].rstrip("s") == words[-1].rstrip("s")
    return not repeats and bool(
        _ENGLISH.fullmatch(text)
        and len(words) <= _LONGEST_EN
        and any(re.search("[a-z]{2}", word) for word in words)
        and not _PREDICATE.search(text)
    )


_ABBREVIATION = re.compile(
    r"(?P<short>[A-Za-z0-9][A-Za-z0-9&+.-]*(?:/[A-Za-z0-9]+)*)\s*"
    r"(?:[:：]|\s[—–-]+|——|[\u3000\t]|\s{2,})\s*(?P<long>\S.*)"
)


def abbreviation(text: str) -> TermLine | None:
    """Return what a line such as "AGV：自动导引车（Automated Guided Vehicle）" says."""
    hit = _ABBREVIATION.fullmatch(text.rstrip("；;。. "))
    if hit is None or not _ACRONYM.fullmatch(hit["short"]):
        return None
    short, full, at = hit["short"], hit["long"], hit.start("long")
    found = bilingual(full)
    if found is None:
        known = _is_chinese_term(full) or _is_english_term(full)
        return TermLine((), (), (short,)) if known else None
    (a, b), (c, d) = found.chinese_at, found.english_at
    return TermLine(
        found.chinese, found.english, (short,), (a + at, b + at), (c + at, d + at), short
    )
