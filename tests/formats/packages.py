"""Small Word files made in memory, and the parts of any Word file."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

SHARED = Path(__file__).parents[2] / "../shared/docs"

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "dsp": "http://schemas.microsoft.com/office/drawing/2008/diagram",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_TYPE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "document": "wordprocessingml.document.main+xml",
    "header": "wordprocessingml.header+xml",
    "footnotes": "wordprocessingml.footnotes+xml",
    "comments": "wordprocessingml.comments+xml",
    "chart": "drawingml.chart+xml",
}
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="{target}"/></Relationships>'
)


def document(body: str, space: str = TRANSITIONAL) -> str:
    """Return the main part around the XML of a body."""
    return f'<w:document xmlns:w="{space}" {_SPACES}><w:body>{body}</w:body></w:document>'


def story(root: str, content: str) -> str:
    """Return another part, the root element of which is `root`."""
    return f'<{root} xmlns:w="{TRANSITIONAL}" {_SPACES}>{content}</{root}>'


def word_file(body: str, others: Mapping[str, str] | None = None) -> bytes:
    """Return a Word file with this body; `others` are parts in word/ by their file names."""
    return package({"document.xml": document(body), **(others or {})})


def package(stories: Mapping[str, str], target: str = "word/document.xml") -> bytes:
    """Return a package of parts in word/, the main one being `target`."""
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPE}{_TYPES[sort]}"/>'
        for name in stories
        for sort in _TYPES
        if name.startswith(sort)
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": _RELATIONSHIPS.format(target=target),
        **{f"word/{name}": content for name, content in stories.items()},
    }
    return zipped({name: content.encode() for name, content in files.items()})


def with_parts(data: bytes, files: Mapping[str, str], types: Mapping[str, str]) -> bytes:
    """Return a package with more parts by their full names, and the content types of some."""
    old = parts(data)
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{sort}"/>' for name, sort in types.items()
    )
    listed = old["[Content_Types].xml"].decode().replace("</Types>", f"{overrides}</Types>")
    new = {name: content.encode() for name, content in files.items()}
    return zipped({**old, **new, "[Content_Types].xml": listed.encode()})


def relationships(*targets: tuple[str, str]) -> str:
    """Return a part of relationships, each of a kind to a target."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="http://x/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{listed}</Relationships>'


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package as they stand, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def body_of(data: bytes) -> str:
    """Return the XML inside w:body, without the declarations of name spaces."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    etree.cleanup_namespaces(root)
    text = etree.tostring(root[0], encoding="unicode")
    return text.partition(">")[2].rpartition("<")[0]


def run(text: str, properties: str = "") -> str:
    """Return the XML of a run of text."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    """Return the XML of a complex field around the XML of its result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{mark.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>"
        f"{mark.format('separate')}{result}{mark.format('end')}"
    )
