"""Tables of contents: an entry says what its heading says, with its number and its page."""

import re
from collections.abc import Callable, Iterator, Sequence

from translator.formats.office.spots import Spot
from translator.model import TaggedText

_ENTRY = re.compile(
    r"(?P<before>[\s\d.]*)(?P<text>.*?)(?P<after>\s*\t[\s\divxlcIVXLC]*|)", re.DOTALL
)


def follow_headings(spots: Sequence[Spot]) -> tuple[tuple[Spot, ...], dict[str, str]]:
    """Return the spots, and which of them are entries for which headings, by their ids.

    An entry that follows is put the text of its heading, between its own number and page.
    """
    headings = dict[str, Spot]()
    for spot in spots:
        if spot.level:
            headings.setdefault(spot.content.text.strip(), spot)
    result, follows = list[Spot](), dict[str, str]()
    for spot in spots:
        heading = None
        if "table of contents" in spot.place:
            heading = next(_headings(spot.content.text, headings), None)
        if heading is None:
            result.append(spot)
        else:
            follows[spot.id] = heading.id
            result.append(Spot(spot.id, spot.place, spot.content, _putter(spot, heading)))
    return tuple(result), follows


def _headings(entry: str, headings: dict[str, Spot]) -> Iterator[Spot]:
    """Yield the headings that an entry may be for: as it stands, or without its number."""
    found = _ENTRY.fullmatch(entry)
    if found is not None:
        for text in ((found["before"] + found["text"]).strip(), found["text"].strip()):
            if text in headings:
                yield headings[text]


def _putter(entry: Spot, heading: Spot) -> Callable[[TaggedText], None]:
    source = heading.content.text.strip()
    start = entry.content.text.index(source)
    end = start + len(source)

    def put(target: TaggedText) -> None:
        text = target.text.strip().replace("\n", " ")
        entry.put(_replaced(entry.content, start, end, text))

    return put


def _replaced(content: TaggedText, start: int, end: int, text: str) -> TaggedText:
    """Return `content` with other text from `start` to `end`; tags within go to its end."""
    growth = len(text) - (end - start)
    tags = tuple(
        type(tag)(tag.at if tag.at <= start else max(tag.at, end) + growth, tag.kind, tag.ref)
        for tag in content.tags
    )
    return TaggedText(content.text[:start] + text + content.text[end:], tags)
