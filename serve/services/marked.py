"""Texts with mark-up > their translations: the walk of `TranslationService`, with tags in units."""

from collections.abc import Sequence
from dataclasses import dataclass

from serve.auth.actor import Actor
from serve.services.markup import Marked, Rules, marked
from serve.services.translation import Options, TranslationService, direction_for
from serve.services.usage import Usage
from termbase.text import Language
from translator.model import Direction, Document, TaggedText, TextUnit
from translator.pipeline import by_unit, translate


@dataclass(frozen=True, slots=True)
class MarkedResult:
    """A text with mark-up in its new language."""

    direction: Direction
    translation: str


@dataclass(frozen=True, slots=True)
class Way:
    """From and into which language; what is None is found out for each text."""

    source: Language | None = None
    target: Language | None = None


class MarkupService:
    """Translates texts with tags; the same words give the same translation as without them."""

    def __init__(self, translation: TranslationService, usage: Usage) -> None:
        self._translation = translation
        self._usage = usage

    def translate(
        self,
        texts: Sequence[str],
        rules: Rules,
        way: Way,
        *,
        actor: Actor,
        options: Options,
    ) -> list[MarkedResult]:
        """Return the translation of each text, in order.

        Raises:
            Problem: a text is not well-formed, or the quota does not reach. EngineError.
        """
        read = [marked(text, rules) for text in texts]
        with self._usage.charged(actor, "text", len(texts), sum(map(len, texts))):
            ways = [direction_for(_plain(item), way.source, way.target) for item in read]
            found: dict[int, str] = {}
            for each in dict.fromkeys(ways):
                mine = [at for at, other in enumerate(ways) if other == each]
                done = self._walk([read[at] for at in mine], each, actor, options)
                found |= zip(mine, done, strict=True)
        return [MarkedResult(each, found[at]) for at, each in enumerate(ways)]

    def _walk(
        self, texts: Sequence[Marked], direction: Direction, actor: Actor, options: Options
    ) -> list[str]:
        pieces = [piece for text in texts for piece in text.pieces]
        units = (TextUnit(str(at), piece.content) for at, piece in enumerate(pieces))
        engine = self._translation.engine(direction)
        known = self._translation.knowledge(direction, actor, options)
        done = translate(Document(tuple(units), b""), direction, known, engine)
        self._translation.count(done)
        joined = by_unit(done)
        targets = iter(joined.get(str(at), piece.content) for at, piece in enumerate(pieces))
        return [text.written([next(targets) for _ in text.pieces]) for text in texts]


def _plain(text: Marked) -> str:
    return TaggedText.join([piece.content for piece in text.pieces]).text
