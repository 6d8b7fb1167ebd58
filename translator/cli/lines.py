"""Standard input > standard output, a line or a JSON object at a time, streaming in batches."""

import json
import queue
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from termbase.match import Termbase
from termbase.model import Term
from termbase.text import Language
from translator.cli.translate import From, Options, target_for
from translator.errors import InputError
from translator.language import detect
from translator.model import Direction, Document, TaggedText, TextUnit
from translator.pipeline import Knowledge, by_unit, translate
from translator.settings import read_settings
from translator.tools import open_engine, open_knowledge

if TYPE_CHECKING:
    from translator.engines.base import Engine
    from translator.model import Translation

_BATCH = 256  # lines; a pipe that gives fewer at a time is answered at once


class TermGiven(BaseModel):
    """A term of one line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str = Field(min_length=1)
    target: str = Field(min_length=1)


class Line(BaseModel):
    """A line of JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str | int | float | None = None
    text: str
    terms: tuple[TermGiven, ...] = ()


@dataclass(frozen=True, slots=True)
class _Broken:
    """A line that is no `Line`: its number, from 1, and why."""

    number: int
    reason: str


class _Session:
    """Engine and knowledge, opened when the first lines have told the direction."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._engine: Engine | None = None
        self._known: tuple[Direction, Knowledge, tuple[Term, ...]] | None = None

    def translate(self, lines: Sequence[Line]) -> list[list["Translation"]]:
        """Return the translations of the segments of each line."""
        direction, knowledge, engine = self._open(lines)
        found: list[list[Translation]] = [[] for _ in lines]
        for terms in dict.fromkeys(line.terms for line in lines):
            mine = [number for number, line in enumerate(lines) if line.terms == terms]
            units = (TextUnit(str(n), TaggedText(lines[n].text)) for n in mine)
            document = Document(tuple(units), b"")
            known = Knowledge(_with(terms, knowledge.terms), knowledge.recall)
            for item in translate(document, direction, known, engine):
                found[int(item.segment.unit)].append(item)
        return found

    def _open(self, lines: Sequence[Line]) -> tuple[Direction, Knowledge, "Engine"]:
        options = self._options
        if self._engine is None:
            settings = read_settings()
            self._engine = open_engine(options.engine.value, settings, options.model)
        if self._known is None:
            source = (
                detect("\n".join(line.text for line in lines))
                if options.source is From.AUTO
                else Language(options.source.value)
            )
            direction = Direction(source, target_for(source, options.target))
            opened = open_knowledge(options.terms, options.memories, direction)
            for note in opened.notes:
                sys.stderr.write(f"biaoyi: {note}\n")
            self._known = direction, opened.knowledge, ()
        return self._known[0], self._known[1], self._engine


def _with(terms: Sequence[TermGiven], others: Termbase) -> Termbase:
    """The terms of a line before those of the files."""
    if not terms:
        return others
    return Termbase([*(Term(term.source, term.target, "request") for term in terms), *others.terms])


def translate_lines(options: Options, *, as_json: bool) -> None:
    """Answer standard input line by line, in order; blank lines stay blank.

    Raises:
        InputError: at the end of the input, if lines of JSON were not understood; each has been
            answered with an `error`.
    """
    session = _Session(options)
    if options.source is not From.AUTO:
        target_for(Language(options.source.value), options.target)
    broken = 0
    for batch in _batches(sys.stdin.buffer):
        if as_json:
            broken += _answer_json(session, batch)
        else:
            _answer_plain(session, [text for _, text in batch])
        sys.stdout.flush()
    if broken:
        raise InputError(f"{broken} lines were not understood; see “error” in the output")


def _answer_plain(session: _Session, texts: Sequence[str]) -> None:
    lines = [Line(text=text) for text in texts if text.strip()]
    answers = iter(session.translate(lines)) if lines else iter(())
    for text in texts:
        sys.stdout.write((_joined(next(answers)) if text.strip() else text) + "\n")


def _answer_json(session: _Session, batch: Sequence[tuple[int, str]]) -> int:
    """Write the answers of `batch`; return how many lines were not understood."""
    read = [_read(number, text) for number, text in batch if text.strip()]
    lines = [line for line in read if isinstance(line, Line)]
    answers = iter(session.translate(lines)) if lines else iter(())
    for line in read:
        answer: object = (
            {"error": f"line {line.number}: {line.reason}"}
            if isinstance(line, _Broken)
            else _object(line, next(answers))
        )
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return len(read) - len(lines)


def _read(number: int, text: str) -> Line | _Broken:
    try:
        return Line.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return _Broken(number, f"{place}: {first['msg']}" if place else first["msg"])


def _object(line: Line, done: Sequence["Translation"]) -> dict[str, object]:
    terms = [
        {
            "source": outcome.match.term.source,
            "target": outcome.match.term.target,
            "outcome": outcome.outcome.value,
        }
        for item in done
        for outcome in item.outcomes
    ]
    issues = [{"check": i.check, "detail": i.detail} for item in done for i in item.issues]
    return {"id": line.id, "translation": _joined(done), "terms": terms, "issues": issues}


def _joined(done: Sequence["Translation"]) -> str:
    """The target of one line; a line stays a line."""
    texts = by_unit(done)
    return "".join(text.text for text in texts.values()).replace("\n", " ")


def _batches(stream: IO[bytes]) -> Iterator[list[tuple[int, str]]]:
    """Numbered lines as they come: all that are there, at most `_BATCH`, without waiting for more.

    Raises:
        InputError: a line is not UTF-8.
    """
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=4 * _BATCH)

    def read() -> None:
        for line in stream:
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    number = 0
    ended = False
    while not ended:
        batch: list[tuple[int, str]] = []
        line = lines.get()
        while line is not None:
            number += 1
            batch.append((number, _text(line, number)))
            if len(batch) == _BATCH:
                break
            try:
                line = lines.get(timeout=0.02 if batch else None)
            except queue.Empty:
                break
        else:
            ended = True
        if batch:
            yield batch


def _text(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError(f"line {number} of the input is not UTF-8") from error
