"""Properties put where the schema wants them (ECMA-376 Part 1, A.1: CT_PPr, CT_RPr)."""

from lxml import etree

from translator.formats.docx.markup import child, kind

_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
)
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr "
    "sectPr pPrChange"
)
_RANKS = {
    sort: {f"w:{name}": rank for rank, name in enumerate(names.split())}
    for sort, names in {"w:rPr": _RUN, "w:pPr": _PARAGRAPH}.items()
}


def put(properties: etree._Element, name: str) -> etree._Element:
    """Return the property `name` of a `w:rPr` or `w:pPr`, made if there is none."""
    found = child(properties, name)
    if found is not None:
        return found
    ranks = _RANKS[kind(properties)]
    made = properties.makeelement(spelled(properties, name.partition(":")[2]))
    later = (n for n, each in enumerate(properties) if ranks.get(kind(each), -1) > ranks[name])
    properties.insert(next(later, len(properties)), made)
    return made


def properties_of(owner: etree._Element, sort: str) -> etree._Element:
    """Return the `w:pPr` of a paragraph or the `w:rPr` of a run, made as its first child."""
    found = child(owner, sort)
    if found is None:
        found = owner.makeelement(spelled(owner, sort.partition(":")[2]))
        owner.insert(0, found)
    return found


def spelled(element: etree._Element, name: str) -> str:
    """Return `name` in the name space of an element."""
    return f"{{{etree.QName(element).namespace}}}{name}"


def take_out(element: etree._Element) -> None:
    """Remove an element that no text stands after."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def drop(element: etree._Element, name: str) -> None:
    """Remove an attribute that is in the name space of its element."""
    if element.get(spelled(element, name)) is not None:
        del element.attrib[spelled(element, name)]
