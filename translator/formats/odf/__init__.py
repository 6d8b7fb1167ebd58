"""OpenDocument texts, spreadsheets and presentations: a unit is a paragraph, wherever it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from termbase.text import Language
from translator.errors import BrokenDocument
from translator.formats.docx.package import Package, open_package
from translator.formats.odf.contents import follow_headings
from translator.formats.odf.markup import name_of
from translator.formats.odf.notes import notes
from translator.formats.odf.story import read_story
from translator.formats.odf.styles import COUNTRIES, name_language, read_styles
from translator.formats.office.spots import Parts, Spot, Story, put_all, text_spot
from translator.model import Document, TaggedText

__all__ = ["Odf"]

_TYPE = "application/vnd.oasis.opendocument."
_KINDS = {
    ".odt": "text",
    ".ott": "text",
    ".ods": "spreadsheet",
    ".ots": "spreadsheet",
    ".odp": "presentation",
    ".otp": "presentation",
}
_MEANT = {"text": ".odt", "spreadsheet": ".ods", "presentation": ".odp"}
_MANIFEST = "META-INF/manifest.xml"
_PROPERTIES = ("dc:title", "dc:subject", "dc:description", "meta:keyword")
_BODIES = re.compile(r"(Object [^/]+/)?(content|styles)\.xml")


@dataclass(frozen=True, slots=True)
class Odf:
    """OpenDocument files (ISO/IEC 26300) without a password."""

    suffix: str = ".odt"

    def read(self, data: bytes) -> Document:
        """See `Format.read`."""
        parts = Parts(_open(data, self.suffix))
        contents = _read(parts)
        return Document(contents.story.units(), data, tuple(notes(contents.roots, parts.package)))

    def write(self, document: Document, targets: Mapping[str, TaggedText]) -> bytes:
        """See `Format.write`."""
        parts = Parts(_open(document.skeleton, self.suffix))
        contents = _read(parts)
        if put_all(parts, contents.story, targets) and document.language is not None:
            for name, root in contents.roots.items():
                if name_language(root, document.language):
                    parts.touch(name)
            _name_language(parts, document.language)
        return parts.save()


@dataclass(frozen=True, slots=True)
class _Contents:
    """The texts of a file, and the roots of the parts they are in."""

    story: Story
    roots: dict[str, etree._Element] = field(default_factory=dict)


def _open(data: bytes, suffix: str) -> Package:
    """Unpack a file and see that it is what its name says.

    Raises:
        BrokenDocument: it is damaged, encrypted, or of another kind.
    """
    package = open_package(data, suffix)
    entry = package.find("mimetype")
    sort = "" if entry is None else entry.data.decode("ascii", errors="replace").strip()
    if not sort.startswith(_TYPE) or package.find("content.xml") is None:
        raise BrokenDocument(f"the file is no OpenDocument file; save it as {suffix}")
    kind = sort.removeprefix(_TYPE).removesuffix("-template")
    if kind != _KINDS[suffix]:
        meant = _MEANT.get(kind)
        mend = f"rename it to {meant}" if meant else f"save it as {suffix}"
        raise BrokenDocument(f"the file is an OpenDocument {kind}; {mend}")
    _refuse_encrypted(package, suffix)
    return package


def _refuse_encrypted(package: Package, suffix: str) -> None:
    root = Parts(package).root(_MANIFEST)
    if root is not None and next(root.iter("{*}encryption-data"), None) is not None:
        raise BrokenDocument(f"the file is encrypted; remove the password and save it as {suffix}")


def _read(parts: Parts) -> _Contents:
    roots = dict[str, etree._Element]()
    for name in sorted(parts.package.names(), key=_rank):
        root = parts.root(name) if _BODIES.fullmatch(name) else None
        if root is not None and name_of(root).startswith("office:"):
            roots[name] = root
    spots = [
        spot
        for name, root in roots.items()
        for spot in read_story(root, name, _label(name), read_styles(root, roots.get("styles.xml")))
    ]
    spots += _properties(parts)
    return _Contents(Story(*follow_headings(spots)), roots)


def _rank(name: str) -> tuple[bool, bool, str]:
    """The content before what is around it, the document before what is embedded in it."""
    return "/" in name, name.endswith("styles.xml"), name


def _label(name: str) -> str:
    folder, _, part = name.rpartition("/")
    if folder:
        return f"embedded {folder.lower()}"
    return "body" if part == "content.xml" else "page style"


def _properties(parts: Parts) -> Iterator[Spot]:
    root = parts.root("meta.xml")
    counts = dict[str, int]()
    for element in root.iter(etree.Element) if root is not None else ():
        name = name_of(element)
        if name in _PROPERTIES:
            counts[name] = counts.get(name, 0) + 1
            place = f"document properties, {name.partition(':')[2]}"
            yield from text_spot(element, f"meta.xml#{name} {counts[name]}", place)


def _name_language(parts: Parts, language: Language) -> None:
    """Let the properties of the document say what language it is in, if they say any."""
    root = parts.root("meta.xml")
    tag = f"{language.value.partition('-')[0]}-{COUNTRIES[language]}"
    for element in root.iter(etree.Element) if root is not None else ():
        if name_of(element) == "dc:language" and element.text != tag:
            element.text = tag
            parts.touch("meta.xml")
