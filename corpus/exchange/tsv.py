"""TSV or CSV > pairs of texts: a first row names the languages, `zh` and `en`."""

from collections.abc import Iterator
from pathlib import Path

from corpus.exchange.table import read_pairs
from corpus.exchange.unit import BrokenExchange, Refused
from corpus.model import Pair


def read_tsv(path: Path, source: str, target: str) -> Iterator[Pair]:
    """Yield the pairs of `path` from language `source` into `target` ("zh", "en").

    Raises:
        BrokenExchange: no first row that names both languages, a row without both, or not UTF-8.
    """
    for item in read_pairs(path):
        if isinstance(item, Refused):
            raise BrokenExchange(str(item))
        found = item.provenance
        texts = {"zh": item.entry.zh.strip(), "en": item.entry.en.strip()}
        origin = ", ".join(filter(None, (found.document or path.name, found.position)))
        yield Pair(texts[source], texts[target], origin)
