"""Files in processes of their own: what each costs, and what a hostile one leads to."""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from eval.documents.parts import parts_of, zipped

SECONDS = 60  # after which a file is given up
_BODY, _END = b"<w:body>", b"<w:sectPr"
_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a file: refused with a reason, written as it was or not, or a crash.

    `seconds` are those that a processor spent on the whole process, `walk` without its start;
    `peak` is in bytes.
    """

    file: Path
    refused: str = ""
    changed: tuple[str, ...] = ()
    crash: str = ""
    seconds: float = 0.0
    walk: float = 0.0
    peak: int = 0
    said: str = ""


def run(file: Path) -> Run:
    """Walk through `file` under `echo` in a process of its own."""
    command = [sys.executable, "-m", "eval.documents.one", str(file)]
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command, capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return Run(file, crash=f"no answer in {SECONDS} s")
    said = done.stdout + done.stderr
    if done.returncode:
        crash = (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]
        return Run(file, crash=crash, said=said)
    told = json.loads(done.stdout)
    changed = tuple(told["changed"])
    return Run(
        file, told["refused"], changed, "", told["seconds"], told["walk"], told["peak"], said
    )


def largest(files: Iterable[Path]) -> Path:
    """Return the Word file with the longest body."""
    return max(files, key=lambda file: len(parts_of(file.read_bytes()).get(_MAIN, b"")))


def lengthened(file: Path, size: int) -> bytes:
    """Return a Word file with its body repeated until it has `size` bytes of XML."""
    parts = parts_of(file.read_bytes())
    main = parts[_MAIN]
    start, end = main.index(_BODY) + len(_BODY), main.rindex(_END)
    times = -(-size // (end - start))
    parts[_MAIN] = main[:start] + main[start:end] * times + main[end:]
    return zipped(parts)
