"""Requests > hypotheses with a sequence-to-sequence model: everything but the model itself.

Texts are annotated and cut into pieces, long ones split at punctuation, equal ones asked for once,
batches sorted by length and bounded by tokens. What comes back degenerate is tried again.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from translator.engines.aligning import links
from translator.engines.annotation import annotated
from translator.engines.base import Continuation, Hypothesis, Progress, Request
from translator.engines.batching import batches, once_each
from translator.engines.health import is_degenerate
from translator.engines.parts import joined, part
from translator.engines.plain import from_plain, to_plain
from translator.engines.splitting import split_long
from translator.errors import EngineError, NoModel
from translator.model import Direction, Link
from translator.symbols import ALL_PLACEHOLDERS, INTO

_Tokens = tuple[str, ...]
_POSITIONS = 512  # of a text, in tokens: Marian models know no more


@dataclass(frozen=True, slots=True)
class Decoding:
    """How hypotheses are sought. `beam` is also how many of them a request gets."""

    beam: int = 4
    batch_tokens: int = 2048
    max_source_tokens: int = 96  # longer texts are split; the shipped model has seen none longer
    no_repeat: int = 0  # n-grams of this many tokens stand at most once; 0: no limit
    without: tuple[tuple[str, ...], ...] = ()  # runs of target pieces that no answer has
    varied: bool = False  # answers differ in their first piece after a given beginning; dear


class Pieces(Protocol):
    """Text to subword pieces and back."""

    def encode(self, text: str) -> Sequence[str]:
        """Return the source pieces of `text`, the end symbol included."""
        ...

    def encode_target(self, text: str) -> Sequence[str]:
        """Return the target pieces of `text`, without an end symbol."""
        ...

    def decode(self, tokens: Sequence[str]) -> str:
        """Return the text of target pieces."""
        ...

    def knows(self, symbol: str) -> bool:
        """Whether `symbol` is one piece of the source vocabulary."""
        ...


class Decoder(Protocol):
    """A loaded model."""

    def decode(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        begins: Sequence[Sequence[str]] = (),
    ) -> list[list[tuple[Sequence[str], float]]]:
        """Return for each source its hypotheses, the best first: target pieces, and the score.

        `begins`, one a source where given, are the pieces with which its answers begin.
        """
        ...

    def score(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[list[float]]:
        """Return the log-probability of each target piece, and of the end after the last."""
        ...

    def attend(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[Sequence[Sequence[float]]]:
        """Return how much each target piece attends to each source piece: (target, source)."""
        ...


class Neural:
    """An engine around a `Decoder` and its `Pieces`."""

    translates = True

    def __init__(
        self, name: str, pieces: Pieces, decoder: Decoder, decoding: Decoding | None = None
    ) -> None:
        self.name = name
        self._pieces = pieces
        self._decoder = decoder
        self._decoding = decoding or Decoding()

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        for direction in {request.direction for request in requests}:
            self._check(direction)
        repeats = len(requests) - len(set(requests))
        if progress and repeats:
            progress(repeats)
        return once_each(requests, lambda distinct: self._each(distinct, progress))

    def _each(
        self, requests: Sequence[Request], progress: Progress | None
    ) -> list[tuple[Hypothesis, ...]]:
        """Hypotheses for requests of any length; what is too long is split and joined again."""
        parts = [self._split(request) for request in requests]
        flat = [part for split in parts for part in split]
        answers = iter(self._answers(flat, progress, len(requests)))
        return [joined([next(answers) for _ in split], split) for split in parts]

    def _answers(
        self, requests: Sequence[Request], progress: Progress | None, total: int
    ) -> list[tuple[Hypothesis, ...]]:
        """Hypotheses for requests that fit the model; degenerate ones are asked for again.

        Those that go on from a given beginning are not: the text they mend is there already.
        How is searched is a matter of a whole batch: requests of one way go together.
        """
        ways = [_way(request) for request in requests]
        if len(set(ways)) > 1:
            return self._by_way(requests, ways, progress, total)
        decoding = self._search(requests[0]) if requests else self._decoding
        first = self._decode(requests, decoding, progress, total)
        again = [
            index
            for index, found in enumerate(first)
            if not requests[index].begins and is_degenerate(requests[index], found[0].text)
        ]
        if again:
            careful = replace(decoding, beam=self._decoding.beam + 2, no_repeat=3)
            second = self._decode([requests[i] for i in again], careful, None, 0)
            for index, found in zip(again, second, strict=True):
                better = [h for h in found if not is_degenerate(requests[index], h.text)]
                first[index] = (*better, *first[index]) if better else first[index]
        return first

    def _decode(
        self,
        requests: Sequence[Request],
        decoding: Decoding,
        progress: Progress | None,
        total: int,
    ) -> list[tuple[Hypothesis, ...]]:
        """Hypotheses of each request, in batches; `progress` is told shares of `total`."""
        sources = [self._pieces.encode(self._text(request)) for request in requests]
        begins = [self._target(request.begins, request) for request in requests]
        found: list[tuple[Hypothesis, ...]] = [()] * len(requests)
        done = told = 0
        for batch in batches([len(source) for source in sources], decoding.batch_tokens):
            answers = self._decoder.decode(
                [sources[i] for i in batch],
                decoding,
                [begins[i] for i in batch] if any(begins) else (),
            )
            for index, hypotheses in zip(batch, answers, strict=True):
                found[index] = tuple(
                    Hypothesis(self._read(tokens, requests[index]), score)
                    for tokens, score in hypotheses
                )
                if not found[index]:
                    raise EngineError(f"{self.name}: no answer for {requests[index].text!r}")
            done += len(batch)
            if progress:
                share = done * total // len(requests)
                progress(share - told)
                told = share
        return found

    def _by_way(
        self,
        requests: Sequence[Request],
        ways: Sequence[object],
        progress: Progress | None,
        total: int,
    ) -> list[tuple[Hypothesis, ...]]:
        found: dict[int, tuple[Hypothesis, ...]] = {}
        for way in dict.fromkeys(ways):
            own = [index for index, other in enumerate(ways) if other == way]
            answers = self._answers([requests[i] for i in own], progress, total)
            found |= dict(zip(own, answers, strict=True))
        return [found[i] for i in range(len(requests))]

    def _search(self, request: Request) -> Decoding:
        """The usual search, in the way that `request` wants."""
        runs = (
            (text,)
            if text in ALL_PLACEHOLDERS and self._pieces.knows(text)
            else tuple(self._pieces.encode_target(text))
            for text in request.without
        )
        without = tuple(dict.fromkeys(run for run in runs if run))
        return replace(self._decoding, without=without, varied=request.varied)

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`."""
        sources = [self._pieces.encode(self._text(item.request)) for item in continuations]
        targets = [self._target(item.text, item.request) for item in continuations]
        begins = [self._target(item.begins, item.request) for item in continuations]
        found = [-math.inf] * len(continuations)
        for batch in self._fitting(sources, targets):
            scores = self._decoder.score([sources[i] for i in batch], [targets[i] for i in batch])
            for index, chances in zip(batch, scores, strict=True):
                found[index] = _mean(chances[_shared(begins[index], targets[index]) :])
        return found

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """See `Engine.align`; what is too long for the model is left out."""
        sources = [self._pieces.encode(self._text(item.request)) for item in continuations]
        targets = [self._target(item.text, item.request) for item in continuations]
        found: list[tuple[Link, ...]] = [()] * len(continuations)
        for batch in self._fitting(sources, targets):
            seen = self._decoder.attend([sources[i] for i in batch], [targets[i] for i in batch])
            for index, attention in zip(batch, seen, strict=True):
                asked = continuations[index]
                pieces = sources[index], targets[index]
                symbols = self._knows_symbols(asked.request)
                found[index] = links(asked.text, asked.request, pieces, attention, symbols=symbols)
        return found

    def _fitting(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[list[int]]:
        """Batches of the numbers of those that are not too long."""
        sides = enumerate(zip(sources, targets, strict=True))
        short = [number for number, both in sides if max(map(len, both)) < _POSITIONS]
        lengths = [len(sources[number]) for number in short]
        groups = batches(lengths, self._decoding.batch_tokens) if short else ()
        return [[short[number] for number in group] for group in groups]

    def _target(self, text: str, request: Request) -> Sequence[str]:
        """The pieces of a masked target text, as the model writes them."""
        if text and not self._knows_symbols(request):
            text = to_plain(replace(request, text=text))
        return self._pieces.encode_target(text) if text else ()

    def _check(self, direction: Direction) -> None:
        """Refuse a direction that the vocabulary has no symbol for, though it has the other's."""
        known = {mark for mark in INTO.values() if self._pieces.knows(mark)}
        if known and INTO[direction.target] not in known:
            way = f"from {direction.source.value} into {direction.target.value}"
            raise NoModel(f"this model does not translate {way}; name another with --model")

    def _knows_symbols(self, request: Request) -> bool:
        return self._pieces.knows(annotated(request)[0])

    def _text(self, request: Request) -> str:
        return annotated(request) if self._knows_symbols(request) else to_plain(request)

    def _read(self, tokens: Sequence[str], request: Request) -> str:
        text = self._pieces.decode(tokens).strip()
        return text if self._knows_symbols(request) else from_plain(text, request)

    def _split(self, request: Request) -> list[Request]:
        """The request, or the parts of it that fit the model; no annotated term is cut.

        One that goes on from a given beginning stays whole: no part of it is known to end there.
        """
        if request.begins:
            return [request]

        def fits(start: int, end: int) -> bool:
            text = self._text(part(request, start, end))
            return len(self._pieces.encode(text)) <= self._decoding.max_source_tokens

        if request.similar and not fits(0, len(request.text)):
            request = replace(request, similar="")
        terms = [(note.start, note.end) for note in request.annotations]
        return [part(request, *place) for place in split_long(request.text, fits, terms)]


def _way(request: Request) -> tuple[tuple[str, ...], bool]:
    return request.without, request.varied


def _shared(begins: Sequence[str], text: Sequence[str]) -> int:
    """How many pieces both begin with."""
    return next(
        (i for i, (ours, theirs) in enumerate(zip(begins, text, strict=False)) if ours != theirs),
        min(len(begins), len(text)),
    )


def _mean(chances: Sequence[float]) -> float:
    return sum(chances) / max(len(chances), 1)
