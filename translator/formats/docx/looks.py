"""Character formats: run properties > Look."""

from lxml import etree

from translator.formats.docx.inline import PLAIN, Look
from translator.formats.docx.markup import attribute, kind

# Properties that a reader of Chinese or English cannot see.
_SILENT = frozenset({"w:lang", "w:noProof", "w:kern", "w:bCs", "w:iCs", "w:szCs"})
_INKED = frozenset({"w:u", "w:strike", "w:dstrike", "w:highlight", "w:shd", "w:bdr"})
_OFF = frozenset({"0", "false", "off", "none"})
_SILENT_ATTRIBUTES = frozenset(
    {"lang", "altLang", "dirty", "err", "noProof", "smtClean", "smtId", "bmk"}
)
_INKED_ATTRIBUTES = frozenset({"u", "strike"})


def word_look(properties: etree._Element | None) -> Look | None:
    """Return the look of a run by its `w:rPr` (17.3.2.28); None if it is hidden (17.3.2.41)."""
    if properties is None or not len(properties):
        return Look(frozenset(), properties)
    seen = [each for each in properties if kind(each) not in _SILENT]
    names = {kind(each): each for each in seen}
    if "w:vanish" in names and attribute(names["w:vanish"], "val") not in _OFF:
        return None
    keys = frozenset(key for each in seen if (key := _key(each)) is not None)
    inked = any(attribute(names[name], "val") not in _OFF for name in _INKED & names.keys())
    return Look(keys, properties, inked)


def _key(element: etree._Element) -> object:
    """Return a value equal for equal properties; None for one that changes nothing."""
    attributes = {str(name): str(value) for name, value in element.items()}
    if kind(element) == "w:rFonts":
        attributes = {n: v for n, v in attributes.items() if n.rpartition("}")[2] != "hint"}
        if not attributes:
            return None
    inner = etree.tostring(element, with_tail=False) if len(element) else b""
    return kind(element), frozenset(attributes.items()), inner


def drawing_look(properties: etree._Element | None) -> Look:
    """Return the look of a DrawingML run by its `a:rPr` (21.1.2.3.9)."""
    if properties is None:
        return PLAIN
    attributes = {
        name: value for name, value in properties.items() if name not in _SILENT_ATTRIBUTES
    }
    keys = frozenset((*attributes.items(), *(_key(each) for each in properties)))
    return Look(keys, properties, bool(_INKED_ATTRIBUTES & attributes.keys()))
