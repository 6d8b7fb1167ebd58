"""Which text of a package is language: said again, from scratch, to judge the filter by.

Exempt are: deleted and moved-away text; formulae; hidden runs; the instructions of fields; the
results of fields that Word computes (page numbers, dates, sequence numbers) or that have no letter
in them; and attributes and properties without a letter, or that are names of files.
"""

import re
from collections.abc import Iterator

from lxml import etree

from tests.formats.packages import parts

_COMPUTED = re.compile(
    r"\s*(=|(PAGE|NUMPAGES|PAGEREF|SEQ|NOTEREF|SECTION|SECTIONPAGES|DATE|TIME|CREATEDATE|SAVEDATE"
    r"|PRINTDATE|EDITTIME|NUMWORDS|NUMCHARS|FILESIZE|REVNUM|FORMCHECKBOX|SYMBOL|LISTNUM|AUTONUM\w*"
    r"|\w*BARCODE|EQ|MERGESEQ|MERGEREC|ADVANCE)\b|REF\s.*\\[nrwp]\b)",
    re.IGNORECASE | re.DOTALL,
)
_DESCRIPTIONS = {"docPr", "cNvPr", "shape", "rect", "roundrect", "oval", "line", "image", "group"}
_OWN_ATTRIBUTES = {
    "textpath": "string",
    "tblCaption": "val",
    "tblDescription": "val",
    "listItem": "displayText",
    "listEntry": "val",
    "hyperlink": "tooltip",
    "hlinkClick": "tooltip",
}
_PROPERTIES = {"title", "subject", "description", "keywords", "category"}
_FILE = re.compile(r"\w+://|[A-Z]:|\\|.*\.(png|jpe?g|gif|bmp|tiff?|[ew]mf|svg)\s*$", re.I | re.S)
_STORIES = {"txbxContent", "footnote", "endnote", "comment"}
_NEVER = {"del", "moveFrom", "oMath", "fld"}


def language(data: bytes) -> Iterator[str]:
    """Yield each text in the package that is language, Fallbacks included."""
    for name, part in parts(data).items():
        if not name.endswith(".xml") or name.startswith("customXml"):
            continue
        root = etree.fromstring(part)
        yield from (text for element in visible(root) if (text := characters(element).strip()))
        for text in labels(root):
            if any(c.isalpha() for c in text) and not _FILE.match(text):
                yield text


def labels(root: etree._Element) -> Iterator[str]:
    """Yield what a reader sees that is no run of text: attributes, words of charts, properties."""
    is_core = local(root) == "coreProperties"
    for element in root.iter(etree.Element):
        name = local(element)
        if any(local(each) in _NEVER for each in element.iterancestors()):
            continue
        if is_core and name in _PROPERTIES:
            yield characters(element)
        if name in ("v", "pt") and _is_word(element):
            yield characters(element)
        wanted = {"descr", "title", "alt"} if name in _DESCRIPTIONS else {_OWN_ATTRIBUTES.get(name)}
        yield from (str(v) for k, v in element.items() if str(k).rpartition("}")[2] in wanted)
        if name in ("helpText", "statusText") and element.xpath("@*[local-name()='type']='text'"):
            yield str(element.xpath("string(@*[local-name()='val'])"))
        if name == "default" and element.xpath("parent::*[local-name()='textInput']"):
            yield str(element.xpath("string(@*[local-name()='val'])"))


def _is_word(cell: etree._Element) -> bool:
    above = [local(each) for each in cell.iterancestors()][:2]
    if local(cell) == "pt":
        return above == ["lvl", "strDim"]
    return bool({"strCache", "strLit", "tx", "txData"}.intersection(above))


def visible(root: etree._Element) -> list[etree._Element]:
    """Return the text elements under `root` that are language."""
    exempt = set(_in_computed_fields(root))
    return [
        element
        for element in root.iter("{*}t")
        if element not in exempt
        and "spreadsheetml" not in str(element.tag)
        and not any(local(each) in _NEVER or _is_hidden(each) for each in element.iterancestors())
    ]


def characters(element: etree._Element) -> str:
    """Return the text of an element without its comments."""
    return str(element.xpath("string()"))


def local(element: etree._Element) -> str:
    """Return the name of an element without its name space."""
    return str(element.tag).rpartition("}")[2]


def _is_hidden(run: etree._Element) -> bool:
    values = [
        str(value)
        for mark in (run.findall("{*}rPr/{*}vanish") if local(run) == "r" else ())
        for value in (mark.values() or ["1"])
    ]
    return any(value not in ("0", "false", "off") for value in values)


def _in_computed_fields(root: etree._Element) -> Iterator[etree._Element]:
    for simple in root.iter("{*}fldSimple"):
        texts = list(simple.iter("{*}t"))
        if _is_exempt(str(simple.xpath("string(@*[local-name()='instr'])")), texts):
            yield from texts
    yield from _in_complex_fields(root, [])


def _in_complex_fields(
    parent: etree._Element, fields: list[tuple[list[str], list[etree._Element]]]
) -> Iterator[etree._Element]:
    """Walk in document order; `fields` has the instruction and the result of each open field."""
    for element in parent:
        name = local(element)
        if name in _STORIES:
            yield from _in_complex_fields(element, [])
        elif name == "fldChar":
            yield from _mark(str(element.xpath("string(@*[local-name()='fldCharType'])")), fields)
        elif name == "instrText" and fields:
            fields[-1][0].append(element.text or "")
        elif name == "t":
            for _, result in fields:
                result.append(element)
        elif name not in _NEVER:
            yield from _in_complex_fields(element, fields)


def _mark(
    sort: str, fields: list[tuple[list[str], list[etree._Element]]]
) -> Iterator[etree._Element]:
    if sort == "begin":
        fields.append(([], []))
    elif sort == "separate" and fields:
        yield from fields[-1][1]
        fields[-1][1].clear()
    elif sort == "end" and fields:
        code, result = fields.pop()
        if _is_exempt("".join(code), result):
            yield from result


def _is_exempt(code: str, result: list[etree._Element]) -> bool:
    has_letter = any(c.isalpha() for element in result for c in characters(element))
    return _COMPUTED.match(code) is not None or not has_letter
