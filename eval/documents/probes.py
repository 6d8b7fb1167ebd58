"""A Word file with a text for each place that Word can put text in: does each fare as it should?"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from eval.documents.census import SEEN
from eval.documents.parts import parts_of
from translator.formats import format_for

_WITHOUT_TEXT = "(same text as 23)"
_SAME = "Probe23 moved text"


@dataclass(frozen=True, slots=True)
class Probe:
    """A text, and what the table says is to become of it."""

    name: str
    policy: str
    text: str


def read_probes(table: Path) -> list[Probe]:
    """Return the probes of a table."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Probe(row["probe"], row["policy"], _text(row["source_text"])) for row in rows]


def wrong_probes(file: Path, probes: list[Probe]) -> Iterator[str]:
    """Yield what is wrong with each probe in `file`: not read, or not kept."""
    form = format_for(file.name)
    document = form.read(file.read_bytes())
    texts = "\n".join(unit.content.text for unit in document.units)
    targets = {
        unit.id: replace(unit.content, text=SEEN * len(unit.content.text))
        for unit in document.units
    }
    written = b"\n".join(parts_of(form.write(document, targets)).values()).decode(errors="replace")
    for each in probes:
        if each.policy in ("translate", "keep-literal") and each.text not in texts:
            yield f"probe {each.name} is not translated: “{each.text}”"
        if each.policy == "keep" and each.text not in written:
            yield f"probe {each.name} is not kept: “{each.text}”"


def _text(cell: str) -> str:
    return _SAME if cell == _WITHOUT_TEXT else cell.strip()
