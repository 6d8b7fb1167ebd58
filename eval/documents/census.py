"""A file > how many of its letters are language, and how many of those were written anew."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from eval.documents import markup, office, word
from translator.formats import Format
from translator.model import Document

SEEN = "\u9f98"  # a letter that stands in none of the files
_CENSUSES: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".docx": word.texts,
    ".dotx": word.texts,
    **dict.fromkeys((".xlsx", ".xltx"), office.xlsx),
    **dict.fromkeys((".pptx", ".potx", ".ppsx"), office.pptx),
    **dict.fromkeys((".odt", ".ott", ".ods", ".ots", ".odp", ".otp"), office.odf),
    **dict.fromkeys((".html", ".htm", ".xhtml"), markup.html),
    **dict.fromkeys((".md", ".markdown"), markup.markdown),
    ".txt": markup.plain,
    ".xml": markup.standard,
}


@dataclass(frozen=True, slots=True)
class Visible:
    """The letters of a file that are language: all, overlooked by its units, and the rest wrong.

    `wrong` counts letters that came twice, or went missing, when each unit was written anew;
    `left` are texts in which letters were overlooked.
    """

    letters: int = 0
    overlooked: int = 0
    wrong: int = 0
    left: tuple[str, ...] = ()

    @property
    def covered(self) -> int:
        """The letters in exactly one unit."""
        return max(0, self.letters - self.overlooked - self.wrong)


def visible(form: Format, document: Document) -> Visible:
    """Return how many letters of `document` a translation reaches: each is written anew."""
    targets = {
        unit.id: replace(unit.content, text="".join(map(_seen, unit.content.text)))
        for unit in document.units
    }
    source = document.skeleton
    after = list(texts(form, form.write(document, targets), source))
    before, there = _letters(texts(form, source, source)), _letters(after)
    left = tuple(text for text in after if any(c.isalpha() and c != SEEN for c in text))
    overlooked = _letters(left) - sum(text.count(SEEN) for text in left)
    return Visible(before, overlooked, abs(there - before), left)


def texts(form: Format, data: bytes, original: bytes) -> Iterator[str]:
    """Yield the texts in a file that are language and, in the `original`, to be translated."""
    if form.suffix in (".xlf", ".xliff"):
        return markup.xliff(data, original)
    return _CENSUSES[form.suffix](data)


def _seen(char: str) -> str:
    return SEEN if char.isalpha() else char


def _letters(texts: Iterable[str]) -> int:
    return sum(char.isalpha() for text in texts for char in text)
