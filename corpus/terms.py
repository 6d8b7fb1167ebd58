"""Term pairs as training data, and which of them are kept for evaluation (◆ disk)."""

import csv
from hashlib import sha256
from pathlib import Path

_HELD_OUT = 0.08  # of all terms, chosen by hash: never annotated in training


def held_out(source: str, target: str) -> bool:
    """Whether a term is kept for evaluation; the same in both directions, for ever."""
    key = "\t".join(sorted((source.lower(), target.lower())))
    return int.from_bytes(sha256(key.encode()).digest()[:4], "big") < _HELD_OUT * 2**32


def read_terms(path: Path) -> list[tuple[str, str]]:
    """Return (English, Chinese) of a TSV file whose first row names `en` and `zh`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        terms = {(row["en"].strip(), row["zh"].strip()) for row in rows}
    return sorted((en, zh) for en, zh in terms if len(en) > 2 and len(zh) > 1)  # noqa: PLR2004
