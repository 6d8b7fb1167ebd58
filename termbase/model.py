"""The nouns of terminology."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One approved pair; `origin` is where it is defined, e.g. "GB/T 20000.1—2014, 4.1".

    `admitted` are further targets that count as this term used.
    """

    source: str
    target: str
    origin: str = ""
    admitted: tuple[str, ...] = ()
