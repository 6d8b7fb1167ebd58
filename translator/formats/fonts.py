"""Which font stands for which in another language: `fonts.tsv`, and what the user says before it.

A row names a font, or several by a pattern with `*`, and what is taken for it in each language; an
empty cell leaves the font as it is. The row `italic` is the font that Chinese emphasises with.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import Path

from termbase.text import Language
from translator.errors import InputError

Pairs = tuple[tuple[str, str], ...]  # a font or a pattern, and what is taken for it
ITALIC = "italic"
_ALIASES = (
    {"宋体", "simsun"},
    {"黑体", "simhei"},
    {"仿宋", "fangsong"},
    {"楷体", "kaiti"},
    {"等线", "dengxian"},
    {"微软雅黑", "microsoft yahei"},
    {"新細明體", "pmingliu"},
)
_FIRST_EAST_ASIAN = "\u2e80"


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of one target language; a plain name goes before a pattern."""

    names: Mapping[str, str]
    patterns: Pairs

    def find(self, name: str) -> str:
        """Return what is taken for the font `name`; "" if it stays."""
        key = _key(name)
        if key in self.names:
            return self.names[key]
        return next((to for pattern, to in self.patterns if fnmatchcase(key, pattern)), "")


def fonts_for(language: Language, own: Pairs = ()) -> Fonts:
    """Return the table of a target language, the user's `own` rows before ours."""
    if not own:
        return _ours(language)
    ours, theirs = _ours(language), fonts_of(own)
    return Fonts({**ours.names, **theirs.names}, (*theirs.patterns, *ours.patterns))


def is_east_asian(name: str) -> bool:
    """Whether the font is one for Chinese, Japanese or Korean, as far as its name tells."""
    return any(char >= _FIRST_EAST_ASIAN for char in name) or bool(_ours(Language.EN).find(name))


def is_same_font(one: str, other: str) -> bool:
    """Whether two names, Chinese or English, are of one font, as far as we know."""
    first, second = _key(one), _key(other)
    return first == second or {first, second} in _ALIASES


def open_fonts(path: Path | None) -> dict[Language, Pairs]:
    """Return the table in the file `path`; an empty one without a file.

    Raises:
        InputError: the file is missing or cannot be read as a font table.
    """
    if path is None:
        return {}
    try:
        return read_fonts(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; save it as UTF-8") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def read_fonts(text: str) -> dict[Language, Pairs]:
    """Return the rows of a font table (TSV: font, then languages by their tags) by language.

    Raises:
        InputError: a column is no language of ours, or a row has too many cells or no font.
    """
    rows = [line.rstrip("\r").split("\t") for line in text.removeprefix("\ufeff").split("\n")]
    languages = _columns(rows[0])
    pairs: dict[Language, list[tuple[str, str]]] = {language: [] for language in languages}
    for number, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if not cells[0] or len(cells) > len(languages) + 1:
            raise InputError(f"line {number}: give a font and {len(languages)} cells at most")
        for language, cell in zip(languages, cells[1:], strict=False):
            if cell:
                pairs[language].append((cells[0], cell))
    return {language: tuple(found) for language, found in pairs.items()}


def _columns(header: Sequence[str]) -> list[Language]:
    tags = {language.value: language for language in Language}
    names = [name.strip() for name in header]
    wrong = [name for name in names[1:] if name not in tags]
    if names[0] != "font" or len(names) == 1 or wrong:
        raise InputError(
            "line 1: the first line names the columns, separated by tabs: font, then any of "
            f"{', '.join(tags)}"
        )
    return [tags[name] for name in names[1:]]


@cache
def _ours(language: Language) -> Fonts:
    text = files("translator.formats").joinpath("fonts.tsv").read_text(encoding="utf-8")
    return fonts_of(read_fonts(text)[language])


def fonts_of(pairs: Pairs) -> Fonts:
    """Return a table with these rows and no others."""
    keyed = [(_key(name), to) for name, to in pairs]
    names = {name: to for name, to in reversed(keyed) if "*" not in name}
    return Fonts(names, tuple((name, to) for name, to in keyed if "*" in name))


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().lower()
