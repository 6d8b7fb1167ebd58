"""The development sets: which files hold which language, which terms are given (◆ disk)."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from termbase.model import Term
from termbase.text import Language
from translator.model import Direction

ZH_EN = Direction(Language.ZH, Language.EN)
EN_ZH = Direction(Language.EN, Language.ZH)


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a set.

    terms: (name, file) of the lists of terms, a list a line, zh→en.
    glossary: tables of terms that hold for all lines, read in both directions.
    """

    chinese: str = "src.zh"
    english: str = "src.en"
    directions: tuple[Direction, ...] = (ZH_EN, EN_ZH)
    terms: tuple[tuple[str, str], ...] = ()
    glossary: tuple[str, ...] = ()


_PLAIN = _Files()
_FILES = {
    "flores200-dev": _Files("zho_Hans.txt", "eng.txt"),
    "asvs": _Files(),
    "clreq": _Files(),
    "ecma335": _Files(),
    "tico19": _Files(
        glossary=("f_en-zh_CN.csv", "g_en_zh-CN.csv", "g_zh-CN_en.csv"),
    ),
    "wmt22-zh-en": _Files(english="refA.en", directions=(ZH_EN,)),
    "wmt22-en-zh": _Files(chinese="refA.zh", directions=(EN_ZH,)),
    "wmt23-terminology-zhen": _Files(
        "zhen.zh",
        "zhen.en",
        (ZH_EN,),
        (("proper", "zhen.term.proper"), ("random", "zhen.term.random")),
    ),
}
NAMES = tuple(_FILES)
ALL = "all"


@dataclass(frozen=True, slots=True)
class Given:
    """Terms that a set gives for each of its lines."""

    name: str
    terms: tuple[tuple[Term, ...], ...]


@dataclass(frozen=True, slots=True)
class DevSet:
    """Sentences and their references, line by line, in one direction."""

    name: str
    direction: Direction
    sources: tuple[str, ...]
    references: tuple[str, ...]
    given: tuple[Given, ...] = ()

    def head(self, lines: int) -> "DevSet":
        """Return the first `lines` of the set, or all of it for 0."""
        end = lines or None
        given = tuple(replace(item, terms=item.terms[:end]) for item in self.given)
        sources, references = self.sources[:end], self.references[:end]
        return replace(self, sources=sources, references=references, given=given)


class NoSet(Exception):
    """A development set that is not there; the message says what was looked for."""


def set_names(text: str) -> tuple[str, ...]:
    """Return the names in a list with commas; `all` is every set there is."""
    return NAMES if text == ALL else tuple(text.split(","))


def read_sets(folder: Path, name: str) -> tuple[DevSet, ...]:
    """Return the set called `name` under `folder`, in each direction that it is made for.

    Raises:
        NoSet: no such set is known, its files are missing or no such files, or their lengths
            differ.
    """
    files = _FILES.get(name)
    if files is None:
        raise NoSet(f"{name}: no such set; there are {', '.join(NAMES)}, and {ALL}")
    return read_folder(folder / name, files)


def read_folder(place: Path, files: _Files = _PLAIN) -> tuple[DevSet, ...]:
    """Return the set in `place`, which has its name.

    Raises:
        NoSet: its files are missing or no such files, or their lengths differ.
    """
    chinese, english = _lines(place / files.chinese), _lines(place / files.english)
    _same_length(place / files.chinese, chinese, place / files.english, english)
    given = tuple(_given(label, place / file) for label, file in files.terms)
    for (_, file), item in zip(files.terms, given, strict=True):
        _same_length(place / files.chinese, chinese, place / file, item.terms)
    sides = {ZH_EN: (chinese, english), EN_ZH: (english, chinese)}
    tables = [place / file for file in files.glossary]
    shared = {way: _glossary(tables, way, len(chinese)) for way in files.directions}
    return tuple(
        DevSet(place.name, way, *sides[way], (*given, *shared[way])) for way in files.directions
    )


def _same_length(
    first: Path, ours: Sequence[object], second: Path, theirs: Sequence[object]
) -> None:
    if len(ours) != len(theirs):
        raise NoSet(f"{first} has {len(ours)} lines, {second} has {len(theirs)}")


def _lines(file: Path) -> tuple[str, ...]:
    """The lines of `file`; only a line feed ends one, whatever else a sentence may hold."""
    try:
        return tuple(file.read_text(encoding="utf-8").removesuffix("\n").split("\n"))
    except OSError as error:
        raise NoSet(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise NoSet(f"{file}: not UTF-8") from error


class _Pair(BaseModel):
    model_config = ConfigDict(extra="forbid")

    zh: str
    en: str


_PAIRS = TypeAdapter(list[_Pair])


def _given(name: str, file: Path) -> Given:
    """The terms of `file`: on each line a JSON list of objects with `zh` and `en`."""
    found: list[tuple[Term, ...]] = []
    for number, line in enumerate(_lines(file), 1):
        try:
            pairs = _PAIRS.validate_json(line)
        except ValidationError as error:
            raise NoSet(f"{file}, line {number}: no list of terms") from error
        found.append(tuple(Term(pair.zh, pair.en) for pair in pairs))
    return Given(name, tuple(found))


_REMARK = re.compile(r"\s*\[[^\]]*\]")  # "[when referring to the disease]"


def _glossary(tables: Sequence[Path], direction: Direction, lines: int) -> tuple[Given, ...]:
    """The terms of all `tables`, given for each line; a source has one, the others are admitted."""
    if not tables:
        return ()
    targets: dict[str, dict[str, None]] = {}
    for chinese, english in (pair for table in tables for pair in _rows(table)):
        source, target = (chinese, english) if direction == ZH_EN else (english, chinese)
        targets.setdefault(source, {})[target] = None
    found = ((source, tuple(own)) for source, own in targets.items())
    terms = tuple(Term(source, own[0], admitted=own[1:]) for source, own in found)
    return (Given("glossary", (terms,) * lines),)


def _rows(table: Path) -> Iterator[tuple[str, str]]:
    """The pairs of a table, Chinese first; the targets of a row are separated by " : "."""
    for number, row in enumerate(csv.DictReader(_lines(table)), 1):
        source, targets, language = (
            row.get(key) for key in ("sourceString", "targetString", "sourceLang")
        )
        if not source or not targets or not language:
            raise NoSet(f"{table}, row {number}: no term")
        for target in _REMARK.sub("", targets).split(" : "):
            pair = source.strip(), target.strip()
            yield pair if language.startswith("zh") else pair[::-1]
