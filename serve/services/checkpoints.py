"""An engine that asks nothing twice of one document: each answer is kept in the database (◆).

Answers are known by what was asked, so after a crash the same walk gives the same translations and
goes on where it was; what changed since, a term say, is asked anew.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Generic, TypeVar

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from serve import schema
from serve.database import Database
from translator.engines.base import Continuation, Engine, Hypothesis, Progress, Request
from translator.model import Link

Item = TypeVar("Item", bound=Hashable)
Answer = TypeVar("Answer")

_answer = schema.answer.c
_BATCH = 32  # questions whose answers are kept in one transaction
_LOOKED = 500  # digests looked up at once


@dataclass(frozen=True, slots=True)
class Notebook:
    """The answers of one document; `kept` is called in each transaction that adds some.

    `model` names what answers: another one is asked anew.
    """

    database: Database
    document: str
    model: str
    kept: Callable[[Connection], None]

    def read(self, digests: Sequence[str]) -> dict[str, str]:
        """Return the answers that are known."""
        found: dict[str, str] = {}
        with self.database.reading() as connection:
            for start in range(0, len(digests), _LOOKED):
                some = digests[start : start + _LOOKED]
                mine = (_answer.document == self.document) & _answer.digest.in_(some)
                wanted = select(_answer.digest, _answer.body).where(mine)
                found |= {row.digest: row.body for row in connection.execute(wanted)}
        return found

    def write(self, answers: Mapping[str, str]) -> None:
        """Keep answers, and what comes with them, all or nothing."""
        rows = [
            {"document": self.document, "digest": digest, "body": body}
            for digest, body in answers.items()
        ]
        with self.database.writing() as connection:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            made = dialect.insert(schema.answer).on_conflict_do_nothing()
            connection.execute(made, rows)
            self.kept(connection)

    def digest(self, kind: str, item: Hashable) -> str:
        """Return what a question is known by."""
        return hashlib.sha256(f"{self.model}\n{kind}\n{item!r}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Kind(Generic[Answer]):
    """A kind of question: how its answers are written and read."""

    name: str
    written: Callable[[Answer], object]
    read: Callable[[str], Answer]


_HYPOTHESES: _Kind[tuple[Hypothesis, ...]] = _Kind(
    "translate",
    lambda found: [astuple(each) for each in found],
    lambda body: tuple(Hypothesis(*each) for each in json.loads(body)),
)
_WEIGHT: _Kind[float] = _Kind("weigh", lambda found: found, lambda body: float(json.loads(body)))
_LINKS: _Kind[tuple[Link, ...]] = _Kind(
    "align",
    lambda found: [astuple(each) for each in found],
    lambda body: tuple(Link(*each) for each in json.loads(body)),
)


class Remembering:
    """See `Engine`; `check` is called before each batch and may stop the work."""

    def __init__(self, engine: Engine, notebook: Notebook, check: Callable[[], None]) -> None:
        self.name = engine.name
        self.translates = engine.translates
        self._engine = engine
        self._notebook = notebook
        self._check = check

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        return self._asked(_HYPOTHESES, requests, self._engine.translate, progress)

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`."""
        return self._asked(_WEIGHT, continuations, self._engine.weigh)

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """See `Engine.align`."""
        return self._asked(_LINKS, continuations, self._engine.align)

    def _asked(
        self,
        kind: _Kind[Answer],
        items: Sequence[Item],
        ask: Callable[[Sequence[Item]], Sequence[Answer]],
        progress: Progress | None = None,
    ) -> list[Answer]:
        """The answers; `progress` is told of each item, those that were known first."""
        often = Counter(items)
        digests = {item: self._notebook.digest(kind.name, item) for item in often}
        known = self._notebook.read(list(digests.values()))
        answers = {
            item: kind.read(known[digest]) for item, digest in digests.items() if digest in known
        }
        if progress and answers:
            progress(sum(often[item] for item in answers))
        new = [item for item in often if item not in answers]
        for start in range(0, len(new), _BATCH):
            self._check()
            batch = new[start : start + _BATCH]
            found = dict(zip(batch, ask(batch), strict=True))
            answers |= found
            if progress:
                progress(sum(often[item] for item in batch))
            written = {digests[item]: _json(kind.written(each)) for item, each in found.items()}
            self._notebook.write(written)
        return [answers[item] for item in items]


def forget(connection: Connection, document: str) -> None:
    """Throw the answers of a document away, when its translation is kept."""
    connection.execute(delete(schema.answer).where(_answer.document == document))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
