"""Files made to do harm: is each refused by name, in time, and does nothing leak?"""

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from eval.documents.alone import Run, run

SECONDS = 2.0
BYTES = 300_000_000
_CANARY = "canary-5f1d0c7e"
_NOT_DOCUMENTS = {".tmx", ".tbx", ".csv", ".tsv"}


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and whether it has to be refused; `why` says what is in it."""

    file: Path
    refuse: bool
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a case; `faults` is empty if all is well.

    A file that had to be refused may be `harmless`: read, and written as it was.
    """

    case: Case
    run: Run
    faults: tuple[str, ...]
    harmless: bool = False


def verdicts(cases: Iterable[Case]) -> Iterator[Verdict]:
    """Yield what becomes of each case, each in a process of its own."""
    listed = list(cases)
    with ThreadPoolExecutor(2) as pool:
        for case, found in zip(listed, pool.map(run, (each.file for each in listed)), strict=True):
            harmless = case.refuse and not (found.refused or found.changed or found.crash)
            yield Verdict(case, found, tuple(_faults(case, found)), harmless)


def given_cases(folder: Path) -> Iterator[Case]:
    """Yield the cases of a folder with a table HOSTILE_EXPECTED.tsv beside them."""
    table = folder.parent / "HOSTILE_EXPECTED.tsv"
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            said = row["expected"]
            yield Case(folder / row["file"], said.startswith(("refuse", "clean")), said)


def made_cases(maker: Path, out: Path) -> Iterator[Case]:
    """Yield the documents that the program `maker` writes to `out`, with what it expects."""
    secret = out / "secret.txt"
    secret.write_text(_CANARY, encoding="ascii")
    command = [sys.executable, str(maker), str(out), "--canary", str(secret)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - given by our user
    told = json.loads((out / "expectations.json").read_text(encoding="utf-8"))
    for name, case in told["cases"].items():
        if Path(name).suffix not in _NOT_DOCUMENTS:
            yield Case(out / name, case["verdict"] == "reject", case["why"])


def _faults(case: Case, found: Run) -> Iterator[str]:
    if found.crash:
        yield found.crash
    if found.refused and not case.refuse:
        yield f"refused: {found.refused}"
    if found.refused and case.file.name not in found.refused:
        yield f"not named: {found.refused}"
    if found.changed:
        yield f"not as it was: {', '.join(found.changed[:3])}"
    if case.refuse and found.seconds > SECONDS:
        yield f"{found.seconds:.1f} s"
    if case.refuse and found.peak > BYTES:
        yield f"{found.peak // 1_000_000} MB"
    if _CANARY in found.said:
        yield "it leaked"
