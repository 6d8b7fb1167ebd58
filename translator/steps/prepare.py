"""Masked > Prepared: with what memory, termbase and conventions know of the plain source."""

from collections.abc import Callable, Sequence

from corpus.model import MemoryMatch
from termbase.match import Termbase
from termbase.text import Language
from translator.model import Masked, Prepared
from translator.standards.boilerplate import prescribed
from translator.standards.script import to_simplified

Recall = Callable[[Sequence[str]], Sequence[MemoryMatch | None]]


def prepare(masked: Sequence[Masked], recall: Recall, terms: Termbase) -> list[Prepared]:
    """Return each masked segment with its memory match and terms; one memory query for all."""
    texts = [item.segment.source.text.strip() for item in masked]
    return [
        Prepared(item, match, terms.find(_searched(item)), prescribed(item.text, item.direction))
        for item, match in zip(masked, recall(texts), strict=True)
    ]


def _searched(masked: Masked) -> str:
    """The source as terms are written: Traditional characters folded, one for one."""
    text = masked.segment.source.text
    if masked.direction.source is not Language.ZH_HANT:
        return text
    simplified = to_simplified(text)
    return simplified if len(simplified) == len(text) else "".join(map(to_simplified, text))
