"""Standard input > standard output, a line or a JSON object at a time, streaming in batches."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from termbase.match import Termbase
from termbase.model import Scope, Term
from termbase.text import Language
from translator.cli.options import From, Mode, Options, target_for
from translator.cli.stream import answered
from translator.database import KnownTerms, StoredMemory
from translator.errors import InputError
from translator.language import detect
from translator.model import Direction, Document, State, TaggedText, TextUnit
from translator.pipeline import Knowledge, by_unit, translate
from translator.report import line_rows
from translator.settings import read_settings
from translator.standards.script import to_simplified
from translator.steps.terms import judged
from translator.tools import Engines, open_knowledge, term_for, with_memory

if TYPE_CHECKING:
    from translator.model import Translation


class _Outer(BaseModel):
    """What comes in. Keys that we do not know are left alone: clients send more than we need."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class TermGiven(_Outer):
    """A term of one line."""

    source: str = Field(min_length=1)
    target: str = Field(min_length=1)


class Named(_Outer):
    """What a line is called by whoever sent it: any JSON scalar, given back as it is."""

    id: bool | int | float | str | None = None


class Line(Named):
    """A line of JSON."""

    text: str
    terms: tuple[TermGiven, ...] = ()


@dataclass(frozen=True, slots=True)
class _Broken:
    """A line that is no `Line`: its number, from 1, why, and its id where that can be read."""

    number: int
    reason: str
    id: bool | int | float | str | None = None


class _Session:
    """Engine and knowledge, opened when the first lines have told the direction."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._settings = read_settings()
        self._engines = Engines(options.engine.value, self._settings, options.model)
        self._known: tuple[Direction, Knowledge] | None = None
        if options.source is not From.AUTO:
            self._open(Language(options.source.value))

    def translate(self, lines: Sequence[Line]) -> list[list["Translation"]]:
        """Return the translations of the segments of each line."""
        direction, knowledge = self._known or self._open(
            detect("\n".join(line.text for line in lines))
        )
        found: list[list[Translation]] = [[] for _ in lines]
        for terms in dict.fromkeys(line.terms for line in lines):
            mine = [number for number, line in enumerate(lines) if line.terms == terms]
            units = (TextUnit(str(n), TaggedText(lines[n].text)) for n in mine)
            document = Document(tuple(units), b"")
            known = Knowledge(_with(terms, knowledge.terms, direction), knowledge.recall)
            for item in translate(document, direction, known, self._engines.engine(direction)):
                found[int(item.segment.unit)].append(item)
        strict = self._options.mode is Mode.STRICT
        return [list(judged(items)) if strict else items for items in found]

    def _open(self, source: Language) -> tuple[Direction, Knowledge]:
        """Open what the direction needs, before a line is answered: a mistake shows at once."""
        options = self._options
        direction = Direction(source, target_for(source, options.target))
        others = KnownTerms(self._settings).terms(direction) if options.termbase else ()
        opened = open_knowledge(options.terms, options.memories, direction, others)
        memory = StoredMemory(self._settings, use=options.stored_memory)
        opened = with_memory(opened, memory.recall(direction))
        self._engines.engine(direction)
        for note in opened.notes:
            sys.stderr.write(f"biaoyi: {note}\n")
        self._known = direction, opened.knowledge
        return self._known


def _with(terms: Sequence[TermGiven], others: Termbase, direction: Direction) -> Termbase:
    """The terms of a line before those of the files."""
    if not terms:
        return others
    given = (
        term_for(Term(term.source, term.target, "request", scope=Scope.DOCUMENT), direction)
        for term in terms
    )
    return Termbase(given).then(others)


def translate_lines(options: Options, *, as_json: bool) -> None:
    """Answer standard input line by line, in order. Blank lines stay blank; in JSON they are none.

    Raises:
        InputError: a line is not UTF-8; those before it have been answered. In JSON, at the end of
            the input: lines were not understood, and each has been answered with an `error`.
    """
    session = _Session(options)
    broken = 0

    def answer(batch: Sequence[tuple[int, bytes]]) -> None:
        nonlocal broken
        if as_json:
            broken += _answer_json(session, batch)
        else:
            _answer_plain(session, batch)

    if answered(answer) and broken:
        noun = "line was" if broken == 1 else "lines were"
        raise InputError(f"{broken} {noun} not understood; see “error” in the output")


def _answer_plain(session: _Session, batch: Sequence[tuple[int, bytes]]) -> None:
    texts: list[str] = []
    broken = 0
    for number, line in batch:
        text = _decoded(number, line)
        if text is None:
            broken = number
            break
        texts.append(text)
    lines = [Line(text=text) for text in texts if text.strip()]
    answers = iter(session.translate(lines)) if lines else iter(())
    for text in texts:
        answer = _joined(next(answers)).replace("\n", " ") if text.strip() else text
        sys.stdout.write(answer + "\n")
    if broken:
        sys.stdout.flush()
        raise InputError(f"line {broken} of the input is not UTF-8; the lines before are answered")


def _answer_json(session: _Session, batch: Sequence[tuple[int, bytes]]) -> int:
    """Write the answers of `batch`; return how many lines were not understood."""
    read = [_read(number, line) for number, line in batch if line.strip()]
    lines = [line for line in read if isinstance(line, Line)]
    answers = iter(session.translate(lines)) if lines else iter(())
    for line in read:
        answer: object = (
            {"id": line.id, "error": f"line {line.number}: {line.reason}"}
            if isinstance(line, _Broken)
            else _object(line, next(answers))
        )
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return len(read) - len(lines)


def _read(number: int, line: bytes) -> Line | _Broken:
    text = _decoded(number, line)
    if text is None:
        return _Broken(number, "not UTF-8")
    try:
        return Line.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        reason = f"{place}: {first['msg']}" if place else first["msg"]
    try:
        return _Broken(number, reason, Named.model_validate_json(text).id)
    except ValidationError:
        return _Broken(number, reason)


def _object(line: Line, done: Sequence["Translation"]) -> dict[str, object]:
    given = {to_simplified(term.source): term.source for term in line.terms}
    review = any(item.state is State.NEEDS_REVIEW for item in done)
    return {
        "id": line.id,
        "translation": _joined(done),
        "state": (State.NEEDS_REVIEW if review else State.TRANSLATED).value,
        "terms": [
            {**asdict(row), "source": given.get(row.source, row.source)} for row in line_rows(done)
        ],
        "issues": [{"check": i.check, "detail": i.detail} for item in done for i in item.issues],
    }


def _joined(done: Sequence["Translation"]) -> str:
    """The target of one line."""
    return "".join(text.text for text in by_unit(done).values())


def _decoded(number: int, line: bytes) -> str | None:
    """The text of a line; None where it is not UTF-8."""
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r")
    except UnicodeDecodeError:
        return None
