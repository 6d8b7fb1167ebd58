"""The development sets: which files hold which language (◆ disk)."""

from dataclasses import dataclass
from pathlib import Path

from termbase.text import Language
from translator.model import Direction

ZH_EN = Direction(Language.ZH, Language.EN)
EN_ZH = Direction(Language.EN, Language.ZH)
_FILES = {
    "flores200-dev": ("zho_Hans.txt", "eng.txt"),
    "asvs": ("src.zh", "src.en"),
    "clreq": ("src.zh", "src.en"),
    "ecma335": ("src.zh", "src.en"),
}
NAMES = tuple(_FILES)


@dataclass(frozen=True, slots=True)
class DevSet:
    """Sentences and their references, line by line, in one direction."""

    name: str
    direction: Direction
    sources: tuple[str, ...]
    references: tuple[str, ...]


class NoSet(Exception):
    """A development set that is not there; the message says what was looked for."""


def read_sets(folder: Path, name: str) -> tuple[DevSet, DevSet]:
    """Return the set called `name` under `folder`, in both directions.

    Raises:
        NoSet: no such set is known, its files are missing, or their lengths differ.
    """
    if name not in _FILES:
        raise NoSet(f"{name}: no such set; there are {', '.join(NAMES)}")
    chinese, english = (_lines(folder / name / file) for file in _FILES[name])
    if len(chinese) != len(english):
        raise NoSet(f"{folder / name}: {len(chinese)} Chinese lines, {len(english)} English")
    return (
        DevSet(name, ZH_EN, chinese, english),
        DevSet(name, EN_ZH, english, chinese),
    )


def _lines(file: Path) -> tuple[str, ...]:
    try:
        return tuple(file.read_text(encoding="utf-8").splitlines())
    except OSError as error:
        raise NoSet(f"{file}: {error.strerror}") from error
