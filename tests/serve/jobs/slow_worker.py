"""A worker of its own process, whose engine is slow and writes down what it is asked.

`python -m tests.serve.jobs.slow_worker URL LOG`
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from corpus.store import Store as PairStore
from serve.database import Database
from serve.jobs.inprocess import InProcess
from serve.jobs.model import JobQueue
from serve.jobs.runner import Pace
from serve.services.document_job import DocumentJob
from serve.services.documents import KIND
from serve.services.engines import EngineHost
from serve.services.terms_live import LiveTerms
from serve.services.translation import TranslationService
from serve.services.usage import Usage
from termbase.database import open_engine
from termbase.store import Store as TermStore
from translator.engines.base import Continuation, Hypothesis, Progress, Request
from translator.model import Link
from translator.settings import read_settings

LEASE = 1.5  # seconds
_SECONDS = 0.01  # for a text


class Slow:
    """Says each text in capitals."""

    name = "slow"
    translates = True

    def __init__(self, log: Path) -> None:
        self._log = log

    def translate(
        self, requests: Sequence[Request], progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        with self._log.open("a", encoding="utf-8") as file:
            file.writelines(f"{request!r}\n" for request in requests)
        time.sleep(_SECONDS * len(requests))
        return [(Hypothesis(f"SAID {request.text}", 0.0),) for request in requests]

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """See `Engine.weigh`."""
        return [0.0] * len(continuations)

    def align(self, continuations: Sequence[Continuation]) -> list[tuple[Link, ...]]:
        """See `Engine.align`."""
        return [()] * len(continuations)


def main(url: str, log: Path) -> None:
    """Work until killed."""
    engine = open_engine(url)
    database = Database(engine)
    engines = EngineHost("echo", read_settings(), lambda _echo: Slow(log))
    live, usage = LiveTerms(TermStore(engine)), Usage(database, 0)
    translation = TranslationService(engines, live, PairStore(engine), usage)
    queue: JobQueue = InProcess(database, 1, Pace(LEASE))
    if engine.dialect.name == "postgresql":
        from serve.jobs.postgres import Procrastinate

        queue = Procrastinate(database, 1, Pace(LEASE), look=0.3)
    queue.start({KIND: DocumentJob(database, translation, engines)})
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()
    time.sleep(600)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
