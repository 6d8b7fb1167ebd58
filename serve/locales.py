"""Accept-Language > the language we answer in."""

from typing import Literal

Locale = Literal["zh", "en"]


def locale_of(accept: str) -> Locale:
    """Return the first of our languages that the header `accept` prefers; English without one."""
    wanted: list[tuple[float, Locale]] = []
    for part in accept.split(",")[:20]:
        tag, _, weight = part.partition(";")
        primary = tag.strip().lower().partition("-")[0]
        if primary in {"zh", "en"}:
            wanted.append((_weight(weight), "zh" if primary == "zh" else "en"))
    return max(wanted, key=lambda item: item[0])[1] if wanted else "en"


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
