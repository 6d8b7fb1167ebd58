"""Small documents, terms and engines that several tests are made of."""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from corpus import Memory, Pair
from termbase import Language, Term, Termbase
from translator.engines.base import Engine, Hypothesis, Progress, Request
from translator.model import Direction, Document, Segment, Tag, TaggedText, TextUnit, Translation
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

    What it does not know it gives back.
    """

    name = "scripted"
    translates = True

    def __init__(self, answers: Mapping[str, Sequence[str] | str]) -> None:
        self._answers = answers
        self.asked: list[Request] = []

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Return the answers of the script."""
        self.asked += requests
        if progress:
            progress(len(requests))
        return [self._hypotheses(request.text) for request in requests]

    def _hypotheses(self, text: str) -> tuple[Hypothesis, ...]:
        answer = self._answers.get(text, text)
        texts = [answer] if isinstance(answer, str) else answer
        return tuple(Hypothesis(item, -float(rank)) for rank, item in enumerate(texts))


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
