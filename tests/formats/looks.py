"""Word files with styles, numbers, settings and a theme, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from termbase.text import Language
from tests.formats.packages import TRANSITIONAL, document, parts, zipped
from translator.formats.docx import Docx
from translator.model import Document, Issue, TaggedText

_W = f'xmlns:w="{TRANSITIONAL}"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS = {
    "document": f"{_WORD}document.main+xml",
    "styles": f"{_WORD}styles+xml",
    "numbering": f"{_WORD}numbering+xml",
    "settings": f"{_WORD}settings+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}


def styled(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    settings: str = "",
    theme: str = "",
) -> bytes:
    """Return a Word file; each argument is the XML inside the root of a part."""
    inside = {
        "document": document(body),
        "styles": f"<w:styles {_W}>{styles}</w:styles>",
        "numbering": f"<w:numbering {_W}>{numbering}</w:numbering>",
        "settings": f"<w:settings {_W}>{settings}</w:settings>",
        "theme": f"<a:theme {_A}>{theme}</a:theme>",
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{sort}"/>'
        for name, sort in _KINDS.items()
    )
    files = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
            f'ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
            f'vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relationships(
            {name: f"{name}.xml" for name in _KINDS if name != "document"}
        ),
        **{f"word/{name}.xml": content for name, content in inside.items()},
    }
    return zipped({name: content.encode() for name, content in files.items()})


def _relationships(targets: Mapping[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{sort}" Target="{target}"/>'
        for number, (sort, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def written(
    data: bytes,
    language: Language | None,
    *texts: str,
    fonts: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """Return the file in a language, its first units replaced by `texts`."""
    return Docx().write(_set(data, language, fonts), _targets(data, texts))


def told(data: bytes, language: Language | None, *texts: str) -> tuple[Issue, ...]:
    """Return what a reader is told of the file in a language with these texts."""
    return Docx().remarks(_set(data, language), written(data, language, *texts))


def _set(
    data: bytes, language: Language | None, fonts: tuple[tuple[str, str], ...] = ()
) -> Document:
    return replace(Docx().read(data), language=language, fonts=fonts)


def _targets(data: bytes, texts: tuple[str, ...]) -> dict[str, TaggedText]:
    units = Docx().read(data).units
    return {unit.id: TaggedText(text) for unit, text in zip(units, texts, strict=False)}


def inside(data: bytes, part: str = "document") -> str:
    """Return the XML of a part without its declarations of name spaces."""
    root = etree.fromstring(parts(data)[f"word/{part}.xml"])
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode").partition(">")[2]
