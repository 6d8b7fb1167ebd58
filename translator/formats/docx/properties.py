"""The properties of a document, such as its title: which a reader sees, and which fields show."""

from collections.abc import Iterable, Mapping

from lxml import etree

from termbase.text import Language
from translator.formats.docx.fields import Fields
from translator.formats.docx.labels import Label
from translator.formats.docx.markup import spellings
from translator.formats.docx.shown import Derived

_CORE = spellings("dc:title", "dc:subject", "dc:description", "cp:keywords", "cp:category")
_LANGUAGE = spellings("dc:language")
_EXTENDED = spellings("ep:Company", "ep:Manager")
_CUSTOM = spellings("vt:lpwstr")


def find_properties(roots: Iterable[etree._Element]) -> dict[str, Label]:
    """Return the properties with text by their names in lower case, as DOCPROPERTY has them."""
    found = dict[str, Label]()
    for root in roots:
        for each in root.iter(*_CORE, *_EXTENDED):
            found[etree.QName(each).localname.lower()] = Label(each)
        for each in root.iter(*_CUSTOM):
            parent = each.getparent()
            if parent is not None and parent.get("name"):
                found[str(parent.get("name")).lower()] = Label(each)
    if "description" in found:
        found["comments"] = found["description"]
    return found


def name_language(root: etree._Element, language: Language) -> bool:
    """Say what language the document is in, if its properties do; return whether they said else."""
    named = [each for each in root.iter(*_LANGUAGE) if (each.text or "").strip()]
    wrong = [each for each in named if (each.text or "").strip() != language.value]
    for each in wrong:
        each.text = language.value
    return bool(wrong)


def hide_properties(
    roots: Mapping[str, etree._Element], fields: Mapping[str, Fields], derived: Iterable[Derived]
) -> None:
    """Make opaque the properties that only programs read: those of others that no field shows."""
    sources = {each.source.element for each in derived if isinstance(each.source, Label)}
    for name, root in roots.items():
        for each in root.iter(*_EXTENDED, *_CUSTOM):
            if each not in sources:
                fields[name].opaque.add(each)
