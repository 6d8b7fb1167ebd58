"""A spot: a place in a parsed part that holds a text, and how to put another one there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.docx.markup import legal, parse, serialize, text_of
from translator.formats.docx.package import Package
from translator.model import TaggedText, TextUnit


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A text of a part; `id` is unique in the document and does not hang on the text."""

    id: str
    place: str
    content: TaggedText
    put: Callable[[TaggedText], None]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """The spots of a file in reading order; in `follows`, those that repeat another one, by id."""

    spots: tuple[Spot, ...]
    follows: Mapping[str, str] = field(default_factory=dict)

    def units(self) -> tuple[TextUnit, ...]:
        """Return what is to be translated: each text once."""
        return tuple(
            TextUnit(spot.id, spot.content, spot.place, spot.level)
            for spot in self.spots
            if spot.id not in self.follows
        )


@dataclass(slots=True)
class Parts:
    """The XML parts of a package, each parsed when first asked for, and those that have changed."""

    package: Package
    roots: dict[str, etree._Element] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def root(self, name: str) -> etree._Element | None:
        """Return the root of the part `name`; None if there is no such part.

        Raises:
            BrokenDocument: the part is not well-formed.
        """
        entry = self.package.find(name)
        if entry is None:
            return None
        real = entry.info.filename
        if real not in self.roots:
            self.roots[real] = parse(real, entry.data)
        return self.roots[real]

    def touch(self, name: str) -> None:
        """Say that the tree of the part `name` is no longer what was parsed."""
        entry = self.package.find(name)
        if entry is not None:
            self.touched.add(entry.info.filename)

    def save(self, others: Mapping[str, bytes] | None = None) -> bytes:
        """Return the package with what was touched, and with `others`, byte for byte."""
        changed = {name: serialize(self.roots[name]) for name in sorted(self.touched)}
        return self.package.save({**changed, **(others or {})})


def put_all(parts: Parts, story: Story, targets: Mapping[str, TaggedText]) -> tuple[Spot, ...]:
    """Put the targets that differ from their sources, and return the spots that they were put in.

    The last is put first: an attribute in a paragraph before the paragraph is made anew.
    """
    sources = {spot.id: spot.content for spot in story.spots}
    done = list[Spot]()
    for spot in reversed(story.spots):
        leader = story.follows.get(spot.id, spot.id)
        target = targets.get(leader, sources[leader])
        if target == sources[leader]:
            continue
        spot.put(target if spot.content == sources[leader] else TaggedText(target.text))
        parts.touch(spot.id.partition("#")[0])
        done.append(spot)
    return tuple(done)


def attribute_spot(
    element: etree._Element, name: str, identity: str, place: str, limit: int = 0
) -> Iterator[Spot]:
    """Yield the spot of an attribute, if there is text in it.

    `limit` is how many characters the program that opens the file accepts; 0 is no limit.
    """
    text = str(element.get(name, ""))

    def put(target: TaggedText) -> None:
        element.set(name, cut(legal(target.text), limit))

    if text.strip():
        yield Spot(identity, place, TaggedText(text), put)


def text_spot(element: etree._Element, identity: str, place: str) -> Iterator[Spot]:
    """Yield the spot of an element that holds nothing but characters, if there are any."""
    text = text_of(element)

    def put(target: TaggedText) -> None:
        for each in list(element):
            element.remove(each)
        element.text = legal(target.text)

    if text.strip():
        yield Spot(identity, place, TaggedText(text), put)


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text`, ending in an ellipsis where it was cut."""
    return text if not limit or len(text) <= limit else f"{text[: limit - 1]}…"


def local(element: etree._Element) -> str:
    """Return the name of an element without its name space; "" for a comment."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
