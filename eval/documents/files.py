"""The real files, format by format, and which of them are to be refused for what."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.resources import files
from pathlib import Path

FORMATS = ("docx", "sts", "jats", "xlsx", "pptx", "odt", "odp", "html", "md", "xliff1", "xliff2")
OTHERS = "others"
_NOT_FILES = {"schema", "synthetic"}


class NoFiles(Exception):
    """A folder without the files to measure on."""


@dataclass(frozen=True, slots=True)
class Real:
    """A file, the format it counts for, and what has to be said if it is refused.

    `refusal` is a pattern; "" for a file that has to be read. Where it `may` be read, either is
    right.
    """

    path: Path
    format: str
    refusal: str = ""
    may: bool = False

    def refused_rightly(self, reason: str) -> bool:
        """Whether `reason` is what had to be said."""
        return bool(self.refusal) and re.search(self.refusal, reason) is not None


def real_files(folder: Path) -> list[Real]:
    """Return the files under `folder`, in the order of their formats.

    Raises:
        NoFiles: there are none.
    """
    rows = list(_refusals())
    found = [
        _real(path, path.parent.name, rows)
        for path in sorted(folder.glob("*/*"))
        if path.is_file() and path.parent.name not in _NOT_FILES
    ]
    if not found:
        raise NoFiles(f"{folder}: no files to measure on")
    order = (*FORMATS, OTHERS)
    return sorted(found, key=lambda real: order.index(real.format))


def _real(path: Path, name: str, rows: list[tuple[str, str, str]]) -> Real:
    form = name if name in FORMATS else OTHERS
    place = f"{name}/{path.name}"
    for pattern, refusal, may in rows:
        if fnmatch(place, pattern):
            return Real(path, form, refusal, may == "may")
    return Real(path, form)


def _refusals() -> Iterator[tuple[str, str, str]]:
    """The first row that fits counts."""
    table = files("eval.documents").joinpath("refusals.tsv").read_text(encoding="utf-8")
    for row in csv.reader(table.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE):
        yield row[0], row[1], row[2]
