"""Tagged sentences, checked by hand > tags kept, tags in the right place. `python -m eval.tagged`.

`tagged.tsv` has a sentence a line: its direction, the source with its tags as elements, a
reference, and for each tag what it may stand at in a translation. Several ways are parted by "|":
the words that a pair encloses, or all of its surroundings with the pair as brackets ("H[2]O");
before a point the words that it follows. Where a translation has none of these words, the place of
the tag cannot be judged, and it is counted apart.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from corpus.recall import Memory
from eval.metrics import Chrf, Score
from eval.record import Count
from termbase.match import Termbase
from termbase.text import Language
from translator.engines.base import Engine
from translator.model import Direction, Document, Tag, TaggedText, TextUnit
from translator.pipeline import Knowledge, by_unit, translate

FILE = Path(__file__).with_name("tagged.tsv")
_ELEMENT = re.compile(r"<(/?)(\w+)(/?)>")
_EDGE = re.compile(
    r"^(?:(?:the|an?|of|in|at|to|for|be|is|are|by|with|on|from|as|its)(?= )| )+"
    r"|[ 的地得]+$|^[在被于为以]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence; `ways` are for each tag the ways in which it may stand, in order of the tags."""

    direction: Direction
    source: TaggedText
    reference: str
    ways: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one tag; `right` is None where its words are not in the translation."""

    source: str
    target: str
    ref: int
    kept: bool
    right: bool | None


@dataclass(frozen=True, slots=True)
class Tagged:
    """The verdicts on all tags of a direction, and the texts with and without tags."""

    direction: str
    sentences: int
    verdicts: tuple[Verdict, ...]
    tagged: Score
    plain: Score

    def __str__(self) -> str:
        judged = [verdict.right for verdict in self.verdicts if verdict.right is not None]
        return (
            f"{self.direction}, {self.sentences} sentences: "
            f"tags kept {Count.of(verdict.kept for verdict in self.verdicts)}; "
            f"at the right place {Count.of(judged)} "
            f"({len(self.verdicts) - len(judged)} more whose words are not in the answer); "
            f"chrF with tags {self.tagged.value:.1f}, without {self.plain.value:.1f}"
        )


def main(
    model: Annotated[
        Path | None, typer.Argument(help="A model; by default the one in use.")
    ] = None,
    show: Annotated[bool, typer.Option(help="Show each tag that is not right.")] = False,
) -> None:
    """Translate the sentences and say where their tags are."""
    from translator.settings import read_settings
    from translator.tools import open_engine

    engine = open_engine("ct2", read_settings(), str(model) if model else None)
    cases = read_cases(FILE)
    for direction in dict.fromkeys(case.direction for case in cases):
        found = tagged([case for case in cases if case.direction == direction], engine)
        typer.echo(str(found))
        for verdict in found.verdicts if show else ():
            if not (verdict.kept and verdict.right):
                why = {None: "not judged", False: "wrong", True: "lost"}[verdict.right]
                typer.echo(f"  {why}: tag {verdict.ref} of {verdict.source} > {verdict.target}")


def read_cases(file: Path) -> list[Case]:
    """Return the sentences of `file`."""
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return [
        Case(_direction(way), parsed(source), reference, tuple(tuple(w.split("|")) for w in ways))
        for way, source, reference, *ways in rows
    ]


def parsed(marked: str) -> TaggedText:
    """Return the text whose tags are the elements in `marked`, numbered from 1 in order."""
    text, tags, opened, start = "", list[Tag](), list[int](), 0
    count = 0
    for hit in _ELEMENT.finditer(marked):
        text += marked[start : hit.start()]
        start = hit.end()
        if hit[1]:
            tags.append(Tag(len(text), "close", opened.pop()))
            continue
        count += 1
        tags.append(Tag(len(text), "point" if hit[3] else "open", count))
        if not hit[3]:
            opened.append(count)
    return TaggedText(text + marked[start:], tuple(tags))


def shown(content: TaggedText) -> str:
    """Return the text with its tags as numbered elements."""
    pieces, start = list[str](), 0
    for tag in content.tags:
        name = {"open": f"<{tag.ref}>", "close": f"</{tag.ref}>", "point": f"<{tag.ref}/>"}
        pieces += [content.text[start : tag.at], name[tag.kind]]
        start = tag.at
    return "".join([*pieces, content.text[start:]])


def tagged(cases: Sequence[Case], engine: Engine) -> Tagged:
    """Return what became of the tags of `cases`, which are of one direction."""
    direction = cases[0].direction
    done = _translated([case.source for case in cases], direction, engine)
    plain = _translated([TaggedText(case.source.text) for case in cases], direction, engine)
    references = [case.reference for case in cases]
    return Tagged(
        f"{direction.source.value}→{direction.target.value}",
        len(cases),
        tuple(v for case, target in zip(cases, done, strict=True) for v in verdicts(case, target)),
        Chrf().score([target.text for target in done], references),
        Chrf().score([target.text for target in plain], references),
    )


def verdicts(case: Case, target: TaggedText) -> Iterator[Verdict]:
    """Yield what became of each tag of `case` in `target`."""
    source, shows = shown(case.source), shown(target)
    for ref, ways in enumerate(case.ways, 1):
        places = [tag.at for tag in target.tags if tag.ref == ref]
        wanted = [tag.kind for tag in case.source.tags if tag.ref == ref]
        kinds = [tag.kind for tag in target.tags if tag.ref == ref]
        kept = kinds == wanted and (len(places) == 1 or places[0] < places[1])
        judged = any(_has(target.text, way) for way in ways)
        right = kept and any(_stands(target.text, places, way) for way in ways)
        yield Verdict(source, shows, ref, kept, right if judged else None)


def _has(text: str, way: str) -> bool:
    words = re.sub(r"[\[\]^]", "", way)
    return re.search(_whole(words), text, re.IGNORECASE) is not None


def _whole(words: str) -> str:
    """A pattern for `words`, no part of longer Latin ones."""
    first = r"(?<![A-Za-z])" if words[:1].isascii() else ""
    return first + re.escape(words) + (r"(?![A-Za-z])" if words[-1:].isascii() else "")


def _stands(text: str, places: Sequence[int], way: str) -> bool:
    """Whether the tag at `places` stands in that way."""
    start, end = places[0], places[-1]
    if len(places) == 1:
        pattern = _whole(way.removesuffix("^")) + r"\s*$"
        return re.search(pattern, text[:start], re.IGNORECASE) is not None
    if "[" in way:
        return way in f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return _bare(text[start:end]) == _bare(way)


def _bare(words: str) -> str:
    """`words` without the articles and particles around them."""
    return _EDGE.sub("", words).strip().casefold()


def _translated(
    sources: Iterable[TaggedText], direction: Direction, engine: Engine
) -> list[TaggedText]:
    units = tuple(TextUnit(str(n), source) for n, source in enumerate(sources))
    known = Knowledge(Termbase(()), Memory().recall)
    texts = by_unit(translate(Document(units, b""), direction, known, engine))
    return [texts[unit.id] for unit in units]


def _direction(way: str) -> Direction:
    source, _, target = way.partition("-")
    return Direction(Language(source), Language(target))


if __name__ == "__main__":
    typer.run(main)
