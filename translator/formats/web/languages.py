"""What language a page and its parts are in, and where the page says so."""

import re
from collections import Counter
from collections.abc import Iterator

from termbase.text import Language
from translator.formats.tree.element import Attribute, Element
from translator.formats.tree.grammar import primary
from translator.formats.tree.weave import Stamp
from translator.language import detect

_NAME = re.compile(r"<[^\s/>]+")
_LOCALES = {Language.ZH: "zh_CN", Language.ZH_HANT: "zh_TW", Language.EN: "en_US"}


def language_of(root: Element) -> str:
    """Return the language that most of the text says it is in, or else looks like."""
    counts = Counter[str]()
    _count(root, _said(root), counts)
    said = next((name for name, _ in counts.most_common(1)), "")
    return said or primary(detect(root.words()).value)


def stamps(root: Element, text: str, language: str, target: Language) -> Iterator[Stamp]:
    """Yield what says that the page is in `target`, not in `language`; <html> says it."""
    for element in root.walk():
        if element.name == "html" and not element.language:
            found = _NAME.match(text, element.start)
            at = found.end() if found else element.inner
            yield Stamp(at, at, f' lang="{target.value}"')
        if primary(element.language) == language:
            yield from (_stamp(each, target.value) for each in element.languages)
        if element.name in ("html", "body") and element.value("dir").lower() == "rtl":
            yield _stamp(element.attributes["dir"], "ltr")
        if element.name == "meta" and primary(element.value("content")) == language:
            yield from _meta(element, target)


def _said(root: Element) -> str:
    """The language that the page as a whole says it is in."""
    stated = (
        each.value("content")
        for each in root.walk()
        if each.name == "meta" and each.value("http-equiv").lower() == "content-language"
    )
    return next(stated, "")


def _count(element: Element, language: str, counts: Counter[str]) -> None:
    """Count the characters in each language as the elements state it, for all that is in them."""
    language = element.language or language
    for each in element.children:
        if isinstance(each, Element):
            _count(each, language, counts)
        elif each.text:
            counts[primary(language)] += len(each.text.strip())


def _meta(element: Element, target: Language) -> Iterator[Stamp]:
    name = (
        element.value("http-equiv") or element.value("name") or element.value("property")
    ).lower()
    if name in ("content-language", "language", "dc.language", "dcterms.language"):
        yield _stamp(element.attributes["content"], target.value)
    elif name == "og:locale":
        yield _stamp(element.attributes["content"], _LOCALES[target])


def _stamp(said: Attribute, value: str) -> Stamp:
    return Stamp(said.start, said.start + len(said.value), value)
