"""Web pages, Markdown, XML standards, XLIFF and plain text > the texts in them that are language.

Judges the filters, so it reads by other parsers and rules of its own; see `word`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from lxml import etree
from markdown_it import MarkdownIt

_XML = "{http://www.w3.org/XML/1998/namespace}"
_SHUT = {"script", "style", "code", "pre", "kbd", "samp", "var", "svg", "math", "template"}
_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
    *("source", "track", "wbr"),
}
_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label"}
_META = {"description", "keywords", "og:title", "og:description"}
_HEAD = 20_000  # bytes in which a page names its encoding
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{.*?\}\}")
_CODES = {"bpt", "ept", "ph", "it", "x", "bx", "ex"}
# What no reader of another language needs in a standard or an article.
_KEPT = {
    *("math", "tex-math", "inline-formula", "disp-formula", "preformat", "code", "std-ref", "uri"),
    *("email", "pub-id", "object-id", "x", "name", "aff", "contrib-group", "element-citation"),
    *("mixed-citation", "related-object", "related-article", "copyright-year", "date-in-citation"),
    *("copyright-holder", "custom-meta-group", "award-group", "partOfSpeech", "chem-struct"),
    *("journal-meta", "doc-ident", "std-ident", "content-language", "doc-ref", "release-date"),
    *("comm-ref", "secretariat", "ics", "pub-date", "std-xref", "article-id", "volume", "history"),
    *("elocation-id", "self-uri", "publisher-name", "fpage", "lpage", "institution-id"),
    *("supplement", "product"),
}


def html(data: bytes) -> Iterator[str]:
    """Yield the texts of a web page, with those of attributes that are read."""
    page = _Page()
    page.feed(_decoded(data))
    page.close()
    yield from page.found


def markdown(data: bytes) -> Iterator[str]:
    """Yield the texts of a Markdown file, as they are on the page made of it."""
    text = _SHORTCODE.sub("", _FRONT_MATTER.sub("", _decoded(data)))
    yield from html(MarkdownIt().enable("table").render(text).encode())


def plain(data: bytes) -> Iterator[str]:
    """Yield the text of a file in UTF-8, with or without a mark."""
    yield _decoded(data)


def standard(data: bytes) -> Iterator[str]:
    """Yield the texts of an XML standard or article that are in its language."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, recover=True))
    yield from _standard(root, ())


def xliff(data: bytes, original: bytes) -> Iterator[str]:
    """Yield what the entries of a file say that had no translation in the `original`."""
    for before, now in zip(_entries(original), _entries(data), strict=True):
        if not before.target:
            yield now.target or now.source


@dataclass(frozen=True, slots=True)
class _Entry:
    source: str
    target: str


def _entries(data: bytes) -> Iterator[_Entry]:
    root = ET.fromstring(data)  # noqa: S314 - expat fetches nothing
    for element in _open_entries(root):
        texts = {_local(each): "".join(_words(each)) for each in element}
        if texts.get("source", "").strip():
            yield _Entry(texts["source"], texts.get("target", "").strip())


def _open_entries(element: ET.Element, translate: str = "yes") -> Iterator[ET.Element]:
    """Yield the trans-units and segments that nobody has closed to translators."""
    translate = element.get("translate", translate)
    if _local(element) in ("trans-unit", "segment"):
        if translate != "no" and element.get("approved") != "yes":
            yield element
        return
    for each in element:
        yield from _open_entries(each, translate)


def _words(element: ET.Element) -> Iterator[str]:
    """Yield the text of a source or a target without the codes of another format."""
    yield element.text or ""
    for each in element:
        if _local(each) not in _CODES and each.get("translate") != "no":
            yield from _words(each)
        yield each.tail or ""


def _standard(element: etree._Element, languages: Sequence[str]) -> Iterator[str]:
    if _is_kept(element):
        return
    own = element.get(f"{_XML}lang")
    languages = (*languages, own) if own else languages
    is_foreign = len(set(languages)) > 1 or languages[:1] in (("fr",), ("la",))
    if not is_foreign:
        yield element.text or ""
    for each in element:
        yield from _standard(each, languages)
        if not is_foreign:
            yield each.tail or ""


def _is_kept(element: etree._Element) -> bool:
    name = _local(element)
    return not name or name in _KEPT or (name == "xref" and element.get("ref-type") == "bibr")


def _local(element: ET.Element | etree._Element) -> str:
    tag: object = element.tag  # of a comment it is a function
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _decoded(data: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:_HEAD])
    name = "utf-8-sig" if declared is None else declared[1].decode("ascii")
    return data.decode("utf-8-sig" if name.lower() == "utf-8" else name, errors="replace")


@dataclass(slots=True)
class _Open:
    name: str
    shut: bool


class _Page(HTMLParser):
    """Collects texts; what is shut, or inside it, has none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._open: list[_Open] = []

    @property
    def _is_shut(self) -> bool:
        return any(each.shut for each in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kept = given.get("translate") == "no" or "notranslate" in given.get("class", "").split()
        if not (kept or self._is_shut):
            self.found += [given[name] for name in _ATTRIBUTES & given.keys()]
            if tag == "meta" and given.get("name", given.get("property", "")).lower() in _META:
                self.found.append(given.get("content", ""))
        if tag not in _VOID:
            self._open.append(_Open(tag, kept or tag in _SHUT))

    def handle_endtag(self, tag: str) -> None:
        places = [number for number, each in enumerate(self._open) if each.name == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        if not self._is_shut:
            self.found.append(data)
