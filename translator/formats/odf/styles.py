"""Styles: which cannot be seen, which hide, and what language they say (ODF 1.3 Part 3, 16)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from termbase.text import Language
from translator.formats.odf.markup import attribute, name_of, named

# Properties of text that a reader cannot see.
_SILENT = frozenset(
    {"officeooo:rsid", "officeooo:paragraph-rsid"}
    | {
        f"{prefix}:{word}{script}"
        for prefix, script in (("fo", ""), ("style", "-asian"), ("style", "-complex"))
        for word in ("language", "country", "script")
    }
)
_NO_LANGUAGE = ("", "none", "zxx")
_WESTERN = ("fo:language", "fo:country")
_ASIAN = ("style:language-asian", "style:country-asian")
COUNTRIES = {Language.ZH: "CN", Language.ZH_HANT: "TW", Language.EN: "US"}


@dataclass(frozen=True, slots=True)
class Styles:
    """The names of styles by what they do to text: nothing to be seen, or hide it."""

    silent: frozenset[str]
    hidden: frozenset[str]


def read_styles(root: etree._Element, common: etree._Element | None) -> Styles:
    """Return the styles that text under `root` may have; `common` is the root of styles.xml.

    The automatic styles of a part are its own: another part may have others of the same names.
    """
    silent, hidden = set[str](), set[str]()
    shared = common if common is not None and common is not root else ()
    for style in (*root.iter(etree.Element), *_styles(shared)):
        if name_of(style) != "style:style":
            continue
        name, properties = attribute(style, "style:name"), list(_text_properties(style))
        if any(attribute(each, "text:display") == "none" for each in properties):
            hidden.add(name)
        elif _is_silent(style, properties):
            silent.add(name)
    return Styles(frozenset(silent), frozenset(hidden))


def _styles(common: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Yield the styles that users see, which all parts have."""
    return (style for each in common if name_of(each) == "office:styles" for style in each)


def name_language(root: etree._Element, language: Language) -> bool:
    """Let the styles under `root` say that text is in `language`; return whether one changed.

    Chinese text is told by the Asian language of a style, English by the Western one.
    """
    changed = False
    names = _ASIAN if language.is_chinese else _WESTERN
    values = (language.value.partition("-")[0], COUNTRIES[language])
    for each in root.iter(etree.Element):
        if name_of(each) == "style:text-properties":
            changed |= _name(each, dict(zip(names, values, strict=True)))
    return changed


def _name(properties: etree._Element, values: dict[str, str]) -> bool:
    """Set what is set already, unless it says that the text is in no language."""
    keys = {named(str(key)): key for key in properties.keys()}  # noqa: SIM118  (no dict)
    first = next(iter(values))
    if attribute(properties, first) in _NO_LANGUAGE:
        return False
    changed = False
    for name, value in values.items():
        if name in keys and properties.get(keys[name]) != value:
            properties.set(keys[name], value)
            changed = True
    return changed


def _text_properties(style: etree._Element) -> Iterator[etree._Element]:
    return (each for each in style if name_of(each) == "style:text-properties")


def _is_silent(style: etree._Element, properties: list[etree._Element]) -> bool:
    return (
        attribute(style, "style:family") == "text"
        and not attribute(style, "style:parent-style-name")
        and all(named(str(key)) in _SILENT for each in properties for key, _ in each.items())
        and not any(len(each) for each in properties)
    )
