"""A queue whose jobs are done by threads of this process, as they stand in the table (SQLite)."""

import threading
from collections.abc import Mapping

import structlog
from sqlalchemy import Connection

from serve.database import Database
from serve.jobs import table
from serve.jobs.model import Handler, NewJob
from serve.jobs.runner import Pace, Runner
from termbase.database import Unavailable

_PAUSE = 0.5  # seconds between two looks


class InProcess:
    """See `JobQueue`. Two jobs run at once, so that a short one need not wait for a long one."""

    def __init__(
        self, database: Database, threads: int = 2, pace: Pace | None = None, pause: float = _PAUSE
    ) -> None:
        self._database = database
        self._count = threads
        self._pace = pace
        self._pause = pause
        self._stopping = threading.Event()
        self._news = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._runner: Runner | None = None

    def put(self, connection: Connection, job: NewJob) -> str:
        """See `JobQueue.put`."""
        return table.put(connection, job)

    def wake(self) -> None:
        """See `JobQueue.wake`."""
        with self._news:
            self._news.notify_all()

    def start(self, handlers: Mapping[str, Handler]) -> None:
        """See `JobQueue.start`."""
        self._stopping.clear()
        self._runner = Runner(self._database, handlers, self._pace)
        self._threads = [
            threading.Thread(target=self._work, args=(self._runner,), name="jobs", daemon=True)
            for _ in range(self._count)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """See `JobQueue.stop`."""
        self._stopping.set()
        if self._runner:
            self._runner.leave()
        self.wake()
        for thread in self._threads:
            thread.join()

    def _work(self, runner: Runner) -> None:
        log = structlog.get_logger("serve")
        while not self._stopping.is_set():
            try:
                found = runner.run_one()
            except Unavailable as error:
                log.warning("no jobs", why=str(error))
                found = False
            if not found:
                with self._news:
                    self._news.wait(self._pause)
