"""The XML that a Word file is made of: elements, runs of text, and the package around them."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from termbase.text import Language
from translator.bilingual.codes import legal_text

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LANGUAGES = {Language.ZH: "zh-CN", Language.ZH_HANT: "zh-TW", Language.EN: "en-GB"}
_FONTS = {Language.ZH: "SimSun", Language.ZH_HANT: "PMingLiU"}
_LATIN = "Times New Roman"
_BREAKS = re.compile(r"(\t|\r\n|[\n\r\v\f])")
_TOGGLES = {"bold": "b", "italic": "i", "strike": "strike"}
_VERTICAL = {"sub": "subscript", "sup": "superscript"}
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Style:
    """How a run looks: `looks` are those of a mark, `size` is in half points, `color` is RGB."""

    language: Language
    looks: frozenset[str] = frozenset()
    size: int = 0
    color: str = ""


def add(parent: etree._Element, name: str, **attributes: str | int) -> etree._Element:
    """Append an element of WordprocessingML."""
    own = {f"{{{SPACE}}}{key}": str(value) for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{SPACE}}}{name}", own)


def root(name: str) -> etree._Element:
    """Return the root element of a part."""
    return etree.Element(f"{{{SPACE}}}{name}", nsmap={"w": SPACE, "r": RELATIONSHIPS})


def add_run(paragraph: etree._Element, text: str, style: Style) -> None:
    """Append a text in one look."""
    run = add(paragraph, "r")
    _look(add(run, "rPr"), style)
    for piece in _BREAKS.split(legal_text(text)):
        if piece == "\t":
            add(run, "tab")
        elif _BREAKS.fullmatch(piece):
            add(run, "br")
        elif piece:
            add(run, "t").text = piece
            run[-1].set(_XML_SPACE, "preserve")


def fonts(properties: etree._Element, language: Language) -> None:
    """Add the fonts for a text: Latin letters in one, Chinese characters in another."""
    chinese = _FONTS.get(language, _FONTS[Language.ZH])
    found = add(properties, "rFonts", ascii=_LATIN, hAnsi=_LATIN, eastAsia=chinese, cs=_LATIN)
    if language.is_chinese:  # quotation marks and dashes are in both fonts
        found.set(f"{{{SPACE}}}hint", "eastAsia")


def name_language(properties: etree._Element, language: Language) -> None:
    """Add the language of a text."""
    chinese = language if language.is_chinese else Language.ZH
    add(properties, "lang", val=_LANGUAGES[Language.EN], eastAsia=_LANGUAGES[chinese])


def _look(properties: etree._Element, style: Style) -> None:
    """The properties in the order that the schema wants (ECMA-376 Part 1, 17.3.2.28)."""
    fonts(properties, style.language)
    for look, name in _TOGGLES.items():
        if look in style.looks:
            add(properties, name)
    if style.color:
        add(properties, "color", val=style.color)
    if style.size:
        add(properties, "sz", val=style.size)
    if "underline" in style.looks:
        add(properties, "u", val="single")
    for look, value in _VERTICAL.items():
        if look in style.looks:
            add(properties, "vertAlign", val=value)
    name_language(properties, style.language)


def packed(parts: Mapping[str, etree._Element]) -> bytes:
    """Return a Word file of these parts in word/: `document`, and others that it refers to."""
    others = [name for name in parts if name != "document"]
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relationships(
            {name: (name, f"{name}.xml") for name in others}
        ),
        **{f"word/{name}.xml": element for name, element in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, element in files.items():
            data = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return out.getvalue()


def _content_types(parts: Mapping[str, etree._Element]) -> etree._Element:
    space = f"{_PACKAGE}/content-types"
    types = etree.Element(f"{{{space}}}Types", nsmap={None: space})  # type: ignore[dict-item] # the default name space
    for suffix, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(types, f"{{{space}}}Default", Extension=suffix, ContentType=kind)
    for name in parts:
        kind = f"{_TYPE}.{'document.main' if name == 'document' else name}+xml"
        etree.SubElement(
            types, f"{{{space}}}Override", PartName=f"/word/{name}.xml", ContentType=kind
        )
    return types


def _relationships(found: Mapping[str, tuple[str, str]]) -> etree._Element:
    space = f"{_PACKAGE}/relationships"
    element = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})  # type: ignore[dict-item] # the default name space
    for name, (kind, target) in found.items():
        etree.SubElement(
            element,
            f"{{{space}}}Relationship",
            Id=name,
            Type=f"{RELATIONSHIPS}/{kind}",
            Target=target,
        )
    return element
