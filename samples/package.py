"""Parts > .docx bytes: python-docx holds the package, fixed dates make it the same every time."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

FIXED_DATE = datetime(2025, 3, 1, tzinfo=UTC)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNWANTED = (
    "customXml",
    "thumbnail",
    "stylesWithEffects",
    "webSettings",
    "fontTable",
    "extended-properties",
)


def new_package(title: str, author: str) -> Document:
    """An empty document with our properties and none of the template's leftovers."""
    document = docx.Document()
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, one in relations.items() if one.reltype.endswith(_UNWANTED)]:
            del relations[name]
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = FIXED_DATE
    properties.language = "zh-CN"
    return document


def add_part(document: Document, name: str, xml: str) -> str:
    """The relationship id of a new part beside the main one: `footnotes`, `header1` …."""
    kind = name.rstrip("0123456789")
    part = Part(
        PackURI(f"/word/{name}.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml",
        _encoded(xml),
        document.part.package,
    )
    return document.part.relate_to(part, f"{_relationships()}/{kind}")


def add_picture(document: Document, picture: bytes) -> str:
    """The relationship id of a picture."""
    return document.part.get_or_add_image(io.BytesIO(picture))[0]


def add_link(document: Document, address: str) -> str:
    """The relationship id of a web address."""
    return document.part.relate_to(address, f"{_relationships()}/hyperlink", is_external=True)


def packed(document: Document, parts: Mapping[str, str]) -> bytes:
    """The package as bytes, these parts in place of the template's.

    Stored, not compressed, so that another zlib changes no byte.
    """
    saved, result = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.create_system = 0
            ours = parts.get(name)
            target.writestr(entry, _encoded(ours) if ours else source.read(name))
    return result.getvalue()


def _encoded(xml: str) -> bytes:
    return (_DECLARATION + xml).encode()


def _relationships() -> str:
    return RELATIONSHIP_TYPE.HEADER.rpartition("/")[0]
