"""TMX 1.4b > pairs, one unit at a time. Inline codes are left out, the text around them kept."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from corpus.model import Pair

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))  # their content is code, not language
_SIDES = 2


class BrokenExchange(ValueError):
    """A file that is not what its name says; the message names file and place."""


def read_tmx(path: Path, source: str, target: str) -> Iterator[Pair]:
    """Yield the pairs of `path` from language `source` into `target` ("zh", "en").

    Raises:
        BrokenExchange: not well-formed XML, or not TMX.
    """
    context = etree.iterparse(
        str(path), tag="tu", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for number, (_, unit) in enumerate(context, 1):
            sides = {
                _language(variant): _text(variant.find("seg")) for variant in unit.iterfind("tuv")
            }
            ours, theirs = sides.get(source, ""), sides.get(target, "")
            if ours.strip() and theirs.strip():
                yield Pair(ours.strip(), theirs.strip(), f"{path.name}, unit {number}")
            unit.clear()
            while unit.getprevious() is not None:
                del unit.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise BrokenExchange(f"{path.name}: not readable as TMX: {error}") from error
    root = context.root
    if root is None or etree.QName(root).localname != "tmx":
        raise BrokenExchange(f"{path.name}: not a TMX file")


def _language(variant: etree._Element) -> str:
    """The primary subtag: "zh-CN" is "zh"."""
    name = str(variant.get(_LANG) or variant.get("lang") or "")
    return name.lower().replace("_", "-").split("-")[0]


def _text(segment: etree._Element | None) -> str:
    if segment is None:
        return ""
    inner = "".join(
        ("" if child.tag in _CODES else _text(child)) + (child.tail or "") for child in segment
    )
    return (segment.text or "") + inner
