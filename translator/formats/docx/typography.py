"""A package > its parts in the typography of the target language: fonts, indents, numbers.

Without a language nothing is touched. What is done to a part does not hang on the others, but for
the styles, which say how a paragraph looks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from termbase.text import Language
from translator.formats.docx.cascade import Cascade, read_cascade
from translator.formats.docx.drawn import set_drawn
from translator.formats.docx.faces import Faces, body_faces, set_chinese_runs, set_faces
from translator.formats.docx.layout import indent_chinese, lay_out_chinese, lay_out_english
from translator.formats.docx.markup import parse, serialize
from translator.formats.docx.numbering import set_counters, set_numbering
from translator.formats.docx.opc import content_types
from translator.formats.docx.package import Package
from translator.formats.docx.parts import styles_name, text_parts
from translator.formats.fonts import fonts_for, fonts_of
from translator.language import detect
from translator.model import Document, Issue

_NUMBERING = "numbering+xml"
# Ends of content types of the parts without text that say how text looks.
_LOOKS = ("styles+xml", "stylesWithEffects+xml", "settings+xml", "theme+xml", _NUMBERING)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is set, and by what."""

    faces: Faces
    cascade: Cascade
    changes_language: bool  # and not only the script


def typeset(package: Package, changed: Mapping[str, bytes], document: Document) -> dict[str, bytes]:
    """Return `changed` and all other parts that look different in the language of `document`."""
    result = dict(changed)
    if document.language is None:
        return result
    setting = _setting(package, document, document.language)
    for name, sort in _parts(package):
        data = result.get(name, _data(package, name))
        root = parse(name, data)
        before = etree.tostring(root)
        _set(root, sort, setting)
        if etree.tostring(root) != before:
            result[name] = serialize(root)
    return result


def renumbered(package: Package, document: Document) -> tuple[Issue, ...]:
    """Return which automatic numbers are written otherwise in the language of `document`.

    What several lists have alike is told once.
    """
    if document.language is None or not _changes_language(document, document.language):
        return ()
    places: dict[tuple[str, str], list[str]] = {}
    for name in _like(package, _NUMBERING):
        for issue in set_numbering(parse(name, _data(package, name)), document.language):
            places.setdefault((issue.check, issue.detail), []).append(issue.place)
    return tuple(
        Issue(*told, where[0] + (f" and {len(where) - 1} more" if where[1:] else ""))
        for told, where in places.items()
    )


def _setting(package: Package, document: Document, language: Language) -> _Setting:
    styles, themes = styles_name(package), _like(package, "theme+xml")
    theme = parse(themes[0], _data(package, themes[0])) if themes else None
    entry = package.find(styles) if styles else None
    root = None if entry is None else parse(styles, entry.data)
    cascade = read_cascade(root)
    faces = Faces(language, fonts_for(language, document.fonts))
    if theme is not None:
        set_drawn(theme, faces)
    east_asian, latin = body_faces(cascade, theme)
    if fonts_of(document.fonts).find(east_asian):
        latin = ""
    faces = Faces(language, faces.fonts, east_asian, latin)
    changes = _changes_language(document, language)
    return _Setting(faces, cascade, changes)


def _changes_language(document: Document, language: Language) -> bool:
    texts = "\n".join(unit.content.text for unit in document.units)
    return language is Language.EN or detect(texts) is Language.EN


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the parts that may look different, and what each is called."""
    for end in _LOOKS:
        for name in _like(package, end):
            yield name, end
    for part in text_parts(package):
        yield part.name, "body" if part.label == "body" else "story"


def _set(root: etree._Element, sort: str, setting: _Setting) -> None:
    faces, cascade = setting.faces, setting.cascade
    set_faces(root, faces)
    set_drawn(root, faces)
    if not setting.changes_language:
        return
    set_counters(root, faces.language)
    if sort == _NUMBERING:
        set_numbering(root, faces.language)
    if faces.language is Language.EN:
        lay_out_english(root, cascade)
        return
    lay_out_chinese(root)
    if sort in ("body", "story"):
        set_chinese_runs(root, faces, cascade)
    if sort == "body":
        indent_chinese(root, cascade)


def _like(package: Package, *ends: str) -> list[str]:
    types = content_types(package)
    return [name for name in package.names() if types.get(name.lower(), "").endswith(ends)]


def _data(package: Package, name: str) -> bytes:
    entry = package.find(name)
    return b"" if entry is None else entry.data
