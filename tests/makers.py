"""Small documents, terms and engines that several tests are made of."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from corpus import Memory, Pair
from termbase import Language, Term, Termbase
from translator.engines.base import Continuation, Engine, Hypothesis, Progress, Request
from translator.model import (
    Direction,
    Document,
    Link,
    Segment,
    Tag,
    TaggedText,
    TextUnit,
    Translation,
)
from translator.pipeline import Knowledge, translate

ZH_EN = Direction(Language.ZH, Language.EN)
EN_ZH = Direction(Language.EN, Language.ZH)
ZH_ZH = Direction(Language.ZH, Language.ZH)

_TRAPS = "。！；A b.1/GT\ue000\t应10 ℃～表"
TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(_TRAPS)


@st.composite
def tagged_texts(draw: st.DrawFn) -> TaggedText:
    """Text with pairs of tags, properly nested or not, and points."""
    text = draw(TEXTS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    kinds = [draw(st.sampled_from(("open", "close", "point"))) for _ in places]
    tags: list[Tag] = []
    opened: list[int] = []
    for ref, (at, kind) in enumerate(zip(places, kinds, strict=True), 1):
        if kind == "close" and opened:
            tags.append(Tag(at, "close", opened.pop()))
        elif kind == "open":
            opened.append(ref)
            tags.append(Tag(at, "open", ref))
        else:
            tags.append(Tag(at, "point", ref))
    tags += [Tag(len(text), "close", ref) for ref in reversed(opened)]
    return TaggedText(text, tuple(tags))


def document(*contents: TaggedText | str) -> Document:
    """A document with a unit for each of `contents`, named by their numbers."""
    texts = (TaggedText(item) if isinstance(item, str) else item for item in contents)
    return Document(tuple(TextUnit(str(n), text) for n, text in enumerate(texts)), b"")


def segment_of(text: str, *tags: Tag) -> Segment:
    """One segment."""
    return Segment("0", TaggedText(text, tags))


class Scripted:
    """A real engine whose answers were written beforehand: masked text to hypotheses.

    What it does not know it gives back. Asked to begin with a text, or to leave one out, it gives
    the answers of the script that do. It finds a text as likely as `chances` say, where
    they name it.
    """

    name = "scripted"
    translates = True

    def __init__(
        self,
        answers: Mapping[str, Sequence[str] | str],
        others: Sequence[str] = (),
        chances: Mapping[str, float] | None = None,
        links: Mapping[str, Sequence[tuple[int, int, int, int]]] | None = None,
    ) -> None:
        self._links = links or {}
        self._answers = answers
        self._others = others
        self._chances = chances or {}
        self.asked: list[Request] = []

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Return the answers of the script."""
        self.asked += requests
        if progress:
            progress(len(requests))
        return [self._answer(request) for request in requests]

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """Return the chance of each text; that of a text of the script is 0, of another -9."""
        known = [text for answer in self._answers.values() for text in _texts(answer)]
        known += self._others
        return [
            self._chances.get(
                item.text, 0.0 if any(t.startswith(item.text) for t in known) else -9.0
            )
            for item in continuations
        ]

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """Return the links of the script, each all of what its words come from."""
        return [
            tuple(Link(*link, 1.0) for link in self._links.get(item.text, ()))
            for item in continuations
        ]

    def _answer(self, request: Request) -> tuple[Hypothesis, ...]:
        if not request.begins and not request.without:
            return self._hypotheses(request.text)
        fit = [
            text
            for text in self._others
            if text.startswith(request.begins)
            and not any(bad in text.removeprefix(request.begins) for bad in request.without)
        ]
        return tuple(Hypothesis(text, -1.0) for text in fit or [request.begins])

    def _hypotheses(self, text: str) -> tuple[Hypothesis, ...]:
        texts = _texts(self._answers.get(text, text))
        return tuple(Hypothesis(item, -float(rank)) for rank, item in enumerate(texts))


def _texts(answer: Sequence[str] | str) -> Sequence[str]:
    return [answer] if isinstance(answer, str) else answer


def knowledge(
    terms: Mapping[str, str] | None = None, pairs: Mapping[str, str] | None = None
) -> Knowledge:
    """Terms and memory from plain mappings, source to target."""
    base = Termbase(Term(source, target) for source, target in (terms or {}).items())
    memory = Memory(Pair(source, target) for source, target in (pairs or {}).items())
    return Knowledge(base, memory.recall)


def walk(
    content: TaggedText | str,
    engine: Engine,
    known: Knowledge | None = None,
    direction: Direction = ZH_EN,
) -> tuple[Translation, ...]:
    """Take one unit through the whole pipeline."""
    return translate(document(content), direction, known or knowledge(), engine)
