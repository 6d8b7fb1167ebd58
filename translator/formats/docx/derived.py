"""Text that Word copies from elsewhere: entries of contents, references, running titles.

Such a text says what it copies, after translation as before. It is no unit; but within a sentence
it is text like any other as well, so that the sentence can be translated. Where it says something
else than what it should copy, being out of date or made by hand, it is nothing but text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from translator.formats.docx.entries import find_entries, read_entry
from translator.formats.docx.fields import Fields, Result
from translator.formats.docx.markup import attribute, child, spellings
from translator.formats.docx.shown import (
    Bookmark,
    Derived,
    Runs,
    Shown,
    Source,
    Whole,
    find_bookmarks,
    fold,
    is_within,
    paragraph_of,
    plain_texts,
    repeat,
    shown,
)

_PARAGRAPH = spellings("w:p")
PROPERTIES = {
    "TITLE": "title",
    "SUBJECT": "subject",
    "KEYWORDS": "keywords",
    "COMMENTS": "description",
}


@dataclass(frozen=True, slots=True)
class Origins:
    """What fields may repeat: the trees of the stories, the styles by name, the properties."""

    roots: Mapping[str, etree._Element]
    styles: Mapping[str, str]
    properties: Mapping[str, Source]


def find_derived(fields: Mapping[str, Fields], origins: Origins) -> list[Derived]:
    """Return the texts that repeat others, and make opaque what is no text of a sentence.

    Contents come last.

    `fields` are those of the parts by name.
    """
    results = [(part, each) for part, found in fields.items() for each in found.results]
    entries = [(part, *each) for part in fields for each in find_entries(origins.roots[part])]
    wanted = {_argument(each) for _, each in results if _name(each) == "REF"}
    wanted.update(name for _, _, name in entries)
    marks = dict[str, Bookmark]()
    for root in origins.roots.values():
        marks = find_bookmarks(root, wanted) | marks
    styled = _styled(origins) if any(_name(each) == "STYLEREF" for _, each in results) else {}
    derived = list[Derived]()
    for part, result in results:
        texts = plain_texts(result.elements)
        is_title = _name(result) == "STYLEREF"
        source = styled.get(_heading(result)) if is_title else _source(result, marks, origins)
        if texts and source is not None and _repeats(Runs(texts), source):
            derived.append(repeat(part, Shown(result.start, result.end), source))
            if _is_all(texts):
                fields[part].opaque.update(texts)
    for part, entry, name in entries:
        if name in marks:
            derived += read_entry(part, entry, marks[name], fields[part].opaque)
    return derived


def _name(result: Result) -> str:
    return (result.code.split() or [""])[0].upper()


def _argument(result: Result) -> str:
    """Return the first argument of a field, without its quotes."""
    _, _, rest = result.code.strip().partition(" ")
    rest = rest.strip()
    if rest.startswith('"'):
        return rest[1:].partition('"')[0]
    return (rest.split() or [""])[0]


def _source(result: Result, marks: Mapping[str, Bookmark], origins: Origins) -> Source | None:
    name = _name(result)
    if name == "REF":
        return marks.get(_argument(result))
    if name == "DOCPROPERTY":
        return origins.properties.get(_argument(result).lower())
    return origins.properties.get(PROPERTIES.get(name, ""))


def _repeats(sink: Runs, source: Source) -> bool:
    return not is_within(sink.texts, source) and fold(sink.text()) == fold(source.text()) != ""


def _is_all(texts: Sequence[etree._Element]) -> bool:
    """Whether their paragraph shows nothing else; else they are text of a sentence as well."""
    paragraph = paragraph_of(texts[0])
    others = () if paragraph is None else shown(paragraph)
    return not any(c.isalpha() for e, text in others if e not in texts for c in text)


def _styled(origins: Origins) -> dict[tuple[str, str], Whole]:
    """Return the first paragraph of each style and text, by both; the style by id and by name."""
    found = dict[tuple[str, str], Whole]()
    for root in origins.roots.values():
        for paragraph in root.iter(*_PARAGRAPH):
            style = _style(paragraph)
            text = fold(Whole(paragraph).text()) if style else ""
            for name in {style.lower(), origins.styles.get(style, "")} if text else ():
                found.setdefault((name, text), Whole(paragraph))
    return found


def _heading(result: Result) -> tuple[str, str]:
    """Return the style and the text of a field that repeats the last paragraph in a style."""
    wanted = _argument(result).partition(",")[0].lower()
    wanted = f"heading {wanted}" if wanted.isdecimal() else wanted
    return wanted, fold(Runs(plain_texts(result.elements)).text())


def _style(paragraph: etree._Element) -> str:
    properties = child(paragraph, "w:pPr")
    style = None if properties is None else child(properties, "w:pStyle")
    return "" if style is None else attribute(style, "val")
