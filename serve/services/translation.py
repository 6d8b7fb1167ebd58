"""Texts > their translations: the one walk that every address of the service goes."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.index import Side
from corpus.model import Kind, MemoryMatch, Pair
from corpus.recall import Memory
from corpus.scores import EXACT
from corpus.search import recall
from corpus.store import Store as PairStore
from serve.auth.actor import Actor
from serve.services.engines import EngineHost
from serve.services.terms_live import LiveTerms
from serve.services.usage import Usage
from termbase.match import Termbase
from termbase.model import Scope, Term
from termbase.text import Language
from translator.engines.base import Engine
from translator.language import detect
from translator.model import Direction, Document, Issue, Origin, State, TaggedText, TextUnit
from translator.model import Translation as Translated
from translator.pipeline import Knowledge, by_unit, translate
from translator.report import UseRow, line_rows
from translator.steps.prepare import Recall
from translator.steps.terms import judged
from translator.tools import term_for

MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Options:
    """How texts are translated.

    `terms` and `pairs` are given for this request and go before all others; without `termbase` and
    `memory` those of the service are not used. In the `strict` mode what lacks a term needs a
    review. `document` names the document whose own terms and pairs hold.
    """

    terms: tuple[Term, ...] = ()
    pairs: tuple[Pair, ...] = ()
    termbase: bool = True
    memory: bool = True
    strict: bool = False
    document: str = ""


@dataclass(frozen=True, slots=True)
class SegmentResult:
    """One sentence: both texts, where the target came from, and the percentage of a pair.

    `match` is None where no pair answered; `kind` says how it did.
    """

    source: str
    target: str
    origin: str
    state: State
    match: int | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class TextResult:
    """One text: `origin` is that of all segments or `mixed`, `match` the least of theirs.

    The spans of `terms` are in characters of the whole text.
    """

    direction: Direction
    translation: str
    origin: str
    state: State
    match: int | None
    segments: tuple[SegmentResult, ...]
    terms: tuple[UseRow, ...]
    issues: tuple[Issue, ...]


class TranslationService:
    """Translates texts with the engine, the termbase and the memory of the service."""

    def __init__(
        self,
        engines: EngineHost,
        terms: LiveTerms,
        memory: PairStore,
        usage: Usage,
        similar: int = EXACT,
    ) -> None:
        """Show the model pairs of the memory whose sources are `similar` percent alike."""
        self._similar = similar
        self._engines = engines
        self._terms = terms
        self._memory = memory
        self._usage = usage

    def translate(
        self,
        texts: Sequence[str],
        target: Language | None = None,
        source: Language | None = None,
        *,
        actor: Actor,
        options: Options | None = None,
    ) -> list[TextResult]:
        """Return the translation of each text, in order; texts are each other's neighbours.

        Without a `source` language that of each text is looked for; the `target` is by default the
        other one.

        Raises:
            Problem: the actor's quota does not reach. EngineError: the engine failed.
        """
        chosen = options or Options()
        with self._usage.charged(actor, "text", len(texts), sum(map(len, texts))):
            ways = [direction_for(text, source, target) for text in texts]
            found: list[TextResult | None] = [None] * len(texts)
            for way in dict.fromkeys(ways):
                mine = [at for at, other in enumerate(ways) if other == way]
                done = self._walk([texts[at] for at in mine], way, actor, chosen)
                for at, result in zip(mine, done, strict=True):
                    found[at] = result
        return [item for item in found if item is not None]

    def knowledge(self, direction: Direction, actor: Actor, options: Options) -> Knowledge:
        """Return the terms and the memory as `actor` may use them."""
        viewer = actor.viewer(options.document)
        terms = self._terms.of(direction, viewer) if options.termbase else Termbase([])
        if options.terms and direction.changes_language:
            given = (term_for(term, direction) for term in options.terms)
            terms = Termbase(given).then(terms)
        return Knowledge(terms, self._recall(direction, actor, options))

    def engine(self, direction: Direction) -> Engine:
        """Return the engine for `direction`.

        Raises:
            EngineError: it could not be opened.
        """
        return self._engines.engine(direction)

    def count(self, done: Sequence[Translated]) -> None:
        """Count a use of each pair of the memory whose target was taken."""
        taken = {
            item.memory.entry
            for item in done
            if item.memory and item.memory.entry and item.origin is Origin.MEMORY
        }
        if taken:
            self._memory.use(taken)

    def _walk(
        self, texts: Sequence[str], direction: Direction, actor: Actor, options: Options
    ) -> list[TextResult]:
        engine = self.engine(direction)
        units = tuple(TextUnit(str(at), TaggedText(text)) for at, text in enumerate(texts))
        known = self.knowledge(direction, actor, options)
        done = translate(Document(units, b""), direction, known, engine)
        done = judged(done) if options.strict else done
        self.count(done)
        joined = by_unit(done)
        segments: list[list[Translated]] = [[] for _ in texts]
        for item in done:
            segments[int(item.segment.unit)].append(item)
        return [
            _result(direction, joined[str(at)].text if str(at) in joined else text, segments[at])
            for at, text in enumerate(texts)
        ]

    def _recall(self, direction: Direction, actor: Actor, options: Options) -> Recall:
        given = Memory(options.pairs).recall
        if not (options.memory and direction.changes_language):
            return given
        side: Side = "zh" if direction.source.is_chinese else "en"
        viewer = actor.viewer(options.document)

        def recalled(texts: Sequence[str]) -> list[MemoryMatch | None]:
            kept = recall(self._memory, side, viewer, texts, self._similar)
            return [one or other for one, other in zip(given(texts), kept, strict=True)]

        return recalled


def direction_for(text: str, source: Language | None, target: Language | None) -> Direction:
    """Return from and into which language `text` goes; what is None is found out."""
    found = source or detect(text)
    return Direction(found, target or (Language.EN if found.is_chinese else Language.ZH))


def given_term(source: str, target: str) -> Term:
    """Return a term that holds for one request."""
    return Term(source, target, "request", scope=Scope.DOCUMENT)


def _result(direction: Direction, text: str, done: Sequence[Translated]) -> TextResult:
    segments = tuple(map(_segment, done))
    origins = {item.origin for item in segments}
    matches = [item.match for item in segments]
    review = any(item.state is State.NEEDS_REVIEW for item in segments)
    return TextResult(
        direction,
        text,
        (origins.pop() if len(origins) == 1 else MIXED) if origins else Origin.COPIED.value,
        State.NEEDS_REVIEW if review else State.TRANSLATED,
        None if None in matches or not matches else min(found for found in matches if found),
        segments,
        line_rows(done),
        tuple(issue for item in done for issue in item.issues),
    )


def _segment(item: Translated) -> SegmentResult:
    pair = item.memory
    return SegmentResult(
        item.segment.source.text,
        item.target.text,
        item.origin.value,
        item.state,
        pair.score if pair else None,
        pair.kind if pair else None,
    )
