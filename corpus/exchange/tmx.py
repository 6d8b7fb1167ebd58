"""TMX 1.4b > pairs, one unit at a time. Inline codes are left out, the text around them kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lxml import etree

from corpus.model import Pair

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))  # code, but for a <sub> in them


class BrokenExchange(ValueError):
    """A file that is not what its name says; the message names file and place."""


def read_tmx(path: Path, source: str, target: str) -> Iterator[Pair]:
    """Yield the pairs of `path` from language `source` into `target` ("zh", "en").

    A unit with several variants of the source language (zh-CN, zh-TW) gives a pair for each.

    Raises:
        BrokenExchange: not well-formed XML, or not TMX, or with entities of its own.
    """
    with path.open("rb") as file:
        yield from _pairs(file, path.name, source, target)


def _pairs(file: IO[bytes], name: str, source: str, target: str) -> Iterator[Pair]:
    # Nothing outside the file is read, and no entity is expanded: "a billion laughs" stays small.
    context = etree.iterparse(
        file, tag="{*}tu", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for number, (_, unit) in enumerate(context, 1):
            place = f"{name}, unit {number}"
            sides = _sides(unit, place)
            for ours in sides.get(source, ()):
                for theirs in sides.get(target, ())[:1]:
                    yield Pair(ours, theirs, place)
            unit.clear()
            while unit.getprevious() is not None:
                del unit.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise BrokenExchange(f"{name}: not readable as TMX: {error}") from error
    root = context.root
    if root is None or etree.QName(root).localname != "tmx":
        raise BrokenExchange(f"{name}: not a TMX file")


def _sides(unit: etree._Element, place: str) -> dict[str, list[str]]:
    """The texts of a unit by the primary subtag of their language: "zh-CN" is "zh"."""
    found: dict[str, list[str]] = {}
    for variant in unit.iterfind("{*}tuv"):
        name = str(variant.get(_LANG) or variant.get("lang") or "")
        language = name.lower().replace("_", "-").split("-")[0]
        segment = variant.find("{*}seg")
        text = "" if segment is None else _text(segment, place).strip()
        if text:
            found.setdefault(language, []).append(text)
    return found


def _text(segment: etree._Element, place: str) -> str:
    is_code = etree.QName(segment).localname in _CODES
    pieces = ["" if is_code else segment.text or ""]
    for child in segment:
        if child.tag is etree.Entity:
            raise BrokenExchange(f"{place}: holds the entity {child.text}; write its text instead")
        if isinstance(child.tag, str):  # no comment
            pieces.append(_text(child, place))
        pieces.append("" if is_code else child.tail or "")
    return "".join(pieces)
