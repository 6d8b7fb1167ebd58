"""Fonts and languages of themes, drawings and WordArt set for the target language.

ECMA-376 Part 1, 20.1.4.1.24 (font scheme), 21.1.2.3.3 and 21.1.2.3.7 (fonts of a run), 19.1.2.23.
"""

import re

from lxml import etree

from termbase.text import Language
from translator.formats.docx.faces import HAN, Faces
from translator.formats.docx.markup import child, kind, spellings, text_of
from translator.formats.docx.order import spelled
from translator.formats.fonts import is_east_asian

_PROPERTIES = ("a:rPr", "a:defRPr", "a:endParaRPr")
_SCHEMES = ("a:majorFont", "a:minorFont")
_ART = "{urn:schemas-microsoft-com:vml}textpath"
_FAMILY = re.compile(r"(font-family:\s*[\"']?)([^\"';]+)")
_THEME = re.compile(r"^(\+m[jn])-(?:lt|ea)$")


def set_drawn(root: etree._Element, faces: Faces) -> None:
    """Set what DrawingML and VML say under `root`."""
    english = faces.language is Language.EN
    for scheme in root.iter(*spellings(*_SCHEMES)):
        _set_scheme(scheme, faces)
    for properties in root.iter(*spellings(*_PROPERTIES)):
        if english:
            _into_english(properties, faces)
        else:
            _into_chinese(properties, faces)
    for art in root.iter(_ART):
        if style := str(art.get("style", "")):
            art.set("style", _FAMILY.sub(lambda hit: hit[1] + _of_art(hit[2], faces), style))


def _of_art(name: str, faces: Faces) -> str:
    return faces.fonts.find(name) or name


def _set_scheme(scheme: etree._Element, faces: Faces) -> None:
    """Name in the theme what English would take from the Chinese font, and the reverse."""
    latin, other = child(scheme, "a:latin"), child(scheme, "a:ea")
    if latin is None or other is None:
        return
    if faces.language is Language.EN:
        _map(latin, faces)
        return
    named = str(other.get("typeface", "")) or str(latin.get("typeface", ""))
    if found := faces.fonts.find(named):
        other.set("typeface", found)


def _into_english(properties: etree._Element, faces: Faces) -> None:
    if str(properties.get("lang", "")).startswith("zh"):
        properties.set("lang", faces.tag)
    latin, other = child(properties, "a:latin"), child(properties, "a:ea")
    if latin is not None:
        _map(latin, faces)
        latin.set("typeface", _THEME.sub(r"\1-lt", str(latin.get("typeface", ""))))
    elif other is not None:
        name = str(other.get("typeface", ""))
        taken = faces.fonts.find(name) if is_east_asian(name) else ""
        if taken or _THEME.match(name):
            other.addprevious(_font(properties, "latin", taken or _THEME.sub(r"\1-lt", name)))


def _into_chinese(properties: etree._Element, faces: Faces) -> None:
    if properties.get("lang") and _holds_han(properties):
        properties.set("lang", faces.tag)
    latin, other = child(properties, "a:latin"), child(properties, "a:ea")
    if other is not None:
        _map(other, faces)
    elif latin is not None:
        name = str(latin.get("typeface", ""))
        taken = _THEME.sub(r"\1-ea", name) if _THEME.match(name) else faces.fonts.find(name)
        if taken:
            latin.addnext(_font(properties, "ea", taken))


def _holds_han(properties: etree._Element) -> bool:
    run = properties.getparent()
    texts = () if run is None else (text_of(each) for each in run if kind(each) == "a:t")
    return any(HAN.search(text) for text in texts)


def _map(font: etree._Element, faces: Faces) -> None:
    if found := faces.fonts.find(str(font.get("typeface", ""))):
        font.set("typeface", found)


def _font(properties: etree._Element, name: str, typeface: str) -> etree._Element:
    made = properties.makeelement(spelled(properties, name))
    made.set("typeface", typeface)
    return made
