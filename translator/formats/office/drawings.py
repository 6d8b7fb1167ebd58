"""The text of a drawing, slide, diagram or chart: its paragraphs, caches and alternative texts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from translator.formats.docx.drawing import read_drawing, write_drawing
from translator.formats.docx.markup import kind
from translator.formats.office.spots import Parts, Spot, Story, attribute_spot, local, text_spot
from translator.model import TaggedText

_TITLES = ("title", "ctrTitle")
_FILE_NAME = re.compile(r"\.(gif|png|jpe?g|bmp|tiff?|emf|wmf|svg)\s*$", re.IGNORECASE)
_CACHES = ("strCache", "strLit", "lvl")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A part with drawings in it; `label` is what a reader calls it.

    `holds` says of a paragraph whether a reader sees it; a prompt of a slide master is not seen.
    """

    name: str
    label: str
    holds: Callable[[etree._Element], bool] = lambda _: True


def read_drawings(parts: Parts, drawing: Drawing) -> Story:
    """Return the texts of a part, in order; what `mc:Fallback` says again follows `mc:Choice`."""
    root = parts.root(drawing.name)
    if root is None:
        return Story(())
    spots = tuple(_Reader(drawing, _ordinals(root)).read(root))
    return Story(spots, _repeated(root, spots))


def repeats(parts: Parts, drawing: Drawing, story: Story, data: dict[str, str]) -> dict[str, str]:
    """Return which texts of a drawn diagram stand in its data too; those of data go to `data`.

    An application that knows diagrams draws them anew from the data, others show the drawing.
    """
    root = parts.root(drawing.name)
    sort = "" if root is None else local(root)
    if sort == "dataModel":
        for spot in story.spots:
            data.setdefault(spot.content.text, spot.id)
    if sort != "drawing":
        return {}
    found = ((spot.id, data.get(spot.content.text, "")) for spot in story.spots)
    return {identity: leader for identity, leader in found if leader}


def is_placeholder(paragraph: etree._Element) -> bool:
    """Whether a paragraph stands in a placeholder (ECMA-376 Part 1, 19.3.1.36)."""
    return bool(_placeholder(paragraph))


@dataclass(frozen=True, slots=True)
class _Reader:
    drawing: Drawing
    ordinals: dict[etree._Element, int]

    def read(self, root: etree._Element) -> Iterator[Spot]:
        counts = dict.fromkeys(("p", "n", "v"), 0)
        for element in root.iter(etree.Element):
            if kind(element) == "a:p":
                counts["p"] += 1
                if self.drawing.holds(element):
                    yield from self._paragraph(element, f"{self.drawing.name}#{counts['p']}")
            elif local(element) == "cNvPr":
                counts["n"] += 1
                yield from self._alternative(element, f"{self.drawing.name}#n{counts['n']}")
            elif _is_cached(element):
                counts["v"] += 1
                identity = f"{self.drawing.name}#v{counts['v']}"
                place = f"{self.drawing.label}, data label {counts['v']}"
                yield from text_spot(element, identity, place)

    def _paragraph(self, paragraph: etree._Element, identity: str) -> Iterator[Spot]:
        flat = read_drawing(paragraph)

        def put(target: TaggedText) -> None:
            write_drawing(paragraph, flat, target)

        if flat.content.text.strip():
            title = _placeholder(paragraph) in _TITLES
            place = f"{self.drawing.label}, {'title' if title else self._place(paragraph)}"
            yield Spot(identity, place, flat.content, put, level=int(title))
        yield from _tooltips(paragraph, identity, self.drawing.label)

    def _alternative(self, element: etree._Element, identity: str) -> Iterator[Spot]:
        place = f"{self.drawing.label}, alternative text of {element.get('name') or 'a shape'}"
        for name in ("title", "descr"):
            if _FILE_NAME.search(str(element.get(name, ""))):
                continue
            yield from attribute_spot(element, name, f"{identity}@{name}", place)

    def _place(self, paragraph: etree._Element) -> str:
        body = paragraph.getparent()
        cell = None if body is None else body.getparent()
        if cell is not None and kind(cell) == "a:tc":
            row = cell.getparent()
            table = None if row is None else row.getparent()
            path = (self.ordinals.get(each, 0) for each in (table, row, cell) if each is not None)
            return "table {}, row {}, cell {}".format(*path)
        number = self.ordinals.get(paragraph, 0)
        text = f"text {self.ordinals.get(body, 0) if body is not None else 0}"
        return text if number == 1 else f"{text}, paragraph {number}"


def _ordinals(root: etree._Element) -> dict[etree._Element, int]:
    """Number the tables and texts of a part, the rows and cells of a table, the paragraphs."""
    result = dict[etree._Element, int]()
    tables = texts = 0
    for element in root.iter(etree.Element):
        if kind(element) == "a:tbl":
            tables += 1
            result[element] = tables
        elif kind(element) in ("a:tr", "a:tc"):
            before = element.getprevious()
            result[element] = 1 + (0 if before is None else result.get(before, 0))
        elif kind(element) == "a:p":
            body, before = element.getparent(), element.getprevious()
            result[element] = 1 + (0 if before is None else result.get(before, 0))
            if body is not None and body not in result:
                texts += 1
                result[body] = texts
    return result


def _is_cached(element: etree._Element) -> bool:
    """Whether it is a name in a chart (21.2.2.201 strCache; chartex: strDim)."""
    name, parent = local(element), element.getparent()
    if parent is None or name not in ("v", "pt"):
        return False
    above = parent.getparent()
    if name == "pt":
        return local(parent) == "lvl" and above is not None and local(above) == "strDim"
    if local(parent) == "pt":
        return above is not None and local(above) in _CACHES
    return local(parent) in ("tx", "txData")


def _placeholder(paragraph: etree._Element) -> str:
    """Return the type of the placeholder that a paragraph stands in; "" if in none."""
    for shape in paragraph.iterancestors("{*}sp", "{*}pic", "{*}graphicFrame"):
        found = shape.find("{*}*/{*}nvPr/{*}ph")
        if found is not None:
            return str(found.get("type", "obj"))
    return ""


def _tooltips(paragraph: etree._Element, identity: str, label: str) -> Iterator[Spot]:
    """Yield what links in a paragraph show when pointed at, each different text once."""
    found = dict[str, list[etree._Element]]()
    for link in paragraph.iter("{*}hlinkClick", "{*}hlinkMouseOver"):
        text = str(link.get("tooltip", ""))
        if text.strip():
            found.setdefault(text, []).append(link)
    for number, (text, links) in enumerate(found.items(), start=1):

        def put(target: TaggedText, links: list[etree._Element] = links) -> None:
            for link in links:
                link.set("tooltip", target.text)

        place = f"{label}, tip of a link"
        yield Spot(f"{identity}@tooltip{number}", place, TaggedText(text), put)


def _repeated(root: etree._Element, spots: tuple[Spot, ...]) -> dict[str, str]:
    """Return which paragraphs of an `mc:Fallback` repeat one of its `mc:Choice`, by their ids."""
    places = _alternatives(root)
    leaders = {
        (place[0], spot.content): spot.id
        for spot in reversed(spots)
        if (place := places.get(spot.id.partition("#")[2])) and place[1] == "mc:Choice"
    }
    return {
        spot.id: leaders[place[0], spot.content]
        for spot in spots
        if (place := places.get(spot.id.partition("#")[2]))
        and place[1] == "mc:Fallback"
        and (place[0], spot.content) in leaders
    }


def _alternatives(root: etree._Element) -> dict[str, tuple[etree._Element, str]]:
    """Return the alternative, and which of its branches, that each paragraph stands in."""
    result = dict[str, tuple[etree._Element, str]]()
    for number, paragraph in enumerate(_paragraphs(root), start=1):
        for each in paragraph.iterancestors("{*}Choice", "{*}Fallback"):
            whole = each.getparent()
            if whole is not None and kind(each).startswith("mc:"):
                result[str(number)] = whole, kind(each)
    return result


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    return (each for each in root.iter("{*}p") if kind(each) == "a:p")
