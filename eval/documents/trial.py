"""One real file through the walk: kept under `echo`, seen by its units, changed by `pseudo`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from corpus.recall import Memory
from eval.documents.census import Visible, texts, visible
from eval.documents.files import Real
from eval.documents.one import echoed
from eval.documents.parts import differences
from termbase.match import Termbase
from translator.engines.pseudo import Pseudo, pseudo
from translator.errors import InputError
from translator.formats import format_for
from translator.job import source_language
from translator.model import Direction, Document
from translator.pipeline import Knowledge, by_unit, translate

_ACCENTED = "".join(pseudo(chr(code)) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B)))
_CHANGED = re.compile(rf"\[[^\W\d_]\]|[{_ACCENTED}]|[^\W\d_]\u0301")
_UNSEEN = Visible()


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a file.

    `fault` says what is wrong with that, "" for nothing: a refusal not foreseen, a part that is not
    as it was, a crash. `left` are words that the pseudo-translation in `pseudo` did not reach; its
    text is `growth` times as wide as the source.
    """

    real: Real
    refused: str = ""
    fault: str = ""
    seen: Visible = _UNSEEN
    left: tuple[str, ...] = ()
    growth: float = 1.0
    pseudo: Path | None = None


def trials(files: Iterable[Real], out: Path) -> Iterator[Trial]:
    """Yield what becomes of each file; pseudo-translations go to `out`."""
    with ProcessPoolExecutor() as pool:
        asked = [(real, pool.submit(trial, real, out)) for real in files]
        for real, answer in asked:
            error = answer.exception()
            yield (
                Trial(real, fault=f"{type(error).__name__}: {error}") if error else answer.result()
            )


def trial(real: Real, out: Path) -> Trial:
    """Return what becomes of one file."""
    try:
        form = format_for(real.path.name)
        data = real.path.read_bytes()
        document = form.read(data)
    except InputError as error:
        reason = str(error)
        return Trial(real, reason, "" if real.refused_rightly(reason) else f"refused: {reason}")
    if real.refusal and not real.may:
        return Trial(real, fault="read, but it was to be refused")
    changed = list(differences(data, echoed(real.path.name, document)))
    seen = visible(form, document)
    place = out / real.format / real.path.name
    written, kept = _pseudo(real.path.name, document)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(written)
    before, after = (list(texts(form, each, data)) for each in (data, written))
    left = [word for text in after for word in _unchanged(text) if word not in kept]
    fault = f"not as it was: {', '.join(changed[:3])}" if changed else ""
    growth = _width(after) / max(1, _width(before))
    return Trial(real, "", fault, seen, tuple(dict.fromkeys(left)), growth, place)


def _pseudo(name: str, document: Document) -> tuple[bytes, str]:
    """Return the file `name` pseudo-translated, and what the walk carries over untouched."""
    language = source_language(document)
    known = Knowledge(Termbase([]), Memory().recall)
    done = translate(document, Direction(language, language), known, Pseudo())
    kept = "\n".join(word for item in done for word in _unchanged(item.target.text))
    return format_for(name).write(document, by_unit(done)), kept


def _unchanged(text: str) -> list[str]:
    """The stretches of letters that are as they were."""
    words = "".join(c if c.isalpha() else " " for c in _CHANGED.sub(" ", text))
    return words.split()


def _width(lines: Iterable[str]) -> int:
    """How wide texts are, in halves of an em."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 1
        for line in lines
        for char in line
        if not unicodedata.combining(char)
    )
