"""Numbers, quantities with units, ranges and dates (SI Brochure 5.4; ISO 80000-1, clause 7)."""

import re

_DIGITS = r"\d+(?:[,  ]\d{3}(?!\d))*(?:\.\d+)?"
_PREFIXED = (
    "m|g|s|A|V|W|J|N|Pa|Hz|Ω|F|H|T|C|K|S|L|l|t|bar|eV|VA|var|B|bit|byte|mol|cd|lm|lx|Bq|Gy|Sv"
)
_UNIT = (
    rf"(?:(?:[kMGTPEcdmμµunph]|da|Ki|Mi|Gi)?(?:{_PREFIXED})"
    r"|°C|℃|°F|℉|°|′|″|%|‰|％|min|h|d|r|dB(?:\([A-Za-z]\)|m|i)?|rad|sr|kat|rpm|ppm|ppb|mmHg"
    r"|kgf|Nm|kWh|Wh|Ah|mAh|bps|[kMG]bps|kB|MB|GB|TB|KB|px|pt|in|inch|ft|lb|oz|psi)"
)
_POWER = r"(?:[²³⁻¹⁴⁰]+|\^?[-−]?[1-4](?![\d.,]))?"
_COMPOUND = rf"{_UNIT}{_POWER}(?:[·⋅/*]{_UNIT}{_POWER}){{0,3}}(?![A-Za-z])"
_RANGE = r"(?: ?(?:～|~|〜|—|–|±|×|至|(?<= )to(?= )) ?|-)"
_ALONE = r"(?<![A-Za-z0-9_.\-])"  # not the tail of a word or of another number

_SIGN = "[-−+±≤≥<>＜＞－＋]"
_SIGNS = {"－": "−", "＋": "+", "＜": "<", "＞": ">", "％": "%", "℃": "°C"}

QUANTITY = (
    rf"{_ALONE}(?:{_SIGN} ?)?{_DIGITS}(?: ?{_COMPOUND})?"
    rf"{_RANGE}(?:{_SIGN} ?)?{_DIGITS}(?: ?{_COMPOUND})?(?![A-Za-z0-9_]|\.\d)"
    rf"|{_ALONE}(?:{_SIGN} ?)?{_DIGITS} ?{_COMPOUND}"
)
DATE_ISO = rf"{_ALONE}\d{{4}}-\d{{2}}-\d{{2}}(?![A-Za-z0-9_\-])"  # ISO 8601
NUMBER = (
    rf"(?<![A-Za-z0-9_.)\]]){_SIGN}\d+(?:\.\d+)?(?![A-Za-z0-9_]|\.\d)"
    rf"|{_ALONE}[A-Z]\.\d+(?:\.\d+)*(?![A-Za-z0-9_])"  # A.2.1
    rf"|{_ALONE}\d+(?:\.\d+)+(?![A-Za-z0-9_])"  # 5.2.1, 0.5
    rf"|{_ALONE}(?:\d{{1,3}}(?:[,  ]\d{{3}})+|\d{{2,}})(?![A-Za-z0-9_]|\.\d)"  # 12, 1 000
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DATE_ZH = (
    r"(?<!\d)(?P<year>\d{4}) ?年(?: ?(?P<month>\d{1,2}) ?月"
    r"(?: ?(?P<day>\d{1,2}) ?[日号])?)?(?![度级])"
    r"|(?<!\d)(?P<month_>\d{1,2}) ?月 ?(?P<day_>\d{1,2}) ?[日号]"
)
_MONTH = "|".join(_MONTHS)
DATE_EN = (
    rf"\b(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?\b"
    rf"|\b(?P<month_>{_MONTH}) (?P<day_>\d{{1,2}})(?:, ?(?P<year_>\d{{4}}))?(?!\d)"
    rf"|\b(?P<month__>{_MONTH}),? (?P<year__>\d{{4}})\b"
)
MYRIAD = rf"{_ALONE}(?P<amount>{_DIGITS}) ?(?P<scale>万亿|亿|万)"
_SCALES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
_WORDS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def render_quantity(hit: re.Match[str], *, into_chinese: bool) -> tuple[str, ...]:
    """Return a quantity or range with the signs of the target language: ～ and ℃, "to" and °C."""
    text = hit.group()
    if into_chinese:
        chinese = re.sub(r" to ", "～", text).replace("°C", "℃")
        return tuple(
            dict.fromkeys(
                (chinese, chinese.replace("～", "至"), chinese.replace("～", " 到 "), text)
            )
        )
    english = re.sub(r" ?[～~〜至] ?", " to ", text)
    for sign, plain in _SIGNS.items():
        english = english.replace(sign, plain)
    return tuple(
        dict.fromkeys((english, english.replace(" to ", "-"), english.replace(" to ", "–"), text))
    )


def render_date_zh(hit: re.Match[str]) -> tuple[str, ...]:
    """Return a Chinese date in English: 2025年3月1日 is "1 March 2025"."""
    year, month, day = (hit["year"], hit["month"] or hit["month_"], hit["day"] or hit["day_"])
    if month is None:
        return (str(year),)
    if not 1 <= int(month) <= len(_MONTHS):
        return (hit.group(),)
    name = _MONTHS[int(month) - 1]
    if day is None:
        return (f"{name} {year}", f"{name}, {year}")
    tail = f" {year}" if year else ""
    comma = f", {year}" if year else ""
    return (f"{int(day)} {name}{tail}", f"{name} {int(day)}{comma}")


def render_date_en(hit: re.Match[str]) -> tuple[str, ...]:
    """Return an English date in Chinese: "1 March 2025" is 2025年3月1日."""
    year = hit["year"] or hit["year_"] or hit["year__"]
    month = _MONTHS.index(hit["month"] or hit["month_"] or hit["month__"]) + 1
    day = hit["day"] or hit["day_"]
    tight = (f"{year}年" if year else "") + f"{month}月" + (f"{int(day)}日" if day else "")
    return (tight, re.sub(r"(\d+)", r" \1 ", tight).strip())


def render_myriad(hit: re.Match[str]) -> tuple[str, ...]:
    """Return a Chinese number in 万 or 亿 in full, or in millions: 3.5亿 is "350 million"."""
    digits = re.sub(r"[,  ]", "", hit["amount"])
    whole, _, fraction = digits.partition(".")
    scaled = int(whole + fraction) * _SCALES[hit["scale"]]
    value, rest = divmod(scaled, 10 ** len(fraction))
    if rest:
        return (hit.group(),)
    spaced = f"{value:,}".replace(",", " ")
    words = tuple(
        f"{value / unit:g} {name}"
        for unit, name in _WORDS
        if value >= unit and (value * 100) % unit == 0
    )[:1]
    return (*words, spaced, f"{value:,}", str(value))
