"""What a paragraph or a run looks like after all: its own properties, its styles', the defaults.

ECMA-376 Part 1, 17.7.2. Table styles and numbering levels are not asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from translator.formats.docx.markup import attribute, child, kind

_HALF_POINTS = 20  # 17.3.2.38: the size where nothing states one, 10 pt
_OFF = frozenset({"0", "false", "off", "none"})
_EMPTY = etree.Element("none")


@dataclass(frozen=True, slots=True)
class Cascade:
    """The styles of a document by their ids, the default of each type, and the defaults of all."""

    styles: Mapping[str, etree._Element]
    default: Mapping[str, str]
    run: etree._Element
    paragraph: etree._Element

    def levels(self, owner: etree._Element) -> Iterator[etree._Element]:
        """Yield the `w:pPr` that hold for a paragraph or a style, the strongest first."""
        yield from self._all(owner, "w:pPr")
        yield self.paragraph

    def value(self, owner: etree._Element, name: str, key: str = "val") -> str:
        """Return an attribute of a paragraph property; "" where nothing states it."""
        return _first(self.levels(owner), name, key)

    def run_value(self, run: etree._Element, name: str, key: str = "val") -> str:
        """Return an attribute of a property of a run; "" where nothing states it."""
        return _first(self._run_levels(run), name, key)

    def is_on(self, run: etree._Element, name: str) -> bool:
        """Whether a property of a run that is on or off is on (17.17.4)."""
        for level in self._run_levels(run):
            found = child(level, name)
            if found is not None:
                return attribute(found, "val") not in _OFF
        return False

    def size(self, paragraph: etree._Element) -> int:
        """Return the size of the characters of a paragraph or a style in half points."""
        runs = [each for each in paragraph if kind(each) == "w:r"]
        text = self.run_value(runs[0], "w:sz") if runs else ""
        text = text or _first((*self._all(paragraph, "w:rPr"), self.run), "w:sz", "val")
        return int(text) if text.isdecimal() and int(text) else _HALF_POINTS

    def _run_levels(self, run: etree._Element) -> Iterator[etree._Element]:
        own = child(run, "w:rPr")
        if own is not None:
            yield own
            yield from self._chain(_named(own, "w:rStyle"), "w:rPr")
        paragraph = next((each for each in run.iterancestors() if kind(each) == "w:p"), None)
        style = child(paragraph, "w:pPr") if paragraph is not None else None
        yield from self._chain(self._style(style), "w:rPr")
        yield self.run

    def _all(self, owner: etree._Element, sort: str) -> Iterator[etree._Element]:
        if kind(owner) == "w:style":
            yield from self._chain(attribute(owner, "styleId"), sort)
            return
        own = child(owner, "w:pPr")
        if own is not None and sort == "w:pPr":
            yield own
        yield from self._chain(self._style(own), sort)

    def _style(self, properties: etree._Element | None) -> str:
        named = "" if properties is None else _named(properties, "w:pStyle")
        return named or self.default.get("paragraph", "")

    def _chain(self, style: str, sort: str) -> Iterator[etree._Element]:
        """Yield the properties of a style and of those it is based on."""
        seen = set[str]()
        while style in self.styles and style not in seen:
            seen.add(style)
            found = child(self.styles[style], sort)
            if found is not None:
                yield found
            style = _named(self.styles[style], "w:basedOn")


def read_cascade(root: etree._Element | None) -> Cascade:
    """Return the styles under the root of a style part; none if there is no such part."""
    elements = [] if root is None else [each for each in root if kind(each) == "w:style"]
    styles = {attribute(each, "styleId"): each for each in elements}
    default = {
        attribute(each, "type"): attribute(each, "styleId")
        for each in elements
        if attribute(each, "default") not in ("", *_OFF)
    }
    whole = None if root is None else child(root, "w:docDefaults")
    run, paragraph = (_default(whole, sort) for sort in ("w:rPr", "w:pPr"))
    return Cascade(styles, default, run, paragraph)


def _default(whole: etree._Element | None, sort: str) -> etree._Element:
    holder = None if whole is None else child(whole, f"{sort}Default")
    found = None if holder is None else child(holder, sort)
    return _EMPTY if found is None else found


def _first(
    levels: Iterator[etree._Element] | tuple[etree._Element, ...], name: str, key: str
) -> str:
    found = (child(level, name) for level in levels)
    return next((v for each in found if each is not None and (v := attribute(each, key))), "")


def _named(parent: etree._Element, name: str) -> str:
    found = child(parent, name)
    return "" if found is None else attribute(found, "val")
