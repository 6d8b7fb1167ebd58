"""`python -m eval.documents.one FILE`: one file through the walk, in a process of its own.

Prints what became of it, the seconds of a processor (others may be at work on the machine) and the
peak of its memory as one line of JSON.
"""

import json
import re
import sys
import time
from pathlib import Path

from corpus.recall import Memory
from eval.documents.parts import differences
from termbase.match import Termbase
from termbase.text import Language
from translator.engines.echo import Echo
from translator.errors import InputError
from translator.formats import format_for
from translator.job import read_document, source_language
from translator.model import Direction, Document
from translator.pipeline import Knowledge, by_unit, translate


def main(path: Path) -> None:
    """Read, walk and write `path`, and say how that went."""
    began = time.process_time()
    try:
        document = read_document(path)
        written = echoed(path.name, document)
        found = {"refused": "", "changed": list(differences(document.skeleton, written))}
    except InputError as error:
        found = {"refused": str(error), "changed": []}
    spent = time.process_time()
    told = {**found, "walk": spent - began, "seconds": spent, "peak": _peak()}
    sys.stdout.write(json.dumps(told) + "\n")


def echoed(name: str, document: Document) -> bytes:
    """Return the file `name` as the walk under `echo` writes it."""
    language = source_language(document)
    other = Language.EN if language.is_chinese else Language.ZH
    known = Knowledge(Termbase([]), Memory().recall)
    done = translate(document, Direction(language, other), known, Echo())
    return format_for(name).write(document, by_unit(done))


def _peak() -> int:
    """The most memory that this process held, in bytes (of Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
